"""Print how fast and how large the book's parts are: `make bench`.

* Encoding, beside sentence_transformers' SparseEncoder: the same documents of data/lay_terms with
  the same checkpoint, in turns, each with its own default batch; the best turn counts, so that
  another process's load falls out.
* Searching data/hospital and data/lay_terms in the same kind of index by BM25's impacts and by
  SPLADE's weights: the mean of a query, encoding apart.
* The model in the built page: until it is ready, a query, a document (``tools/bench_page.py``).
* The peak memory of each chapter, run whole as a notebook's kernel runs it.

Loading time and peak memory are measured in fresh processes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import torch
from sentence_transformers import SparseEncoder
from sentence_transformers.sparse_encoder.modules import SpladePooling, Transformer

from helpers.bm25 import bm25_index
from helpers.models import model_folder
from helpers.records import Collection, load_hospital, load_lay_terms
from helpers.search import SparseIndex, collection_vectors, splade_index
from helpers.splade import SPLADE, load_encoder
from tools import bench_page
from tools.notebooks import notebooks

N_DOCUMENTS, TURNS = 512, 3
FRESH = """
import resource, time
from helpers.models import load_splade
from helpers.splade import load_encoder
from helpers.records import load_hospital
texts = [d.contents for d in load_hospital().documents]
started = time.perf_counter()
load_splade()
loading = time.perf_counter() - started
load_encoder().encode_document(texts)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{loading:.2f} s to load clinical-splade, {peak:.0f} MB at most for data/hospital")
"""
PEAK = """
import os, resource, sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
here = {"metadata": {"path": os.path.dirname(sys.argv[1])}}
NotebookClient(notebook, timeout=900, resources=here).execute()
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{os.path.basename(sys.argv[1]):30} {peak:6.0f} MB at most")
"""


def printed(code: str, *arguments: str) -> str:
    """What a fresh Python prints."""
    run = [sys.executable, "-c", code, *arguments]
    with tempfile.TemporaryDirectory() as empty:  # nothing kept from an earlier run
        there = os.environ | {"WHY_SPLADE_STORE": empty}
        made = subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True, env=there)
    return made.stdout.strip()


def seconds(work: Callable[[], object], turns: int = 1) -> float:
    """How long a call takes, the best of several."""
    taken = []
    for _ in range(turns):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def sparse_encoder() -> SparseEncoder:
    """sentence_transformers' encoder on the book's checkpoint."""
    network = Transformer(
        str(model_folder("clinical-splade", "splade")),
        transformer_task="fill-mask",
        model_kwargs={"dtype": torch.float32},
    )
    return SparseEncoder(modules=[network, SpladePooling("max")], device="cpu")


def encoding() -> None:
    """Documents a second, and how that compares."""
    ours, theirs = load_encoder("clinical-splade"), sparse_encoder()
    texts = [d.contents for d in load_lay_terms().documents[:N_DOCUMENTS]]
    encoders: dict[str, Callable[[], object]] = {
        "helpers.splade": lambda: ours.encode_document(texts),
        "SparseEncoder": lambda: theirs.encode_document(texts),
    }
    best = dict.fromkeys(encoders, float("inf"))
    for _ in range(TURNS):
        for name, work in encoders.items():
            best[name] = min(best[name], seconds(work))
    for name, took in best.items():
        print(f"{name:15} {len(texts) / took:6.1f} documents/s")
    print(f"ratio {best['SparseEncoder'] / best['helpers.splade']:.2f}")


def searching(collection: Collection) -> None:
    """Milliseconds a query: in each index, and to encode it."""
    lexical, ids = bm25_index(collection), [d.doc_id for d in collection.documents]
    impacts, names = lexical.impacts()
    asked = [lexical.query_vector(q.text) for q in collection.queries]
    vectors = collection_vectors(collection).queries[SPLADE]
    grown = [vectors[i] for i in range(vectors.shape[0])]
    sparse, index = SparseIndex(ids, impacts, names), splade_index(collection)
    encoder, texts = load_encoder("clinical-splade"), [q.text for q in collection.queries[:50]]
    took = {
        "BM25": seconds(lambda: [sparse.search(q) for q in asked], TURNS) / len(asked),
        "SPLADE": seconds(lambda: [index.search(q) for q in grown], TURNS) / len(grown),
        "encode": seconds(lambda: [encoder.encode_query([t]) for t in texts], TURNS) / len(texts),
    }
    times = ", ".join(f"{name} {1000 * t:.2f}" for name, t in took.items())
    print(f"{collection.name:15} ms a query: {times}")


def main() -> None:
    """Print it."""
    print(printed(FRESH))
    for path in notebooks():
        print(printed(PEAK, str(path)), flush=True)
    encoding()
    for collection in (load_hospital(), load_lay_terms()):
        searching(collection)
    bench_page.main()


if __name__ == "__main__":
    main()
