"""Queries without a network: each of a query's WordPieces has one weight, learnt once for all.

Documents keep SPLADE's vectors, expansions and all; a query is only its own WordPieces, looked up
in a table. It costs nothing to encode, and what the words mean together is lost on it (SPLADE-doc,
whose queries have no weights: Formal et al. 2021, arXiv 2109.10086; weights looked up: Geng et al.
2024, arXiv 2411.04403; weights learnt: Nardini et al. 2025, arXiv 2505.01452; here learnt from IDF
on).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from helpers.models import load_tokenizer
from helpers.records import Collection
from helpers.registry import MODEL, model_folder
from helpers.systems import SparseSystem
from helpers.text import whole_characters
from helpers.vectors import splade_index

FILE = "query_weights.safetensors"
UNIT = 64  # weights are stored in steps of 1/64, which float16 holds exactly up to 32


def has_weights(model: str = MODEL) -> bool:
    """Say whether a model can be asked without a network."""
    return (model_folder(model, "splade") / FILE).exists()


@cache
def load_weights(model: str = MODEL) -> NDArray[np.float32]:
    """Load a model's query weights, (vocabulary,).

    Raises ValueError for a model that has none.
    """
    from safetensors.numpy import load_file

    path = model_folder(model, "splade") / FILE
    if not has_weights(model):
        raise ValueError(f"model={model!r}: it has no weights for queries without a network")
    return np.asarray(load_file(path)["weights"], dtype=np.float32)


def query_vectors(
    texts: Sequence[str], weights: NDArray[np.float32], model: str = MODEL
) -> csr_matrix:
    """Look up each text's distinct WordPieces, (texts, vocabulary); a weight of 0 is none.

    >>> query_vectors(["heart heart"], np.ones(30522, dtype=np.float32)).data.tolist()
    [1.0]
    """
    tokenizer = load_tokenizer(model)
    clean = [whole_characters(text) for text in texts]
    read = tokenizer(clean, add_special_tokens=False, verbose=False)["input_ids"] if clean else []
    rows = [np.unique(np.array(ids, dtype=np.int32)) for ids in read]
    ends = np.cumsum([0, *map(len, rows)])
    ids = np.concatenate([*rows, np.array([], dtype=np.int32)])
    made = csr_matrix((weights[ids], ids, ends), shape=(len(texts), len(weights)))
    made.eliminate_zeros()
    return made


def inference_free_system(collection: Collection, model: str = MODEL) -> SparseSystem:
    """SPLADE's documents, asked by looked-up queries."""
    weights = load_weights(model)
    index = splade_index(collection, model)
    return SparseSystem(index, lambda texts: query_vectors(texts, weights, model))
