"""Results kept on disk between runs: what one chapter has encoded, the next one reads."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import joblib
import torch
import transformers

from helpers.models import Kind, fingerprint
from helpers.records import DATA

STORE = Path(os.environ.get("WHY_SPLADE_STORE", DATA.parent / ".cache"))
SOURCES = ("kept.py", "models.py", "splade.py")  # whose change makes kept vectors worthless


def store() -> joblib.Memory:
    """The store on disk; one that keeps nothing where the folder cannot be written."""
    writable = os.access(STORE if STORE.exists() else STORE.parent, os.W_OK)
    return joblib.Memory(STORE if writable else None, verbose=0)


def version(name: str, kind: Kind = "splade", sources: Sequence[str] = ()) -> str:
    """A checksum of all that a model's output depends on: its weights, our code, the libraries.

    ``sources`` are the modules of ours, those of vectors where none are named. Raises ValueError
    for a name that the registry does not have.
    """
    files = (Path(__file__).with_name(source) for source in sources or SOURCES)
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    parts = (fingerprint(name, kind), code, torch.__version__, transformers.__version__)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
