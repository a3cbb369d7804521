"""The neighbour explorer: a query's words, their nearest words, and what adding them does."""

from __future__ import annotations

from typing import TypedDict

from helpers.bm25 import BM25Index, bm25_index
from helpers.expansion import Added, static_expansion, weighted_query
from helpers.explorers import base
from helpers.models import REGISTRY, load_static_vectors
from helpers.records import Collection
from helpers.text import STOP_WORDS, words

TOP_HITS, DECIMALS = 5, 6
VECTORS = [
    (f"{c.name} ({'here' if c.source == 'embedded' else f'{c.download} MB, {c.source}'})", c.name)
    for c in REGISTRY.values()
    if c.kind == "static_vectors"
]


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
    added = static_expansion(base.checked(query, "query"), top_k, vectors)
    known = load_static_vectors(vectors)
    asked = dict.fromkeys(t.term for t in words(query) if t.term not in STOP_WORDS)
    index = bm25_index(collection)
    plain = weighted_query(query, [], 0)
    shown: list[WordNeighbours] = [
        {
            "word": word,
            "known": word in known,
            "near": [
                {"word": a.word, "cosine": round(a.closeness, DECIMALS)}
                for a in added
                if a.token == word
            ],
        }
        for word in asked
    ]
    return {
        "vectors": vectors,
        "words": shown,
        "before": _hits(index, plain, plain, collection),
        "after": _hits(index, expanded(query, added, weight), plain, collection),
        "note": "" if asked else "There is no word to look up: type a query.",
    }


def expanded(query: str, added: list[Added], weight: float) -> dict[str, float]:
    """The query's own terms and, above weight 0, the added ones."""
    return weighted_query(query, added if weight > 0 else [], weight)


def _hits(
    index: BM25Index, weights: dict[str, float], own: dict[str, float], collection: Collection
) -> list[Hit]:
    made: list[Hit] = []
    for hit in index.search_weighted(weights, TOP_HITS) if weights else []:
        document = collection.document(hit.doc_id)
        has = index.terms_of(hit.doc_id)
        new = sorted(term for term in weights if term in has and term not in own)
        made.append(
            {
                "doc_id": hit.doc_id,
                "title": document.title,
                "score": round(hit.score, DECIMALS),
                "added": new,
            }
        )
    return made


def neighbour_explorer(collection: Collection, query: str) -> base.Explorer:
    """Type a query, choose how many neighbours, which vectors, and how much they weigh."""
    controls = {
        "query": base.text_box(query, "Query"),
        "top_k": base.whole(5, 1, 15, "Neighbours"),
        "vectors": base.dropdown(VECTORS, "glove-50k", "Vectors"),
        "weight": base.slider(0.5, 0.0, 1.0, 0.1, "Their weight"),
    }

    def answer(query: str, top_k: int, vectors: str, weight: float) -> NeighboursResult:
        return explore_neighbours(query, top_k, vectors, weight, collection)

    return base.Explorer(NeighbourView, controls, answer)
