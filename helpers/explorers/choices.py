"""The lists that several explorers let a reader choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.records import Collection
from helpers.registry import REGISTRY, Kind

if TYPE_CHECKING:
    from helpers.pooling import Over

TOKENIZERS = [
    ("white space: split at spaces", "whitespace"),
    ("words: lower case, split", "words"),
    ("English analyzer: words, no stop words, stemmed", "english"),
    ("WordPiece: BERT's pieces", "wordpiece"),
]
POOLINGS: list[tuple[str, Over]] = [
    ("max: the largest over the positions", "max"),
    ("sum over the positions", "sum"),
    ("[CLS] only, a mistake", "cls"),
]


def models(*kinds: Kind) -> list[tuple[str, str]]:
    """List the registry's models of these kinds as (label, name), with the size of each fetch."""
    cards = [c for kind in kinds for c in REGISTRY.values() if c.kind == kind]
    return [
        (
            f"{c.name} ({'here' if c.source == 'embedded' else f'{c.download} MB, {c.source}'})",
            c.name,
        )
        for c in cards
    ]


def documents(collection: Collection, first: str) -> list[tuple[str, str]]:
    """List a collection's documents as (label, id), after a choice of none, called ``first``."""
    return [(first, ""), *((f"{d.doc_id} {d.label}", d.doc_id) for d in collection.documents)]


def queries(collection: Collection) -> list[str]:
    """List the texts of a collection's queries."""
    return [query.text for query in collection.queries]
