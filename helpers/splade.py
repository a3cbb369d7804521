"""SPLADE: from a masked language model's logits to one sparse vector per text.

    w_j = max over positions i of log(1 + ReLU(logit_ij))

over the unpadded positions, [CLS] and [SEP] included (Formal et al. 2021, arXiv 2109.10086,
equation 6 with the max of section 3.1). There is no softmax: weights are not probabilities.
``helpers.pooling`` has the other ways to pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from helpers import _batches
from helpers.reading import MaskedLM, load_masked_lm

if TYPE_CHECKING:
    import pandas as pd


class Active(NamedTuple):
    """One sparse vector: the ids of its terms in ascending order, and their weights."""

    ids: NDArray[np.int32]
    weights: NDArray[np.float32]


def activation(logits: torch.Tensor) -> torch.Tensor:
    """Turn logits, of any shape, into weights: log(1 + ReLU(logit)).

    >>> activation(torch.tensor([-3.0, 0.0, 1.0])).tolist()
    [0.0, 0.0, 0.6931471824645996]
    """
    return torch.log1p(torch.relu(logits))


def pool_max(logits: torch.Tensor) -> torch.Tensor:
    """Pool one text's logits, (positions, vocabulary), into its vector, (vocabulary,).

    The maximum is taken first: ``activation`` never decreases, so the two commute, and the
    logarithm is then worked out once per term and not once per position.

    >>> pool_max(torch.tensor([[0.0, -1.0], [1.0, -2.0]])).tolist()
    [0.6931471824645996, 0.0]
    """
    return activation(logits.amax(dim=0))


def active(vector: torch.Tensor) -> Active:
    """Keep of a vector what is above 0: ids and weights, copied out."""
    weights = vector.numpy()
    ids = np.flatnonzero(weights > 0).astype(np.int32)
    return Active(ids, weights[ids].astype(np.float32))


def stack(rows: Sequence[Active], width: int) -> csr_matrix:
    """Put sparse vectors under each other, (texts, vocabulary)."""
    if not rows:
        return csr_matrix(np.empty((0, width), dtype=np.float32))
    ends = np.cumsum([0, *(len(row.ids) for row in rows)])
    ids, weights = (np.concatenate(part) for part in zip(*rows, strict=True))
    return csr_matrix((weights, ids, ends), shape=(len(rows), width))


class SpladeEncoder:
    """Texts to sparse vectors; the names are those of sentence_transformers' SparseEncoder.

    >>> encoder = load_encoder("clinical-splade")
    >>> encoder.encode_query(["heart attack"]).shape
    (1, 30522)
    """

    def __init__(self, model: MaskedLM) -> None:
        self.model, self.vocabulary = model, model.vocabulary

    def encode_query(self, texts: Sequence[str]) -> csr_matrix:
        """Encode queries, (texts, vocabulary), float32; an empty text has [CLS] and [SEP]."""
        return self._encode(texts)

    def encode_document(self, texts: Sequence[str]) -> csr_matrix:
        """Encode documents; of a long one, as much as the model reads (``MaskedLM``)."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> csr_matrix:
        rows = [read.ids for read in self.model.encode(texts)]
        network, pad = self.model.network, self.model.pad_id
        # only what is above 0 is kept, and only that goes through the logarithm
        found = {
            row: active(largest) for row, largest in _batches.largest_logits(network, rows, pad)
        }
        vectors = stack([found[row] for row in range(len(rows))], len(self.vocabulary))
        vectors.data = np.log1p(vectors.data)
        return vectors

    def input_terms(self, texts: Sequence[str]) -> csr_matrix:
        """Mark the terms that each text itself has: 1 for its WordPieces, (texts, vocabulary).

        [CLS] and [SEP], which the encoder adds, belong to no text. The rest of a vector is
        expansion.
        """
        ids = [np.unique(read.ids[1:-1]).astype(np.int32) for read in self.model.encode(texts)]
        rows = [Active(each, np.ones(len(each), dtype=np.float32)) for each in ids]
        return stack(rows, len(self.vocabulary))

    def decode(self, vector: csr_matrix, top_k: int | None = None) -> list[tuple[str, float]]:
        """List the terms and weights of one vector, heaviest first, ties by vocabulary id."""
        if vector.shape[0] != 1:
            raise ValueError(f"vector of shape {vector.shape}: want one row")
        if top_k is not None and top_k < 1:
            raise ValueError(f"top_k={top_k!r}: want 1 or more, or None for all")
        order = np.lexsort((vector.indices, -vector.data))[:top_k]
        names = [self.vocabulary[i] for i in vector.indices[order]]
        return list(zip(names, vector.data[order].tolist(), strict=True))

    def show(self, vector: csr_matrix, top_k: int | None = None) -> pd.DataFrame:
        """Lay out one vector as a table: term and weight, heaviest first."""
        import pandas as pd

        rows = self.decode(vector, top_k)
        return pd.DataFrame(rows, columns=["term", "weight"]).round(2).set_index("term")


def active_dims(vectors: csr_matrix) -> list[int]:
    """Count the terms of each vector that have a weight.

    >>> active_dims(csr_matrix([[0.0, 1.5], [0.0, 0.0]]))
    [1, 0]
    """
    return [int(n) for n in np.diff(vectors.indptr)]


def load_encoder(model: str = "clinical-splade") -> SpladeEncoder:
    """Load the encoder of a SPLADE, or of a masked language model by the same formula; once.

    Raises ValueError for a name that the registry does not have.
    """
    return _load(model)


@lru_cache(maxsize=4)
def _load(model: str) -> SpladeEncoder:
    return SpladeEncoder(load_masked_lm(model))
