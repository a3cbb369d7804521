"""Whether a difference is more than chance: the paired bootstrap over queries."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAMPLES_AT_ONCE = 500  # all at once take 130 MB


class PairedDifference(NamedTuple):
    """A mean of paired differences with a 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


def paired_bootstrap(
    ours: Mapping[str, float],
    theirs: Mapping[str, float],
    samples: int = 10_000,
    seed: int = 0,
    groups: Mapping[str, Hashable] | None = None,
) -> PairedDifference:
    """Average ``ours - theirs`` over the same queries, with its percentile interval.

    Queries are drawn with replacement (Efron and Tibshirani 1993, chapter 13). Those of one of
    ``groups`` are not independent, several names of one thing for instance, and are drawn
    together. Raises ValueError when the two were not measured on the same queries.

    >>> paired_bootstrap({"Q1": 1.0}, {"Q1": 0.5})
    PairedDifference(mean=0.5, low=0.5, high=0.5)
    """
    if ours.keys() != theirs.keys() or not ours:
        raise ValueError(f"ours={len(ours)} and theirs={len(theirs)} queries: want the same ones")
    together: dict[Hashable, list[float]] = {}
    for i in sorted(ours):
        together.setdefault(groups[i] if groups else i, []).append(ours[i] - theirs[i])
    sums, sizes = (np.array([f(gaps) for gaps in together.values()]) for f in (sum, len))
    low, high = np.percentile(_resampled(sums, sizes, samples, seed), [2.5, 97.5])
    return PairedDifference(float(sums.sum() / sizes.sum()), float(low), float(high))


def _resampled(
    sums: NDArray[np.float64], sizes: NDArray[np.int64], samples: int, seed: int
) -> NDArray[np.float64]:
    """The mean of each sample of groups; a few are drawn at a time."""
    random, n = np.random.default_rng(seed), len(sums)
    made = []
    for start in range(0, samples, SAMPLES_AT_ONCE):
        drawn = random.integers(0, n, (min(SAMPLES_AT_ONCE, samples - start), n))
        made.append(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1))
    return np.concatenate(made)
