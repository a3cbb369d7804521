"""helpers/static_vectors.py, against gensim's own answers."""

from __future__ import annotations

import doctest

import gensim.downloader
import pytest

from helpers import static_vectors
from helpers.registry import REGISTRY
from helpers.static_vectors import cosine, load_static_vectors, neighbours, project

pytestmark = pytest.mark.model


def test_examples() -> None:
    assert doctest.testmod(static_vectors).failed == 0


def test_static_vectors_are_gensim_s() -> None:
    vectors = load_static_vectors()
    assert vectors.vector_size == 50
    assert vectors.index_to_key[0] == "the"
    assert vectors.vectors.dtype == "float32"


def test_static_vectors_are_loaded_once() -> None:
    assert load_static_vectors() is load_static_vectors("glove-50k")


def test_a_network_has_no_static_vectors() -> None:
    with pytest.raises(ValueError, match="name='clinical-mlm': no static_vectors of that name"):
        load_static_vectors("clinical-mlm")


def test_others_come_from_gensim_by_their_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gensim.downloader, "load", lambda name: f"gensim's {name}")
    static_vectors._load.cache_clear()
    assert load_static_vectors("glove-wiki-gigaword-50") == "gensim's glove-wiki-gigaword-50"
    static_vectors._load.cache_clear()


def test_vectors_out_of_reach_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> None:
        raise OSError("no network")

    monkeypatch.setattr(gensim.downloader, "load", refuse)
    size = REGISTRY["glove-wiki-gigaword-100"].download
    with pytest.raises(ValueError, match=rf"^glove-wiki-gigaword-100 could not .*\({size} MB from"):
        load_static_vectors("glove-wiki-gigaword-100")


@pytest.mark.parametrize("word", ["heart", "attack", "treatment", "cardiac", "stroke"])
def test_neighbours_are_gensim_s(word: str) -> None:
    theirs = load_static_vectors().most_similar(word, topn=20)
    ours = neighbours(word, 20)
    assert [n.word for n in ours] == [w for w, _ in theirs]
    assert [n.cosine for n in ours] == pytest.approx([c for _, c in theirs], abs=1e-5)


def test_more_neighbours_than_are_looked_up_together_are_gensim_s_too() -> None:
    theirs = load_static_vectors().most_similar("heart", topn=static_vectors.AT_ONCE + 10)
    assert [n.word for n in neighbours("heart", len(theirs))] == [w for w, _ in theirs]


def test_fewer_neighbours_are_the_first_ones() -> None:
    assert neighbours("heart", 3) == neighbours("heart", 20)[:3]


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
