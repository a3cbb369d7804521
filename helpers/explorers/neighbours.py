"""The neighbour explorer: a query's words, their nearest words, and what adding them does."""

from __future__ import annotations

from functools import partial
from typing import TypedDict

from helpers.expansion import query_words, static_expansion, weighted_query
from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.lexical import BM25, bm25_index
from helpers.records import Collection
from helpers.static_vectors import load_static_vectors

TOP_HITS, DECIMALS = 5, 6


class Near(TypedDict):
    """A neighbour of a query word."""

    word: str
    cosine: float


class WordNeighbours(TypedDict):
    """A query word with its neighbours; ``known`` is False for a word without a vector."""

    word: str
    known: bool
    near: list[Near]


class Hit(TypedDict):
    """A document of a ranking; ``added`` are the terms of it that only the expansion brought."""

    doc_id: str
    title: str
    score: float
    added: list[str]


class NeighboursResult(TypedDict):
    """What the view draws."""

    vectors: str
    words: list[WordNeighbours]
    before: list[Hit]
    after: list[Hit]
    note: str


class NeighbourView(base.View):
    """Draws a NeighboursResult."""

    _esm = base.source("neighbours.js")


def explore_neighbours(
    query: str, top_k: int, vectors: str, weight: float, collection: Collection
) -> NeighboursResult:
    """Neighbours by word, and the first hits of BM25 before and after adding them.

    Raises ValueError for unknown or unreachable vectors, ``top_k`` below 1, or a query over
    10,000 characters.
    """
    query = base.checked(query, "query")
    expansions = static_expansion(query, top_k, vectors)
    known, asked, bm25 = load_static_vectors(vectors), query_words(query), bm25_index(collection)
    near: dict[str, list[Near]] = {word: [] for word in asked}
    for expansion in expansions:
        near[expansion.token].append({"word": expansion.word, "cosine": expansion.closeness})
    original = weighted_query(query, [], 0)
    result: NeighboursResult = {
        "vectors": vectors,
        "words": [{"word": w, "known": w in known, "near": near[w]} for w in asked],
        "before": _hits(bm25, original, original, collection),
        "after": _hits(bm25, weighted_query(query, expansions, weight), original, collection),
        "note": "" if asked else say("no_word"),
    }
    rounded: NeighboursResult = base.rounded(result, DECIMALS)
    return rounded


def _hits(
    bm25: BM25, weights: dict[str, float], original: dict[str, float], collection: Collection
) -> list[Hit]:
    hits = bm25.index.search(bm25.encode_weights([weights]), TOP_HITS)
    return [
        {
            "doc_id": hit.doc_id,
            "title": collection.document(hit.doc_id).label,
            "score": hit.score,
            "added": sorted((weights.keys() - original.keys()) & bm25.tf(hit.doc_id).keys()),
        }
        for hit in hits
    ]


def neighbours_explorer(collection: Collection, query: str) -> base.Explorer:
    """Type a query, choose how many neighbours, which vectors, and how much they weigh."""
    named = {
        "query": controls.text_box(query, "Query"),
        "top_k": controls.int_slider(5, 1, 15, "Neighbours"),
        "vectors": controls.dropdown(choices.models("static_vectors"), "glove-50k", "Vectors"),
        "weight": controls.slider(0.5, 0.0, 1.0, 0.1, "Their weight"),
    }
    answer = partial(explore_neighbours, collection=collection)
    return base.Explorer(NeighbourView, named, answer, collection=collection)
