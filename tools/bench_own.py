"""Readers' own texts at scale: 50,000 documents of 100 words, from a file to an answer.

    python -m tools.bench_own [documents] [documents to encode]

The documents are made up of the lay terms' words. They are written as JSON Lines, read, indexed by
BM25, encoded, indexed, saved, loaded again and searched, all in this one process; each step prints
its time and the process's largest memory so far. Encoding takes the longest by far: so many
documents are encoded and timed, and the others get the vectors of these in turn.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from helpers.own_texts import read_texts
from helpers.records import Collection, Query, load_lay_terms
from helpers.registry import MODEL
from helpers.stored import load_vectors, save_vectors
from helpers.systems import bm25_system, stored_system
from helpers.text import words
from helpers.vectors import encode_texts

WORDS = 100
LIMIT_MB = 2048


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print how long a step takes, and the process's largest memory so far."""
    start = time.perf_counter()
    yield
    taken = time.perf_counter() - start
    print(f"{name:34} {taken:8.1f} s   peak {peak():6,.0f} MB", flush=True)


def peak() -> float:
    """The largest memory that the process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write(path: Path, n: int) -> None:
    """Write so many documents of a hundred words each."""
    rng = random.Random(0)
    known = [token.term for d in load_lay_terms().documents for token in words(d.text)]
    with path.open("w", encoding="utf-8") as file:
        for i in range(n):
            record = {"_id": f"D{i}", "title": "", "text": " ".join(rng.choices(known, k=WORDS))}
            file.write(json.dumps(record) + "\n")


def encode_and_save(collection: Collection, n: int, path: Path) -> None:
    """Encode ``n`` documents, repeat their vectors for the others, and save all."""
    start = time.perf_counter()
    encoded = encode_texts(tuple(d.contents for d in collection.documents[:n]), MODEL)
    rate = n / (time.perf_counter() - start)
    total = len(collection.documents)
    print(f"  {rate:.1f} documents a second: {total / rate / 60:.0f} minutes for all {total:,}")
    save_vectors(path, collection.doc_ids, encoded[np.arange(total) % n], MODEL)


def main(n: int = 50_000, encoded: int = 2_048) -> None:
    """Go from a file to an answer, and print what each step took."""
    queries = [Query(q.query_id, q.text) for q in load_lay_terms().queries[:100]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "corpus.jsonl", n)
        with step(f"read {n:,} documents"):
            collection = read_texts(folder / "corpus.jsonl").collection
        with step("BM25: count and index"):
            lexical = bm25_system(collection)
        with step("BM25: 100 queries"):
            lexical.search_all(queries, 10)
        with step(f"SPLADE: encode {encoded:,}, save all"):
            encode_and_save(collection, encoded, folder / "vectors.safetensors")
        with step("load and index"):
            system = stored_system(load_vectors(folder / "vectors.safetensors"))
        with step("SPLADE: 100 queries"):
            system.search_all(queries, 10)
    print(f"{'' if peak() < LIMIT_MB else 'NOT '}under {LIMIT_MB:,} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
