"""The inverted index explorer: a query opens drawers, and postings add up to scores."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TypedDict

from helpers.explorers import base, choices, controls
from helpers.explorers.drawers import (
    MOST_DRAWERS,
    Drawer,
    counted,
    dictionary,
    opened,
    predicted,
)
from helpers.explorers.sentences import say
from helpers.records import Collection, ScoredDoc

DECIMALS = 5
WANTED = 2  # the grade from which a judged document is wanted
WEIGHTS = [
    ("BM25: words, counted", "BM25"),
    ("SPLADE: terms, predicted", "SPLADE"),
]


class Touched(TypedDict):
    """A document with its place in the collection; ``rank`` is None where no posting named it."""

    doc_id: str
    title: str
    place: int
    rank: int | None
    score: float
    wanted: bool


class InvertedIndexResult(TypedDict):
    """What the view draws; ``ranking`` has every touched document, ``missed`` the wanted others.

    ``skipped`` counts the closed drawers after the last one of ``drawers``, ``undrawn`` those that
    were read too; ``read_by_bm25`` is ``n_read`` of the same query under BM25.
    """

    weights: str
    drawers: list[Drawer]
    skipped: int
    undrawn: int
    n_drawers: int
    n_postings: int
    n_read: int
    read_by_bm25: int
    doc_ids: list[str]
    ranking: list[Touched]
    missed: list[Touched]
    note: str


class InvertedIndexView(base.View):
    """Draws an InvertedIndexResult."""

    _esm = base.source("postings.js", "cabinet.js", "sums.js", "inverted_index.js")


def explore_inverted_index(query: str, weights: str, collection: Collection) -> InvertedIndexResult:
    """Open a query's drawers, read their postings and add them up.

    Raises ValueError for ``weights`` other than those of ``WEIGHTS``, or a query over 10,000
    characters.
    """
    query = base.checked(query, "query")
    if weights not in dict(WEIGHTS).values():
        raise ValueError(f"weights={weights!r}: allowed are {', '.join(dict(WEIGHTS).values())}")
    lexical = counted(query, collection)
    asked = lexical if weights == "BM25" else predicted(query, collection)
    index, names = asked.index, dictionary(asked.index)
    found = index.search(asked.vector, len(collection.documents))
    ranking, missed = _documents(query, found, collection)
    drawers, below = opened(asked, names)
    result: InvertedIndexResult = {
        "weights": weights,
        "drawers": drawers,
        "skipped": below,
        "undrawn": max(0, len(asked.weights) - MOST_DRAWERS),
        "n_drawers": len(names),
        "n_postings": index.n_postings,
        "n_read": index.postings_read(asked.vector),
        "read_by_bm25": lexical.index.postings_read(lexical.vector),
        "doc_ids": list(index.doc_ids),
        "ranking": ranking,
        "missed": missed,
        "note": _note(query, asked.weights, found),
    }
    rounded: InvertedIndexResult = base.rounded(result, DECIMALS)
    return rounded


def _documents(
    query: str, found: list[ScoredDoc], collection: Collection
) -> tuple[list[Touched], list[Touched]]:
    """All documents that the postings name, best first, and the wanted ones that none names."""
    wanted, places = _wanted(query, collection), {d: i for i, d in enumerate(collection.doc_ids)}

    def touched(doc_id: str, rank: int | None, score: float) -> Touched:
        return {
            "doc_id": doc_id,
            "title": collection.document(doc_id).label,
            "place": places[doc_id],
            "rank": rank,
            "score": score,
            "wanted": doc_id in wanted,
        }

    ranking = [touched(hit.doc_id, rank, hit.score) for rank, hit in enumerate(found, 1)]
    named = {hit.doc_id for hit in found}
    return ranking, [touched(d, None, 0.0) for d in collection.doc_ids if d in wanted - named]


def _wanted(query: str, collection: Collection) -> set[str]:
    ids = {q.query_id for q in collection.queries if q.text == query}
    grades = [judged for judged in collection.qrels if judged.query_id in ids]
    return {judged.doc_id for judged in grades if judged.relevance >= WANTED}


def _note(query: str, weights: Mapping[str, float], found: list[ScoredDoc]) -> str:
    if not query.strip():
        return say("no_query")
    if not weights:
        return say("no_terms")
    return "" if found else say("no_drawers")


def inverted_index_explorer(
    collection: Collection, query: str, weights: str = "BM25"
) -> base.Explorer:
    """Type or choose a query, watch its drawers open, and change the weights in them."""
    named = {
        "query": controls.combobox(query, choices.queries(collection), "Query", each_key=True),
        "weights": controls.dropdown(WEIGHTS, weights, "Weights"),
    }
    answer = partial(explore_inverted_index, collection=collection)
    return base.Explorer(InvertedIndexView, named, answer, collection=collection)
