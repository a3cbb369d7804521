"""The inverted index: postings, scores that add up, and what each term adds.

It knows nothing of where weights come from. BM25 fills it with counts of words (``helpers.bm25``),
SPLADE with what a language model predicts (``helpers.splade``); searching is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from helpers._progress import progress
from helpers.records import Query, ScoredDoc

if TYPE_CHECKING:
    import pandas as pd

DECIMALS = 5  # scores are rounded to so many before they are sorted: the one rule for a tie


class TermMatch(NamedTuple):
    """What one term adds to one score: ``score = query_weight * document_weight``."""

    term: str
    id: int
    query_weight: float
    document_weight: float
    score: float


def check_top_k(top_k: int) -> None:
    """Raise ValueError unless at least one document is asked for."""
    if top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more")


class InvertedIndex:
    """Document vectors turned into postings: for each term, who has it and with which weight.

    ``vectors`` is (documents, terms), ``terms`` names its columns. Raises ValueError when the
    sizes do not fit.

    >>> index = InvertedIndex(["D1", "D2"], csr_matrix([[0, 2.0], [1.0, 1.0]]), ["hip", "heart"])
    >>> index.search(csr_matrix([[0, 0.5]]))[0]
    ScoredDoc(query_id='', doc_id='D1', score=1.0)
    """

    def __init__(self, doc_ids: Sequence[str], vectors: csr_matrix, terms: Sequence[str]) -> None:
        if vectors.shape != (len(doc_ids), len(terms)):
            wanted = (len(doc_ids), len(terms))
            raise ValueError(f"vectors of shape {vectors.shape}: want {wanted}, documents by terms")
        self.doc_ids, self.terms = tuple(doc_ids), tuple(terms)
        # the transpose: a row per term, its entries the postings; float64, so that sums are exact
        self._postings = csr_matrix(csr_matrix(vectors).T, dtype=np.float64)
        self._starts = self._postings.indptr.tolist()

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {doc_id: row for row, doc_id in enumerate(self.doc_ids)}

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {term: i for i, term in enumerate(self.terms)}

    def search(self, query: csr_matrix, top_k: int = 10, query_id: str = "") -> list[ScoredDoc]:
        """Find the best documents that share a term with the query's vector, of one row.

        Each query term's postings are read once and added to the scores (term at a time: Turtle
        and Flood 1995, section 2). Scores are rounded to ``DECIMALS``; of equal ones the smaller
        id goes first. Raises ValueError for another shape or a ``top_k`` below 1.
        """
        row = self._query(query)
        check_top_k(top_k)
        scores = np.zeros(len(self.doc_ids))
        touched = np.zeros(len(self.doc_ids), dtype=bool)
        for term, weight in zip(row.indices.tolist(), row.data.tolist(), strict=True):
            documents, weights = self._posting(term)
            scores[documents] += weight * weights
            touched[documents] = True
        return self._best(scores, np.flatnonzero(touched), top_k, query_id)

    def search_all(
        self, queries: Sequence[Query], vectors: csr_matrix, top_k: int = 100
    ) -> list[ScoredDoc]:
        """Answer several queries, whose vectors are the rows of ``vectors``."""
        return [
            hit
            for i, query in enumerate(progress(queries, "searching"))
            for hit in self.search(vectors[i], top_k, query.query_id)
        ]

    def _query(self, query: csr_matrix) -> csr_matrix:
        row = csr_matrix(query)
        if row.shape != (1, len(self.terms)):
            wanted = f"want one row of {len(self.terms):,} terms"
            raise ValueError(f"query of shape {row.shape}: {wanted}")
        return row

    def _best(
        self, scores: NDArray[np.float64], found: NDArray[np.intp], top_k: int, query_id: str
    ) -> list[ScoredDoc]:
        rounded = scores[found].round(DECIMALS)
        if len(found) > top_k:  # all that tie with the last one stay, for the ids to decide
            best = rounded >= np.partition(rounded, -top_k)[-top_k]
            found, rounded = found[best], rounded[best]
        rows = zip(found.tolist(), rounded.tolist(), strict=True)
        hits = [ScoredDoc(query_id, self.doc_ids[row], score) for row, score in rows]
        return sorted(hits, key=lambda hit: (-hit.score, hit.doc_id))[:top_k]

    def matches(self, query: csr_matrix, doc_id: str) -> list[TermMatch]:
        """List the terms that query and document share, largest product first.

        They sum to the score. Raises ValueError for a document that is not in the index.
        """
        row, document = self._query(query), self._row(doc_id)
        weights = self._postings[row.indices, document].toarray().ravel().tolist()
        columns = zip(row.indices.tolist(), row.data.tolist(), weights, strict=True)
        shared = [TermMatch(self.terms[t], t, q, d, q * d) for t, q, d in columns if d]
        return sorted(shared, key=lambda match: (-match.score, match.id))

    def explain(self, query: csr_matrix, doc_id: str) -> pd.DataFrame:
        """Lay out ``matches`` as a table: term, both weights and their product."""
        import pandas as pd

        table = pd.DataFrame(self.matches(query, doc_id), columns=list(TermMatch._fields))
        return table.drop(columns="id").set_index("term")

    def _row(self, doc_id: str) -> int:
        if doc_id not in self._rows:
            raise ValueError(f"doc_id={doc_id!r}: not a document of this index")
        return self._rows[doc_id]

    def _posting(self, term: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        part = slice(self._starts[term], self._starts[term + 1])
        return self._postings.indices[part], self._postings.data[part]

    def postings(self, term: str) -> pd.DataFrame:
        """Show a term's drawer: the documents that have it, and its weight in each.

        Raises ValueError for a term that the index does not know.
        """
        import pandas as pd

        if term not in self._ids:
            raise ValueError(f"term={term!r}: not a term of this index")
        held = self.drawer(term)
        weights = np.array([*held.values()], dtype=float)
        return pd.DataFrame({"document": [*held], "weight": weights}).set_index("document")

    def drawer(self, term: str) -> dict[str, float]:
        """Open a term's drawer: its weight by document; empty where the index has no such term."""
        if term not in self._ids:
            return {}
        rows, weights = self._posting(self._ids[term])
        documents = (self.doc_ids[row] for row in rows.tolist())
        return dict(zip(documents, weights.tolist(), strict=True))

    def document_terms(self, doc_id: str) -> dict[str, float]:
        """Look up a document's terms with their weights; a ValueError for an unknown document."""
        column = csr_matrix(self._postings[:, self._row(doc_id)].T)
        terms = (self.terms[i] for i in column.indices.tolist())
        return dict(zip(terms, column.data.tolist(), strict=True))

    @cached_property
    def document_frequencies(self) -> NDArray[np.int64]:
        """How many documents have each term, in the order of ``terms``."""
        return np.diff(self._postings.indptr)

    def postings_read(self, query: csr_matrix) -> int:
        """Count the postings that a search for this query's vector reads."""
        return int(self.document_frequencies[self._query(query).indices].sum())

    @property
    def n_postings(self) -> int:
        """How many postings there are: a document's entry under a term is one."""
        return int(self._postings.nnz)

    @property
    def n_bytes(self) -> int:
        """What the postings take: 4 bytes for the document, 4 for a float32 weight."""
        return 8 * self.n_postings
