"""How much of a query its answer says in the query's own words."""

from __future__ import annotations

from helpers.records import Collection
from helpers.text import terms

OVERLAPS = ("none", "up to half", "over half", "whole")


def overlap(query: str, document: str) -> float:
    """Compute the share of a query's distinct analyzer terms that a document contains, 0 to 1.

    0 also for a query without a term.

    >>> overlap("heart attack protocol", "protocols after an attack")
    0.6666666666666666
    """
    asked = set(terms(query))
    return len(asked & set(terms(document))) / len(asked) if asked else 0.0


def by_overlap(collection: Collection) -> Collection:
    """Give each query the type that says how much of it its answer contains, of ``OVERLAPS``.

    The answer is the most relevant document; of several, the one that contains most.
    """
    best: dict[str, tuple[int, float]] = {}
    texts = {query.query_id: query.text for query in collection.queries}
    answers = (qrel for qrel in collection.qrels if qrel.relevance > 0)
    for query_id, doc_id, grade in answers:
        found = (grade, overlap(texts[query_id], collection.document(doc_id).contents))
        best[query_id] = max(best.get(query_id, (0, 0.0)), found)
    queries = tuple(
        q._replace(type=_group(best.get(q.query_id, (0, 0.0))[1])) for q in collection.queries
    )
    return Collection(collection.name, collection.documents, queries, collection.qrels)


def _group(share: float) -> str:
    if share == 0:
        return OVERLAPS[0]
    if share == 1:
        return OVERLAPS[3]
    return OVERLAPS[1] if share <= 0.5 else OVERLAPS[2]
