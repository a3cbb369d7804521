"""A text to read, with the words marked that made it match."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Literal, TypedDict

from helpers.text import english, terms, whole_characters, wordpiece, words

Mark = Literal["", "original", "expansion"]


class Stretch(TypedDict):
    """A part of a text: a word of the query's, one that a model added to the query, or neither."""

    text: str
    mark: Mark


def marked(text: str, query: str, added: Collection[str] = ()) -> list[Stretch]:
    """Cut a text into stretches, whose texts together are the text, of whole characters.

    A word is "original" where its stem is one of the query's, "expansion" where one of its
    WordPieces is among ``added``, the terms that a model added to the query.

    >>> [s for s in marked("Nasal packing stops it.", "stopping", {"nasal"}) if s["mark"]]
    [{'text': 'Nasal', 'mark': 'expansion'}, {'text': 'stops', 'mark': 'original'}]
    """
    text, asked = whole_characters(text), set(terms(query))
    original = {token.start for token in english(text) if token.term in asked}
    pieces = [piece.start for piece in wordpiece(text) if piece.term in added]
    marks: list[Mark] = [""] * len(text)
    for word in words(text):
        has_added = any(word.start <= at < word.end for at in pieces)
        mark: Mark = "original" if word.start in original else "expansion" if has_added else ""
        marks[word.start : word.end] = [mark] * (word.end - word.start)
    return _stretches(text, marks)


def _stretches(text: str, marks: Iterable[Mark]) -> list[Stretch]:
    runs = groupby(zip(text, marks, strict=True), key=lambda pair: pair[1])
    return [{"text": "".join(c for c, _ in run), "mark": mark} for mark, run in runs]
