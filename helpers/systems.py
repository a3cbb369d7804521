"""The search engines that the book compares: each a query encoder in front of an inverted index.

They differ in nothing else. BM25 counts a query's words; with an expansion it adds words to them;
SPLADE lets a network say which terms, and how much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from scipy.sparse import csr_matrix

from helpers._progress import progress
from helpers.expansion import Expander, masked_expansion, static_expansion, weighted_query
from helpers.lexical import bm25_index
from helpers.passages import best_parts, in_parts
from helpers.records import Collection, Query, ScoredDoc, by_query
from helpers.registry import MODEL
from helpers.search import InvertedIndex, check_top_k

if TYPE_CHECKING:
    import pandas as pd

    from helpers.stored import Stored

ADDED, WEIGHT = 5, 0.5  # words per token, and what each weighs beside the query's own: chapter 2


class System(Protocol):
    """Whatever finds documents for a query."""

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        """Find the best documents."""

    def search_all(self, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
        """Answer several queries, one after the other."""


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

    def search_all(self, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
        """Answer several queries, which are encoded together."""
        return self.index.search_all(queries, self.encode([q.text for q in queries]), top_k)

    def explain(self, query: str, doc_id: str) -> pd.DataFrame:
        """Lay out what each shared term adds to the score, largest first."""
        return self.index.explain(self.encode([query]), doc_id)


@dataclass(frozen=True)
class PartsSystem:
    """A sparse system over parts of documents; a document is found by its best part."""

    system: SparseSystem
    document_of: Mapping[str, str]

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        """Find the best ``top_k`` documents by their best parts."""
        return self.search_all([Query("", query)], top_k)

    def search_all(self, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
        """Answer several queries, which are encoded together."""
        check_top_k(top_k)
        vectors, index = self.system.encode([q.text for q in queries]), self.system.index

        def answer(row: int, query_id: str) -> list[ScoredDoc]:
            def find(n: int) -> list[ScoredDoc]:
                return index.search(vectors[row], n, query_id)

            return best_parts(find, self.document_of, top_k)

        work = enumerate(progress(queries, "searching"))
        return [hit for row, q in work for hit in answer(row, q.query_id)]


def run(
    system: System, queries: Sequence[Query], top_k: int = 100, *, leave_out_own: bool = False
) -> list[ScoredDoc]:
    """Answer every query.

    With ``leave_out_own`` a document that bears the query's own id is left out: in collections
    such as ArguAna and Quora each query is one of the documents.

    >>> from helpers.records import load_hospital
    >>> hospital = load_hospital()
    >>> len(run(bm25_system(hospital), hospital.queries[:2], top_k=3))
    6
    """
    if not leave_out_own:
        return system.search_all(queries, top_k)
    found = system.search_all(queries, top_k + 1)
    others = by_query(hit for hit in found if hit.doc_id != hit.query_id)
    return [hit for hits in others.values() for hit in hits[:top_k]]


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
        work = progress(texts, "expanding")
        return bm25.encode_weights([weighted_query(t, expand(t), weight) for t in work])

    return SparseSystem(bm25.index, encode)


def splade_system(collection: Collection, model: str = MODEL) -> SparseSystem:
    """SPLADE: the documents encoded once, a query when it is asked."""
    from helpers.vectors import encode_texts, splade_index  # torch only where it is asked for

    def encode(texts: Sequence[str]) -> csr_matrix:
        return encode_texts(tuple(texts), model)

    return SparseSystem(splade_index(collection, model), encode)


def systems(collection: Collection, model: str = MODEL, *, parts: bool = True) -> dict[str, System]:
    """Make the book's systems by name: BM25, its two expansions, and SPLADE.

    Documents that the model does not read whole are searched in parts, the same in every system;
    with ``parts=False`` each is searched as it is, and SPLADE knows only its beginning.
    What the collection's own documents need is encoded once, and nothing else. SPLADE with parts
    switched off is in ``helpers.ablation``.
    """
    passages = in_parts(collection, model) if parts else None
    searched = passages.collection if passages else collection
    made = _systems(searched, model)
    if passages is None or searched is collection:
        return dict(made)
    return {name: PartsSystem(system, passages.document_of) for name, system in made.items()}


def _systems(collection: Collection, model: str) -> dict[str, SparseSystem]:
    return {
        "BM25": bm25_system(collection),
        "+ GloVe": expanded_system(collection, partial(static_expansion, top_k=ADDED)),
        "+ masked": expanded_system(collection, partial(masked_expansion, top_k=ADDED)),
        "SPLADE": splade_system(collection, model),
    }


def runs(
    collection: Collection, model: str = MODEL, *, parts: bool = True, leave_out_own: bool = False
) -> dict[str, list[ScoredDoc]]:
    """Run every one of ``systems`` over the collection's queries."""
    made = systems(collection, model, parts=parts).items()
    return {name: run(s, collection.queries, leave_out_own=leave_out_own) for name, s in made}


def stored_system(stored: Stored) -> SparseSystem:
    """Search vectors that were read from a file, with queries encoded by the same model."""
    from helpers.splade import load_encoder

    def encode(texts: Sequence[str]) -> csr_matrix:
        return load_encoder(stored.model).encode_query(texts)

    vocabulary = load_encoder(stored.model).vocabulary
    return SparseSystem(InvertedIndex(stored.doc_ids, stored.vectors, vocabulary), encode)
