"""The words of a text as WordPiece has them: which pieces each is cut into, and where it is."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from helpers.text import tokenize


class WordPlace(NamedTuple):
    """A word of a text: its pieces, its place in characters, and how many pieces come before it."""

    pieces: tuple[str, ...]
    start: int
    end: int
    before: int

    @property
    def span(self) -> tuple[int, int]:
        """The word's place in the text, in characters."""
        return self.start, self.end

    @property
    def word(self) -> str:
        """The word as the tokenizer has it: lower case, without accents."""
        return "".join(piece.removeprefix("##") for piece in self.pieces)


def word_places(text: str) -> list[WordPlace]:
    """Find the words of a text, in order; a sign is a word of its own.

    >>> [(place.pieces, place.span) for place in word_places("Acute cholangitis")]
    [(('acute',), (0, 5)), (('cho', '##lang', '##itis'), (6, 17))]
    """
    found, before = [], 0
    for _, group in groupby(tokenize(text, "wordpiece"), key=lambda token: token.word):
        pieces = list(group)
        terms = tuple(piece.term for piece in pieces)
        found.append(WordPlace(terms, pieces[0].start, pieces[-1].end, before))
        before += len(pieces)
    return found
