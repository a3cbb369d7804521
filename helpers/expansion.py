"""Adding words to a query: neighbours by static vectors, or what a masked model predicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from helpers.cache import kept
from helpers.text import STOP_WORDS, terms, words

if TYPE_CHECKING:
    import pandas as pd


class Expansion(NamedTuple):
    """A word proposed for a token of the query, with its closeness (cosine or probability)."""

    token: str
    word: str
    closeness: float


Expander = Callable[[str], list[Expansion]]


def query_words(query: str) -> list[str]:
    """List the distinct words of a query that are no stop words, in order.

    >>> query_words("the heart of the heart")
    ['heart']
    """
    return list(dict.fromkeys(t.term for t in words(query) if t.term not in STOP_WORDS))


def static_expansion(query: str, top_k: int = 5, model: str = "glove-50k") -> list[Expansion]:
    """Find the ``top_k`` nearest words of each query word; none for stop words and unknown words.

    >>> [e.word for e in static_expansion("heart", 2)]
    ['pain', 'suffering']
    """
    from helpers.static_vectors import neighbours  # gensim only where it is asked for

    return [
        Expansion(word, near.word, near.cosine)
        for word in query_words(query)
        for near in neighbours(word, top_k, model)
    ]


@kept("expansion", "_batches", "masked_lm", "models", "reading", "text")
def masked_expansion(query: str, top_k: int = 5, model: str = "clinical-mlm") -> list[Expansion]:
    """Predict the ``top_k`` most probable whole words in the place of each query token.

    Pieces (``##``), signs, stop words and the token itself are passed over. Of a long query the
    first 64 tokens are expanded. Kept on disk.
    """
    from helpers.masked_lm import predict_each  # torch only where it is asked for

    return [
        expansion
        for token, predictions in predict_each(query, 4 * top_k + 8, model)
        if token.isalnum()
        for expansion in [
            Expansion(token, p.term, p.probability)
            for p in predictions
            if p.term.isalnum() and p.term not in STOP_WORDS and p.term != token
        ][:top_k]
    ]


def flat(expansions: Sequence[Expansion]) -> list[Expansion]:
    """Make all words equally close: 1.

    >>> flat([Expansion("heart", "cardiac", 0.02)])
    [Expansion(token='heart', word='cardiac', closeness=1.0)]
    """
    return [expansion._replace(closeness=1.0) for expansion in expansions]


def weighted_query(
    query: str, expansions: Sequence[Expansion], weight: float, tokenizer: str = "english"
) -> dict[str, float]:
    """Weigh a query's analyzer terms: its own, and the added ones below them.

    A term of the query counts 1 each time it occurs there, an added one ``weight * closeness``;
    of a term added twice the higher counts, and the query's own goes before both.

    >>> weighted_query("heart attack", [Expansion("heart", "cardiac", 0.8)], 0.5)
    {'heart': 1.0, 'attack': 1.0, 'cardiac': 0.4}
    """
    original = {term: float(n) for term, n in Counter(terms(query, tokenizer)).items()}
    added: dict[str, float] = {}
    for expansion in expansions:
        for term in terms(expansion.word, tokenizer):
            added[term] = max(added.get(term, 0.0), weight * expansion.closeness)
    return original | {term: w for term, w in added.items() if w > 0 and term not in original}


def show(expansions: Sequence[Expansion]) -> pd.DataFrame:
    """Lay out added words as a table: a row per token of the query."""
    import pandas as pd

    lists: dict[str, list[str]] = {}
    for expansion in expansions:
        lists.setdefault(expansion.token, []).append(expansion.word)
    rows = [(token, ", ".join(added)) for token, added in lists.items()]
    return pd.DataFrame(rows, columns=["word", "added"]).set_index("word")
