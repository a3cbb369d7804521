"""A process that adds and deletes until it is killed, and says what the engine acknowledged.

``python -m tests.engine.killed PATH FIRST SEED`` prints "ready", then "+ N" once all documents
below N are added, "? N" before document N is deleted, and "- N" after.
"""

from __future__ import annotations

import random
import sys

import numpy as np
from scipy.sparse import csr_matrix

from helpers.records import Document
from helpers.scale.milvus import open_engine

WIDTH = 1_000


def document(i: int) -> Document:
    return Document(f"D{i}", f"document {i}", "word " * 50)


def vector(i: int) -> dict[int, float]:
    """No two alike, so that a mix-up shows."""
    return {i % WIDTH: 1.0 + i, (7 * i + 1) % WIDTH: 0.5}


def batch(first: int, last: int) -> csr_matrix:
    made = np.zeros((last - first, WIDTH), dtype=np.float32)
    for i in range(first, last):
        for term, weight in vector(i).items():
            made[i - first, term] = weight
    return csr_matrix(made)


def main(path: str, first: int, seed: int) -> None:
    rng = random.Random(seed)
    engine = open_engine(path, "a-model", "a-checksum")
    print("ready", flush=True)
    while True:
        last = first + rng.randint(1, 60)
        engine.update([document(i) for i in range(first, last)], batch(first, last))
        print("+", last, flush=True)
        if rng.random() < 0.5:
            print("?", first, flush=True)
            engine.delete([f"D{first}"])
            print("-", first, flush=True)
        first = last


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
