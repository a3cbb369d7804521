"""Masked loss beside quality of search (``training/experiments/masked_quality.py``)."""

from __future__ import annotations

import pandas as pd

from helpers.paths import damaged, data_folder

FILE = "masked_quality.csv"
NAMES = {"0": "before any guessing", "600": "clinical-mlm"}
COLUMNS = {
    "held_out_loss": "masked loss",
    "lay": "lay names",
    "question": "questions",
    "synonym": "synonyms",
    "exact": "exact words",
    "rr": "all",
}


def looks() -> pd.DataFrame:
    """Tabulate the training of a masked model: its loss, and the reciprocal rank by its head.

    A row a moment of the training, until 48 steps of a short one; the head has a threshold, and no
    training for search (``helpers.untrained``). The pairs are development pairs, by kind. Raises
    ValueError where the file is missing or damaged.
    """
    path = data_folder() / "experiments" / FILE
    try:
        table = pd.read_csv(path, dtype={"after": str}).set_index("after")[list(COLUMNS)]
    except (OSError, ValueError, KeyError):
        raise damaged(path) from None
    names = {after: NAMES.get(str(after), f"{after} steps") for after in table.index}
    return table.rename(index=names, columns=COLUMNS).rename_axis(index="after")


def points() -> dict[str, tuple[float, float]]:
    """Each moment's masked loss and mean reciprocal rank, for a figure."""
    rows = looks()[["masked loss", "all"]]
    return {str(name): (row["masked loss"], row["all"]) for name, row in rows.iterrows()}
