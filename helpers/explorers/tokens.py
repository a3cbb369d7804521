"""The token explorer: one text, or two, as a tokenizer sees them."""

from __future__ import annotations

from typing import TypedDict

from helpers.explorers import base
from helpers.records import Collection
from helpers.text import Token, tokenize

LABELS = [
    ("white space: split at spaces", "whitespace"),
    ("words: lower case, split", "words"),
    ("English analyzer: words, no stop words, stemmed", "english"),
    ("WordPiece: BERT's pieces", "wordpiece"),
]


class ShownToken(TypedDict):
    """One token; ``id`` is None where the tokenizer has no vocabulary."""

    term: str
    start: int
    end: int
    word: int
    id: int | None
    shared: bool


class Side(TypedDict):
    """One text with its tokens."""

    label: str
    text: str
    n_characters: int
    n_words: int
    tokens: list[ShownToken]


class TokensResult(TypedDict):
    """What the view draws; ``note`` is one sentence where there is something to say."""

    tokenizer: str
    sides: list[Side]
    shared: list[str]
    note: str


class TokenView(base.View):
    """Draws a TokensResult."""

    _esm = base.source("tokens.js")


def explore_tokens(
    text: str, tokenizer: str, other: str, document: str, collection: Collection
) -> TokensResult:
    """The tokens of ``text`` and of a second text, which a document's id replaces when given.

    Raises ValueError for an unknown tokenizer or document, or a text over 10,000 characters.
    """
    second, label = base.checked(other, "second text"), "Second text"
    if document:
        found = collection.document(document)
        second, label = found.contents, found.title
    sides = [("Your text", base.checked(text, "text")), (label, second)]
    split = [tokenize(side, tokenizer) for _, side in sides]
    shared = {t.term for t in split[0]} & {t.term for t in split[1]}
    return {
        "tokenizer": tokenizer,
        "sides": [
            _side(name, body, tokens, shared)
            for (name, body), tokens in zip(sides, split, strict=True)
        ],
        "shared": sorted(shared),
        "note": _note(text, split[0]),
    }


def _side(label: str, text: str, tokens: list[Token], shared: set[str]) -> Side:
    return {
        "label": label,
        "text": text,
        "n_characters": len(text),
        "n_words": len({t.word for t in tokens}),
        "tokens": [
            {
                "term": t.term,
                "start": t.start,
                "end": t.end,
                "word": t.word,
                "id": t.id,
                "shared": t.term in shared,
            }
            for t in tokens
        ],
    }


def _note(text: str, tokens: list[Token]) -> str:
    if not text.strip():
        return "The text is empty: type something to split."
    if not tokens:
        return "This tokenizer leaves nothing of the text."
    return ""


def token_explorer(
    collection: Collection, text: str, tokenizer: str = "wordpiece", other: str = ""
) -> base.Explorer:
    """Type a text, choose a tokenizer, and compare with a second text or a document."""
    titles = [("the second text above", "")]
    titles += [(f"{d.doc_id} {d.title}", d.doc_id) for d in collection.documents]
    controls = {
        "text": base.text_box(text, "Your text"),
        "tokenizer": base.dropdown(LABELS, tokenizer, "Tokenizer"),
        "other": base.text_box(other, "Second text"),
        "document": base.dropdown(titles, "", "Compare with"),
    }

    def answer(text: str, tokenizer: str, other: str, document: str) -> TokensResult:
        return explore_tokens(text, tokenizer, other, document, collection)

    return base.Explorer(TokenView, controls, answer)
