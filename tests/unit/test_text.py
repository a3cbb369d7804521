"""helpers/text.py."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import text
from helpers.text import TOKENIZERS, shared_terms, terms, tokenize

SCRIPT = "<script>alert(1)</script>"
BAD_INPUTS = ["", " \n", "😀🏥", "心臓発作", SCRIPT, "the of and", "xyzzy", "x" * 10_000]


def test_examples() -> None:
    assert doctest.testmod(text).failed == 0


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
@given(source=st.text(max_size=200))
def test_spans_lie_in_the_text_in_order(tokenizer: str, source: str) -> None:
    tokens = tokenize(source, tokenizer)
    assert all(0 <= t.start < t.end <= len(source) for t in tokens)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)
    assert [t.word for t in tokens] == sorted(t.word for t in tokens)


@given(source=st.text(max_size=200))
def test_a_word_is_the_lower_case_of_its_span(source: str) -> None:
    assert all(t.term == source[t.start : t.end].lower() for t in text.words(source))


@given(source=st.text(alphabet="abcdefghij klmnopqrstuvwxyz", max_size=100))
def test_pieces_spell_the_words(source: str) -> None:
    spelled = "".join(t.term.removeprefix("##") for t in text.wordpiece(source))
    assert spelled == source.replace(" ", "")


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
@pytest.mark.parametrize("source", BAD_INPUTS)
def test_bad_inputs_give_a_list(tokenizer: str, source: str) -> None:
    assert isinstance(terms(source, tokenizer), list)


def test_only_stop_words_leave_nothing() -> None:
    assert terms("the of and", "english") == []


def test_a_literal_mask_is_one_token() -> None:
    assert [(t.term, t.id) for t in tokenize("[MASK]", "wordpiece")] == [("[MASK]", 103)]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("myocardial", ["my", "##oca", "##rdial"]),
        ("infarction", ["in", "##far", "##ction"]),
        ("coronary", ["corona", "##ry"]),
        ("stemi", ["stem", "##i"]),
        ("cardiac", ["cardiac"]),
        ("syndrome", ["syndrome"]),
    ],
)
def test_the_vocabulary_wall(word: str, pieces: list[str]) -> None:
    assert terms(word, "wordpiece") == pieces


def test_ids_are_the_vocabulary_s() -> None:
    assert [t.id for t in tokenize("heart attack", "wordpiece")] == [2540, 2886]


def test_pieces_of_a_word_share_its_number() -> None:
    assert [t.word for t in tokenize("acute stemi", "wordpiece")] == [0, 1, 1]


def test_unknown_tokenizer() -> None:
    with pytest.raises(ValueError, match="tokenizer='porter': allowed are whitespace, words"):
        tokenize("a", "porter")


def test_text_must_be_a_string() -> None:
    with pytest.raises(ValueError, match="text=None: want a string"):
        tokenize(None)  # type: ignore[arg-type]


def test_a_missing_vocabulary_says_how_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(text, "DATA", tmp_path)
    text._bert.cache_clear()
    with pytest.raises(ValueError, match=r"tokenizer.json: missing or damaged; `git checkout"):
        text.wordpiece("a")
    text._bert.cache_clear()


def test_shared_terms_meet_after_stemming() -> None:
    assert shared_terms("Treatments", "a treatment") == ["treatment"]
