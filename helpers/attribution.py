"""Where a weight comes from: which position of the text put which term into the vector."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from helpers.pooling import SPLADE, Pooling, pool
from helpers.reading import TokenLogits

if TYPE_CHECKING:
    import pandas as pd

SPECIAL = frozenset(("[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]"))


class Candidate(NamedTuple):
    """A position that proposed a term, with the logit it gave, before ReLU and logarithm."""

    position: int
    token: str
    logit: float


class TermAttribution(NamedTuple):
    """A term of the vector, its weight, and all positions by logit: the winner comes first."""

    term: str
    id: int
    weight: float
    candidates: list[Candidate]


def attributions(
    reading: TokenLogits, pooling: Pooling = SPLADE, top_k: int | None = None
) -> list[TermAttribution]:
    """List the terms of the text's vector, heaviest first, each with who proposed it.

    Ties go by id and by position. With max pooling the first candidate alone made the weight; with
    the sum every candidate above 0 did; with [CLS] position 0. Raises ValueError when ``top_k`` is
    below 1.
    """
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more, or None for all")
    weights = pool(reading.logits, pooling).numpy()
    active = np.flatnonzero(weights)
    order = active[np.lexsort((active, -weights[active]))][:top_k]
    return [
        TermAttribution(reading.vocabulary[i], int(i), float(weights[i]), _candidates(reading, i))
        for i in order
    ]


def _candidates(reading: TokenLogits, term: int) -> list[Candidate]:
    column = reading.logits[:, term].tolist()
    proposed = [Candidate(at, reading.tokens[at], logit) for at, logit in enumerate(column)]
    return sorted(proposed, key=lambda c: (-c.logit, c.position))


def show(attributed: Iterable[TermAttribution]) -> pd.DataFrame:
    """Lay out who proposed each term: the winner, the runner-up, and their logits."""
    import pandas as pd

    rows = [
        (a.term, a.weight, first.token, first.logit, second.token, second.logit)
        for a in attributed
        for first, second in [a.candidates[:2]]
    ]
    columns = ["term", "weight", "proposed by", "logit", "runner-up", "its logit"]
    return pd.DataFrame(rows, columns=columns).round(2).set_index("term")


def kind_of(term: str) -> str:
    """Say what a vocabulary term looks like: "special", "piece", "sign" or "word".

    >>> [kind_of(t) for t in ("[CLS]", "##oca", ",", "heart")]
    ['special', 'piece', 'sign', 'word']
    """
    if term in SPECIAL:
        return "special"
    if term.startswith("##"):
        return "piece"
    return "word" if term.isalnum() else "sign"


def count_kinds(terms: Iterable[str]) -> dict[str, int]:
    """Count the terms of each kind.

    >>> count_kinds(["heart", ",", "attack"])
    {'special': 0, 'sign': 1, 'piece': 0, 'word': 2}
    """
    counts = dict.fromkeys(("special", "sign", "piece", "word"), 0)
    for term in terms:
        counts[kind_of(term)] += 1
    return counts
