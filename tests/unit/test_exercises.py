"""helpers/exercises.py: what a reader's own function is told, right or wrong."""

from __future__ import annotations

import doctest
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from helpers import exercises as module
from helpers.exercises import EXERCISES, Values, check


def idf(n_documents: int, df: int) -> float:
    return math.log((n_documents - df + 0.5) / (df + 0.5))


def cosine(one: Values, other: Values) -> float:
    return float(one @ other / math.sqrt((one @ one) * (other @ other)))


def probabilities(logits: Values) -> Values:
    weights = np.exp(logits - logits.max())
    return np.asarray(weights / weights.sum())


def pool(logits: Values) -> Values:
    return np.asarray(np.log1p(np.maximum(logits, 0)).max(axis=0))


def gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(i + 2) for i, grade in enumerate(grades[:3]))


def ndcg(grades: Sequence[int]) -> float:
    best = gain(sorted(grades, reverse=True))
    return gain(grades) / best if best else 0.0


SOLUTIONS = {"idf": idf, "cosine": cosine, "probabilities": probabilities, "pool": pool}
SOLUTIONS["ndcg"] = ndcg


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", EXERCISES)
def test_a_solution_is_right(name: str) -> None:
    verdict = check(name, SOLUTIONS[name])
    assert verdict == (True, f"Right: {name} agrees with the book on all {cases(name)} inputs.")


def cases(name: str) -> int:
    return len(EXERCISES[name].cases)


@pytest.mark.parametrize(
    ("name", "function", "said"),
    [
        ("idf", lambda n, df: math.log10((n - df + 0.5) / (df + 0.5)), "want 4.86."),
        ("idf", lambda n, df: max(idf(n, df), 0.0), "keep the sign."),
        ("cosine", lambda one, other: one @ other, "Divide by both lengths."),
        ("cosine", lambda one, other: abs(cosine(one, other)), "The opposite gives -1."),
        ("probabilities", lambda z: np.exp(z) / np.exp(z).sum(), "subtract the largest first."),
        ("pool", lambda z: np.log1p(z.max(axis=0)), "becomes 0 before the log."),
        ("pool", lambda z: np.log1p(np.maximum(z, 0)).sum(axis=0), "want [1.386, 0]."),
        ("ndcg", lambda grades: gain(grades) / gain(sorted(grades)[::-1]), "ZeroDivisionError"),
        ("ndcg", lambda grades: gain(grades) / (gain(sorted(grades[:3])[::-1]) or 1), "want 0."),
    ],
)
def test_a_mistake_is_told_apart(name: str, function: Any, said: str) -> None:
    verdict = check(name, function)
    assert not verdict.right
    assert said in verdict.said


def nothing(n_documents: int, df: int) -> None:
    """As a reader's function is before it is written."""


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (4.86, "needs the function itself, as in check('idf', my_function)"),
        (nothing, "nothing(194, 1) returns nothing: it ends without return."),
        (lambda: 1.0, "stops with TypeError"),
        (lambda n, df: "<script>", "is of type str, want 4.86."),
        (lambda n, df: [1.0, 2.0], "has the shape (2,), want ()."),
        (lambda n, df: float("nan"), "is nan, want 4.86."),
    ],
)
def test_what_is_no_answer_gets_a_sentence(function: object, said: str) -> None:
    assert said in check("idf", function).said


def test_a_function_may_change_its_arguments() -> None:
    def spoils(logits: Values) -> Values:
        logits -= logits.max()
        return probabilities(logits)

    assert check("probabilities", spoils).right
    assert check("probabilities", probabilities).right


def test_a_readers_error_is_shown_as_text() -> None:
    def broken(n_documents: int, df: int) -> float:
        raise KeyError("<b>df</b>")

    assert "&lt;b&gt;df&lt;/b&gt;" in check("idf", broken)._repr_html_()


def test_an_unknown_exercise_is_named() -> None:
    with pytest.raises(ValueError, match="exercise='tfidf': allowed are idf, cosine"):
        check("tfidf", idf)
