"""helpers/explorers/tokens.py: one text, or two, as a tokenizer sees them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from helpers.explorers.sentences import say
from helpers.explorers.tokens import TokensResult, explore_tokens, tokens_explorer
from helpers.records import Collection, load_hospital
from helpers.text import terms
from tests.inputs import BAD_INPUTS, any_text


def tokens(text: str, tokenizer: str = "wordpiece", other: str = "", doc: str = "") -> TokensResult:
    return explore_tokens(text, tokenizer, other, doc, load_hospital())


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_tokens_of_bad_inputs(source: str) -> None:
    assert [t["term"] for t in tokens(source)["sides"][0]["tokens"]] == terms(source, "wordpiece")


@settings(deadline=None)
@given(any_text(60), any_text(60))
def test_a_token_is_marked_where_the_other_text_has_it(text: str, other: str) -> None:
    result = tokens(text, "words", other)
    assert result["shared"] == sorted({*terms(text, "words")} & {*terms(other, "words")})
    for side in result["sides"]:
        assert all(t["shared"] == (t["term"] in result["shared"]) for t in side["tokens"])


def test_words_and_characters_are_counted() -> None:
    side = tokens("acute stemi")["sides"][0]
    assert (side["n_characters"], side["n_words"], len(side["tokens"])) == (11, 2, 3)


def test_an_empty_text_is_said() -> None:
    assert tokens(" ")["note"] == say("no_text")


def test_a_text_of_which_nothing_is_left_is_said() -> None:
    assert tokens("the of", "english")["note"] == say("no_tokens")


def test_a_document_replaces_the_second_text(hospital: Collection) -> None:
    sides = tokens_explorer(hospital, "a", other="b").set(document="D001")["sides"]
    assert sides[1]["label"] == "Myocardial infarction management guidelines"
    assert sides[1]["text"] == hospital.document("D001").contents


def test_shared_tokens_are_marked(hospital: Collection) -> None:
    result = tokens_explorer(hospital, "heart attack", other="heart").view.result
    assert result["shared"] == ["heart"]
    assert [t["shared"] for t in result["sides"][0]["tokens"]] == [True, False]


@pytest.mark.parametrize(("box", "name"), [("text", "text"), ("other", "second text")])
def test_a_text_too_long_is_one_sentence_and_the_control_works_on(
    hospital: Collection, box: str, name: str
) -> None:
    explorer = tokens_explorer(hospital, "heart")
    assert explorer.set(**{box: "x" * 10_001}) == {
        "error": f"The {name} has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(**{box: "hip"})["sides"]


def test_half_a_character_is_shown_as_the_sign_for_one() -> None:
    assert tokens("hip \ud83d")["sides"][0]["text"] == "hip \ufffd"


def test_an_unknown_document() -> None:
    with pytest.raises(ValueError, match="doc_id='D999': not a document"):
        tokens("a", doc="D999")


def test_no_address_in_a_repr(hospital: Collection) -> None:
    explorer = tokens_explorer(hospital, "heart")
    assert "0x" not in repr(explorer) + repr(explorer.view)
