"""BM25: rank_bm25 ranks, and the parts of its score are worked out term by term.

The formula is that of ``rank_bm25.BM25Okapi`` (Robertson and Zaragoza 2009, section 3.2, with
rank_bm25's own floor: an IDF below 0 becomes a quarter of the mean IDF). It is not Lucene's, which
adds one inside the logarithm.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi
from scipy.sparse import csr_matrix

from helpers.records import Collection, Document, ScoredDoc
from helpers.text import terms

K1, B, EPSILON = 1.5, 0.75, 0.25  # rank_bm25's own defaults


class Contribution(NamedTuple):
    """What one query term adds to one document's score.

    ``qtf`` is how often the query has the term, ``tf`` how often the document has it, ``df``
    how many documents have it, ``saturation`` the part made of tf and length;
    ``score = qtf * idf * saturation``.
    """

    term: str
    qtf: int
    tf: int
    df: int
    idf: float
    saturation: float
    score: float


def idf(n_documents: int, df: int) -> float:
    """Robertson-Sparck Jones weight of a term that ``df`` of N documents have, before any floor.

    ``log((N - df + 0.5) / (df + 0.5))``: negative when more than half have the term.

    >>> round(idf(4, 1), 4)
    0.8473
    """
    return math.log(n_documents - df + 0.5) - math.log(df + 0.5)


def length_part(n_terms: int, average: float, b: float = B) -> float:
    """How a document's length counts: 1 at average length, more when longer.

    >>> length_part(10, 20.0, b=0.5)
    0.75
    """
    return 1 - b + b * n_terms / average


def saturation(tf: int, length: float, k1: float = K1) -> float:
    """The tf part: 0 without the term, growing ever more slowly towards k1 + 1.

    >>> saturation(1, 1.0, k1=1.5)
    1.0
    """
    return tf * (k1 + 1) / (tf + k1 * length)


class BM25Index:
    """Documents made ready for BM25 search, with an account of every score.

    Raises ValueError unless ``k1 > 0``, ``0 <= b <= 1``, and some document has a term.

    >>> index = BM25Index([Document("D1", "", "heart attack"), Document("D2", "", "hip")], "words")
    >>> [hit.doc_id for hit in index.search("attack")]
    ['D1']
    """

    def __init__(
        self,
        documents: Sequence[Document],
        tokenizer: str = "english",
        k1: float = K1,
        b: float = B,
        *,
        tokens: Sequence[Sequence[str]] | None = None,
    ) -> None:
        if not k1 > 0:
            raise ValueError(f"k1={k1!r}: want a number above 0")
        if not 0 <= b <= 1:
            raise ValueError(f"b={b!r}: want a number from 0 to 1")
        tokens = tokens or [terms(d.contents, tokenizer) for d in documents]
        if not any(tokens):
            raise ValueError(f"documents={len(documents)} of them: none holds a term to index")
        self.documents, self.tokenizer, self.k1, self.b = tuple(documents), tokenizer, k1, b
        self._okapi = BM25Okapi(tokens, k1=k1, b=b, epsilon=EPSILON)
        self._position = {d.doc_id: i for i, d in enumerate(self.documents)}
        self._df = Counter(term for counts in self._okapi.doc_freqs for term in counts)

    def search(self, query: str, top_k: int = 10, query_id: str = "") -> list[ScoredDoc]:
        """The best ``top_k`` documents that share a term with the query; ties by id."""
        weights = Counter(terms(query, self.tokenizer))
        return self.search_weighted(weights, top_k, query_id)

    def search_weighted(
        self, weights: Mapping[str, float], top_k: int = 10, query_id: str = ""
    ) -> list[ScoredDoc]:
        """As ``search``, for terms with weights: each term's share counts so many times."""
        if top_k < 1:
            raise ValueError(f"top_k={top_k!r}: want 1 or more")
        known = {term: weight for term, weight in weights.items() if term in self._df}
        scores = np.zeros(len(self.documents))
        for term, weight in known.items():
            scores += weight * self._term_scores(term)
        rows = zip(self.documents, scores, self._okapi.doc_freqs, strict=True)
        found = [
            ScoredDoc(query_id, document.doc_id, float(score))
            for document, score, has in rows
            if not has.keys().isdisjoint(known)
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.doc_id))[:top_k]

    @lru_cache(maxsize=4096)  # noqa: B019 - an index lives as long as the page that made it
    def _term_scores(self, term: str) -> NDArray[np.float64]:
        """One term's share of every document's score, by rank_bm25."""
        return np.asarray(self._okapi.get_scores([term]))

    def explain(self, query: str, doc_id: str) -> list[Contribution]:
        """What each term of the query adds to this document's score, in the query's order.

        The scores sum to rank_bm25's. A term that the document lacks is listed, with tf 0.
        """
        if doc_id not in self._position:
            raise ValueError(f"doc_id={doc_id!r}: not a document of this index")
        position = self._position[doc_id]
        length = length_part(self._okapi.doc_len[position], self._okapi.avgdl, self.b)
        tf = self._okapi.doc_freqs[position]
        return [
            self._contribution(term, qtf, tf.get(term, 0), length)
            for term, qtf in Counter(terms(query, self.tokenizer)).items()
        ]

    def _contribution(self, term: str, qtf: int, tf: int, length: float) -> Contribution:
        weight = float(self._okapi.idf.get(term, 0.0))
        part = saturation(tf, length, self.k1)
        return Contribution(term, qtf, tf, self._df[term], weight, part, qtf * weight * part)

    def impacts(self) -> tuple[csr_matrix, list[str]]:
        """BM25 as sparse vectors: each document's weights, (documents, terms), and the terms.

        A query's vector then holds its term counts, and the dot product is BM25's score.
        """
        names = sorted(self._df)
        columns = [self._term_scores(term) for term in names]
        return csr_matrix(np.column_stack(columns)), names

    def query_vector(self, query: str) -> csr_matrix:
        """The query's term counts over the terms of ``impacts``, one row; others are left out."""
        places = {term: i for i, term in enumerate(sorted(self._df))}
        counts = Counter(t for t in terms(query, self.tokenizer) if t in places)
        columns = [places[term] for term in counts]
        rows = ([0] * len(columns), columns)
        return csr_matrix((list(map(float, counts.values())), rows), (1, len(places)))

    def df(self, term: str) -> int:
        """How many documents have the term."""
        return self._df[term]

    def terms_of(self, doc_id: str) -> Mapping[str, int]:
        """A document's terms with their tf."""
        counts: Mapping[str, int] = self._okapi.doc_freqs[self._position[doc_id]]
        return counts

    def length(self, doc_id: str) -> int:
        """How many terms the document has."""
        return int(self._okapi.doc_len[self._position[doc_id]])

    @property
    def average_length(self) -> float:
        """The mean number of terms a document."""
        return float(self._okapi.avgdl)


@lru_cache(maxsize=8)
def _tokens(collection: Collection, tokenizer: str) -> list[list[str]]:
    return [terms(d.contents, tokenizer) for d in collection.documents]


@lru_cache(maxsize=32)
def bm25_index(
    collection: Collection, tokenizer: str = "english", k1: float = K1, b: float = B
) -> BM25Index:
    """The index of a collection, made once for each setting, its tokens once a tokenizer."""
    return BM25Index(collection.documents, tokenizer, k1, b, tokens=_tokens(collection, tokenizer))


def bm25_run(index: BM25Index, collection: Collection, top_k: int = 100) -> list[ScoredDoc]:
    """The index's answer to every query of a collection."""
    return [hit for q in collection.queries for hit in index.search(q.text, top_k, q.query_id)]
