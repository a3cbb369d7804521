"""The chapters' exercises: ``check`` tries a reader's own function and says what differs, and why.

Each exercise has a function of the book to compare with, inputs that differ in kind, and a hint for
each: the first input on which the two disagree says what the reader has not thought of yet.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax

from helpers.bm25 import idf

Values = NDArray[np.float64]
CLOSE = 1e-4  # of the value: a reader may round, and 32-bit numbers do
LONGEST = 60  # characters of a reader's own text in a sentence


class Case(NamedTuple):
    """What a function is called with, and what to think of where it goes wrong."""

    inputs: tuple[Any, ...]
    hint: str


class Exercise(NamedTuple):
    """A function of the book, and the cases in which a reader's own must give the same."""

    answer: Callable[..., ArrayLike]
    cases: tuple[Case, ...]


class Verdict(NamedTuple):
    """Whether a function is right, and a sentence that says so; a notebook shows the sentence."""

    right: bool
    said: str

    def __repr__(self) -> str:
        return self.said

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.said)}</p>"


def check(exercise: str, function: object) -> Verdict:
    """Try a reader's function on an exercise's inputs, up to the first that it gets wrong.

    Raises ValueError for an exercise that is none of ``EXERCISES``; whatever the function does
    becomes a sentence.

    >>> check("idf", lambda n_documents, df: 0.0)
    Not yet: your function(194, 1) is 0, want 4.86. Rare terms weigh most: log((N - df + 0.5) / \
(df + 0.5)).
    >>> check("idf", idf)
    Right: idf agrees with the book on all 4 inputs.
    """
    if exercise not in EXERCISES:
        raise ValueError(f"exercise={exercise!r}: allowed are {', '.join(EXERCISES)}")
    if not callable(function):
        said = f"Not yet: check needs the function itself, as in check({exercise!r}, my_function)."
        return Verdict(False, said)
    answer, cases = EXERCISES[exercise]
    for case in cases:
        if problem := _difference(function, answer, case.inputs):
            return Verdict(
                False, f"Not yet: {_called(function, case.inputs)} {problem} {case.hint}"
            )
    said = f"Right: {_name(function)} agrees with the book on all {len(cases)} inputs."
    return Verdict(True, said)


def _difference(
    function: Callable[..., object], answer: Callable[..., ArrayLike], inputs: tuple[Any, ...]
) -> str:
    """What is wrong with a function's value, in words that follow the call; empty if nothing."""
    want = np.asarray(answer(*inputs), dtype=float)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = function(*copy.deepcopy(inputs))
        except Exception as problem:  # whatever a reader's function may raise
            return f"stops with {type(problem).__name__}: {_short(str(problem))}."
    if value is None:
        return "returns nothing: it ends without return."
    try:
        found = np.asarray(value, dtype=float)
    except Exception:  # of a type that holds no numbers
        return f"is of type {type(value).__name__}, want {_shown(want)}."
    if found.shape != want.shape:
        return f"has the shape {found.shape}, want {want.shape}."
    close = np.allclose(found, want, rtol=CLOSE, atol=CLOSE)
    return "" if close else f"is {_shown(found)}, want {_shown(want)}."


def _name(function: object) -> str:
    name = str(getattr(function, "__name__", "your function"))
    return _short(name if name.isidentifier() else "your function")


def _called(function: object, inputs: Sequence[object]) -> str:
    return f"{_name(function)}({', '.join(map(_shown, inputs))})"


def _shown(value: object) -> str:
    """A number with four digits, an array as nested lists."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"[{', '.join(map(_shown, value))}]"
    return f"{float(value):.4g}" if np.isscalar(value) or np.ndim(value) == 0 else repr(value)  # type: ignore[arg-type]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def _cosine(one: Values, other: Values) -> float:
    from helpers.static_vectors import cosine

    return cosine(one.astype(np.float32), other.astype(np.float32))


def _pool(logits: Values) -> Values:
    import torch

    from helpers.splade import pool_max

    return np.asarray(pool_max(torch.from_numpy(logits)))


def _ndcg(grades: Sequence[int]) -> float:
    """nDCG@3 of documents with these grades, in the order of a ranking, by ir_measures."""
    import ir_measures

    qrels = [ir_measures.Qrel("Q", f"D{i}", grade) for i, grade in enumerate(grades)]
    run = [ir_measures.ScoredDoc("Q", f"D{i}", -float(i)) for i in range(len(grades))]
    return float(
        ir_measures.calc_aggregate([ir_measures.nDCG @ 3], qrels, run)[ir_measures.nDCG @ 3]
    )


EXERCISES = {
    "idf": Exercise(
        idf,
        (
            Case((194, 1), "Rare terms weigh most: log((N - df + 0.5) / (df + 0.5))."),
            Case((194, 60), "The logarithm is the natural one, math.log."),
            Case((194, 97), "A term of half the documents weighs 0."),
            Case((194, 194), "A term of all documents weighs less than nothing; keep the sign."),
        ),
    ),
    "cosine": Exercise(
        _cosine,
        (
            Case((np.array([3.0, 4.0]), np.array([4.0, 3.0])), "Divide by both lengths."),
            Case((np.array([1.0, 2.0]), np.array([10.0, 20.0])), "Length must not count."),
            Case((np.array([1.0, 0.0]), np.array([0.0, 2.0])), "A right angle gives 0."),
            Case((np.array([1.0, 2.0]), np.array([-1.0, -2.0])), "The opposite gives -1."),
        ),
    ),
    "probabilities": Exercise(
        softmax,
        (
            Case((np.array([0.0, 0.0]),), "Equal logits share equally, and all sum to 1."),
            Case((np.array([1.0, 2.0, 3.0]),), "Take exp of each, then divide by their sum."),
            Case((np.array([-7.0]),), "A single choice is certain."),
            Case((np.array([1000.0, 1001.0]),), "exp(1000) overflows: subtract the largest first."),
        ),
    ),
    "pool": Exercise(
        _pool,
        (
            Case((np.array([[1.0, 2.0, 0.5]]),), "One position: log(1 + logit), nothing else."),
            Case(
                (np.array([[1.0, -2.0], [3.0, -1.0]]),), "What is below 0 becomes 0 before the log."
            ),
            Case(
                (np.array([[0.0, 4.0], [2.0, 1.0], [1.0, 0.0]]),), "The maximum, down each column."
            ),
            Case((np.array([[-3.0, -1.0], [-2.0, -5.0]]),), "A text may weigh nothing at all."),
        ),
    ),
    "ndcg": Exercise(
        _ndcg,
        (
            Case(([1, 0, 0],), "The best order of all scores 1: divide by its own sum."),
            Case(([0, 1, 0],), "A grade counts divided by log2(rank + 1), ranks from 1."),
            Case(([0, 0, 0, 2],), "Below rank 3 nothing counts."),
            Case(
                ([1, 0, 3, 2],), "The best order takes every graded document, also those below 3."
            ),
            Case(([0, 0, 0],), "Nothing relevant: the score is 0, not 0 divided by 0."),
        ),
    ),
}
