"""helpers/static_vectors.py, against gensim's own answers."""

from __future__ import annotations

import doctest

import pytest

from helpers import static_vectors
from helpers.models import load_static_vectors
from helpers.static_vectors import cosine, neighbours, project


def test_examples() -> None:
    assert doctest.testmod(static_vectors).failed == 0


@pytest.mark.parametrize("word", ["heart", "attack", "treatment", "cardiac", "stroke"])
def test_neighbours_are_gensim_s(word: str) -> None:
    theirs = load_static_vectors().most_similar(word, topn=20)
    ours = neighbours(word, 20)
    assert [n.word for n in ours] == [w for w, _ in theirs]
    assert [n.cosine for n in ours] == pytest.approx([c for _, c in theirs], abs=1e-5)


def test_cosine_is_gensim_s() -> None:
    vectors = load_static_vectors()
    wanted = float(vectors.similarity("heart", "cardiac"))
    assert cosine(vectors["heart"], vectors["cardiac"]) == pytest.approx(wanted, abs=1e-5)


def test_a_word_without_a_vector_has_no_neighbours() -> None:
    assert neighbours("xyzzyx") == []


def test_top_k_of_0() -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more"):
        neighbours("heart", 0)


def test_a_plane_of_three_words_tells_their_distances_well() -> None:
    points, kept, told = project(["heart", "attack", "guitar"])
    assert len(points) == 3
    assert kept == pytest.approx(1)
    assert told == pytest.approx(1)


def test_a_map_of_an_unknown_word() -> None:
    with pytest.raises(ValueError, match="words='xyzzyx': has no vector"):
        project(["heart", "xyzzyx", "attack"])
