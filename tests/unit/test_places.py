"""helpers/places.py: the words of a text, each with its pieces."""

from __future__ import annotations

import doctest

import pytest

from helpers import places
from helpers.places import word_places
from helpers.text import wordpiece
from tests.inputs import BAD_INPUTS


def test_examples() -> None:
    assert doctest.testmod(places).failed == 0


def test_a_sign_is_a_word_of_its_own() -> None:
    assert [place.word for place in word_places("X-ray.")] == ["x", "-", "ray", "."]


def test_pieces_that_come_before_are_counted() -> None:
    assert [place.before for place in word_places("acute cholangitis again")] == [0, 1, 4]


def test_a_word_is_as_the_tokenizer_has_it() -> None:
    assert word_places("Ménière")[0].word == "meniere"


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_no_piece_is_lost(text: str) -> None:
    pieces = [piece for place in word_places(text) for piece in place.pieces]
    assert pieces == [token.term for token in wordpiece(text)]
