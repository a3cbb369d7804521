"""Train equally from six starts, with some seeds each: what does pre-training bring.

    python -m training.experiments.starts --data TEXT --base MINILM --mlm MLM --out runs/starts

The same pairs, batches and losses (the dense teacher, the contrastive loss, FLOPS towards the same
number of terms; no lexical supervision, no table), from each start of ``training.starts``. Step 0
is the start itself. Every look is at equal sparsity (``equal``). What is done is not done again.
Writes data/experiments/starts.csv, a row a look, and starts_differences.csv, each start against
clinical-mlm at the end, on all pairs and on those without a word in common.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import torch
from transformers import BertForMaskedLM

from helpers.paths import data_folder
from training import loop
from training.experiments.equal import Ranks, differences, looked, none_shared, sample
from training.starts import STARTS
from training.train_splade import Prepared, options_parser, prepare, started, train

EQUAL = (
    "--lexical", "0", "--table", "0", "--drawn", "8", "--passage-width", "48", "--pairs", "20000",
)  # fmt: skip
LOOKS = 2  # on the way, the last one at the end


def arguments() -> argparse.Namespace:
    """Where to read and write, and how much to run."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "base", "mlm", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--starts", nargs="+", default=list(STARTS), choices=list(STARTS))
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def settings(options: argparse.Namespace, start: str, seed: int) -> argparse.Namespace:
    """The training's own options: all the same, but for start and seed."""
    given = [f"--{n}={getattr(options, n)}" for n in ("data", "base", "mlm", "steps", "threads")]
    out = options.out / f"{start}-{seed}"
    own = [f"--out={out}", f"--start={start}", f"--seed={seed}"]
    check = f"--check-every={options.steps // LOOKS}"
    return options_parser().parse_args([*given, *own, check, *EQUAL])


class Look:
    """A look at the development pairs, which keeps the ranks of the last one."""

    def __init__(self, model: BertForMaskedLM, given: Prepared, folder: Path, out: Path) -> None:
        self.model, self.given, self.folder, self.out = model, given, folder, out

    def __call__(self) -> loop.Losses:
        """The reciprocal rank of every kind, and active terms."""
        ranks, active = looked(self.model, self.given.encode, self.folder)
        torch.save(ranks, self.out / "ranks.pt")
        kinds = {f"dev_{kind}": float(of.mean()) for kind, of in ranks.items()}
        figures = {"dev_rr": sum(kinds.values()) / len(kinds)}
        figures["dev_none_shared"] = none_shared(ranks, sample(self.folder))
        return kinds | figures | active


def run(options: argparse.Namespace, given: Prepared) -> None:
    """Train from one start with one seed; the log and the last look's ranks stay."""
    loop.start(options)
    options.out.mkdir(parents=True, exist_ok=True)
    model = started(options, given)
    look, log = Look(model, given, options.data, options.out), options.out / "splade.log.jsonl"
    if not log.exists():
        log.write_text(json.dumps({"step": 0, **look()}) + "\n")
    train(options, given, model, look)
    (options.out / "splade.pt").unlink()


def log_of(options: argparse.Namespace) -> list[dict[str, float]]:
    """The looks of a run's log, none if it has not begun."""
    log = options.out / "splade.log.jsonl"
    return [row for row in loop.read_log(log) if "dev_rr" in row] if log.exists() else []


def runs(options: argparse.Namespace) -> Iterator[argparse.Namespace]:
    """Run what is missing, seed by seed; every run's settings when it is done."""
    for seed in options.seeds:
        given = None
        for start in options.starts:
            own = settings(options, start, seed)
            looks = log_of(own)
            if not looks or looks[-1]["step"] < own.steps:
                given = given or prepare(own)
                run(own, given)
            yield own


def write(done: list[argparse.Namespace]) -> None:
    """Write the figures of all that is done."""
    folder = data_folder() / "experiments"
    folder.mkdir(exist_ok=True)
    tables = [pd.DataFrame(log_of(own)).assign(start=own.start, seed=own.seed) for own in done]
    kept = ["start", "seed", "step", "query_terms", "passage_terms", "dev_lay", "dev_question"]
    table = pd.concat(tables)[[*kept, "dev_synonym", "dev_exact", "dev_rr", "dev_none_shared"]]
    table = table.astype({"step": int}).sort_values(["start", "seed", "step"])
    table.round(4).to_csv(folder / "starts.csv", index=False)
    ranks: dict[str, list[Ranks]] = {}
    for own in done:
        ranks.setdefault(own.start, []).append(torch.load(own.out / "ranks.pt"))
    rows = differences(ranks, "mlm", sample(done[0].data))
    pd.DataFrame(rows).round(4).to_csv(folder / "starts_differences.csv", index=False)


def main() -> None:
    """Run what is missing, and write all figures after every run."""
    done: list[argparse.Namespace] = []
    for own in runs(arguments()):
        done.append(own)
        write(done)


if __name__ == "__main__":
    main()
