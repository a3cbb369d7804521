"""A document to read: its words marked by what they are to a query, and what it grew listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from helpers.records import Document
from helpers.text import Token, tokenize

MOST_UNASKED = 6  # grown terms that a query does not ask for

# The query has the word itself; the query grew it; neither, but it has a weight; it was cut.
Mark = Literal["query", "asked", "own", "cut"]


class Stretch(TypedDict):
    """A part of a text. ``mark`` is empty where nothing is to be said; ``terms`` made the mark."""

    text: str
    mark: str
    terms: list[str]


class Grown(TypedDict):
    """A term that a document's vector has and its text has not, marked as a stretch is."""

    term: str
    weight: float
    mark: str


class Readable(TypedDict):
    """A document's words in their order; of the grown terms, ``n_more`` are not in ``grown``."""

    doc_id: str
    about: str
    title: list[Stretch]
    text: list[Stretch]
    grown: list[Grown]
    n_more: int


def stretches(text: str, tokenizer: str, marks: Mapping[str, Mark]) -> list[Stretch]:
    """Cut a text where marked terms begin and end; the stretches together are the text.

    ``marks`` holds a mark by term. Marked pieces that touch and have the same mark are one
    stretch. Raises ValueError for an unknown tokenizer.

    >>> [(s["text"], s["mark"]) for s in stretches("Acute gout.", "words", {"gout": "query"})]
    [('Acute ', ''), ('gout', 'query'), ('.', '')]
    """
    made: list[Stretch] = []
    end = 0
    for token in tokenize(text, tokenizer):
        if token.term not in marks or token.start < end:
            continue
        if token.start > end:
            made.append({"text": text[end : token.start], "mark": "", "terms": []})
        _add(made, text, token, marks[token.term])
        end = token.end
    if end < len(text):
        made.append({"text": text[end:], "mark": "", "terms": []})
    return made


def _add(made: list[Stretch], text: str, token: Token, mark: Mark) -> None:
    piece = text[token.start : token.end]
    last = made[-1] if made else None
    if last and last["mark"] == mark:  # between others there is a stretch without a mark
        last["text"] += piece
        last["terms"].append(token.term)
    else:
        made.append({"text": piece, "mark": mark, "terms": [token.term]})


def readable(
    document: Document,
    tokenizer: str,
    marks: Mapping[str, Mark],
    grown: list[Grown] | None = None,
    n_more: int = 0,
) -> Readable:
    """Make a document readable; of a title that is all the text, the text is left out.

    Raises ValueError for an unknown tokenizer.

    >>> page = readable(Document("D1", "Gout", "Rest.", kind="guideline"), "words", {})
    >>> page["about"], page["text"][0]["text"]
    ('guideline', 'Rest.')
    """
    text = "" if document.text == document.title else document.text
    return {
        "doc_id": document.doc_id,
        "about": ", ".join(part for part in (document.kind, document.department) if part),
        "title": stretches(document.title, tokenizer, marks),
        "text": stretches(text, tokenizer, marks),
        "grown": grown or [],
        "n_more": n_more,
    }
