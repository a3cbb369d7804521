"""What the same short training reached from six starts (``training/experiments/starts.py``)."""

from __future__ import annotations

import pandas as pd

from helpers.bootstrap import PairedDifference
from helpers.paths import damaged, data_folder

STARTS = {
    "mlm": "clinical-mlm",
    "encoder": "no masked training",
    "random_layers": "random layers",
    "permuted_table": "output table shuffled",
    "random_table": "output table random",
    "nothing": "nothing pre-trained",
}
PAIRS = ("all", "none shared")


def looks() -> pd.DataFrame:
    """Tabulate each start's reciprocal rank at the steps that were looked at.

    Columns are the steps, 0 the start itself, each a mean over seeds; then the lowest and highest
    of the seeds at the last step; then the last step's on pairs without a word in common. Vectors
    were cut to equal length (``data/experiments/README``). Raises ValueError where a file is
    missing or damaged.
    """
    table = _read("starts.csv").rename(columns={"dev_rr": "RR"})
    rr = table.pivot_table(index="start", columns="step", values="RR", sort=False)
    last = table[table["step"] == table["step"].max()].groupby("start")["RR"]
    made = rr.add_prefix("step ").assign(lowest=last.min(), highest=last.max())
    ends = _read("starts_differences.csv").query("pairs == @PAIRS[1]").set_index("start")
    made[PAIRS[1]] = ends["rr"]
    return made.loc[list(STARTS)].rename(index=STARTS).rename_axis(index=None, columns="RR")


def against_mlm() -> dict[str, dict[str, PairedDifference]]:
    """Each start's reciprocal rank minus clinical-mlm's at the end, with its interval.

    By ``PAIRS``: on all development pairs, and on those without a word in common. Raises ValueError
    where the file is missing or damaged.
    """
    made: dict[str, dict[str, PairedDifference]] = {pairs: {} for pairs in PAIRS}
    for row in _read("starts_differences.csv").to_dict("records"):
        if row["start"] != "mlm":
            gap = PairedDifference(row["difference"], row["low"], row["high"])
            made[row["pairs"]][STARTS[row["start"]]] = gap
    return made


def _read(name: str) -> pd.DataFrame:
    path = data_folder() / "experiments" / name
    try:
        table = pd.read_csv(path)
    except (OSError, ValueError):
        raise damaged(path) from None
    if not set(STARTS) <= set(table.get("start", [])):
        raise damaged(path)
    return table
