"""Print how fast and how large the book's parts are: `make bench`.

    python -m tools.bench 01 04    (only the peak memory of the notebooks whose names begin so)

Everything that is compared is measured in turns in one run, and the best turn counts, so that
another process's load falls out. Loading time and peak memory are measured in fresh processes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial

import bm25s
import torch
from sentence_transformers import SparseEncoder
from sentence_transformers.sparse_encoder.modules import SpladePooling, Transformer

from helpers.lexical import BM25
from helpers.records import Collection, Document, load_hospital, load_lay_terms
from helpers.registry import model_folder
from helpers.scale.growth import synthetic_texts
from helpers.splade import load_encoder
from helpers.systems import bm25_system, splade_system
from helpers.text import terms
from tools import bench_page, bench_visit
from tools.notebooks import notebooks

N_DOCUMENTS, TURNS, N_QUERIES = 512, 3, 100
SIZES = (2_000, 20_000)
FRESH = """
import sys, time
started = time.perf_counter()
exec(sys.argv[1])
taken = time.perf_counter() - started
status = open("/proc/self/status").read()  # Linux; getrusage would count the parent's memory too
peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
print(f"{taken:.2f} s, {peak:.0f} MB at most: {sys.argv[1]}")
"""
IMPORTS = (
    "import helpers.bm25",
    "from helpers.explorers import bm25_explorer, tokens_explorer",
    "from helpers.splade import load_encoder; load_encoder()",
)
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
Work = Callable[[], object]


def printed(code: str, *arguments: str) -> str:
    """Run code in a fresh Python, with nothing kept from an earlier run; what it prints."""
    run = [sys.executable, "-c", code, *arguments]
    with tempfile.TemporaryDirectory() as empty:
        there = os.environ | {"WHY_SPLADE_STORE": empty}
        made = subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True, env=there)
    return made.stdout.strip()


def best(work: Mapping[str, Work], turns: int = TURNS) -> dict[str, float]:
    """Time several things in turns: seconds of each one's best turn."""
    taken = dict.fromkeys(work, float("inf"))
    for _ in range(turns):
        for name, do in work.items():
            started = time.perf_counter()
            do()
            taken[name] = min(taken[name], time.perf_counter() - started)
    return taken


def sparse_encoder() -> SparseEncoder:
    """Load the book's checkpoint into sentence_transformers' encoder."""
    network = Transformer(
        str(model_folder("clinical-splade", "splade")),
        transformer_task="fill-mask",
        model_kwargs={"dtype": torch.float32},
    )
    return SparseEncoder(modules=[network, SpladePooling("max")], device="cpu")


def encoding() -> None:
    """Documents per second, beside SparseEncoder on the same checkpoint and texts."""
    ours, theirs = load_encoder("clinical-splade"), sparse_encoder()
    texts = [d.contents for d in load_lay_terms().documents[:N_DOCUMENTS]]
    work: dict[str, Work] = {
        "helpers.splade": partial(ours.encode_document, texts),
        "SparseEncoder": partial(theirs.encode_document, texts),
    }
    took = best(work)
    for name, seconds in took.items():
        print(f"{name:15} {len(texts) / seconds:6.1f} documents/s")
    print(f"ratio {took['SparseEncoder'] / took['helpers.splade']:.2f}")


def lexical(n: int) -> None:
    """BM25 over ``n`` made-up documents, beside bm25s: milliseconds per query."""
    real = load_lay_terms()
    made = synthetic_texts([terms(d.contents, "words") for d in real.documents], n)
    documents = [Document(str(i), "", " ".join(tokens)) for i, tokens in enumerate(made)]
    queries = [q.text for q in real.queries[:N_QUERIES]]
    ours, theirs = BM25(documents, "words"), bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    theirs.index(made, show_progress=False)
    asked = [terms(query, "words") for query in queries]
    work: dict[str, Work] = {
        "helpers": lambda: [ours.search(query) for query in queries],
        "bm25s": lambda: [theirs.retrieve([q], k=10, show_progress=False) for q in asked],
    }
    took = best(work)
    times = ", ".join(f"{name} {1000 * t / len(queries):.2f}" for name, t in took.items())
    print(
        f"BM25, {n:,} documents, ms per query: {times}; ratio {took['helpers'] / took['bm25s']:.2f}"
    )


def searching(collection: Collection) -> None:
    """One index, two kinds of weights: milliseconds per query, encoding apart."""
    systems = {"BM25": bm25_system(collection), "SPLADE": splade_system(collection)}
    texts = [query.text for query in collection.queries]
    work: dict[str, Work] = {
        name: partial(s.index.search_all, collection.queries, s.encode(texts))
        for name, s in systems.items()
    }
    work["encode"] = partial(load_encoder().encode_query, texts)
    times = {name: 1000 * t / len(texts) for name, t in best(work).items()}
    shown = ", ".join(f"{name} {t:.2f}" for name, t in times.items())
    print(f"{collection.name:15} ms per query: {shown}")


def memory(beginnings: tuple[str, ...] = ("",)) -> None:
    """The peak memory of each notebook's kernel, run whole, with nothing kept from earlier runs."""
    for path in notebooks():
        if path.stem.startswith(beginnings):
            print(printed(PEAK, str(path)), flush=True)


def main() -> None:
    """Print it."""
    for code in IMPORTS:
        print(printed(FRESH, code))
    memory()
    encoding()
    for n in SIZES:
        lexical(n)
    for collection in (load_hospital(), load_lay_terms()):
        searching(collection)
    bench_page.main()
    bench_visit.main()


if __name__ == "__main__":
    if sys.argv[1:]:
        memory(tuple(sys.argv[1:]))
    else:
        main()
