"""helpers/masked_lm.py, against transformers' fill-mask pipeline."""

from __future__ import annotations

import math
import time

import pytest
from transformers import pipeline

from helpers.masked_lm import hide, mask_each, predict_batch, predict_masked
from helpers.models import load_masked_lm, load_tokenizer

SENTENCE = "High blood [MASK] is also called hypertension."


def test_predictions_are_those_of_the_fill_mask_pipeline() -> None:
    theirs = pipeline("fill-mask", model=load_masked_lm(), tokenizer=load_tokenizer("clinical-mlm"))
    wanted = theirs(SENTENCE, top_k=10)
    ours = predict_masked(SENTENCE)[0]
    assert [p.id for p in ours] == [w["token"] for w in wanted]
    assert [p.probability for p in ours] == pytest.approx([w["score"] for w in wanted], abs=1e-6)


def test_it_learnt_something() -> None:
    assert predict_masked(SENTENCE, 1)[0][0].term == "pressure"


def test_probabilities_of_the_whole_vocabulary_sum_to_1() -> None:
    assert sum(p.probability for p in predict_masked(SENTENCE, 30522)[0]) == pytest.approx(1, 1e-4)


def test_every_mask_is_answered() -> None:
    assert len(predict_masked("[MASK] attack [MASK]", 3)) == 2


def test_a_batch_gives_what_each_text_gives_alone() -> None:
    texts = [SENTENCE, "a [MASK]"]
    together = predict_batch(texts, 5)
    for text, rows in zip(texts, together, strict=True):
        alone = predict_masked(text, 5)[0]
        assert [p.term for p in rows[0]] == [p.term for p in alone]


def test_mask_each_hides_pieces_one_by_one() -> None:
    assert mask_each("stemi") == [("stem", "[MASK]i"), ("##i", "stem[MASK]")]


@pytest.mark.parametrize("text", ["", "no place", "😀"])
def test_a_text_without_mask(text: str) -> None:
    with pytest.raises(ValueError, match=r"want at least one \[MASK\]"):
        predict_masked(text)


def test_top_k_of_0() -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more"):
        predict_masked("[MASK]", 0)


def test_a_text_too_long() -> None:
    with pytest.raises(ValueError, match="text of 603 tokens: want at most 512"):
        predict_masked("heart " * 600 + "[MASK]")


def test_hidden_places_are_those_of_a_written_mask() -> None:
    place = hide("High blood pressure is also called hypertension.", [2], 5)[0]
    assert place.token == "pressure"
    assert [p.term for p in place.predictions] == [p.term for p in predict_masked(SENTENCE, 5)[0]]


def test_rank_and_probability_of_the_original() -> None:
    place = hide("High blood pressure is also called hypertension.", [2], 30522)[0]
    found = next(i for i, p in enumerate(place.predictions, 1) if p.term == "pressure")
    assert place.rank == found
    assert place.probability == pytest.approx(place.predictions[found - 1].probability)


def test_entropy_is_that_of_the_distribution() -> None:
    place = hide("heart attack", [0], 30522)[0]
    wanted = -sum(p.probability * math.log2(p.probability) for p in place.predictions)
    assert place.entropy == pytest.approx(wanted, abs=1e-3)


def test_several_places_are_hidden_at_once() -> None:
    assert [p.position for p in hide("heart attack treatment", [2, 0], 1)] == [0, 2]


@pytest.mark.parametrize("position", [-1, 2])
def test_a_position_outside_the_text(position: int) -> None:
    with pytest.raises(ValueError, match="the text has 2 tokens"):
        hide("heart attack", [position])


def test_eight_tokens_all_hidden_answer_within_300_ms() -> None:
    text = "heart attack treatment protocol for the night nurse"
    hide(text, [0])
    started = time.perf_counter()
    hide(text, range(8))
    assert time.perf_counter() - started < 0.3
