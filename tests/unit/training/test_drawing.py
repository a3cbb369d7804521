"""training/drawing.py: pairs of some sources alone."""

from __future__ import annotations

from training.drawing import of_sources
from training.pairs import Pair

NAMES = [Pair("heart attack", "Myocardial infarction")]
ANSWERS = [Pair("What is gout?", "Gout is a disease of joints.")]
BY_SOURCE = {"names": NAMES, "answers": ANSWERS}
EXACT = [Pair("joints", ANSWERS[0].passage), Pair("infarction", NAMES[0].passage)]
ALL = [*NAMES, *ANSWERS, *EXACT]


def test_exact_words_stay_with_the_passages_that_they_are_of() -> None:
    assert of_sources(ALL, BY_SOURCE, ["answers"]) == [ANSWERS[0], EXACT[0]]


def test_all_sources_leave_nothing_out() -> None:
    assert of_sources(ALL, BY_SOURCE, BY_SOURCE) == ALL


def test_no_pair_of_a_source_that_is_left_out_stays() -> None:
    assert not {*NAMES} & {*of_sources(ALL, BY_SOURCE, ["answers"])}
