"""helpers/text.py: tokens with their places, and one term for one word however it is encoded."""

from __future__ import annotations

import doctest
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import text
from helpers.text import TOKENIZERS, normal, shared_terms, terms, tokenize, whole_characters
from tests.inputs import BAD_INPUTS, any_text

every_tokenizer = pytest.mark.parametrize("tokenizer", TOKENIZERS)
normalising = pytest.mark.parametrize("tokenizer", sorted(set(TOKENIZERS) - {"whitespace"}))
LETTERS_AND_MARKS = st.text(st.characters(categories=("L", "M")), max_size=30)
PLAIN = st.characters(exclude_categories=("M", "Cf", "Cs"), exclude_characters="\u0640")


def nfc(source: str) -> str:
    return unicodedata.normalize("NFC", source)


def nfd(source: str) -> str:
    return unicodedata.normalize("NFD", source)


@pytest.fixture
def _no_vocabulary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(text, "data_folder", lambda: tmp_path)
    text._bert.cache_clear()
    yield
    text._bert.cache_clear()


def test_examples() -> None:
    assert doctest.testmod(text).failed == 0


@every_tokenizer
@given(source=any_text(200))
def test_spans_lie_in_the_text_in_order(tokenizer: str, source: str) -> None:
    tokens = tokenize(source, tokenizer)
    assert all(0 <= t.start < t.end <= len(source) for t in tokens)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)
    assert [t.word for t in tokens] == sorted(t.word for t in tokens)


@given(source=st.text(PLAIN, max_size=200))
def test_a_word_is_the_lower_case_of_its_span(source: str) -> None:
    made = [(t.term, nfc(source[t.start : t.end])) for t in text.words(source)]
    assert all(term == nfc(span.lower()) for term, span in made)


@given(source=st.text(alphabet="abcdefghij klmnopqrstuvwxyz", max_size=100))
def test_pieces_spell_the_words(source: str) -> None:
    spelled = "".join(t.term.removeprefix("##") for t in text.wordpiece(source))
    assert spelled == source.replace(" ", "")


@normalising
@given(source=LETTERS_AND_MARKS)
def test_composed_and_decomposed_are_one_term(tokenizer: str, source: str) -> None:
    assert terms(nfc(source), tokenizer) == terms(nfd(source), tokenizer)


@normalising
@given(source=LETTERS_AND_MARKS)
def test_as_typed_is_the_term_that_it_is_composed(tokenizer: str, source: str) -> None:
    assert terms(source, tokenizer) == terms(nfc(source), tokenizer)


def test_every_letter_is_one_term_in_all_its_forms() -> None:
    letters = [c for c in map(chr, range(0x110000)) if unicodedata.category(c)[0] == "L"]
    other = [c for c in letters if not normal(c) == normal(nfc(c)) == normal(nfd(c))]
    assert [f"U+{ord(c):04X}" for c in other] == []


@given(source=LETTERS_AND_MARKS)
def test_a_term_is_its_own_term(source: str) -> None:
    assert normal(normal(source)) == normal(source)


@every_tokenizer
@given(source=any_text(40))
def test_no_term_is_empty(tokenizer: str, source: str) -> None:
    assert "" not in terms(source, tokenizer)


def test_a_stretching_sign_alone_is_no_word() -> None:
    assert terms("\u0640 gout", "words") == ["gout"]


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("Ménière", "Me\u0301nie\u0300re attack"),
        ("hypertension", "hyper\u00adtension care"),
        ("كتب", "كَتَبَ"),
    ],
    ids=["decomposed", "soft hyphen", "vowel points"],
)
def test_a_word_is_found_however_it_is_written(query: str, document: str) -> None:
    assert shared_terms(query, document) == terms(query)


def test_a_word_is_not_cut_at_its_vowel_signs() -> None:
    assert terms("हिन्द") == ["हिन्द"]
    assert shared_terms("हिन्द", "हद न") == []


@every_tokenizer
@given(source=any_text(60))
def test_half_a_character_is_read_as_the_sign_for_one(tokenizer: str, source: str) -> None:
    halves = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in source)
    assert tokenize(source, tokenizer) == tokenize(halves, tokenizer)


@given(source=any_text(60))
def test_whole_characters_can_be_written_to_a_file(source: str) -> None:
    assert len(whole_characters(source).encode()) >= len(source)


@given(source=st.text(max_size=60))
def test_a_text_of_whole_characters_stays(source: str) -> None:
    assert whole_characters(source) == source


@every_tokenizer
@pytest.mark.parametrize("source", BAD_INPUTS)
def test_bad_inputs_give_a_list(tokenizer: str, source: str) -> None:
    assert isinstance(terms(source, tokenizer), list)


def test_only_stop_words_leave_nothing() -> None:
    assert terms("the of and", "english") == []


def test_a_literal_mask_is_text() -> None:
    assert terms("[MASK] attack", "wordpiece") == ["[", "mask", "]", "attack"]


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


@pytest.mark.usefixtures("_no_vocabulary")
def test_a_missing_vocabulary_says_how_to_mend_it() -> None:
    with pytest.raises(ValueError, match=r"tokenizer.json: missing or damaged; `git checkout"):
        text.wordpiece("a")


def test_shared_terms_meet_after_stemming() -> None:
    assert shared_terms("Treatments", "a treatment") == ["treatment"]
