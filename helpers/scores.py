"""What the scoreboard shows: every system's nDCG@10 per query, and its first ten documents.

To run every system takes minutes, so the figures are kept in ``data/scores``, two files a
collection: the board (means, intervals, a figure per query) and the lists (who found what).
``python -m training.store_scores`` makes them anew by the functions that the chapters call.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

from ir_measures import nDCG

from helpers.bootstrap import PairedDifference, paired_bootstrap
from helpers.evaluation import Runs, answers, differences, evaluate, group_ids
from helpers.paths import data_folder
from helpers.records import Collection, ScoredDoc, by_query

MEASURE, BASE = "nDCG@10", "BM25"
TOP_K, DECIMALS = 10, 4
KINDS = ("better", "equal", "worse")  # how a system does against another in a query
FIRST = ord("0")  # stands for the first document of a query's pool, the next sign for the next

# What the groups of queries are called, the easiest first.
GROUPS = {
    "exact": "exact: the documents’ own words",
    "mixed": "mixed: some of both",
    "mismatch": "mismatch: lay words for clinical ones",
    "more": "more than one word in common",
    "one": "one word in common",
    "none": "no word in common",
    "all": "all queries",
}
# What the systems of helpers.rivals are called beside their dots.
SYSTEMS = {
    "BM25": "BM25",
    "BM25, Lucene's": "Lucene’s BM25",
    "RM3": "RM3",
    "+ GloVe": "GloVe",
    "+ masked": "masked words",
    "translation table": "translations",
    "untrained head": "untrained head",
    "dense MiniLM": "dense vectors",
    "inference-free SPLADE": "inference-free",
    "SPLADE": "SPLADE",
    "BM25 and SPLADE": "BM25 + SPLADE",
}


class Mean(TypedDict):
    """A system's mean over a group of queries, its difference to BM25's, and 95 % intervals."""

    mean: float
    low: float
    high: float
    difference: float
    difference_low: float
    difference_high: float


class Asked(TypedDict):
    """A judged query."""

    query_id: str
    text: str
    type: str


class Board(TypedDict):
    """Figures by system; ``means`` also by group, ``ndcg`` in the order of ``queries``."""

    queries: list[Asked]
    groups: dict[str, int]
    means: dict[str, dict[str, Mean]]
    ndcg: dict[str, list[float]]


class Lists(TypedDict):
    """Who found what: each list a string of signs, a sign a document of the query's pool.

    ``documents`` are (id, title); ``pools`` point into them, a list a query; ``grades`` hold a
    digit for each document of a pool; ``top`` has a list per query and system.
    """

    documents: list[tuple[str, str]]
    pools: list[list[int]]
    grades: list[str]
    systems: list[str]
    top: list[list[str]]


def board(runs: Runs, collection: Collection) -> Board:
    """Measure every run: means with intervals by group, and nDCG@10 per query.

    Raises ValueError where BM25 is not among the runs, and without a judged query.
    """
    gaps = differences(runs, collection, MEASURE, BASE)
    tables = {name: evaluate(run, collection, [nDCG @ TOP_K]) for name, run in runs.items()}
    first, texts = tables[BASE], {q.query_id: q.text for q in collection.queries}
    groups, together = group_ids(first), answers(collection)

    def mean(name: str, group: str) -> Mean:
        values = {i: float(tables[name][MEASURE][i]) for i in groups[group]}
        own = paired_bootstrap(values, dict.fromkeys(values, 0.0), groups=together)
        return _mean(own, gaps[group][name])

    return {
        "queries": [_asked(str(i), texts[str(i)], str(first["type"][i])) for i in first.index],
        "groups": {group: len(ids) for group, ids in groups.items()},
        "means": {name: {group: mean(name, group) for group in groups} for name in runs},
        "ndcg": {name: table[MEASURE].round(DECIMALS).tolist() for name, table in tables.items()},
    }


def _asked(query_id: str, text: str, kind: str) -> Asked:
    return {"query_id": query_id, "text": text, "type": kind}


def _mean(own: PairedDifference, gap: PairedDifference) -> Mean:
    mean, low, high, *gaps = (round(value, DECIMALS) + 0.0 for value in (*own, *gap))
    difference, difference_low, difference_high = gaps
    return {
        "mean": mean,
        "low": low,
        "high": high,
        "difference": difference,
        "difference_low": difference_low,
        "difference_high": difference_high,
    }


def lists(runs: Runs, collection: Collection) -> Lists:
    """Write down the first ten documents of every judged query and run, with their grades.

    A query's pool holds what any run found and what is relevant, the likeliest first: so most
    signs are the same few, and the file packs well.
    """
    firsts = {name: _first_ten(run) for name, run in runs.items()}
    grades = {(q.query_id, q.doc_id): q.relevance for q in collection.qrels}
    asked = sorted({query_id for query_id, _ in grades})
    asked = [q.query_id for q in collection.queries if q.query_id in set(asked)]
    relevant = {i: [d for (q, d), grade in grades.items() if q == i and grade > 0] for i in asked}
    pools = {i: _pool([f.get(i, []) for f in firsts.values()], relevant[i]) for i in asked}
    used = sorted({doc_id for pool in pools.values() for doc_id in pool})
    place = {doc_id: n for n, doc_id in enumerate(used)}
    return {
        "documents": [(doc_id, collection.document(doc_id).label) for doc_id in used],
        "pools": [[place[doc_id] for doc_id in pools[i]] for i in asked],
        "grades": ["".join(str(max(0, grades.get((i, d), 0))) for d in pools[i]) for i in asked],
        "systems": list(firsts),
        "top": [
            ["".join(chr(FIRST + pools[i].index(d)) for d in f.get(i, [])) for f in firsts.values()]
            for i in asked
        ],
    }


def _first_ten(run: Sequence[ScoredDoc]) -> dict[str, list[str]]:
    return {i: [hit.doc_id for hit in hits[:TOP_K]] for i, hits in by_query(run).items()}


def _pool(found: Sequence[Sequence[str]], relevant: Sequence[str]) -> list[str]:
    """All documents of some lists, by the sum of their reciprocal ranks."""
    weight = dict.fromkeys(relevant, 0.0)
    for hits in found:
        for rank, doc_id in enumerate(hits, 1):
            weight[doc_id] = weight.get(doc_id, 0.0) + 1 / rank
    return sorted(weight, key=lambda doc_id: (-weight[doc_id], doc_id))


def signs(found: str) -> list[int]:
    """Read a stored list: each sign is a place in the query's pool.

    >>> signs("021")
    [0, 2, 1]
    """
    return [ord(sign) - FIRST for sign in found]


def scores_folder() -> Path:
    """Name the folder that ``training.store_scores`` writes."""
    return data_folder() / "scores"


@cache
def _read(name: str) -> Any:
    path = scores_folder() / name
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        said = f"{path}: cannot be read ({error}); `python -m training.store_scores`"
        raise ValueError(said) from None


def load_board(name: str) -> Board:
    """Read a collection's stored board; a ValueError where there is none.

    >>> load_board("hospital")["groups"]["all"]
    102
    """
    found: Board = _read(f"{name}.board.json")
    return found


def load_lists(name: str) -> Lists:
    """Read who found what in a collection; a ValueError where nothing is stored."""
    found: Lists = _read(f"{name}.lists.json")
    return found
