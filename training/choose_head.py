"""Choose how many entries the untrained head keeps of a query and of a document.

    python -m training.choose_head --data TEXT

By the development pairs of every kind; ``helpers.untrained.KEPT`` has what was best.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import csr_matrix

from helpers.untrained import fewer, vectors
from training import development
from training.pairs import sides

QUERY, DOCUMENT = (10, 20, 40, 80), (100, 250, 500)


def reciprocal_rank(queries: csr_matrix, passages: csr_matrix, own: list[int]) -> float:
    """The mean reciprocal rank of each query's own passage; ties count against it."""
    scores = np.asarray((queries @ passages.T).todense())
    gold = scores[np.arange(len(own)), own][:, None]
    return float((1 / (scores >= gold).sum(axis=1)).mean())


def main() -> None:
    """Print every setting's figures, and the best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    figures: dict[tuple[int, int], list[float]] = {}
    for of in development.chosen(options.data).values():
        queries, passages, own = sides(of)
        most = vectors(queries, max(QUERY)), vectors(passages, max(DOCUMENT))
        asked = {n: fewer(most[0], n) for n in QUERY}
        found = {n: fewer(most[1], n) for n in DOCUMENT}
        for q, d in product(QUERY, DOCUMENT):
            figures.setdefault((q, d), []).append(reciprocal_rank(asked[q], found[d], own))
    for setting, values in figures.items():
        print(setting, [round(v, 3) for v in values], round(float(np.mean(values)), 4))
    print("best:", max(figures, key=lambda setting: float(np.mean(figures[setting]))))


if __name__ == "__main__":
    main()
