"""The decision explorer: what to run for your documents, and what it would take."""

from __future__ import annotations

from functools import partial
from typing import TypedDict

from helpers.explorers import base, controls
from helpers.registry import REGISTRY
from helpers.scale import decision, growth

DECIMALS = 6
SIZES = [(f"{10**e:,}", 10**e) for e in range(3, 10)]
LENGTHS = [
    ("20, a definition", 22),
    ("90, a short page", 90),
    ("350, a page", 350),
    ("1,500, a paper’s section", 1500),
    ("6,000, a paper", 6000),
]
LATENCIES = [("10 ms", 10), ("50 ms", 50), ("200 ms", 200), ("1 s", 1000)]
MACHINES = [(machine.label, name) for name, machine in decision.MACHINES.items()]
USES = [("commercial", True), ("not commercial", False)]
LANGUAGES = [("English", True), ("another, or several", False)]
QUERIES = [(label, name) for name, label in decision.QUERIES.items()]


class Option(TypedDict):
    """What a system takes: hours, megabytes, milliseconds; ``in_time`` by the reader's wish."""

    system: str
    index_h: float
    memory_mb: float
    query_ms: float
    in_time: bool


class Basis(TypedDict):
    """What was measured, once, and how many times as fast the chosen machine is taken to be."""

    words: int
    documents_per_s: float
    query_ms: float
    index_documents: int
    index_ms: float
    index_mb: float
    faster: float


class Advised(TypedDict):
    """The model that would be run, how good it is said to be and by whom; all empty without one."""

    model: str
    quality: str
    quality_source: str


class DecisionResult(Advised):
    """What the view draws; ``close`` is a second choice that is about as good, or empty."""

    documents: int
    passages: int
    latency_ms: int
    run: str
    close: str
    reasons: list[str]
    options: list[Option]
    basis: Basis


class DecisionView(base.View):
    """Draws a DecisionResult."""

    _esm = base.source("decision.js")


def explore_decision(
    documents: int,
    words: int,
    queries: str,
    latency: int,
    machine: str,
    commercial: bool,
    english: bool,
    measured: growth.Measured,
) -> DecisionResult:
    """What the rules say of a case, and what each system would take, by the estimates.

    Raises ValueError for fewer than one document or word, and an unknown machine or kind of query.
    """
    if documents < 1 or words < 1:
        raise ValueError(f"documents={documents!r}, words={words!r}: want 1 or more of each")
    if machine not in decision.MACHINES or queries not in decision.QUERIES:
        allowed = ", ".join([*decision.MACHINES, *decision.QUERIES])
        raise ValueError(f"machine={machine!r}, queries={queries!r}: allowed are {allowed}")
    case = decision.Case(documents, words, latency, machine, commercial, english, queries)
    costs = decision.costs_of(case, measured)
    rule = decision.decide(decision.facts_of(case, costs))
    result: DecisionResult = {
        "documents": documents,
        "passages": case.passages,
        "latency_ms": latency,
        "run": rule.run,
        "close": rule.close,
        "reasons": list(rule.reasons),
        **_advised(case.model if rule.run != "BM25" else None),
        "options": [_option(name, cost, latency) for name, cost in costs.items()],
        "basis": _basis(measured, decision.MACHINES[machine].documents),
    }
    rounded: DecisionResult = base.rounded(result, DECIMALS)
    return rounded


def _advised(model: str | None) -> Advised:
    if model is None:
        return {"model": "", "quality": "", "quality_source": ""}
    card = REGISTRY[model]
    return {
        "model": card.name,
        "quality": card.quality,
        "quality_source": card.quality_source,
    }


def _option(system: str, cost: decision.Cost, latency: int) -> Option:
    index_h, memory_mb, query_ms = cost
    in_time = query_ms <= latency
    return {
        "system": system,
        "index_h": index_h,
        "memory_mb": memory_mb,
        "query_ms": query_ms,
        "in_time": in_time,
    }


def _basis(measured: growth.Measured, faster: float) -> Basis:
    last = [row for row in measured["rows"] if row["system"] == "scipy"][-1]
    return {
        "words": decision.MEASURED_WORDS,
        "documents_per_s": measured["encoder"]["documents_per_s"],
        "query_ms": measured["encoder"]["query_median_ms"],
        "index_documents": last["n"],
        "index_ms": last["median_ms"],
        "index_mb": last["memory_mb"],
        "faster": faster,
    }


def decision_explorer(documents: int = 100_000, words: int = 90) -> base.Explorer:
    """Say what you have and what you want, and read what to run."""
    named = {
        "documents": controls.dropdown(list(SIZES), documents, "Documents"),
        "words": controls.dropdown(list(LENGTHS), words, "Words in each"),
        "queries": controls.dropdown(list(QUERIES), "both", "Asked for"),
        "latency": controls.dropdown(list(LATENCIES), 200, "Answer within"),
        "machine": controls.dropdown(list(MACHINES), "laptop", "On"),
        "commercial": controls.dropdown(list(USES), True, "Use"),
        "english": controls.dropdown(list(LANGUAGES), True, "Language"),
    }
    answer = partial(explore_decision, measured=growth.measured())
    return base.Explorer(DecisionView, named, answer)
