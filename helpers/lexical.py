"""Lexical search: documents in an inverted index under BM25's weights, every score explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from helpers.bm25 import IDF, K1, B, Counts, Variant, count_terms, length_norm, saturation, weigh
from helpers.records import Collection, Document, ScoredDoc
from helpers.search import InvertedIndex
from helpers.text import terms

if TYPE_CHECKING:
    import pandas as pd


class Part(NamedTuple):
    """What one query term adds to one document's score.

    ``qtf`` is how often the query has the term, ``tf`` how often the document has it, ``df``
    how many documents have it; ``score = qtf * idf * saturation``.
    """

    term: str
    qtf: int
    tf: int
    df: int
    idf: float
    saturation: float
    score: float


def query_vectors(queries: Sequence[Mapping[str, float]], ids: Mapping[str, int]) -> csr_matrix:
    """Write queries of weighted terms over an index's terms, whose columns ``ids`` has.

    >>> query_vectors([{"heart": 2.0, "xyzzy": 1.0}], {"attack": 0, "heart": 1}).toarray()
    array([[0., 2.]])
    """
    known = [{ids[t]: w for t, w in q.items() if t in ids} for q in queries]
    ends = np.cumsum([0, *map(len, known)])
    columns = np.array([i for q in known for i in q], dtype=np.int32)
    weights = np.array([w for q in known for w in q.values()], dtype=float)
    return csr_matrix((weights, columns, ends), shape=(len(queries), len(ids)))


class BM25:
    """Documents in an inverted index under BM25's weights, with an account of every score.

    Raises ValueError as ``weigh`` and ``count_terms`` do.

    >>> bm25 = BM25([Document("D1", "", "heart attack"), Document("D2", "", "hip")], "words")
    >>> [hit.doc_id for hit in bm25.search("attack")]
    ['D1']
    """

    def __init__(
        self,
        documents: Sequence[Document],
        tokenizer: str = "english",
        k1: float = K1,
        b: float = B,
        variant: Variant = "okapi",
        *,
        counts: Counts | None = None,
    ) -> None:
        self.tokenizer, self.k1, self.b = tokenizer, k1, b
        self.counts = counts or count_terms(documents, tokenizer)
        weights = weigh(self.counts, k1, b, variant)
        self._idf = IDF[variant](len(documents), self.counts.df)
        self.index = InvertedIndex([d.doc_id for d in documents], weights, self.counts.terms)
        self._ids = {term: i for i, term in enumerate(self.counts.terms)}
        self._rows = {d.doc_id: row for row, d in enumerate(documents)}

    def encode(self, texts: Sequence[str]) -> csr_matrix:
        """Write queries as vectors of their term counts, (queries, terms)."""
        return self.encode_weights([Counter(terms(text, self.tokenizer)) for text in texts])

    def encode_weights(self, queries: Sequence[Mapping[str, float]]) -> csr_matrix:
        """Write queries of weighted terms as vectors; terms that no document has are left out."""
        return query_vectors(queries, self._ids)

    def search(self, query: str, top_k: int = 10, query_id: str = "") -> list[ScoredDoc]:
        """Find the best ``top_k`` documents that share a term with the query; ties by id."""
        return self.index.search(self.encode([query]), top_k, query_id)

    def parts(self, query: str, doc_id: str) -> list[Part]:
        """Say what each term of the query adds to this document's score, in the query's order.

        A term that the document lacks is listed, with tf 0. Raises ValueError for an unknown
        document.
        """
        tf = self.tf(doc_id)
        norm = float(length_norm(self.length(doc_id), self.counts.average_length, self.b))
        asked = Counter(terms(query, self.tokenizer))
        return [self._part(term, qtf, tf.get(term, 0), norm) for term, qtf in asked.items()]

    def _part(self, term: str, qtf: int, tf: int, norm: float) -> Part:
        known = self._ids.get(term)
        rarity = 0.0 if known is None else float(self._idf[known])
        share = float(saturation(tf, norm, self.k1)) if tf else 0.0
        return Part(term, qtf, tf, self.df(term), rarity, share, qtf * rarity * share)

    def explain(self, query: str, doc_id: str) -> pd.DataFrame:
        """Lay out ``parts`` as a table; the scores sum to the document's."""
        import pandas as pd

        return pd.DataFrame(self.parts(query, doc_id), columns=Part._fields).set_index("term")

    def _row(self, doc_id: str) -> int:
        if doc_id not in self._rows:
            raise ValueError(f"doc_id={doc_id!r}: not a document of this index")
        return self._rows[doc_id]

    def tf(self, doc_id: str) -> dict[str, int]:
        """Look up a document's terms with how often it has each."""
        row = self.counts.tf[self._row(doc_id)]
        names = (self.counts.terms[i] for i in row.indices.tolist())
        return dict(zip(names, map(int, row.data.tolist()), strict=True))

    def counts_of(self, term: str) -> dict[str, int]:
        """Look up the documents that have a term, with how often each has it."""
        known = self._ids.get(term)
        column = self.counts.tf[:, [known] if known is not None else []].tocoo()
        documents = (self.index.doc_ids[row] for row in column.row.tolist())
        return dict(zip(documents, map(int, column.data.tolist()), strict=True))

    def df(self, term: str) -> int:
        """Count the documents that have the term."""
        known = self._ids.get(term)
        return 0 if known is None else int(self.index.document_frequencies[known])

    def length(self, doc_id: str) -> int:
        """Count the document's terms, repeats included."""
        return int(self.counts.lengths[self._row(doc_id)])


@lru_cache(maxsize=8)
def _counts(collection: Collection, tokenizer: str) -> Counts:
    return count_terms(collection.documents, tokenizer)


@lru_cache(maxsize=32)
def _index(collection: Collection, tokenizer: str, k1: float, b: float) -> BM25:
    counts = _counts(collection, tokenizer)
    return BM25(collection.documents, tokenizer, k1, b, counts=counts)


def bm25_index(
    collection: Collection, tokenizer: str = "english", k1: float = K1, b: float = B
) -> BM25:
    """Index a collection, once for each setting, its terms counted once for each tokenizer."""
    return _index(collection, tokenizer, k1, b)
