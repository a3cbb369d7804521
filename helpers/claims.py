"""What is commonly said of SPLADE, each with what was measured here.

A claim holds no number of its own: its places are filled from the scoreboards, so that it says
what the models and collections of today give.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

Figures = Mapping[str, Mapping[str, float]]  # a measure by system, then by kind of query


class Claim(NamedTuple):
    """A saying, what was measured, with ``{hospital[system][group]}`` and ``{lay[...]}``, where."""

    said: str
    measured: str
    chapter: str


CLAIMS = (
    Claim(
        "Without a shared word BM25 finds nothing.",
        "True by construction. Lay terms, no word shared: BM25 {lay[BM25][none]:.3f}, "
        "SPLADE {lay[SPLADE][none]:.3f}.",
        "1, 5",
    ),
    Claim(
        "Word vectors expand badly.",
        "GloVe {hospital[+ GloVe][all]:.3f} where BM25 has {hospital[BM25][all]:.3f}; lay terms "
        "{lay[+ GloVe][all]:.3f} and {lay[BM25][all]:.3f}.",
        "2",
    ),
    Claim(
        "Word lists expand badly.",
        "It depends on where they come from. Translations learnt from pairs: hospital "
        "{hospital[translation table][all]:.3f}, lay terms {lay[translation table][all]:.3f}.",
        "2",
    ),
    Claim(
        "Guesses for a hidden word make good expansions.",
        "They fit, and help little: {hospital[+ masked][all]:.3f} and {lay[+ masked][all]:.3f}.",
        "3",
    ),
    Claim(
        "SPLADE is BERT's prediction head, used for search.",
        "In part. With nothing but a threshold the head has {hospital[untrained head][all]:.3f} "
        "and {lay[untrained head][all]:.3f}; trained, {hospital[SPLADE][all]:.3f} and "
        "{lay[SPLADE][all]:.3f}.",
        "4",
    ),
    Claim(
        "A network must read the sentence.",
        "It depends. Every word alone: hospital {hospital[both alone][all]:.3f} for "
        "{hospital[SPLADE][all]:.3f}, lay terms {lay[both alone][all]:.3f} for "
        "{lay[SPLADE][all]:.3f}.",
        "5",
    ),
    Claim(
        "Query expansion is the secret.",
        "Partly. Without it {hospital[without query expansion][all]:.3f} and "
        "{lay[without query expansion][all]:.3f}; without document expansion "
        "{hospital[without document expansion][all]:.3f} and "
        "{lay[without document expansion][all]:.3f}.",
        "4, 5",
    ),
    Claim(
        "Any pooling will do.",
        "Not afterwards. Trained with the maximum {hospital[SPLADE][all]:.3f}; read with the "
        "sum {hospital[sum, not max][all]:.3f}, at [CLS] alone {hospital[CLS only][all]:.3f}.",
        "4",
    ),
    Claim(
        "It beats BM25.",
        "On the mean: hospital {hospital[SPLADE][all]:.3f} and {hospital[BM25][all]:.3f}, lay "
        "terms {lay[SPLADE][all]:.3f} and {lay[BM25][all]:.3f}. On exact queries "
        "{hospital[SPLADE][exact]:.3f} and {hospital[BM25][exact]:.3f}.",
        "5",
    ),
    Claim(
        "It beats dense vectors.",
        "Hospital: dense {hospital[dense MiniLM][all]:.3f}, SPLADE {hospital[SPLADE][all]:.3f}. "
        "Lay terms: {lay[dense MiniLM][all]:.3f} and {lay[SPLADE][all]:.3f}.",
        "5",
    ),
)


def filled(claim: Claim, hospital: Figures, lay: Figures) -> str:
    """Put the measured figures into a claim's places.

    Raises ValueError when a system or a kind of query is missing.

    >>> filled(Claim("", "{lay[BM25][all]:.2f}", ""), {}, {"BM25": {"all": 0.652}})
    '0.65'
    """
    try:
        return _put(claim, hospital, lay)
    except KeyError as error:
        raise ValueError(f"claim {claim.said!r}: {_lacking(error)}") from error


def _put(claim: Claim, hospital: Figures, lay: Figures) -> str:
    return claim.measured.format(hospital=_plain(hospital), lay=_plain(lay))


def _lacking(error: KeyError) -> str:
    return f"no figure for {error.args[0]!r}"


def _plain(figures: Figures) -> dict[str, Mapping[str, float]]:
    """Take the brackets out of names such as [CLS] only: str.format would read them as places."""
    return {name.replace("[", "").replace("]", ""): of for name, of in figures.items()}


def answered(claim: Claim, hospital: Figures, lay: Figures) -> str:
    """Fill a claim, or say what was not measured: a small collection has not every kind of query.

    >>> answered(Claim("", "{lay[dense][all]:.2f}", ""), {}, {"BM25": {"all": 0.652}})
    "not measured on these texts: no figure for 'dense'"
    """
    try:
        return _put(claim, hospital, lay)
    except KeyError as error:
        return f"not measured on these texts: {_lacking(error)}"


def table(hospital: Figures, lay: Figures) -> pd.DataFrame:
    """Lay the claims out: what is said, what was measured (nDCG@10), and in which chapter."""
    import pandas as pd

    rows = [(c.said, answered(c, hospital, lay), c.chapter) for c in CLAIMS]
    return pd.DataFrame(rows, columns=["what is said", "nDCG@10 as measured here", "chapter"])
