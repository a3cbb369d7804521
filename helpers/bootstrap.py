"""Whether a difference is more than chance: the paired bootstrap over queries."""

from __future__ import annotations

from collections.abc import Mapping
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
    ours: Mapping[str, float], theirs: Mapping[str, float], samples: int = 10_000, seed: int = 0
) -> PairedDifference:
    """Average ``ours - theirs`` over the same queries, with its percentile interval.

    Queries are drawn with replacement (Efron and Tibshirani 1993, chapter 13). Raises
    ValueError when the two were not measured on the same queries.

    >>> paired_bootstrap({"Q1": 1.0}, {"Q1": 0.5})
    PairedDifference(mean=0.5, low=0.5, high=0.5)
    """
    if ours.keys() != theirs.keys() or not ours:
        raise ValueError(f"ours={len(ours)} and theirs={len(theirs)} queries: want the same ones")
    gaps = np.array([ours[i] - theirs[i] for i in sorted(ours)])
    low, high = np.percentile(_resampled(gaps, samples, seed), [2.5, 97.5])
    return PairedDifference(float(gaps.mean()), float(low), float(high))


def _resampled(gaps: NDArray[np.float64], samples: int, seed: int) -> NDArray[np.float64]:
    """The mean of each sample; a few are drawn at a time."""
    random, n = np.random.default_rng(seed), len(gaps)
    sizes = [min(SAMPLES_AT_ONCE, samples - i) for i in range(0, samples, SAMPLES_AT_ONCE)]
    return np.concatenate([gaps[random.integers(0, n, (k, n))].mean(axis=1) for k in sizes])
