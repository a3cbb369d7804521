"""browser/src answers as helpers/explorers do: the explorers of the appendix."""

from __future__ import annotations

import random
from typing import Any

import pytest

from helpers.explorers import explore_engine, explore_growth, explore_request
from helpers.explorers.growth import MEMORIES, SIZES
from helpers.records import Collection
from helpers.scale.growth import measured
from helpers.scale.payloads import ENGINES
from tests.test_backend import Ask, assert_equal, in_browser

MODEL = "clinical-splade"


def test_filter_drop_and_fusion_are_python_s_for_every_query(hospital: Collection) -> None:
    rng = random.Random(5)
    departments = sorted({d.department for d in hospital.documents})
    asks: list[Ask] = [
        {
            "query": text,
            "department": rng.choice(["", "", rng.choice(departments)]),
            "percent": rng.choice([0, 10, 29, 50, 70, 95]),
        }
        for text in ("", *(q.text for q in hospital.queries))
    ]
    for ask, theirs in zip(asks, in_browser([("engine", a) for a in asks]), strict=True):
        ours = explore_engine(**ask, collection=hospital, model=MODEL)
        assert_equal(ours, theirs, str(ask), within=2e-5)


def test_growth_is_python_s_for_every_choice() -> None:
    asks: list[Ask] = [
        {"documents": n, "memory": memory} for _, n in SIZES for _, memory in MEMORIES
    ]
    for ask, theirs in zip(asks, in_browser([("growth", a) for a in asks]), strict=True):
        ours = explore_growth(**ask, measured=measured())
        assert_equal(ours, theirs, str(ask), within=1e-6)


def test_requests_are_python_s_for_every_engine(hospital: Collection) -> None:
    texts = ["", *(q.text for q in hospital.queries[::5])]
    asks: list[Ask] = [{"query": t, "engine": engine} for t in texts for engine in ENGINES]
    for ask, theirs in zip(asks, in_browser([("request", a) for a in asks]), strict=True):
        assert_equal(explore_request(**ask, model=MODEL), theirs, str(ask), within=1.1e-4)


@pytest.mark.parametrize(
    ("kind", "ask"),
    [
        ("engine", {"department": "", "percent": 0}),
        ("request", {"engine": "qdrant"}),
    ],
)
def test_a_query_that_is_not_stored_or_too_long_is_one_sentence(
    kind: str, ask: dict[str, Any]
) -> None:
    own, long = in_browser([(kind, ask | {"query": q}) for q in ("my own", "x" * 10_001)])
    assert "models run in a browser" in own["error"]
    assert "The query has 10,001 characters" in long["error"]
