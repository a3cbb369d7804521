"""helpers/explorers/context.py: one word in two sentences."""

from __future__ import annotations

import pytest

from helpers.explorers.context import (
    EXAMPLES,
    MODEL,
    MOST,
    ContextResult,
    context_explorer,
    explore_context,
    stored_examples,
)
from helpers.explorers.sentences import say
from helpers.masked_lm import predict_word
from helpers.static_vectors import neighbours
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.model

FIRST, SECOND = "The patient was moved to the ward.", "To ward off infection, wash your hands."
LONG = "The bandage on the ward, " + "and the next, " * 200


def ward(first: str = FIRST, second: str = SECOND, hidden: bool = False) -> ContextResult:
    return explore_context(first, second, "ward", hidden)


@pytest.mark.parametrize("hidden", [False, True])
def test_a_reading_is_what_the_model_makes_of_the_word_s_place(hidden: bool) -> None:
    reading = ward(hidden=hidden)["readings"][1]
    place = predict_word(SECOND, (3, 7), hidden, MOST + 1)
    others = [p.term for p in place.predictions if p.term != "ward"][:MOST]
    assert (reading["rank"], reading["probability"]) == (place.rank, round(place.probability, 6))
    assert [p["term"] for p in reading["proposals"]] == others


def test_the_sentence_is_cut_at_the_word() -> None:
    reading = ward()["readings"][1]
    parts = (reading["before"], reading["found"], reading["after"])
    assert parts == ("To ", "ward", " off infection, wash your hands.")


def test_glove_has_one_list_whatever_the_sentences() -> None:
    near = [n["word"] for n in ward()["neighbours"]]
    assert near == [n["word"] for n in ward(second="ward")["neighbours"]]
    assert near == [n.word for n in neighbours("ward", MOST)]


def test_the_same_sentence_twice_shares_everything() -> None:
    shared = [p["shared"] for r in ward(second=FIRST)["readings"] for p in r["proposals"]]
    assert shared == [True] * 2 * MOST


def test_what_one_sentence_alone_proposes_is_not_shared() -> None:
    one, other = (r["proposals"] for r in ward()["readings"])
    terms = {p["term"] for p in one} & {p["term"] for p in other}
    assert {p["term"] for p in [*one, *other] if p["shared"]} == terms


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("the yard", "the wards", say("word_nowhere", word="ward")),
        ("", SECOND, say("word_missing", word="ward", which="first")),
        (FIRST, "hip", say("word_missing", word="ward", which="second")),
        (FIRST, "hip " * 510 + "ward", say("word_unread", word="ward", which="second")),
        ("x" * 10_001, SECOND, say("too_long", name="first sentence", length=10001, limit=10000)),
    ],
)
def test_a_sentence_without_the_word_is_one_plain_sentence(
    first: str, second: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r"\w") as error:
        ward(first, second)
    assert str(error.value) == sentence


@pytest.mark.parametrize("word", ["", " ", "the ward", "x-ray"])
def test_the_word_is_one_word(word: str) -> None:
    with pytest.raises(ValueError, match=say("one_word")):
        explore_context(FIRST, SECOND, word, False)


def test_a_word_that_the_model_does_not_know_is_said() -> None:
    with pytest.raises(ValueError, match=r"would read \[UNK\]"):
        explore_context("😀", "😀", "😀", False)


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_bad_inputs_are_one_sentence_and_the_controls_work_on(text: str) -> None:
    explorer = context_explorer()
    assert "error" in explorer.set(first=text)
    assert "readings" in explorer.set(first=FIRST)


@pytest.mark.parametrize("hidden", [False, True])
def test_of_a_word_of_several_pieces_the_first_is_asked_and_it_is_said(hidden: bool) -> None:
    result = explore_context("acute cholangitis", "cholangitis", "Cholangitis", hidden)
    name = "pieces_hidden" if hidden else "pieces"
    assert result["note"] == say(name, word="cholangitis", pieces="cho, ##lang, ##itis")


def test_a_long_sentence_is_read_as_far_as_the_model_reads() -> None:
    assert ward(first=LONG)["readings"][0]["found"] == "ward"


@pytest.mark.parametrize("example", range(len(EXAMPLES)))
def test_every_example_can_be_answered(example: int) -> None:
    assert len(context_explorer(example).view.result["readings"]) == 2


def test_the_page_stores_each_example_shown_and_hidden() -> None:
    stored = stored_examples()
    assert [s["ask"]["hidden"] for s in stored] == [False, True] * len(EXAMPLES)
    assert all(s["result"]["model"] == MODEL for s in stored)
