"""helpers/scale/decision.py: the rules, and the sums behind them."""

from __future__ import annotations

import doctest

import pytest

from helpers.records import load_lay_terms
from helpers.registry import REGISTRY
from helpers.scale import decision
from helpers.scale.decision import RULES, SYSTEMS, Case, Cost, costs_of, decide, facts_of
from helpers.scale.growth import Measured, measured

SMALL = Case(10_000, decision.MEASURED_WORDS, 200, "laptop", True, True, "both")


@pytest.fixture(scope="module")
def stored() -> Measured:
    return measured()


def run(case: Case, stored: Measured) -> str:
    return decide(facts_of(case, costs_of(case, stored))).run


def test_examples() -> None:
    assert doctest.testmod(decision).failed == 0


def test_measured_words_are_those_of_the_documents_measured() -> None:
    texts = [document.contents for document in load_lay_terms().documents]
    mean = sum(len(text.split()) for text in texts) / len(texts)
    assert round(mean) == decision.MEASURED_WORDS


def test_at_what_was_measured_the_sums_give_it_back(stored: Measured) -> None:
    row = next(r for r in reversed(stored["rows"]) if r["system"] == "scipy")
    cost = costs_of(SMALL._replace(documents=row["n"]), stored)["SPLADE"]
    assert cost.memory_mb == pytest.approx(row["memory_mb"])
    asked = stored["encoder"]["query_median_ms"] + row["median_ms"]
    assert cost.query_ms == pytest.approx(asked)
    seconds = row["n"] / stored["encoder"]["documents_per_s"]
    assert cost.index_h * 3600 == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, "SPLADE and BM25"),
        ({"queries": "own"}, "SPLADE"),
        ({"queries": "codes"}, "BM25"),
        ({"english": False}, "BM25"),
        ({"latency_ms": 10}, "inference-free SPLADE"),
        ({"documents": 10**9}, "BM25"),
        ({"documents": 10**8, "machine": "gpu", "latency_ms": 10}, "BM25"),
    ],
)
def test_cases_get_their_rule(change: dict[str, object], wanted: str, stored: Measured) -> None:
    assert run(SMALL._replace(**change), stored) == wanted  # type: ignore[arg-type]


def test_the_last_rule_always_holds() -> None:
    assert RULES[-1].when == {}


@pytest.mark.parametrize("rule", RULES, ids=range(len(RULES)))
def test_a_rule_names_facts_and_systems_that_there_are(
    rule: decision.Rule, stored: Measured
) -> None:
    assert rule.when.keys() <= facts_of(SMALL, costs_of(SMALL, stored)).keys()
    assert {rule.run, rule.close} <= {*SYSTEMS, ""}


@pytest.mark.parametrize("rule", RULES, ids=range(len(RULES)))
def test_every_rule_can_decide(rule: decision.Rule) -> None:
    """Where its own conditions hold, and of all others as few as can be, no earlier one does."""
    names = {name for other in RULES for name in other.when}
    facts = {name: rule.when.get(name, True) for name in names}
    if not rule.when or "in time" in " ".join(rule.when):
        late = ("SPLADE in time", "inference-free in time", "BM25 in time")
        facts |= {name: rule.when.get(name, False) for name in late}
    if "codes" not in rule.when:
        facts["codes"] = False
    assert decide(facts) is rule


def test_a_long_document_is_cut_into_passages() -> None:
    case = SMALL._replace(documents=10, words=1000)
    assert case.passages == 30
    assert case.passage_words == pytest.approx(1000 / 3)


def test_the_sum_of_two_systems_costs_both(stored: Measured) -> None:
    costs = costs_of(SMALL, stored)
    summed = [a + b for a, b in zip(costs["SPLADE"], costs["BM25"], strict=True)]
    assert costs["SPLADE and BM25"] == Cost(*summed)


def test_what_costs_nothing_to_ask_is_faster(stored: Measured) -> None:
    costs = costs_of(SMALL, stored)
    assert costs["inference-free SPLADE"].query_ms < costs["SPLADE"].query_ms


@pytest.mark.parametrize("machine", decision.MACHINES)
def test_for_commercial_use_the_model_s_licence_allows_it(machine: str) -> None:
    assert REGISTRY[SMALL._replace(machine=machine).model].commercial
