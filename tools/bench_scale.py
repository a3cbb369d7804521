"""Measure how three systems grow on made-up documents: `make bench-scale`.

Each system and size runs in a fresh process, one after the other: our scipy index and Milvus Lite
over vectors with the statistics of data/lay_terms as clinical-splade encodes it, rank_bm25 over
token lists with those of its texts. All answer the same queries of data/lay_terms. What is
measured is stored in data/growth/measured.json, with the machine's name; the book reads it there.
"""

from __future__ import annotations

import gc
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from rank_bm25 import BM25Okapi
from scipy.sparse import csr_matrix

from helpers._memory import give_back
from helpers.records import Document, load_lay_terms
from helpers.scale.growth import SYSTEMS, measured_file, synthetic, synthetic_texts
from helpers.scale.milvus import open_engine
from helpers.search import InvertedIndex
from helpers.splade import load_encoder
from helpers.text import terms
from helpers.vectors import collection_vectors

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)
N_QUERIES, TOP_K, ENCODED = 100, 10, 512
DECIMALS = 4
Answer = Callable[[int], object]  # the number of a query


def _queries() -> csr_matrix:
    return collection_vectors(load_lay_terms()).queries[:N_QUERIES]


def _vectors(n: int) -> csr_matrix:
    return synthetic(collection_vectors(load_lay_terms()).documents, n)


def scipy_index(n: int) -> tuple[Callable[[], Answer], Callable[[], int]]:
    """Our own index, in memory."""
    vectors, queries = _vectors(n), _queries()
    vocabulary = collection_vectors(load_lay_terms()).vocabulary
    rows = [queries[i] for i in range(N_QUERIES)]

    def build() -> Answer:
        index = InvertedIndex([f"D{i}" for i in range(n)], vectors, vocabulary)
        return lambda i: index.search(rows[i], TOP_K)

    return build, lambda: 0


def milvus_lite(n: int) -> tuple[Callable[[], Answer], Callable[[], int]]:
    """The engine in a file; documents have an id and a vector, no text."""
    vectors, queries = _vectors(n), _queries()
    path = Path(tempfile.mkdtemp()) / "growth.db"
    engine = open_engine(path, "synthetic", "0")
    rows = [queries[i] for i in range(N_QUERIES)]

    def build() -> Answer:
        engine.add([Document(f"D{i}", "", "") for i in range(n)], vectors)
        engine.flush()
        engine.search(rows[0], TOP_K)  # the first search makes the index
        return lambda i: engine.search(rows[i], TOP_K)

    return build, lambda: sum(f.stat().st_size for f in path.rglob("*") if f.is_file())


def rank_bm25(n: int) -> tuple[Callable[[], Answer], Callable[[], int]]:
    """The book's BM25 library, in memory: every document's score, then the best."""
    collection = load_lay_terms()
    texts = synthetic_texts([terms(d.contents) for d in collection.documents], n)
    asked = [terms(q.text) for q in collection.queries[:N_QUERIES]]

    def build() -> Answer:
        index = BM25Okapi(texts)
        return lambda i: np.argsort(-index.get_scores(asked[i]))[:TOP_K]

    return build, lambda: 0


BUILDERS = dict(zip(SYSTEMS, (scipy_index, milvus_lite, rank_bm25), strict=True))


def measure(system: str, n: int) -> dict[str, Any]:
    """One system at one size, in this process: seconds, megabytes, milliseconds."""
    build, on_disk = BUILDERS[system](n)
    here = psutil.Process()
    gc.collect()
    give_back()
    before = here.memory_info().rss
    started = time.perf_counter()
    answer = build()
    took = time.perf_counter() - started
    _settle(here)
    answer(0)
    give_back()
    memory = here.memory_info().rss - before
    times = [_milliseconds(answer, i) for i in range(N_QUERIES)]
    return {
        "system": system,
        "n": n,
        "insert_s": round(took, DECIMALS),
        "memory_mb": round(memory / 1e6, 1),
        "disk_mb": round(on_disk() / 1e6, 1),
        "median_ms": round(float(np.median(times)), DECIMALS),
        "p95_ms": round(float(np.percentile(times, 95)), DECIMALS),
    }


def _settle(process: psutil.Process) -> None:
    """Wait until the engine's work in the background is done."""
    while process.cpu_percent(interval=1.0) > 5:
        pass


def _milliseconds(answer: Answer, i: int) -> float:
    started = time.perf_counter()
    answer(i)
    return 1000 * (time.perf_counter() - started)


def encoding() -> dict[str, float]:
    """Documents that clinical-splade encodes in a second, and milliseconds for a query."""
    collection, encoder = load_lay_terms(), load_encoder()
    texts = [d.contents for d in collection.documents[:ENCODED]]
    asked = [q.text for q in collection.queries[:N_QUERIES]]
    encoder.encode_document(texts[:32])
    started = time.perf_counter()
    encoder.encode_document(texts)
    per_s = len(texts) / (time.perf_counter() - started)
    times = [_milliseconds(lambda i: encoder.encode_query([asked[i]]), i) for i in range(N_QUERIES)]
    return {
        "documents_per_s": round(per_s, 1),
        "query_median_ms": round(float(np.median(times)), DECIMALS),
    }


def postings(n: int) -> dict[str, float]:
    """What a collection of this size holds, and what the queries read of it."""
    vectors = _vectors(n)
    lengths = vectors.getnnz(axis=0)
    read = [int(lengths[query.indices].sum()) for query in _queries()]
    return {"n": n, "postings": int(vectors.nnz), "longest": int(lengths.max()),
            "read_median": float(np.median(read))}  # fmt: skip


def machine() -> str:
    """The machine in words: processor, cores, memory, and the versions that matter."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    memory = psutil.virtual_memory().total / 2**30
    versions = ", ".join(f"{p} {version(p)}" for p in ("scipy", "milvus-lite", "rank-bm25"))
    return (
        f"{(named or [platform.processor()])[0]}, {psutil.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}, {versions}"
    )


def in_fresh_process(system: str, n: int) -> dict[str, Any]:
    """``measure``, where nothing else has used memory before."""
    run = [sys.executable, "-m", "tools.bench_scale", system, str(n)]
    made = subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure everything, print each line as it comes, and store it."""
    if len(sys.argv) == 3:
        return print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
    found: dict[str, Any] = {"machine": machine(), "queries": N_QUERIES, "encoder": encoding()}
    print(found, flush=True)
    rows = []
    for n in SIZES:
        for system in SYSTEMS:
            rows.append(in_fresh_process(system, n))
            print(rows[-1], flush=True)
    found |= {"postings": [postings(n) for n in SIZES], "rows": rows}
    measured_file().parent.mkdir(exist_ok=True)
    measured_file().write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
