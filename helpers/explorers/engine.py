"""The engine explorer: filter, pruned query, BM25 and both fused, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypedDict

from scipy.sparse import csr_matrix

from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.lexical import bm25_index
from helpers.records import Collection, ScoredDoc
from helpers.scale.compression import drop_smallest
from helpers.scale.fusion import reciprocal_rank_fusion
from helpers.search import InvertedIndex
from helpers.splade import load_encoder
from helpers.vectors import splade_index

TOP_K, FUSED, DECIMALS = 10, 100, 6


class Place(TypedDict):
    """A found document; ``before`` is its rank by the whole query, or None."""

    doc_id: str
    title: str
    department: str
    score: float
    before: int | None


class EngineResult(TypedDict):
    """What the view draws; ``n_same`` counts what is left of SPLADE's first ten."""

    query: str
    n_terms: int
    dropped: list[str]
    postings_read: int
    postings_read_whole: int
    n_first: int
    n_same: int
    rankings: dict[str, list[Place]]
    note: str


class EngineView(base.View):
    """Draws an EngineResult."""

    _esm = base.source("engine.js")


def explore_engine(
    query: str, department: str, percent: int, collection: Collection, model: str
) -> EngineResult:
    """The three rankings of an engine when so many percent of the query's weights are dropped.

    Raises ValueError for a query over 10,000 characters, an unknown model, and for ``percent``
    below 0 or from 100.
    """
    if not 0 <= percent < 100:
        raise ValueError(f"percent={percent!r}: want 0 or more, below 100")
    encoder, index = load_encoder(model), splade_index(collection, model)
    query = base.checked(query, "query")
    whole = encoder.encode_query([query])
    pruned = drop_smallest(whole, percent / 100)
    lexical = bm25_index(collection).search(query, len(collection.documents))
    before, after = (
        _rankings(index, vector, lexical, collection, department) for vector in (whole, pruned)
    )
    first, now = ({hit.doc_id for hit in r["SPLADE"][:TOP_K]} for r in (before, after))
    kept = set(pruned.indices.tolist())
    return {
        "query": query,
        "n_terms": int(whole.nnz),
        "dropped": [encoder.vocabulary[i] for i in whole.indices.tolist() if i not in kept],
        "postings_read": index.postings_read(pruned),
        "postings_read_whole": index.postings_read(whole),
        "n_first": len(first),
        "n_same": len(first & now),
        "rankings": {name: _places(after[name], before[name], collection) for name in after},
        "note": _note(query, after),
    }


def _rankings(
    index: InvertedIndex,
    vector: csr_matrix,
    lexical: Sequence[ScoredDoc],
    collection: Collection,
    department: str,
) -> dict[str, list[ScoredDoc]]:
    """Every document of the department that is found, by the vector, by BM25, and by both."""
    wanted = {d.doc_id for d in collection.documents if department in ("", d.department)}
    n = len(collection.documents)
    found, words = (
        [hit for hit in hits if hit.doc_id in wanted] for hits in (index.search(vector, n), lexical)
    )
    fused = reciprocal_rank_fusion([found[:FUSED], words[:FUSED]], n)
    return {"SPLADE": found, "BM25": words, "both, fused": fused}


def _places(
    hits: Sequence[ScoredDoc], before: Sequence[ScoredDoc], collection: Collection
) -> list[Place]:
    ranks = {hit.doc_id: rank for rank, hit in enumerate(before, 1)}
    found = [(hit, collection.document(hit.doc_id)) for hit in hits[:TOP_K]]
    return [
        {
            "doc_id": hit.doc_id,
            "title": document.label,
            "department": document.department,
            "score": round(hit.score, DECIMALS),
            "before": ranks.get(hit.doc_id),
        }
        for hit, document in found
    ]


def _note(query: str, rankings: Mapping[str, Sequence[ScoredDoc]]) -> str:
    if not query.strip():
        return say("no_query")
    return "" if any(rankings.values()) else say("none_here")


def engine_explorer(
    collection: Collection, query: str, model: str = "clinical-splade"
) -> base.Explorer:
    """Choose a query and a department, drop small weights, and watch three rankings."""
    departments = sorted({d.department for d in collection.documents} - {""})
    named = {
        "query": controls.combobox(query, choices.queries(collection), "Query"),
        "department": controls.dropdown(
            [("all departments", ""), *((name, name) for name in departments)], "", "Only from"
        ),
        "percent": controls.int_slider(0, 0, 95, "Drop, in %"),
    }
    answer = partial(explore_engine, collection=collection, model=model)
    return base.Explorer(EngineView, named, answer, collection=collection)
