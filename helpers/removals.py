"""What is left when pairs of names are left out of the training (``training/experiments``)."""

from __future__ import annotations

import pandas as pd

from helpers.bootstrap import PairedDifference
from helpers.paths import damaged, data_folder

NAMES = {
    "BM25": "BM25",
    "table": "table, all pairs",
    "table_no_names": "table, no names",
    "start": "head, before training",
    "recipe": "SPLADE, all pairs",
    "no_names": "SPLADE, no names",
    "no_names_pairs_alone": "SPLADE, no names or teachers",
}
MEASURE = "nDCG@10"
COLLECTIONS = {"hospital": "hospital", "lay_terms": "lay terms"}
APART = {"hospital": "mismatch", "lay terms": "none"}  # where query and answer share least


def table() -> pd.DataFrame:
    """Tabulate nDCG@10 by system, a column a collection and kind of query.

    SPLADE is a short training here, its vectors cut to 28 terms a query and 80 a document
    (``training/experiments/without.py``). Raises ValueError where the file is missing or damaged.
    """
    rows = _read("without_tests.csv").replace({"collection": COLLECTIONS})
    made = rows.pivot_table(MEASURE, "system", ["collection", "queries"], sort=False)
    return made.reindex(list(NAMES)).rename(index=NAMES).rename_axis(index=None)


def apart() -> dict[str, dict[str, float]]:
    """Give each system's nDCG@10 on the queries that share least with their answers, by panel."""
    means = table()
    return {f"{name}: {kind}": dict(means[name, kind]) for name, kind in APART.items()}


def gap(one: str, other: str, collection: str, queries: str = "all") -> PairedDifference:
    """Give the first system's nDCG@10 minus the second's, with its 95 % interval.

    Systems and collections are named as in the file. Raises ValueError where the two were not
    compared, or the file is missing or damaged.

    >>> gap("table_no_names", "BM25", "lay_terms").mean < 0.02
    True
    """
    rows = _read("without_gaps.csv").set_index(["system", "against", "collection", "queries"])
    asked = (one, other, collection, queries)
    if asked not in rows.index:
        raise ValueError(f"one={one!r}, other={other!r}: not compared on {collection}, {queries}")
    return PairedDifference(*rows.loc[asked, ["mean", "low", "high"]])


def _read(name: str) -> pd.DataFrame:
    path = data_folder() / "experiments" / name
    try:
        found = pd.read_csv(path)
    except (OSError, ValueError):
        raise damaged(path) from None
    if not {"recipe", "no_names"} <= set(found.get("system", [])):
        raise damaged(path)
    return found
