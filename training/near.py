"""Batches that are hard: drawn pairs, each with one whose passage says nearly the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from training.lexicon import Lexicon
from training.pairs import Pair

NEAR = 30  # how near those lie that are not drawn
SAME = 0.97  # a cosine above this is the same passage in other words


class Neighbours:
    """Passages by the cosine of their TF-IDF vectors, and the pairs that each passage is in."""

    def __init__(self, pairs: Sequence[Pair], lexicon: Lexicon) -> None:
        passages = sorted({p.passage for p in pairs})
        rows = {passage: i for i, passage in enumerate(passages)}
        self.passage = np.array([rows[p.passage] for p in pairs])
        self.pairs_of = [list[int]() for _ in passages]
        for number, row in enumerate(self.passage.tolist()):
            self.pairs_of[row].append(number)
        self.tf = lexicon.counted(passages)
        weights = self.tf @ diags(lexicon.rarity)
        norm = np.sqrt(weights.multiply(weights).sum(axis=1).A1)
        self._vectors = csr_matrix(diags(1 / np.maximum(norm, 1e-9)) @ weights)
        self._columns = csr_matrix(self._vectors.T)

    def batch(
        self, drawn: int, weights: NDArray[np.float64], rng: np.random.Generator
    ) -> list[int]:
        """Draw so many pairs, and after each one of the pairs nearest to it."""
        seeds = rng.choice(len(self.passage), drawn, replace=False, p=weights)
        cosines = (self._vectors[self.passage[seeds]] @ self._columns).toarray()
        cosines[cosines > SAME] = -1
        rows: list[int] = []
        for seed, line in zip(seeds.tolist(), cosines, strict=True):
            near = np.argpartition(-line, NEAR)[:NEAR] if len(line) > NEAR else np.arange(len(line))
            rows += [seed, int(rng.choice(self.pairs_of[int(rng.choice(near))]))]
        return rows
