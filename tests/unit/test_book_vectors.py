"""helpers/book_vectors.py: a section's SPLADE vector, and the word behind each of its terms."""

from __future__ import annotations

import doctest

import pytest

from helpers import book_vectors
from helpers.book_vectors import NO_WORD, ORIGINAL, UNIT, Section, section_vector
from helpers.splade import load_encoder
from helpers.text import vocabulary, wordpiece, words

pytestmark = pytest.mark.model

NOTICE = Section("a.html#b", "Heart attack", "A", "Give aspirin at once. Call the doctor!")
LONG = NOTICE._replace(text="The heart beats. " * 200 + "Then a stroke needs thrombolysis.")


def test_examples() -> None:
    assert doctest.testmod(book_vectors).failed == 0


def test_a_short_section_has_its_splade_vector_in_hundredths() -> None:
    row = load_encoder().encode_document([NOTICE.contents])
    wanted = dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
    found = section_vector(NOTICE)
    for term, weight in zip(found.ids, found.weights, strict=True):
        assert weight / UNIT == pytest.approx(wanted[term], abs=0.5 / UNIT + 1e-4)


def test_the_text_s_own_terms_are_original_and_no_others() -> None:
    found, own = section_vector(NOTICE), {token.id for token in wordpiece(NOTICE.contents)}
    marked = {t for t, word in zip(found.ids, found.words, strict=True) if word == ORIGINAL}
    assert marked == own & set(found.ids)


def test_an_expansion_names_a_word_of_the_contents() -> None:
    numbers = [word for word in section_vector(NOTICE).words if word not in (ORIGINAL, NO_WORD)]
    assert numbers
    assert all(1 <= number <= len(words(NOTICE.contents)) for number in numbers)


def test_a_long_section_is_read_to_its_end() -> None:
    found = section_vector(LONG)
    assert vocabulary().index("stroke") in found.ids


def test_an_expansion_of_a_later_part_names_its_word_in_the_whole_text() -> None:
    found, there = section_vector(LONG), [token.term for token in words(LONG.contents)]
    last = there.index("stroke")
    assert any(number > last for number in found.words)
