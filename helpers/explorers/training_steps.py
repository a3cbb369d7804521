"""The training explorer: a query's vector, and what it finds, at every stored step."""

from __future__ import annotations

from functools import partial
from typing import TypedDict

from helpers.explorers import base, controls
from helpers.training_logs import Steps, load_training_steps


class Term(TypedDict):
    """One of the query's heaviest terms, and whether the query has it itself."""

    term: str
    weight: float
    original: bool


class Rank(TypedDict):
    """A wanted document's rank, None where it shares no term with the query."""

    doc_id: str
    title: str
    rank: int | None


class Checkpoint(TypedDict):
    """What a step of the training had made of the query.

    ``development`` is the mean reciprocal rank on pairs kept apart; ``query_terms`` and
    ``document_terms`` are active terms, averaged over the hospital's queries and documents.
    """

    step: int
    development: float
    query_terms: float
    document_terms: float
    active: int
    terms: list[Term]
    ranks: list[Rank]


class Point(TypedDict):
    """Active terms of the texts in a step's batch, averaged."""

    step: int
    query_terms: float
    passage_terms: float


class TrainingStepsResult(TypedDict):
    """What the view draws."""

    query: str
    documents: int
    checkpoints: list[Checkpoint]
    curve: list[Point]


class TrainingStepsView(base.View):
    """Draws a TrainingStepsResult."""

    _esm = base.source("training_chart.js", "training_steps.js")


def explore_training_steps(query: str, stored: Steps) -> TrainingStepsResult:
    """Follow one of the stored queries through the training.

    Raises ValueError for a query that was not followed.
    """
    asked = [one["text"] for one in stored["queries"]]
    if query not in asked:
        raise ValueError(f"query={query!r}: allowed are {', '.join(asked)}")
    at = asked.index(query)
    wanted = stored["queries"][at]["wanted"]
    checkpoints: list[Checkpoint] = []
    for found in stored["checkpoints"]:
        seen = found["queries"][at]
        ranks: list[Rank] = [
            {"doc_id": document["doc_id"], "title": document["title"], "rank": rank}
            for document, rank in zip(wanted, seen["ranks"], strict=True)
        ]
        checkpoints.append(
            {
                "step": found["step"],
                "development": found["development"],
                "query_terms": found["query_terms"],
                "document_terms": found["document_terms"],
                "active": seen["active"],
                "terms": seen["terms"],
                "ranks": ranks,
            }
        )
    curve: list[Point] = [
        {"step": step, "query_terms": queries, "passage_terms": passages}
        for step, queries, passages in stored["curve"]
    ]
    return {
        "query": query,
        "documents": stored["documents"],
        "checkpoints": checkpoints,
        "curve": curve,
    }


def training_steps_explorer(query: str = "") -> base.Explorer:
    """Choose a query and move through the training; without one, the first that was followed."""
    stored = load_training_steps()
    asked = [one["text"] for one in stored["queries"]]
    options = [(text, text) for text in asked]
    named = {"query": controls.dropdown(options, query or asked[0], "Query followed")}
    return base.Explorer(TrainingStepsView, named, partial(explore_training_steps, stored=stored))
