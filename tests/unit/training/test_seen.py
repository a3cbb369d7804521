"""training/experiments/seen.py: texts whose words occur in others."""

from __future__ import annotations

from training.experiments.seen import occurring


def test_words_must_follow_one_another() -> None:
    assert occurring({"1": "heart attack"}, ["attack of the heart", "heart; a attack"]) == []


def test_signs_and_case_do_not_matter() -> None:
    assert occurring({"1": "Heart attack"}, ["a HEART-ATTACK?"]) == ["1"]


def test_part_of_a_word_is_not_the_word() -> None:
    assert occurring({"1": "art"}, ["heart", "arts"]) == []


def test_two_queries_of_the_same_words_are_both_found() -> None:
    assert occurring({"1": "gout", "2": "Gout"}, ["gout"]) == ["1", "2"]
