"""helpers/explorers/marks.py: the words of a text that made it match."""

from __future__ import annotations

from hypothesis import given

from helpers.explorers.marks import marked
from helpers.text import whole_characters
from tests.inputs import any_text

TEXT = "Nasal packing stops the bleeding: epistaxis."


def found(text: str, query: str, *added: str) -> dict[str, str]:
    return {part["text"]: part["mark"] for part in marked(text, query, added) if part["mark"]}


def test_a_word_with_the_stem_of_one_of_the_query_s_is_original() -> None:
    assert found(TEXT, "nose bleeds that stop") == {"stops": "original", "bleeding": "original"}


def test_a_word_that_a_model_added_is_expansion() -> None:
    assert found(TEXT, "nose", "nasal") == {"Nasal": "expansion"}


def test_a_piece_marks_its_whole_word() -> None:
    assert found("Acute myocardial infarction", "heart", "##oca") == {"myocardial": "expansion"}


def test_a_word_that_is_both_is_the_query_s() -> None:
    assert found(TEXT, "nasal", "nasal") == {"Nasal": "original"}


def test_stop_words_are_not_marked() -> None:
    assert found("the bleeding", "the nose") == {}


@given(any_text(40), any_text(10))
def test_the_stretches_are_the_text(text: str, query: str) -> None:
    assert "".join(part["text"] for part in marked(text, query)) == whole_characters(text)
