"""Compare guessing words with searching, over clinical-mlm's training: no training for search.

    python -m training.experiments.masked_quality --data TEXT --base MINILM --runs runs/mlm

Every snapshot of the masked training searches the development pairs (``equal.sample``) by its head
with a threshold (``helpers.untrained``: so many entries kept of a query and of a passage).
``--after`` says how many steps the run's start had behind it; rows that are stored until there
stay. Writes data/experiments/masked_quality.csv: a row a snapshot, its held-out masked loss beside
the reciprocal rank of every kind.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import torch
from transformers import AutoTokenizer, BertForMaskedLM

from helpers.paths import data_folder
from helpers.splade import activation
from helpers.untrained import KEPT
from training import development, loop
from training.experiments import equal
from training.forward import Texts, hidden_states, largest
from training.train_mlm import fresh_model, held_out_loss, sequences

AT_ONCE = 32
FILE = "masked_quality.csv"


@torch.no_grad()
def vectors(
    model: BertForMaskedLM, encode: Texts, texts: list[str], width: int, kept: int
) -> torch.Tensor:
    """The texts' thresholded vectors, (texts, vocabulary)."""
    made = torch.zeros(len(texts), len(encode.tokenizer))
    for start in range(0, len(texts), AT_ONCE):
        batch = encode(texts[start : start + AT_ONCE], width)
        best, _ = largest(model, hidden_states(model, batch), batch)
        floor = best.topk(kept + 1, 1).values[:, -1:]
        made[start : start + AT_ONCE] = activation(best - floor)
    return made


def quality(model: BertForMaskedLM, encode: Texts, folder: Path) -> dict[str, float]:
    """The mean reciprocal rank of every kind of development pair, and of all kinds."""
    read = partial(vectors, model, encode)
    asked = partial(read, width=development.QUERY_WIDTH, kept=KEPT.query)
    found = partial(read, width=development.PASSAGE_WIDTH, kept=KEPT.document)
    figures = {
        kind: float(development.reciprocal_ranks(q, p, own).mean())
        for kind, (_, q, p, own) in development.read(equal.sample(folder), asked, found)
    }
    return figures | {"rr": sum(figures.values()) / len(figures)}


def snapshots(runs: Path) -> Iterator[tuple[int, float, dict[str, torch.Tensor]]]:
    """Each snapshot's step, its held-out masked loss and its weights."""
    for row in loop.read_log(runs / "full.log.jsonl"):
        path = runs / "snapshots" / f"full-{row['step']}.pt"
        if "held_out_loss" in row:
            weights = torch.load(path, weights_only=True)["model"]
            yield row["step"], row["held_out_loss"], weights


def arguments() -> argparse.Namespace:
    """Where to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "base", "runs"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--after", type=int, help="steps before the run, whose rows are stored")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def stored(after: int | None) -> list[dict[Any, Any]]:
    """The rows of the steps that came before the run."""
    if after is None:
        return []
    rows = pd.read_csv(data_folder() / "experiments" / FILE)
    return rows[rows["after"] <= after].to_dict("records")


def main() -> None:
    """Look at the base, unless it is stored, and at every snapshot, and write the table."""
    options = arguments()
    torch.set_num_threads(options.threads)
    tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
    encode, model = Texts(tokenizer), fresh_model(options.base)
    _, kept = sequences(tokenizer, options.data, abstracts_share=0.4)
    rows = stored(options.after)

    def look(step: int, loss: float) -> None:
        rows.append({"after": step, "held_out_loss": loss})
        rows[-1] |= quality(model, encode, options.data)
        print(rows[-1], flush=True)

    if not rows:
        look(0, held_out_loss(model, kept, tokenizer.mask_token_id)["held_out_loss"])
    for step, loss, weights in snapshots(options.runs):
        model.load_state_dict(weights)
        look((options.after or 0) + step, loss)
    pd.DataFrame(rows).round(4).to_csv(data_folder() / "experiments" / FILE, index=False)


if __name__ == "__main__":
    main()
