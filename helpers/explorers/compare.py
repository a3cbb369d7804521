"""The compare explorer: one query, BM25's list and SPLADE's side by side, and a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypedDict

import traitlets
from scipy.sparse import csr_matrix

from helpers.explorers import base, controls
from helpers.explorers.readable import Mark, Readable, readable
from helpers.explorers.sentences import say
from helpers.inference_free import load_weights, query_vectors
from helpers.notices import UNKNOWN
from helpers.records import Collection, ScoredDoc
from helpers.registry import MODEL
from helpers.splade import load_encoder
from helpers.systems import SparseSystem, bm25_system, splade_system
from helpers.text import tokenize

TOP_K, PARTS = 8, 4  # rows of a list, terms of a match
WANTED = 2  # the grade from which on a judged document is one that the reader wants
DECIMALS = 6


class Hit(TypedDict):
    """A found document; ``grade`` is how it was judged for this query, 0 where it was not.

    ``other`` is its rank in the other list, ``quick`` the rank that it has without a model.
    """

    doc_id: str
    title: str
    rank: int
    grade: int
    other: int | None
    quick: int | None


class Ranking(TypedDict):
    """The first hits of a list, then those that are wanted and come later."""

    n_found: int
    hits: list[Hit]


class Part(TypedDict):
    """A term that both vectors have, and whose own word it is; ``score`` is their product."""

    term: str
    in_query: bool
    in_document: bool
    score: float


class Opened(TypedDict):
    """A document to read, and the terms that add most to its score."""

    page: Readable
    parts: list[Part]


class CompareResult(TypedDict):
    """What the view draws; ``n_answers`` counts the pages of the query's highest grade.

    ``quick`` says that no model read the query.
    """

    query: str
    bm25: Ranking
    splade: Ranking
    quick: bool
    n_answers: int
    opened: Opened | None
    note: str


class CompareView(base.View):
    """Draws a CompareResult under a box of its own; ``chosen`` holds the document to read."""

    _esm = base.source("readable.js", "reading.js", "slopes.js", "compare.js")
    examples = traitlets.List(traitlets.Unicode()).tag(sync=True)


def explore_compare(query: str, chosen: list[str], collection: Collection) -> CompareResult:
    """Rank a collection for a query by BM25 and by SPLADE, and open the document chosen.

    Raises ValueError for an unknown document or a query over 10,000 characters.
    """
    query = base.checked(query, "query")
    grades = _grades(query, collection)
    lexical, splade = bm25_system(collection), splade_system(collection)
    found = [_search(system, query, collection) for system in (lexical, splade)]
    quick = _quick(query, splade, collection)
    result: CompareResult = {
        "query": query,
        "bm25": _ranking(found[0], found[1], [], grades, collection),
        "splade": _ranking(found[1], found[0], quick, grades, collection),
        "quick": False,  # with a kernel the model is always there
        "n_answers": list(grades.values()).count(max(grades.values(), default=0)),
        "opened": _opened(query, splade, chosen[0], collection) if chosen else None,
        "note": _note(query),
    }
    rounded: CompareResult = base.rounded(result, DECIMALS)
    return rounded


def _grades(query: str, collection: Collection) -> dict[str, int]:
    """What was judged useful for a listed query, by document."""
    ids = {q.query_id for q in collection.queries if q.text == query}
    judged = [qrel for qrel in collection.qrels if qrel.query_id in ids]
    return {qrel.doc_id: qrel.relevance for qrel in judged if qrel.relevance >= WANTED}


def _search(system: SparseSystem, query: str, collection: Collection) -> list[ScoredDoc]:
    return system.search(query, len(collection.documents)) if query.strip() else []


def _quick(query: str, splade: SparseSystem, collection: Collection) -> list[ScoredDoc]:
    """What the published page finds before it has the model; nothing for a listed query."""
    if query in [q.text for q in collection.queries] or not query.strip():
        return []
    vector = query_vectors([query], load_weights())
    return splade.index.search(vector, len(collection.documents))


def _ranks(found: Sequence[ScoredDoc]) -> dict[str, int]:
    return {hit.doc_id: rank for rank, hit in enumerate(found, 1)}


def _ranking(
    found: list[ScoredDoc],
    others: list[ScoredDoc],
    quick: list[ScoredDoc],
    grades: dict[str, int],
    collection: Collection,
) -> Ranking:
    other, fast = _ranks(others), _ranks(quick)
    shown = {i: r for i, r in _ranks(found).items() if r <= TOP_K or i in grades}
    hits: list[Hit] = [
        {
            "doc_id": doc_id,
            "title": collection.document(doc_id).label,
            "rank": rank,
            "grade": grades.get(doc_id, 0),
            "other": other.get(doc_id),
            "quick": fast.get(doc_id),
        }
        for doc_id, rank in shown.items()
    ]
    return {"n_found": len(found), "hits": hits}


def _opened(query: str, splade: SparseSystem, doc_id: str, collection: Collection) -> Opened:
    document = collection.document(doc_id)
    encoder = load_encoder(MODEL)
    own = [{*encoder.input_terms([t]).indices.tolist()} for t in (query, document.contents)]
    vector = splade.encode([query]) if query.strip() else csr_matrix((1, len(encoder.vocabulary)))
    parts: list[Part] = [
        {
            "term": match.term,
            "in_query": match.id in own[0],
            "in_document": match.id in own[1],
            "score": match.score,
        }
        for match in splade.index.matches(vector, doc_id)
    ]
    marks: dict[str, Mark] = {
        part["term"]: "query" if part["in_query"] else "asked"
        for part in parts
        if part["in_document"]
    }
    return {"page": readable(document, "wordpiece", marks), "parts": parts[:PARTS]}


def _note(query: str) -> str:
    if not query.strip():
        return say("no_query")
    unknown = sum(token.term == UNKNOWN for token in tokenize(query, "wordpiece"))
    return say("unknown", unknown=unknown) if unknown else ""


def compare_explorer(
    collection: Collection, query: str, examples: Sequence[str] = ()
) -> base.Explorer:
    """Type a query, or choose an example, and see what BM25 and SPLADE make of it."""
    box = controls.text_box(query, "Query")
    answer = partial(explore_compare, collection=collection)
    explorer = base.Explorer(CompareView, {"query": box}, answer, [], collection)
    explorer.view.examples = list(examples)
    explorer.children = (explorer.view,)  # the view draws the box itself, larger
    return explorer
