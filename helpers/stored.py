"""Documents' vectors in one file: encoded once, searched by whoever has it and the model.

The file is a safetensors file (huggingface.co/docs/safetensors) with four tensors: ``data``
(float32), ``indices`` (int32) and ``indptr`` (int64) of a CSR matrix of (documents, vocabulary),
and ``doc_ids``, a JSON list in UTF-8 as bytes. Its metadata say ``format`` (this one), ``model``,
``fingerprint`` (``helpers.registry.fingerprint`` of the model) and ``width`` (of the vocabulary).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file
from scipy.sparse import csr_matrix

from helpers.registry import fingerprint

FORMAT = "why-splade-works vectors 1"
DTYPES = {"data": np.float32, "indices": np.int32, "indptr": np.int64}


class Stored(NamedTuple):
    """Documents' vectors, (documents, vocabulary), their ids in the same order, and their model."""

    doc_ids: list[str]
    vectors: csr_matrix
    model: str


def save_vectors(
    path: str | PathLike[str], doc_ids: Sequence[str], vectors: csr_matrix, model: str
) -> None:
    """Write vectors with their ids; a crash leaves the old file or the new one, whole.

    Raises ValueError when there are not as many ids as rows, or an id is there twice.
    """
    if len(doc_ids) != vectors.shape[0] or len(set(doc_ids)) != len(doc_ids):
        wanted = f"want {vectors.shape[0]:,} different ones, one per row"
        raise ValueError(f"doc_ids: {len(set(doc_ids)):,} different ids; {wanted}")
    parts = {n: np.ascontiguousarray(getattr(vectors, n), dtype) for n, dtype in DTYPES.items()}
    parts["doc_ids"] = np.frombuffer(json.dumps(list(doc_ids)).encode(), dtype=np.uint8)
    made = {"format": FORMAT, "model": model, "fingerprint": fingerprint(model)}
    partial = Path(f"{fspath(path)}.partial")
    save_file(parts, partial, metadata=made | {"width": str(vectors.shape[1])})
    partial.replace(path)


def load_vectors(path: str | PathLike[str]) -> Stored:
    """Read vectors that ``save_vectors`` wrote.

    Raises ValueError for a file that is missing, damaged or of another kind, and when the model
    has changed since: its vectors would not fit those of today's queries.
    """
    parts, made = _read(path)
    try:
        stored = _stored(parts, made)
        checksum = made["fingerprint"]
    except (KeyError, ValueError) as error:
        raise _damaged(path, error) from None
    _check_model(stored.model, checksum, path)
    return stored


def _read(path: str | PathLike[str]) -> tuple[dict[str, NDArray[Any]], dict[str, str]]:
    """The tensors and the metadata of a file of ours."""
    try:
        with safe_open(path, "numpy") as file:
            made = file.metadata() or {}
            ours = made.get("format") == FORMAT
            parts = {name: file.get_tensor(name) for name in (*DTYPES, "doc_ids")} if ours else {}
    except FileNotFoundError:
        raise ValueError(f"path={fspath(path)!r}: no such file") from None
    except (SafetensorError, OSError) as error:
        raise _damaged(path, error) from None
    if not ours:
        raise ValueError(f"path={fspath(path)!r}: not a file of {FORMAT!r}")
    return parts, made


def _damaged(path: str | PathLike[str], error: Exception) -> ValueError:
    return ValueError(f"path={fspath(path)!r}: the file is damaged ({error})")


def _stored(parts: dict[str, NDArray[Any]], made: dict[str, str]) -> Stored:
    """Put the parts together; every index is checked, for scipy's own code trusts them."""
    doc_ids = json.loads(parts["doc_ids"].tobytes())
    shape = (len(doc_ids), int(made["width"]))
    matrix = csr_matrix((parts["data"], parts["indices"], parts["indptr"]), shape=shape)
    matrix.check_format(full_check=True)
    return Stored(doc_ids, matrix, made["model"])


def _check_model(model: str, checksum: str, path: str | PathLike[str]) -> None:
    if fingerprint(model) != checksum:
        raise ValueError(
            f"path={fspath(path)!r}: made by another {model} than today's; encode the texts anew"
        )
