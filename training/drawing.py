"""Which pairs a training draws from, and how often each."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import pairs
from training.pairs import Pair

SHARE = {"hpo": 3.0, "wordnet": 0.4, "drugs": 0.5}  # how often a source's pair is drawn; else 1


def drawn_pairs(options: argparse.Namespace) -> list[Pair]:
    """All pairs, or those sources', and so many of them as are asked for."""
    found = pairs.ranking_pairs(options.data, options.seed)
    if options.sources:
        found = of_sources(found, pairs.by_source(options.data, options.seed), options.sources)
    if options.pairs:
        order = np.random.default_rng(options.seed).permutation(len(found))[: options.pairs]
        found = [found[i] for i in sorted(order)]
    return found


def of_sources(
    found: list[Pair], by_source: Mapping[str, list[Pair]], sources: Iterable[str]
) -> list[Pair]:
    """The pairs of these sources, and the exact words of their passages, which no source holds."""
    wanted = {pair for source in sources for pair in by_source[source]}
    passages = {pair.passage for pair in wanted}
    sourced = {pair for of in by_source.values() for pair in of}
    return [p for p in found if p in wanted or (p not in sourced and p.passage in passages)]


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
