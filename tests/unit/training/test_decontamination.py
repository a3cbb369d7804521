"""training/decontamination.py: no record names one test term by two of its names."""

from __future__ import annotations

import doctest

import pytest

from training import decontamination
from training.decontamination import Benchmark, words_of

TERMS = [
    {"id": "1", "name": "Epistaxis", "lay": ["Nosebleed", "Bleeding nose"], "synonyms": []},
    {"id": "2", "name": "Seizure", "lay": ["Seizures", "Fits"], "synonyms": ["Epileptic seizure"]},
]


@pytest.fixture
def benchmark() -> Benchmark:
    return Benchmark(TERMS)


def test_examples() -> None:
    assert doctest.testmod(decontamination).failed == 0


@pytest.mark.parametrize(
    "text",
    [
        "Epistaxis, or nosebleed.",
        "NOSE-BLEED? No: a bleeding-nose; epistaxis!",
        "A seizure is one of the fits.",
    ],
)
def test_two_names_of_a_term_give_it_away(benchmark: Benchmark, text: str) -> None:
    assert benchmark.gives_away(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Epistaxis. Epistaxis.",
        "A seizure among seizures.",  # two names that stem alike are one
        "An epileptic seizure.",  # the shorter name is inside the longer one
        "Epistaxis after a seizure.",  # one name of each
        "Nosebleeding",
    ],
)
def test_one_name_of_a_term_gives_nothing_away(benchmark: Benchmark, text: str) -> None:
    assert not benchmark.gives_away(text)


def test_the_texts_of_a_record_count_together(benchmark: Benchmark) -> None:
    assert benchmark.gives_away("Epistaxis", "It is a nosebleed.")
    assert not benchmark.gives_away("Epistaxis", "It is a fit.")


def test_words_are_letters_and_digits_in_lower_case() -> None:
    assert words_of("FRM-118, Heart's") == ("frm", "118", "heart", "s")
