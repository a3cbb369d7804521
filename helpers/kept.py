"""Results kept on disk between runs: what one chapter has encoded, the next one reads."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import joblib
import torch
import transformers

from helpers.models import fingerprint
from helpers.records import DATA

STORE = Path(os.environ.get("WHY_SPLADE_STORE", DATA.parent / ".cache"))
SOURCES = ("kept.py", "models.py", "splade.py")  # whose change makes what was kept worthless


def store() -> joblib.Memory:
    """The store on disk; one that keeps nothing where the folder cannot be written."""
    writable = os.access(STORE if STORE.exists() else STORE.parent, os.W_OK)
    return joblib.Memory(STORE if writable else None, verbose=0)


def version(name: str) -> str:
    """A checksum of all that a model's vectors depend on: its weights, our code, the libraries.

    Raises ValueError for a name that the registry does not have.
    """
    code = "".join((Path(__file__).with_name(s)).read_text(encoding="utf-8") for s in SOURCES)
    parts = (fingerprint(name), code, torch.__version__, transformers.__version__)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
