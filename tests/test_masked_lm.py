"""helpers/masked_lm.py, against transformers' fill-mask pipeline."""

from __future__ import annotations

import pytest
from transformers import pipeline

from helpers.masked_lm import mask_each, predict_batch, predict_masked
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
