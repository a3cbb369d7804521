"""Compare guessing words with searching, over clinical-mlm's training: no training for search.

    python -m training.experiments.masked_quality --data TEXT --base MINILM --runs runs/mlm

Every snapshot of the masked training searches the development pairs by its head with a threshold
(``helpers.untrained``: so many entries kept of a query and of a passage). Writes
data/experiments/masked_quality.csv: a row a snapshot, its held-out masked loss beside the
reciprocal rank of every kind.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pandas as pd
import torch
from transformers import AutoTokenizer, BertForMaskedLM

from helpers.paths import data_folder
from helpers.splade import activation
from helpers.untrained import KEPT
from training import development, pairs
from training.forward import Texts, hidden_states, largest
from training.train_mlm import fresh_model

AT_ONCE = 32


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
    """The reciprocal rank of every kind of development pair."""
    figures = {}
    for kind, of in development.chosen(folder).items():
        laid = pairs.sides(of)
        q = vectors(model, encode, laid.queries, development.QUERY_WIDTH, KEPT.query)
        p = vectors(model, encode, laid.passages, development.PASSAGE_WIDTH, KEPT.document)
        ranks = development.reciprocal_ranks(q, p, laid.own)
        figures[kind] = float(ranks.mean())
    return figures


def held_out(log: Path) -> dict[int, float]:
    """Each checked step's held-out masked loss."""
    rows = [json.loads(line) for line in log.read_text().splitlines()]
    return {row["step"]: row["held_out_loss"] for row in rows if "held_out_loss" in row}


def main() -> None:
    """Look at every snapshot, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "base", "runs"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
    encode, model = Texts(tokenizer), fresh_model(options.base)
    rows = []
    for step, loss in held_out(options.runs / "full.log.jsonl").items():
        path = options.runs / "snapshots" / f"full-{step}.pt"
        model.load_state_dict(torch.load(path, weights_only=True)["model"])
        rows.append({"step": step, "held_out_loss": loss, **quality(model, encode, options.data)})
        print(rows[-1], flush=True)
    folder = data_folder() / "experiments"
    folder.mkdir(exist_ok=True)
    pd.DataFrame(rows).set_index("step").round(4).to_csv(folder / "masked_quality.csv")


if __name__ == "__main__":
    main()
