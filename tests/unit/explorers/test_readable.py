"""helpers/explorers/readable.py: a text is cut where its marks begin and end, and stays itself."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.explorers import readable as module
from helpers.explorers.readable import readable, stretches
from helpers.records import Document
from helpers.text import TOKENIZERS, terms, whole_characters
from tests.inputs import any_text


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


@settings(deadline=None)
@given(any_text(60), st.sampled_from([*TOKENIZERS]))
def test_the_stretches_together_are_the_text(text: str, tokenizer: str) -> None:
    text = whole_characters(text)
    marked = stretches(text, tokenizer, dict.fromkeys(terms(text, tokenizer)[::2], "own"))
    assert "".join(stretch["text"] for stretch in marked) == text


def test_a_mark_covers_the_word_in_every_form() -> None:
    found = stretches("Treatments, treated", "english", {"treatment": "query", "treat": "own"})
    assert [(s["text"], s["mark"]) for s in found if s["mark"]] == [
        ("Treatments", "query"),
        ("treated", "own"),
    ]


def test_pieces_that_touch_are_one_stretch() -> None:
    pieces = {"my": "own", "##oca": "own", "##rdial": "asked"}
    found = stretches("Myocardial", "wordpiece", pieces)  # type: ignore[arg-type]  # marks
    assert [(s["text"], s["terms"]) for s in found] == [
        ("Myoca", ["my", "##oca"]),
        ("rdial", ["##rdial"]),
    ]


def test_a_word_that_comes_again_is_marked_again() -> None:
    found = stretches("gout, gout", "words", {"gout": "query"})
    assert [s["mark"] for s in found] == ["query", "", "query"]


def test_a_title_that_is_the_text_is_shown_once() -> None:
    page = readable(Document("D1", "Gout", "Gout"), "words", {})
    assert (len(page["title"]), page["text"]) == (1, [])


def test_an_unknown_tokenizer_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="tokenizer='porter'"):
        stretches("gout", "porter", {})
