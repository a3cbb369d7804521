"""The prediction head as it is, with nothing but a threshold: no training for search.

A masked language model's logits are defined only up to a constant: the softmax does not change when
one is added. So SPLADE's zero means nothing before training, and thousands of entries lie above
it. Put the zero elsewhere, so that a text keeps so many entries, and the same formula makes vectors
that search:

    w_j = log(1 + ReLU(max over positions of the logit_ij - threshold))

The threshold is each text's own: its logit just below those that are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from scipy.sparse import csr_matrix, vstack

from helpers import _batches
from helpers._progress import progress
from helpers.cache import kept
from helpers.expansion import Expansion, query_words
from helpers.reading import load_masked_lm
from helpers.records import Collection
from helpers.search import InvertedIndex, check_top_k
from helpers.splade import Active, activation, stack
from helpers.systems import SparseSystem
from helpers.text import STOP_WORDS

MLM = "clinical-mlm"
SEEN = 200  # of a query's entries, the heaviest first, from which its added words are taken
TEXTS_AT_ONCE = 512


class Kept(NamedTuple):
    """How many entries a query and a document keep; chosen on the development pairs."""

    query: int = 20
    document: int = 500


KEPT = Kept()


def above_threshold(largest: torch.Tensor, n: int) -> Active:
    """Keep the ``n`` largest of a text's pooled logits, (vocabulary,), over the next one below.

    >>> above_threshold(torch.tensor([5.0, 1.0, 3.0]), 2).weights.astype(float).round(3).tolist()
    [1.609, 1.099]
    """
    values, ids = largest.topk(n + 1)
    weights = activation(values[:n] - values[n])
    order = torch.argsort(ids[:n])
    return Active(ids[order].numpy().astype(np.int32), weights[order].numpy())


@kept("_batches", "models", "reading", "splade", "untrained")
def _vectors(texts: tuple[str, ...], n: int, model: str) -> csr_matrix:
    lm = load_masked_lm(model)
    rows = [read.ids for read in lm.encode(texts)]
    found = {
        row: above_threshold(largest, n)
        for row, largest in _batches.largest_logits(lm.network, rows, lm.pad_id)
    }
    return stack([found[row] for row in range(len(rows))], len(lm.vocabulary))


def vectors(texts: Sequence[str], n: int, model: str = MLM) -> csr_matrix:
    """Encode texts by the untrained head, ``n`` entries each, (texts, vocabulary).

    Raises ValueError for an ``n`` below 1.
    """
    if n < 1:
        raise ValueError(f"n={n!r}: want 1 or more")
    starts = progress(range(0, len(texts), TEXTS_AT_ONCE), "encoding")
    parts = [_vectors(tuple(texts[i : i + TEXTS_AT_ONCE]), n, model) for i in starts]
    return csr_matrix(vstack(parts))


def fewer(made: csr_matrix, n: int) -> csr_matrix:
    """Raise the threshold of vectors until ``n`` entries of each are left, fewer than there are.

    Raises ValueError for an ``n`` below 1.

    >>> fewer(csr_matrix(np.log1p([[4.0, 2.0, 1.0]])), 2).toarray().round(3).tolist()
    [[1.386, 0.693, 0.0]]
    """
    if n < 1:
        raise ValueError(f"n={n!r}: want 1 or more")
    above = np.expm1(made.toarray())
    floor = np.partition(above, -n - 1, axis=1)[:, -n - 1][:, None]
    return csr_matrix(np.log1p(np.maximum(above - floor, 0)))


def intact_expansion(query: str, top_k: int = 10, model: str = MLM) -> list[Expansion]:
    """Name the ``top_k`` whole words with the largest pooled logits, the text left as it is.

    No word is hidden, so the model sees what the query says. Pieces, signs, stop words and the
    query's own words are passed over; each word's closeness is 1. Raises ValueError for a
    ``top_k`` below 1.
    """
    check_top_k(top_k)
    names, own = load_masked_lm(model).vocabulary, set(query_words(query))
    row = vectors([query], SEEN, model)
    best = (names[i] for i in row.indices[np.argsort(-row.data, kind="stable")])
    words = [w for w in best if w.isalnum() and w not in STOP_WORDS and w not in own]
    return [Expansion("", word, 1.0) for word in words[:top_k]]


def untrained_system(
    collection: Collection,
    keep: Kept = KEPT,
    model: str = MLM,
) -> SparseSystem:
    """Search by the untrained head's vectors."""
    documents = vectors([d.contents for d in collection.documents], keep.document, model)
    index = InvertedIndex(collection.doc_ids, documents, load_masked_lm(model).vocabulary)
    return SparseSystem(index, lambda texts: vectors(texts, keep.query, model))
