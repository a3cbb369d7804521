"""How cost grows with the number of documents: made-up collections, slopes, extrapolation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from helpers.paths import data_folder

COSTS = ("insert_s", "memory_mb", "disk_mb", "median_ms", "p95_ms")  # each system's, each size's
SYSTEMS = ("scipy", "Milvus Lite", "rank_bm25")
SETTLED = 30_000  # documents
Measured = dict[str, Any]


def synthetic(vectors: csr_matrix, n: int, seed: int = 0) -> csr_matrix:
    """Make up ``n`` documents, (n, vocabulary), with the statistics of real ones.

    Each takes its number of active dims from a real document, drawn at random, and fills it with
    postings drawn at random from the real index: a term comes as often, and with the weights,
    that it has there. What is lost is which terms occur together. Raises ValueError for an ``n``
    below 1 or vectors without a posting.

    >>> real = csr_matrix([[1.0, 2.0, 0.0], [0.0, 0.5, 0.0]])
    >>> synthetic(real, 100).getnnz(axis=1).max()
    np.int32(2)
    """
    if n < 1 or not vectors.nnz:
        raise ValueError(f"n={n!r}, {vectors.nnz} postings: want 1 or more of each")
    rng = np.random.default_rng(seed)
    dims = rng.choice(vectors.getnnz(axis=1), n)
    width = vectors.shape[1]
    keys = np.empty(0, dtype=np.int64)  # document * width + term: what is there already
    weights = np.empty(0, dtype=np.float32)
    while len(missing := np.repeat(np.arange(n), dims - np.bincount(keys // width, minlength=n))):
        drawn = rng.integers(vectors.nnz, size=len(missing))
        keys, first = np.unique(
            np.concatenate([keys, missing * width + vectors.indices[drawn]]), return_index=True
        )
        weights = np.concatenate([weights, vectors.data[drawn]])[first]
    return csr_matrix((weights, (keys // width, keys % width)), shape=(n, width))


def synthetic_texts(texts: Sequence[Sequence[str]], n: int, seed: int = 0) -> list[list[str]]:
    """Make up ``n`` token lists, each as long as a real one, of tokens drawn from all of them."""
    if n < 1 or not any(texts):
        raise ValueError(f"n={n!r}, {len(texts)} texts: want 1 or more, and a token in them")
    rng = np.random.default_rng(seed)
    tokens = np.array([token for text in texts for token in text], dtype=object)
    lengths = rng.choice([len(text) for text in texts], n)
    drawn = tokens[rng.integers(len(tokens), size=lengths.sum())]
    return [part.tolist() for part in np.split(drawn, np.cumsum(lengths)[:-1])]


class Power(NamedTuple):
    """A cost that grows as ``factor * n ** slope``: slope 1 is linear."""

    slope: float
    factor: float

    def at(self, n: float) -> float:
        """The cost of ``n`` documents, on paper."""
        return float(self.factor * n**self.slope)


def fit_power_law(n: Sequence[float], cost: Sequence[float]) -> Power:
    """Fit the straight line through the points' logarithms, by least squares.

    Raises ValueError for fewer than two points or one that is not above 0.

    >>> round(fit_power_law([10, 100, 1000], [2, 20, 200]).at(10_000), 6)
    2000.0
    """
    points: NDArray[np.float64] = np.array([n, cost], dtype=float)
    if points.shape[1] < 2 or not (points > 0).all():
        raise ValueError(f"n={n!r}, cost={cost!r}: want two points or more, all above 0")
    slope, intercept = np.polyfit(np.log(points[0]), np.log(points[1]), deg=1)
    return Power(float(slope), float(np.exp(intercept)))


def lines(measured: Measured) -> dict[str, dict[str, Power]]:
    """Fit each system's costs as lines through its largest sizes: ``{system: {cost: line}}``.

    Sizes below ``SETTLED`` are left out, because fixed costs show there. Costs are those
    of ``COSTS`` that a system has.
    """
    rows = [row for row in measured["rows"] if row["n"] >= SETTLED]
    return {
        system: _lines([row for row in rows if row["system"] == system])
        for system in dict.fromkeys(row["system"] for row in rows)
    }


def extrapolated(measured: Measured) -> dict[str, dict[str, Power]]:
    """Find the lines on which costs are carried on beyond what was measured.

    Each goes through the largest size's point with the fitted slope, but at least with slope 1: in
    the long run every document adds its share; a smaller slope says that fixed costs still show.
    """
    largest = {row["system"]: row for row in measured["rows"]}  # sizes ascend: the last one stays
    return {
        system: {name: _extrapolated(line, largest[system], name) for name, line in costs.items()}
        for system, costs in lines(measured).items()
    }


def _extrapolated(line: Power, row: Measured, cost: str) -> Power:
    slope = max(line.slope, 1.0)
    return Power(slope, row[cost] / row["n"] ** slope)


def _lines(rows: Sequence[Measured]) -> dict[str, Power]:
    sizes = [row["n"] for row in rows]
    costs = {cost: [row[cost] for row in rows] for cost in COSTS}
    return {cost: fit_power_law(sizes, values) for cost, values in costs.items() if all(values)}


def measured_file() -> Path:
    """Name the file that ``make bench-scale`` writes."""
    return data_folder() / "growth" / "measured.json"


def measured() -> Measured:
    """Read what ``make bench-scale`` stored; a ValueError when the file is missing or damaged."""
    try:
        found: Measured = json.loads(measured_file().read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(
            f"{measured_file()}: cannot be read ({error}); `make bench-scale`"
        ) from None
    return found
