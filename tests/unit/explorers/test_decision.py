"""helpers/explorers/decision.py: what to run."""

from __future__ import annotations

import pytest

from helpers.explorers.decision import decision_explorer, explore_decision
from helpers.scale.decision import SYSTEMS
from helpers.scale.growth import measured


def test_what_is_run_is_among_the_options() -> None:
    result = decision_explorer().view.result
    assert [option["system"] for option in result["options"]] == list(SYSTEMS)
    assert result["run"] in SYSTEMS


def test_bm25_needs_no_model() -> None:
    result = decision_explorer().set(english=False)
    assert (result["run"], result["model"], result["quality"]) == ("BM25", "", "")


def test_a_licence_decides_the_model() -> None:
    explorer = decision_explorer()
    assert explorer.set(machine="gpu")["model"] == "prithivida/Splade_PP_en_v2"
    result = explorer.set(commercial=False)
    assert result["model"].startswith("naver/")
    assert result["quality_source"] == "its model card"


def test_an_option_is_in_time_or_not() -> None:
    result = decision_explorer().set(latency=10)
    assert [o["in_time"] for o in result["options"]] == [
        o["query_ms"] <= 10 for o in result["options"]
    ]


def test_what_was_measured_is_the_stored_measurement() -> None:
    basis, stored = decision_explorer().view.result["basis"], measured()
    assert basis["documents_per_s"] == stored["encoder"]["documents_per_s"]
    assert basis["index_documents"] == stored["postings"][-1]["n"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"documents": 0}, "documents=0, words=90: want 1 or more of each"),
        ({"machine": "abacus"}, "machine='abacus', queries='both': allowed are laptop, server"),
    ],
)
def test_a_bad_value_is_one_sentence(change: dict[str, object], sentence: str) -> None:
    values = {"documents": 1000, "words": 90, "queries": "both", "latency": 50, "machine": "gpu"}
    asked = {**values, "commercial": True, "english": True, "measured": measured(), **change}
    with pytest.raises(ValueError, match=sentence):
        explore_decision(**asked)  # type: ignore[arg-type]
