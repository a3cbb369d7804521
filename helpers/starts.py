"""What the same short training reached from six starts (``training/experiments/starts.py``)."""

from __future__ import annotations

import pandas as pd

from helpers.bootstrap import PairedDifference
from helpers.paths import damaged, data_folder

STARTS = {
    "mlm": "clinical-mlm",
    "encoder": "never guessed words",
    "random_layers": "untrained layers",
    "permuted_table": "shuffled output",
    "random_table": "random output",
    "nothing": "nothing pre-trained",
}
PAIRS = ("all", "none shared")
SHOWN = [
    ("all", "at the start"),
    ("all", "trained"),
    ("all", "seeds"),
    ("none shared", "at the start"),
    ("none shared", "trained"),
    ("terms", "query"),
    ("terms", "passage"),
]


def looks() -> pd.DataFrame:
    """Tabulate each start's mean reciprocal rank on development pairs, and its active terms.

    Before training (step 0) and after the last step, means over seeds, with the range of the seeds;
    then on pairs without a word in common. There vectors were cut to equal length
    (``data/experiments/README.md``); the terms of a query and of a passage are those before the
    cut. Raises ValueError where the file is missing or damaged.
    """
    table = _read("starts.csv").rename(columns={"dev_rr": "all", "dev_none_shared": "none shared"})
    first, last = (table[table["step"] == step] for step in (0, table["step"].max()))
    columns = {}
    for pairs in PAIRS:
        columns[pairs, "at the start"] = first.groupby("start")[pairs].mean()
        columns[pairs, "trained"] = last.groupby("start")[pairs].mean()
    columns["all", "seeds"] = last.groupby("start")["all"].agg(_range)
    for side in ("query", "passage"):
        columns["terms", side] = last.groupby("start")[f"{side}_terms"].mean().round().astype(int)
    made = pd.DataFrame(columns)[SHOWN].loc[list(STARTS)].rename(index=STARTS)
    return made.rename_axis(index=None)


def _range(values: pd.Series[float]) -> str:
    return f"{values.min():.3f} to {values.max():.3f}"


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
