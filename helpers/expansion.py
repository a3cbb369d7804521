"""Adding words to a query: neighbours by static vectors, or what a masked model predicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from helpers import kept
from helpers.bm25 import BM25Index
from helpers.masked_lm import mask_each, predict_batch
from helpers.records import Collection, ScoredDoc
from helpers.static_vectors import neighbours
from helpers.text import STOP_WORDS, terms, words

SOURCES = ("expansion.py", "masked_lm.py", "models.py", "text.py")  # on which predictions depend


class Added(NamedTuple):
    """A word proposed for a token of the query, with its closeness (cosine or probability)."""

    token: str
    word: str
    closeness: float


Expander = Callable[[str], list[Added]]


def static_expansion(query: str, top_k: int = 5, name: str = "glove-50k") -> list[Added]:
    """The ``top_k`` nearest words of each query word; none for stop words and unknown words.

    >>> [a.word for a in static_expansion("heart", 2)]
    ['brain', 'lung']
    """
    asked = dict.fromkeys(t.term for t in words(query) if t.term not in STOP_WORDS)
    return [Added(w, n.word, n.cosine) for w in asked for n in neighbours(w, top_k, name)]


@cache
def _version(name: str) -> str:
    return kept.version(name, "masked_lm", SOURCES)


def masked_expansion(query: str, top_k: int = 5, name: str = "clinical-mlm") -> list[Added]:
    """The ``top_k`` most probable whole words in the place of each query token, kept on disk.

    Every token is masked in turn, all in one batch. Pieces (``##``), signs, stop words and the
    token itself are passed over; a query of more than 64 tokens is not expanded beyond these.
    """
    return predicted(query, top_k, name, _version(name))


def _predict(query: str, top_k: int, name: str, version: str) -> list[Added]:
    """As ``masked_expansion``; the version stands there for the store alone."""
    hidden = [(token, text) for token, text in mask_each(query, name) if token.isalnum()][:64]
    if not hidden:
        return []
    rows = predict_batch([text for _, text in hidden], 4 * top_k + 8, name)
    made: list[Added] = []
    for (token, _), places in zip(hidden, rows, strict=True):
        fitting = [
            Added(token, p.term, p.probability)
            for p in places[0]
            if p.term.isalnum() and p.term not in STOP_WORDS and p.term != token
        ]
        made += fitting[:top_k]
    return made


predicted: Callable[..., list[Added]] = kept.store().cache(_predict)


def flat(added: list[Added]) -> list[Added]:
    """The same words, all equally close: 1.

    >>> flat([Added("heart", "cardiac", 0.02)])
    [Added(token='heart', word='cardiac', closeness=1.0)]
    """
    return [addition._replace(closeness=1.0) for addition in added]


def weighted_query(
    query: str, added: list[Added], weight: float, tokenizer: str = "english"
) -> dict[str, float]:
    """Analyzer terms with weights: the query's own, and the added ones below them.

    A term of the query counts 1 each time it stands there, an added one ``weight * closeness``;
    of a term added twice the higher counts, and the query's own goes before both.

    >>> weighted_query("heart attack", [Added("heart", "cardiac", 0.8)], 0.5)
    {'heart': 1.0, 'attack': 1.0, 'cardiac': 0.4}
    """
    own = {term: float(n) for term, n in Counter(terms(query, tokenizer)).items()}
    new: dict[str, float] = {}
    for addition in added:
        for term in terms(addition.word, tokenizer):
            new[term] = max(new.get(term, 0.0), weight * addition.closeness)
    return new | own


def expanded_run(
    index: BM25Index, collection: Collection, expand: Expander, weight: float, top_k: int = 100
) -> list[ScoredDoc]:
    """BM25's answer to every query of a collection after expansion."""
    made: list[ScoredDoc] = []
    for query in collection.queries:
        weights: Mapping[str, float] = weighted_query(
            query.text, expand(query.text), weight, index.tokenizer
        )
        made += index.search_weighted(weights, top_k, query.query_id)
    return made
