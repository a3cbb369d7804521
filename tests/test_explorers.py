"""helpers/explorers: the answers, and the controls that ask for them."""

from __future__ import annotations

import time

import pytest

from helpers.explorers import bm25_explorer, explore_bm25, explore_tokens, token_explorer
from helpers.records import Collection
from tests.test_text import BAD_INPUTS

LONG = "x" * 10_001


def tokens(hospital: Collection, text: str, **changes: str) -> dict[str, object]:
    asked = {"tokenizer": "wordpiece", "other": "", "document": ""} | changes
    return dict(
        explore_tokens(text, asked["tokenizer"], asked["other"], asked["document"], hospital)
    )


def ranking(hospital: Collection, query: str, **changes: object) -> dict[str, object]:
    asked = {"tokenizer": "english", "k1": 1.5, "b": 0.75, "document": ""} | changes
    return dict(explore_bm25(query, collection=hospital, **asked))  # type: ignore[arg-type]


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_tokens_of_bad_inputs(hospital: Collection, source: str) -> None:
    assert "sides" in tokens(hospital, source)


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_ranking_of_bad_inputs(hospital: Collection, source: str) -> None:
    result = ranking(hospital, source)
    assert bool(result["rows"]) != bool(result["note"])


def test_notes_say_what_is_wrong(hospital: Collection) -> None:
    assert tokens(hospital, " ")["note"] == "The text is empty: type something to split."
    assert "leaves nothing" in str(tokens(hospital, "the of", tokenizer="english")["note"])
    assert "only stop words" in str(ranking(hospital, "the of")["note"])
    assert "finds nothing" in str(ranking(hospital, "xyzzy")["note"])


def test_a_document_replaces_the_second_text(hospital: Collection) -> None:
    sides = token_explorer(hospital, "a", other="b").set(document="D001")["sides"]
    assert sides[1]["label"] == "Myocardial infarction management guidelines"


def test_shared_tokens_are_marked(hospital: Collection) -> None:
    result = token_explorer(hospital, "heart attack", other="heart").view.result
    assert result["shared"] == ["heart"]
    assert [t["shared"] for t in result["sides"][0]["tokens"]] == [True, False]


def test_controls_move_the_result(hospital: Collection) -> None:
    explorer = bm25_explorer(hospital, "gout")
    before = explorer.view.result["rows"][0]["score"]
    assert explorer.set(k1=3.0)["rows"][0]["score"] != before


def test_a_text_too_long_is_one_sentence_and_the_control_works_on(hospital: Collection) -> None:
    explorer = token_explorer(hospital, "heart")
    assert explorer.set(text=LONG) == {
        "error": "The text has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(text="hip")["sides"][0]["tokens"][0]["term"] == "hip"


def test_parts_sum_to_the_score(hospital: Collection) -> None:
    for row in bm25_explorer(hospital, "warfarin bleeding").view.result["rows"]:
        assert sum(p["score"] for p in row["parts"]) == pytest.approx(row["score"], abs=1e-8)


def test_an_explained_document_need_not_be_found(hospital: Collection) -> None:
    result = bm25_explorer(hospital, "heart attack").set(document="D002")
    assert result["explained"]["score"] == 0


@pytest.mark.parametrize("make", [token_explorer, bm25_explorer])
def test_repr_has_no_address(hospital: Collection, make: object) -> None:
    explorer = make(hospital, "heart")  # type: ignore[operator]
    assert "0x" not in repr(explorer) + repr(explorer.view)


def test_an_answer_takes_under_100_ms(hospital: Collection) -> None:
    explorer = bm25_explorer(hospital, "heart attack")
    explorer.set(tokenizer="wordpiece")
    started = time.perf_counter()
    explorer.set(query="blood thinner before surgery")
    assert time.perf_counter() - started < 0.1
