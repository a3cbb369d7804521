"""A match as a bridge: the terms that a query and a document share, and those that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypedDict

from helpers.explorers.readable import MOST_UNASKED, Grown, Mark, Readable, readable
from helpers.records import Document

MOST_LOOSE = 4  # loose ends of a side


class Part(TypedDict):
    """A shared term: both weights, whether each text has it itself, and their product.

    What the reader ``cut`` is no part of the score.
    """

    term: str
    query_weight: float
    document_weight: float
    in_query: bool
    in_document: bool
    score: float
    cut: bool


class Loose(TypedDict):
    """A term of one vector that the other one lacks."""

    term: str
    weight: float
    original: bool


class Bridge(TypedDict):
    """One document's score in parts, largest first, and the heaviest loose ends of either side.

    ``score`` is the sum of the parts that are not cut; ``n_query_loose`` and ``n_document_loose``
    count all loose ends.
    """

    doc_id: str
    title: str
    score: float
    parts: list[Part]
    query_loose: list[Loose]
    n_query_loose: int
    document_loose: list[Loose]
    n_document_loose: int
    page: Readable


class Side(NamedTuple):
    """A text's vector, nothing cut, as weights by term in the vocabulary's order; its own terms."""

    weights: Mapping[str, float]
    own: frozenset[str]


def bridge(document: Document, query: Side, text: Side, cut: frozenset[str]) -> Bridge:
    """Join a query's vector and a document's, ``cut`` being the terms that the reader took out.

    >>> query, text = Side({"heart": 2.0}, frozenset(["heart"])), Side({"heart": 1.5}, frozenset())
    >>> bridge(Document("D1", "", "Infarction"), query, text, frozenset())["score"]
    3.0
    """
    parts = _parts(query, text, cut)
    loose = [_loose(one, other, cut) for one, other in ((query, text), (text, query))]
    return {
        "doc_id": document.doc_id,
        "title": document.label,
        "score": sum(part["score"] for part in parts if not part["cut"]),
        "parts": parts,
        "query_loose": loose[0][:MOST_LOOSE],
        "n_query_loose": len(loose[0]),
        "document_loose": loose[1][:MOST_LOOSE],
        "n_document_loose": len(loose[1]),
        "page": _page(document, query, parts, loose[1]),
    }


def _parts(query: Side, text: Side, cut: frozenset[str]) -> list[Part]:
    parts: list[Part] = [
        {
            "term": term,
            "query_weight": weight,
            "document_weight": text.weights[term],
            "in_query": term in query.own,
            "in_document": term in text.own,
            "score": weight * text.weights[term],
            "cut": term in cut,
        }
        for term, weight in query.weights.items()
        if term in text.weights
    ]
    return sorted(parts, key=lambda part: -part["score"])


def _loose(side: Side, other: Side, cut: frozenset[str]) -> list[Loose]:
    ends: list[Loose] = [
        {"term": term, "weight": weight, "original": term in side.own}
        for term, weight in side.weights.items()
        if term not in other.weights and term not in cut
    ]
    return sorted(ends, key=lambda end: -end["weight"])


def mark_of(part: Part) -> Mark:
    """Say what a shared term is to the query.

    >>> mark_of({"cut": False, "in_query": True})
    'query'
    """
    if part["cut"]:
        return "cut"
    return "query" if part["in_query"] else "asked"


def _page(document: Document, query: Side, parts: list[Part], loose: list[Loose]) -> Readable:
    """What the document has itself is marked in its text, what it grew is listed after it."""
    own: dict[str, Mark] = {end["term"]: "own" for end in loose if end["original"]}
    asked: dict[str, Mark] = {term: "query" for term in query.own if term in query.weights}
    shared = {part["term"]: mark_of(part) for part in parts}
    unasked = [end for end in loose if not end["original"]]
    met: list[Grown] = [
        {"term": p["term"], "weight": p["document_weight"], "mark": mark_of(p)}
        for p in parts
        if not p["in_document"]
    ]
    rest: list[Grown] = [
        {"term": end["term"], "weight": end["weight"], "mark": ""} for end in unasked[:MOST_UNASKED]
    ]
    n_more = len(unasked) - len(rest)
    return readable(document, "wordpiece", own | asked | shared, met + rest, n_more)
