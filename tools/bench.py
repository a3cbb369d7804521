"""Print how fast the encoder is beside sentence_transformers' SparseEncoder: `make bench`.

Both encode the same documents of data/lay_terms with the same checkpoint, in turns, each with its own default batch,
on the CPU; the best of the turns counts, so that another process's load falls out. Loading time
and peak memory are measured in fresh processes.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import torch
from sentence_transformers import SparseEncoder
from sentence_transformers.sparse_encoder.modules import SpladePooling, Transformer

from helpers.models import model_folder
from helpers.records import load_lay_terms
from helpers.splade import load_encoder

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


def sparse_encoder() -> SparseEncoder:
    """sentence_transformers' encoder on the book's checkpoint."""
    network = Transformer(
        str(model_folder("clinical-splade", "splade")),
        transformer_task="fill-mask",
        model_kwargs={"dtype": torch.float32},
    )
    return SparseEncoder(modules=[network, SpladePooling("max")], device="cpu")


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print it."""
    # first, while this process is small: a child's peak starts at its parent's
    print(subprocess.run([sys.executable, "-c", FRESH], stdout=subprocess.PIPE, text=True).stdout)
    texts = [d.contents for d in load_lay_terms().documents[:N_DOCUMENTS]]
    ours, theirs = load_encoder("clinical-splade"), sparse_encoder()
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


if __name__ == "__main__":
    main()
