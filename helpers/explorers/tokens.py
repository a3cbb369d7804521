"""The token explorer: one text, or two, as a tokenizer sees them."""

from __future__ import annotations

from functools import partial
from typing import TypedDict

from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.records import Collection
from helpers.text import Token, tokenize


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
        second, label = found.contents, found.label
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
        "tokens": [_shown(token, shared) for token in tokens],
    }


def _shown(token: Token, shared: set[str]) -> ShownToken:
    return {
        "term": token.term,
        "start": token.start,
        "end": token.end,
        "word": token.word,
        "id": token.id,
        "shared": token.term in shared,
    }


def _note(text: str, tokens: list[Token]) -> str:
    if not text.strip():
        return say("no_text")
    if not tokens:
        return say("no_tokens")
    return ""


def tokens_explorer(
    collection: Collection, text: str, tokenizer: str = "wordpiece", other: str = ""
) -> base.Explorer:
    """Type a text, choose a tokenizer, and compare with a second text or a document."""
    named = {
        "text": controls.text_box(text, "Your text"),
        "tokenizer": controls.dropdown(choices.TOKENIZERS, tokenizer, "Tokenizer"),
        "other": controls.text_box(other, "Second text"),
        "document": controls.dropdown(
            choices.documents(collection, "the second text above"), "", "Compare with"
        ),
    }
    answer = partial(explore_tokens, collection=collection)
    return base.Explorer(TokenView, named, answer, collection=collection)
