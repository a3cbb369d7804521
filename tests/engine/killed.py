"""A process that adds and deletes until it is killed, and says what the engine acknowledged.

``python -m tests.engine.killed PATH FIRST SEED`` prints "ready", then "+ N" once all documents
below N are added, "? N" before document N is deleted, and "- N" after.
"""

from __future__ import annotations

import random
import sys

from scipy.sparse import csr_matrix

from helpers.engine import open_engine
from helpers.records import Document

WIDTH = 1_000


def document(i: int) -> Document:
    return Document(f"D{i}", f"document {i}", "word " * 50)


def vector(i: int) -> dict[int, float]:
    """No two alike, so that a mix-up shows."""
    return {i % WIDTH: 1.0 + i, (7 * i + 1) % WIDTH: 0.5}


def batch(first: int, last: int) -> csr_matrix:
    cells = [(i - first, t, w) for i in range(first, last) for t, w in vector(i).items()]
    rows, terms, weights = zip(*cells, strict=True)
    return csr_matrix((weights, (rows, terms)), shape=(last - first, WIDTH), dtype="float32")


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
