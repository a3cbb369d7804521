"""Store all-MiniLM-L6-v2's sentence vectors of the book's collections in data/dense.

    python -m training.store_dense --base MINILM

Texts are cut at the model's own 256 tokens. Vectors are kept in float16.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from transformers import AutoModel, AutoTokenizer

from helpers.paths import data_folder
from helpers.records import Collection, load_hospital, load_lay_terms
from training.export import write_checksums
from training.forward import Texts
from training.losses import sentence_vectors

WIDTH, AT_ONCE = 256, 32
FOLDER = data_folder() / "dense"


def vectors(base: Path, texts: Sequence[str]) -> NDArray[np.float16]:
    """The texts' sentence vectors, (texts, 384)."""
    tokenizer: Any = AutoTokenizer.from_pretrained(base)
    model, encode = AutoModel.from_pretrained(base).eval(), Texts(tokenizer)
    parts = [texts[i : i + AT_ONCE] for i in range(0, len(texts), AT_ONCE)]
    made = torch.cat([sentence_vectors(model, encode(part, WIDTH)) for part in parts])
    return made.numpy().astype(np.float16)


def write(base: Path, collection: Collection) -> str:
    """Write one collection's vectors; the file's name."""
    name = f"{collection.short_name}.safetensors"
    queries = vectors(base, [q.text for q in collection.queries])
    documents = vectors(base, [d.contents for d in collection.documents])
    save_file({"queries": queries, "documents": documents}, FOLDER / name)
    return name


def main() -> None:
    """Encode both collections and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    base = parser.parse_args().base
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_checksums(FOLDER, [write(base, c) for c in (load_hospital(), load_lay_terms())])


if __name__ == "__main__":
    main()
