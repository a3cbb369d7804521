"""helpers/explorers/masking.py: hidden tokens, and what a model proposes for them."""

from __future__ import annotations

import pytest

from helpers.explorers.masking import EXAMPLES, explore_masking, masking_explorer
from helpers.explorers.sentences import say
from helpers.masked_lm import predict_at
from helpers.static_vectors import neighbours
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.model

MODEL = "clinical-mlm"


@pytest.mark.parametrize("source", [*BAD_INPUTS, "[MASK] attack", "hip \ud83d"])
def test_masking_of_bad_inputs(source: str) -> None:
    result = explore_masking(source, 3, MODEL, [0])
    assert len(result["places"]) == min(1, len(result["tokens"]))


def test_a_place_is_what_the_model_makes_of_it() -> None:
    (shown,) = explore_masking("heart attack", 3, MODEL, [1])["places"]
    (place,) = predict_at("heart attack", [1], 3)
    assert (shown["position"], shown["token"], shown["rank"]) == (1, "attack", place.rank)
    assert shown["probability"] == round(place.probability, 6)
    assert shown["entropy"] == round(place.entropy, 6)
    assert [p["term"] for p in shown["predictions"]] == [p.term for p in place.predictions]
    assert [n["word"] for n in shown["neighbours"]] == [n.word for n in neighbours("attack", 3)]


def test_choosing_tokens_hides_them() -> None:
    result = masking_explorer().set(chosen=[0, 1])
    assert [place["token"] for place in result["places"]] == ["heart", "attack"]


def test_a_shorter_text_drops_positions_that_it_lacks() -> None:
    explorer = masking_explorer("heart attack treatment", chosen=(2,))
    result = explorer.set(text="heart")
    assert result["places"] == []
    assert result["note"] == say("nothing_hidden")


def test_an_empty_text_is_said() -> None:
    assert explore_masking(" ", 3, MODEL, [])["note"] == say("no_text")


def test_of_a_long_text_the_rest_is_counted() -> None:
    result = masking_explorer().set(text="heart " * 600, chosen=[])
    assert result["note"] == say("cut", limit=512, unread=90)
    assert len(result["tokens"]) == 510


def test_a_text_too_long_is_one_sentence_and_the_control_works_on() -> None:
    explorer = masking_explorer()
    assert explorer.set(text="x" * 10_001) == {
        "error": "The text has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(text="hip")["tokens"] == ["hip"]


def test_an_unknown_model_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="name='no-such': no splade or masked_lm of that name"):
        explore_masking("heart", 3, "no-such", [0])


def test_top_k_of_0_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more"):
        explore_masking("heart", 0, MODEL, [0])


def test_static_neighbours_do_not_change_with_the_sentence() -> None:
    one = explore_masking("They live in the heart of the city.", 5, MODEL, [4])
    other = explore_masking(EXAMPLES[0], 5, MODEL, [0])
    assert one["places"][0]["neighbours"] == other["places"][0]["neighbours"]
    assert one["places"][0]["predictions"] != other["places"][0]["predictions"]


def test_the_page_stores_at_least_12_texts() -> None:
    assert len(set(EXAMPLES)) >= 12
