"""RM3, the classical answer to missing words: take them from the first documents found.

The first documents are taken for relevant. Their words, each document's weighed by its score, make
a model of relevance; mixed with the query, its strongest words search again (Lavrenko and Croft
2001, section 3.1, estimated as in Abdul-Jaleel et al. 2004, section 4: RM3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from helpers.lexical import BM25
from helpers.records import ScoredDoc


class Settings(NamedTuple):
    """How many documents and words feed back, and the share that the query keeps.

    The defaults were chosen on the development pairs (``training/choose_settings.py``).
    """

    documents: int = 20
    words: int = 20
    own: float = 0.8


DEFAULT = Settings()


def document_model(tf: csr_matrix) -> csr_matrix:
    """Turn counts into each document's distribution of words: ``P(w | d) = tf / length``.

    >>> document_model(csr_matrix([[3.0, 1.0]])).toarray()
    array([[0.75, 0.25]])
    """
    return csr_matrix(diags(1 / np.maximum(tf.sum(axis=1).A1, 1)) @ tf)


def relevance_model(p_words: csr_matrix, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mix documents' words by the documents' scores: ``P(w | R) = sum_d P(w | d) P(d | q)``.

    ``p_words`` is (documents, terms); ``P(d | q)`` are the scores, made to sum to 1.

    >>> relevance_model(csr_matrix([[1.0, 0.0], [0.5, 0.5]]), np.array([3.0, 1.0])).tolist()
    [0.875, 0.125]
    """
    return np.asarray((scores / scores.sum()) @ p_words).ravel()


def strongest(model: NDArray[np.float64], words: int) -> csr_matrix:
    """Keep the strongest words, ties by column, and let them sum to 1; (1, terms)."""
    kept = np.sort(np.lexsort((np.arange(len(model)), -model))[:words])
    kept = kept[model[kept] > 0]
    share = model[kept] / model[kept].sum()
    return csr_matrix((share, (np.zeros(len(kept), int), kept)), shape=(1, len(model)))


class Rm3:
    """BM25 that searches twice: for the query, then for it and its first documents' words.

    >>> from helpers.records import Document
    >>> texts = ["heart attack infarction", "infarction care", "hip", "knee"]
    >>> bm25 = BM25([Document(str(i), "", text) for i, text in enumerate(texts)])
    >>> [hit.doc_id for hit in Rm3(bm25, Settings(documents=1)).search("heart attack")]
    ['0', '1']
    """

    def __init__(self, bm25: BM25, settings: Settings = DEFAULT) -> None:
        self.bm25, self.settings, self.index = bm25, settings, bm25.index
        self._words = document_model(bm25.counts.tf)
        self._rows = {doc_id: row for row, doc_id in enumerate(bm25.index.doc_ids)}

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        """Find the best documents by the fed-back query."""
        return self.index.search(self.encode([query]), top_k)

    def encode(self, texts: Sequence[str]) -> csr_matrix:
        """Write queries with what their first documents add, (queries, terms)."""
        from scipy.sparse import vstack

        own = self.bm25.encode(texts)
        return csr_matrix(vstack([self._fed_back(own[i]) for i in range(len(texts))]))

    def _fed_back(self, own: csr_matrix) -> csr_matrix:
        """``own * P(w | q) + (1 - own) * P(w | R)`` over the strongest words."""
        first = self.index.search(own, self.settings.documents)
        first = [hit for hit in first if hit.score > 0]
        if not first:
            return own
        rows = self._words[[self._rows[hit.doc_id] for hit in first]]
        scores = np.array([hit.score for hit in first])
        added = strongest(relevance_model(rows, scores), self.settings.words)
        share = self.settings.own
        return csr_matrix(share * own / own.sum() + (1 - share) * added)
