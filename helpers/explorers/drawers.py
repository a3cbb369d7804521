"""The drawers of an inverted index that a query opens, and the closed ones beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from scipy.sparse import csr_matrix

from helpers.lexical import bm25_index
from helpers.records import Collection
from helpers.search import InvertedIndex
from helpers.text import terms

MOST_DRAWERS = 20  # that are drawn; all are read
FEW_DRAWERS = 8  # up to so many, each is drawn with its neighbours in the dictionary


class Drawer(TypedDict):
    """A term's drawer; closed ones, and those of terms that no document has, show no posting.

    ``skipped`` counts the closed drawers between this one and the one before it. A posting is one
    entry in each of ``documents`` (places in the collection), ``tf`` (empty under SPLADE) and
    ``scores``, what the posting adds: ``query_weight`` times the weight that is stored in it.
    """

    term: str
    asked: bool
    original: bool
    skipped: int
    df: int
    query_weight: float
    documents: list[int]
    tf: list[int]
    scores: list[float]


@dataclass(frozen=True)
class Asked:
    """A query in front of an index: its vector, its terms' weights, and which are its own.

    ``tf`` gives a term's counts by document; SPLADE has none.
    """

    index: InvertedIndex
    vector: csr_matrix
    weights: Mapping[str, float]
    original: frozenset[str]
    tf: Callable[[str], Mapping[str, int]]


def counted(query: str, collection: Collection) -> Asked:
    """Put a query in front of BM25's index.

    >>> from helpers.records import load_hospital
    >>> counted("a heart, a heart", load_hospital()).weights
    Counter({'heart': 2})
    """
    bm25, weights = bm25_index(collection), Counter(terms(query))
    vector = bm25.encode([query])
    return Asked(bm25.index, vector, weights, frozenset(weights), bm25.counts_of)


def predicted(query: str, collection: Collection) -> Asked:
    """Put a query in front of SPLADE's index; a blank one asks for nothing."""
    from helpers.splade import load_encoder  # torch only where it is asked for
    from helpers.systems import splade_system

    system, encoder = splade_system(collection), load_encoder()
    vector = system.encode([query])
    if not query.strip():
        vector = csr_matrix(vector.shape)
    names = [system.index.terms[i] for i in vector.indices.tolist()]
    own = {system.index.terms[i] for i in encoder.input_terms([query]).indices.tolist()}
    weights = dict(zip(names, vector.data.tolist(), strict=True))
    return Asked(system.index, vector, weights, frozenset(own.intersection(names)), lambda _: {})


def dictionary(index: InvertedIndex) -> list[str]:
    """List the terms that have a drawer, in the order of their characters."""
    held = zip(index.terms, index.document_frequencies.tolist(), strict=True)
    return sorted(term for term, df in held if df)


def opened(asked: Asked, names: Sequence[str]) -> tuple[list[Drawer], int]:
    """Lay out a query's drawers in the order of ``names``, and count the closed ones after them.

    The ``MOST_DRAWERS`` with the largest weight in the query are laid out; few get neighbours.
    """
    drawn = sorted(asked.weights, key=lambda t: (-asked.weights[t], t))[:MOST_DRAWERS]
    near = [term for one in drawn for term in neighbours(one, names)]
    shown = {*drawn, *(near if len(drawn) <= FEW_DRAWERS else [])}
    places = {doc_id: place for place, doc_id in enumerate(asked.index.doc_ids)}
    drawers, end = [], 0
    for term in sorted(shown):
        place = bisect_left(names, term)
        drawers.append(_drawer(term, place - end, asked, places))
        end = place + bool(drawers[-1]["df"])
    return drawers, len(names) - end


def neighbours(term: str, names: Sequence[str]) -> list[str]:
    """Find the names right before and right after a term, which need not be one of them.

    >>> neighbours("heart", ["head", "heart", "heat"]), neighbours("heap", ["head", "heart"])
    (['head', 'heat'], ['head', 'heart'])
    """
    place = bisect_left(names, term)
    after = place + (names[place : place + 1] == [term])
    return [*names[max(place - 1, 0) : place], *names[after : after + 1]]


def _drawer(term: str, skipped: int, asked: Asked, places: Mapping[str, int]) -> Drawer:
    postings, weight = asked.index.drawer(term), asked.weights.get(term, 0.0)
    shown = postings if term in asked.weights else {}
    tf = asked.tf(term) if shown else {}
    return {
        "term": term,
        "asked": term in asked.weights,
        "original": term in asked.original,
        "skipped": skipped,
        "df": len(postings),
        "query_weight": float(weight),
        "documents": [places[doc_id] for doc_id in shown],
        "tf": [tf[doc_id] for doc_id in shown] if tf else [],
        "scores": [weight * stored for stored in shown.values()],
    }
