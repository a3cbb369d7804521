"""Which pairs a training draws from, and how often each."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import pairs
from training.pairs import Pair

SHARE = {"hpo": 3.0, "wordnet": 0.4, "drugs": 0.5}  # how often a source's pair is drawn; else 1


def drawn_pairs(options: argparse.Namespace) -> list[Pair]:
    """All pairs, or those sources' and so many of them as are asked for."""
    found = pairs.ranking_pairs(options.data, options.seed)
    if options.sources:
        of = pairs.by_source(options.data, options.seed)
        wanted = {pair for source in options.sources for pair in of[source]}
        found = [pair for pair in found if pair in wanted]
    if options.pairs:
        order = np.random.default_rng(options.seed).permutation(len(found))[: options.pairs]
        found = [found[i] for i in sorted(order)]
    return found


def draw_weights(found: list[Pair], folder: Path, seed: int) -> NDArray[np.float64]:
    """How likely each pair is drawn, by its source."""
    share = {
        pair: SHARE[source]
        for source, of in pairs.by_source(folder, seed).items()
        if source in SHARE
        for pair in of
    }
    weights = np.array([share.get(pair, 1.0) for pair in found])
    return np.asarray(weights / weights.sum())
