"""Train equally from six starts, with some seeds each: what does pre-training bring.

    python -m training.experiments.starts --data TEXT --base MINILM --mlm MLM --out runs/starts

The same pairs, batches and losses (the dense teacher, the contrastive loss, FLOPS towards the same
number of terms; no lexical supervision, no table), from each start of ``training.starts``. What is
done is not done again. Writes data/experiments/starts.csv: a row a check, with every development
figure.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import pandas as pd

from helpers.paths import data_folder
from training.starts import STARTS

EQUAL = (
    "--lexical", "0", "--table", "0", "--drawn", "16", "--passage-width", "64", "--pairs", "20000",
)  # fmt: skip


def arguments() -> argparse.Namespace:
    """Where to read and write, and how much to run."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "base", "mlm", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--starts", nargs="+", default=list(STARTS), choices=list(STARTS))
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def train(options: argparse.Namespace, start: str, seed: int) -> Path:
    """Train from one start with one seed; the folder with its log."""
    out: Path = options.out / f"{start}-{seed}"
    if not (out / "model").exists():
        given = [
            f"--{n}={getattr(options, n)}" for n in ("data", "base", "mlm", "steps", "threads")
        ]
        own = [f"--out={out}", f"--start={start}", f"--seed={seed}"]
        check = f"--check-every={options.steps // 4}"
        command = [sys.executable, "-m", "training.train_splade", *given, *own, check, *EQUAL]
        subprocess.run(command, check=True)
    return out


def checks(log: Path) -> pd.DataFrame:
    """The steps of a log at which the development pairs were looked at."""
    rows = [json.loads(line) for line in log.read_text().splitlines()]
    return pd.DataFrame([row for row in rows if "dev_rr" in row])


def main() -> None:
    """Run what is missing, and write all figures."""
    options = arguments()
    tables = []
    for seed, start in product(options.seeds, options.starts):
        figures = checks(train(options, start, seed) / "splade.log.jsonl")
        tables.append(figures.assign(start=start, seed=seed))
        folder = data_folder() / "experiments"
        folder.mkdir(exist_ok=True)
        table = pd.concat(tables).set_index(["start", "seed", "step"]).sort_index()
        table.round(4).to_csv(folder / "starts.csv")


if __name__ == "__main__":
    main()
