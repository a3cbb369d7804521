"""What the same short training reached from six starts (``training/experiments/starts.py``)."""

from __future__ import annotations

import pandas as pd

from helpers.bootstrap import PairedDifference
from helpers.moves import Move
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
GAP = "minus clinical-mlm's"
SHOWN = [
    ("all", "at the start"),
    ("all", "trained"),
    ("all", "seeds"),
    ("all", GAP),
    ("none shared", "at the start"),
    ("none shared", "trained"),
    ("none shared", GAP),
    ("terms", "query"),
    ("terms", "passage"),
]


def looks() -> pd.DataFrame:
    """Tabulate each start's mean reciprocal rank on development pairs, and its active terms.

    Before training (step 0) and after the last step, means over seeds, with the range of the seeds
    and what is left of clinical-mlm's at the end; then on pairs without a word in common. There
    vectors were cut to equal length (``data/experiments/README.md``); the terms of a query and of
    a passage are those before the cut. Raises ValueError where the file is missing or damaged.
    """
    table = _read("starts.csv").rename(columns={"dev_rr": "all", "dev_none_shared": "none shared"})
    first, last = (table[table["step"] == step] for step in (0, table["step"].max()))
    columns = {}
    for pairs in PAIRS:
        columns[pairs, "at the start"] = first.groupby("start")[pairs].mean()
        columns[pairs, "trained"] = last.groupby("start")[pairs].mean()
        columns[pairs, GAP] = _said(pairs)
    columns["all", "seeds"] = last.groupby("start")["all"].agg(_range)
    for side in ("query", "passage"):
        columns["terms", side] = last.groupby("start")[f"{side}_terms"].mean().round().astype(int)
    made = pd.DataFrame(columns)[SHOWN].loc[list(STARTS)].rename(index=STARTS)
    return made.rename_axis(index=None)


def moved() -> dict[str, Move]:
    """Each start's mean reciprocal rank before training and after, and how far it is apart."""
    rows = looks()["all"].iterrows()
    return {name: Move(row["at the start"], row["trained"], row[GAP]) for name, row in rows}


def said(gap: PairedDifference) -> str:
    """Write a difference and its interval, with the sign that print has for less than zero.

    >>> said(PairedDifference(-0.0231, -0.0421, 0.0036))
    '\N{MINUS SIGN}0.023 [\N{MINUS SIGN}0.042, 0.004]'
    """
    written = f"{gap.mean:+.3f} [{gap.low:.3f}, {gap.high:.3f}]"
    return written.replace("-", "\N{MINUS SIGN}")


def _said(pairs: str) -> pd.Series[str]:
    """Each start's difference to clinical-mlm, with its interval, in words; by start."""
    gaps = against_mlm()[pairs]
    return pd.Series({s: said(gaps[name]) if name in gaps else "" for s, name in STARTS.items()})


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
