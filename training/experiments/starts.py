"""Train equally from six starts, with some seeds each: what does pre-training bring.

    python -m training.experiments.starts --data TEXT --base MINILM --mlm MLM --out runs/starts

The same pairs, batches and losses (the dense teacher, the contrastive loss, FLOPS towards the same
number of terms; no lexical supervision, no table), from each start of ``training.starts``. Step 0
is the start itself. Every look is at equal sparsity (``equal``). What is done is not done again.
Writes data/experiments/starts.csv, a row a look, and starts_differences.csv, each start against
clinical-mlm at the end, on all pairs and on those without a word in common.
"""

from __future__ import annotations

import pandas as pd
import torch

from helpers.paths import data_folder
from training.experiments.equal import Ranks, differences, sample
from training.experiments.runs import Run, arguments, log_of, runs
from training.starts import STARTS

EQUAL = (
    "--lexical", "0", "--table", "0", "--drawn", "8", "--passage-width", "48", "--pairs", "20000",
)  # fmt: skip
WAYS = {start: (f"--start={start}", *EQUAL) for start in STARTS}


def write(done: list[Run]) -> None:
    """Write the figures of all that is done."""
    folder = data_folder() / "experiments"
    folder.mkdir(exist_ok=True)
    tables = [pd.DataFrame(log_of(own)).assign(start=start, seed=own.seed) for start, own in done]
    kept = ["start", "seed", "step", "query_terms", "passage_terms", "dev_lay", "dev_question"]
    table = pd.concat(tables)[[*kept, "dev_synonym", "dev_exact", "dev_rr", "dev_none_shared"]]
    table = table.astype({"step": int}).sort_values(["start", "seed", "step"])
    table.round(4).to_csv(folder / "starts.csv", index=False)
    ranks: dict[str, list[Ranks]] = {}
    for start, own in done:
        ranks.setdefault(start, []).append(torch.load(own.out / "ranks.pt"))
    rows = differences(ranks, "mlm", sample(done[0].options.data))
    pd.DataFrame(rows).round(4).to_csv(folder / "starts_differences.csv", index=False)


def main() -> None:
    """Run what is missing, and write all figures after every run."""
    done: list[Run] = []
    for run in runs(arguments(__doc__ or "", WAYS, steps=80), WAYS):
        done.append(run)
        write(done)


if __name__ == "__main__":
    main()
