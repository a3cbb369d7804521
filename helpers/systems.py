"""The search engines that the book compares: each a query encoder in front of an inverted index.

They differ in nothing else. BM25 counts a query's words; with an expansion it adds words to them;
SPLADE lets a network say which terms, and how much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from scipy.sparse import csr_matrix

from helpers.expansion import Expander, masked_expansion, static_expansion, weighted_query
from helpers.lexical import bm25_index
from helpers.records import Collection, Query, ScoredDoc
from helpers.registry import MODEL
from helpers.search import InvertedIndex

if TYPE_CHECKING:
    import pandas as pd

ADDED, WEIGHT = 5, 0.5  # words per token, and what each weighs beside the query's own: chapter 2


class System(Protocol):
    """Whatever finds documents for a query."""

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        """Find the best documents."""


@dataclass(frozen=True)
class SparseSystem:
    """An inverted index, and an encoder that turns texts into its queries' vectors.

    ``encode`` takes texts and gives (texts, terms of the index).
    """

    index: InvertedIndex
    encode: Callable[[Sequence[str]], csr_matrix]

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        """Find the best ``top_k`` documents that share a term with the query's vector."""
        return self.index.search(self.encode([query]), top_k)

    def explain(self, query: str, doc_id: str) -> pd.DataFrame:
        """Lay out what each shared term adds to the score, largest first."""
        return self.index.explain(self.encode([query]), doc_id)


def run(system: System, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
    """Answer every query; the queries of a sparse system are encoded together.

    >>> from helpers.records import load_hospital
    >>> hospital = load_hospital()
    >>> len(run(bm25_system(hospital), hospital.queries[:2], top_k=3))
    6
    """
    if isinstance(system, SparseSystem):
        return system.index.search_all(queries, system.encode([q.text for q in queries]), top_k)
    found = ((query, system.search(query.text, top_k)) for query in queries)
    return [hit._replace(query_id=query.query_id) for query, hits in found for hit in hits]


def bm25_system(collection: Collection, tokenizer: str = "english") -> SparseSystem:
    """BM25, as chapter 1 explains it."""
    bm25 = bm25_index(collection, tokenizer)
    return SparseSystem(bm25.index, bm25.encode)


def expanded_system(
    collection: Collection, expand: Expander, weight: float = WEIGHT
) -> SparseSystem:
    """BM25 whose queries get words added, each weighing ``weight`` times its closeness."""
    bm25 = bm25_index(collection)

    def encode(texts: Sequence[str]) -> csr_matrix:
        return bm25.encode_weights([weighted_query(t, expand(t), weight) for t in texts])

    return SparseSystem(bm25.index, encode)


def splade_system(collection: Collection, model: str = MODEL) -> SparseSystem:
    """SPLADE: the documents encoded once, a query when it is asked."""
    from helpers.vectors import encode_texts, splade_index  # torch only where it is asked for

    def encode(texts: Sequence[str]) -> csr_matrix:
        return encode_texts(tuple(texts), model)

    return SparseSystem(splade_index(collection, model), encode)


def systems(collection: Collection, model: str = MODEL) -> dict[str, System]:
    """Make the book's systems by name: BM25, its two expansions, and SPLADE.

    What the collection's own documents need is encoded once, and nothing else. SPLADE with parts
    switched off is in ``helpers.ablation``.
    """
    return {
        "BM25": bm25_system(collection),
        "+ GloVe": expanded_system(collection, partial(static_expansion, top_k=ADDED)),
        "+ masked": expanded_system(collection, partial(masked_expansion, top_k=ADDED)),
        "SPLADE": splade_system(collection, model),
    }


def runs(collection: Collection, model: str = MODEL) -> dict[str, list[ScoredDoc]]:
    """Run every one of ``systems`` over the collection's queries."""
    return {name: run(s, collection.queries) for name, s in systems(collection, model).items()}
