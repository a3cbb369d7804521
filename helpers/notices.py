"""What a reader should know before believing a score on texts of one's own."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from helpers.bm25 import idf
from helpers.passages import unread
from helpers.reading import load_masked_lm
from helpers.records import Collection
from helpers.registry import MODEL
from helpers.text import STOP_WORDS, words

FEW = 30  # documents: below, a document more or less changes every weight
MOSTLY = 0.5  # of a text's tokens
USUAL = 0.1  # of the words of English prose, stop words are three times as many
SAMPLE = 200  # documents looked at, spread over the collection
UNKNOWN = "[UNK]"


def notices(collection: Collection, model: str = MODEL, *, parts: bool = True) -> list[str]:
    """Say, a sentence each, what makes scores on this collection doubtful.

    Too few documents for BM25's IDF, texts that are mostly unknown to the model, a language that
    it was not made for, and, without ``parts``, how much of long documents it does not read.
    """
    return list(_notices(collection, model, parts))


def _notices(collection: Collection, model: str, parts: bool) -> Iterator[str]:
    if len(collection.documents) < FEW:
        yield _few(collection)
    strange = _mostly_unknown(collection, model)
    if strange:
        names = ", ".join(map(repr, strange[:3])) + (", ..." if len(strange) > 3 else "")
        texts = _counted(len(strange), "text is", "texts are")
        yield f"{texts} mostly {UNKNOWN} to {model}, which matches nothing: {names}."
    share = _stop_words(collection)
    if share < USUAL:
        yield (
            f"{share:.0%} of the words are English stop words, in English prose about a third: "
            f"{model} and the book's BM25 read English."
        )
    left = {} if parts else unread(collection, model)
    if left:
        longer = _counted(len(left), "document is", "documents are")
        yield (
            f"{longer} longer than {model} reads: it does not search "
            f"{sum(left.values()):,} tokens at the end, and BM25 does."
        )


def _counted(n: int, one: str, more: str) -> str:
    return f"1 {one}" if n == 1 else f"{n:,} {more}"


def _few(collection: Collection) -> str:
    n = len(collection.documents)
    one, quarter = idf(n, np.array([1, max(1, n // 4)])).tolist()
    return (
        f"{n} documents are few for BM25: a word in one of them weighs {one:.1f}, one in a quarter "
        f"of them {quarter:.1f}, and one more document changes that."
    )


def _sample(collection: Collection) -> list[str]:
    step = max(1, len(collection.documents) // SAMPLE)
    return [d.contents for d in collection.documents[::step]]


def _mostly_unknown(collection: Collection, model: str) -> list[str]:
    """The queries, and the documents of the sample, of whose tokens most are unknown."""
    texts = [*(q.text for q in collection.queries[:SAMPLE]), *_sample(collection)]
    read = load_masked_lm(model).encode(texts)
    shares = [r.tokens[1:-1].count(UNKNOWN) / max(1, len(r.tokens) - 2) for r in read]
    return [text[:40] for text, share in zip(texts, shares, strict=True) if share > MOSTLY]


def _stop_words(collection: Collection) -> float:
    found = [token.term for text in _sample(collection) for token in words(text)]
    return sum(term in STOP_WORDS for term in found) / len(found) if len(found) >= FEW else 1.0
