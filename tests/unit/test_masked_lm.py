"""helpers/masked_lm.py: predictions, against transformers' own pipeline."""

from __future__ import annotations

import doctest
import math

import pytest
import torch
from transformers import pipeline

from helpers import masked_lm
from helpers.masked_lm import (
    MASKS_AT_ONCE,
    most_probable,
    predict_at,
    predict_each,
    predict_masked,
    predict_word,
)
from helpers.models import load_network, load_tokenizer
from helpers.reading import MaskedLM, load_masked_lm

pytestmark = pytest.mark.model

SENTENCE = "High blood [MASK] is also called hypertension."
QUERY = "heart attack treatment protocol"
LONG = "heart " * 600  # 602 tokens, [CLS] and [SEP] included


@pytest.fixture(scope="module")
def lm() -> MaskedLM:
    return load_masked_lm()


def test_examples() -> None:
    assert doctest.testmod(masked_lm).failed == 0


def test_predictions_are_the_softmax_of_the_logits(lm: MaskedLM) -> None:
    logits = lm.logits(QUERY).logits[1]
    wanted = torch.exp(logits.double() - torch.logsumexp(logits.double(), 0))
    made = most_probable(logits, lm.vocabulary, 30522)
    assert [p.probability for p in made] == pytest.approx(
        [float(wanted[p.id]) for p in made], abs=5e-5
    )
    assert [p.term for p in made[:3]] == [lm.vocabulary[i] for i in wanted.topk(3).indices]


def test_equal_predictions_are_in_order_of_ids() -> None:
    assert [p.term for p in most_probable(torch.zeros(5), "abcde", 5)] == list("abcde")


def test_no_more_is_predicted_than_there_is() -> None:
    assert len(most_probable(torch.zeros(3), "abc", 10)) == 3


def test_predictions_are_those_of_the_fill_mask_pipeline() -> None:
    network, tokenizer = load_network("clinical-mlm"), load_tokenizer("clinical-mlm")
    wanted = pipeline("fill-mask", model=network, tokenizer=tokenizer)(SENTENCE, top_k=10)
    ours = predict_masked(SENTENCE)[0]
    assert [p.id for p in ours] == [w["token"] for w in wanted]
    assert [p.probability for p in ours] == pytest.approx([w["score"] for w in wanted], abs=1e-6)


def test_it_learnt_something() -> None:
    assert predict_masked(SENTENCE, 1)[0][0].term == "pressure"


def test_probabilities_of_the_whole_vocabulary_sum_to_1() -> None:
    assert sum(p.probability for p in predict_masked(SENTENCE, 30522)[0]) == pytest.approx(1, 1e-4)


def test_every_mask_is_answered() -> None:
    assert len(predict_masked("[MASK] attack [MASK]", 3)) == 2


def test_a_mask_that_the_model_does_not_read_has_no_answer() -> None:
    made = predict_masked(f"[MASK] {LONG} [MASK]", 1)
    assert len(made) == 1


@pytest.mark.parametrize("text", ["", "no place", "😀"])
def test_a_text_without_mask(text: str) -> None:
    with pytest.raises(ValueError, match=r"want at least one \[MASK\]"):
        predict_masked(text)


@pytest.mark.parametrize("top_k", [0, -1])
def test_top_k_below_1(top_k: int) -> None:
    with pytest.raises(ValueError, match=f"top_k={top_k}: want 1 or more"):
        predict_masked("[MASK]", top_k)


def test_hidden_places_are_those_of_a_written_mask() -> None:
    place = predict_at("High blood pressure is also called hypertension.", [2], 5)[0]
    written = predict_masked(SENTENCE, 5)[0]
    assert place.token == "pressure"
    assert [p.term for p in place.predictions] == [p.term for p in written]
    assert [p.probability for p in place.predictions] == pytest.approx(
        [p.probability for p in written], abs=1e-6
    )


def test_rank_and_probability_of_the_original() -> None:
    place = predict_at("High blood pressure is also called hypertension.", [2], 30522)[0]
    found = next(i for i, p in enumerate(place.predictions, 1) if p.term == "pressure")
    assert place.rank == found
    assert place.probability == pytest.approx(place.predictions[found - 1].probability)


def test_entropy_is_that_of_the_distribution_in_bits() -> None:
    place = predict_at("heart attack", [0], 30522)[0]
    wanted = -sum(p.probability * math.log2(p.probability) for p in place.predictions)
    assert place.entropy == pytest.approx(wanted, abs=1e-3)


def test_several_places_are_hidden_at_once_in_their_order() -> None:
    both = predict_at("heart attack treatment", [2, 0, 2], 1)
    assert [(p.position, p.token) for p in both] == [(0, "heart"), (2, "treatment")]
    assert both[0].predictions != predict_at("heart attack treatment", [0], 1)[0].predictions


def test_no_place_hidden_predicts_nothing() -> None:
    assert predict_at("heart attack", []) == []


@pytest.mark.parametrize("position", [-1, 2])
def test_a_position_outside_the_text(position: int) -> None:
    with pytest.raises(ValueError, match="the text has 2 tokens"):
        predict_at("heart attack", [position])


def test_a_position_that_the_model_does_not_read() -> None:
    with pytest.raises(ValueError, match="the text has 510 tokens"):
        predict_at(LONG, [510])


def test_a_place_s_table_has_its_predictions() -> None:
    place = predict_at("heart attack", [0], 3)[0]
    table = place.show()
    assert table.index.name == "in place of heart"
    assert table["probability"].to_dict() == {
        p.term: round(p.probability, 3) for p in place.predictions
    }


def test_each_token_is_hidden_in_turn() -> None:
    made = dict(predict_each(QUERY, 5))
    assert list(made) == QUERY.split()
    for position, token in enumerate(made):
        (alone,) = predict_at(QUERY, [position], 5)
        assert [p.term for p in made[token]] == [p.term for p in alone.predictions]
        assert [p.probability for p in made[token]] == pytest.approx(
            [p.probability for p in alone.predictions], abs=1e-5
        )


def test_pieces_are_hidden_one_by_one() -> None:
    made = predict_each("stemi", 5)
    wanted = [predict_masked(text, 5)[0] for text in ("[MASK]i", "stem[MASK]")]
    assert [token for token, _ in made] == ["stem", "##i"]
    assert [[p.term for p in row] for _, row in made] == [[p.term for p in row] for row in wanted]


def test_a_typed_mask_is_no_place_to_predict() -> None:
    made = dict(predict_each("[MASK] attack", 3))
    (alone,) = predict_at("[MASK] attack", [3], 3)
    assert list(made) == ["[", "mask", "]", "attack"]
    assert [p.term for p in made["attack"]] == [p.term for p in alone.predictions]


@pytest.mark.parametrize("text", ["", " \n", "\ud83d\ude00"])
def test_odd_texts_have_as_many_predictions_as_tokens(lm: MaskedLM, text: str) -> None:
    (read,) = lm.encode([text])
    assert len(predict_each(text, 1)) == len(read.ids) - 2


@pytest.mark.slow
def test_of_a_long_text_the_first_64_tokens_are_hidden() -> None:
    words = [term for term in load_masked_lm().vocabulary[2000:] if term.isalpha()][:68]
    assert [token for token, _ in predict_each(" ".join(words), 1)] == words[:64]
    assert MASKS_AT_ONCE == 64


def test_a_word_left_in_its_place_is_read_with_the_sentence() -> None:
    place = predict_word("heart attack", (6, 12), False, 3)
    logits = load_masked_lm().logits("heart attack").logits[2]
    assert place.predictions[0].probability == pytest.approx(float(logits.softmax(-1).max()))


def test_a_hidden_word_is_a_hidden_token() -> None:
    assert predict_word("heart attack", (6, 12), True) == predict_at("heart attack", [1])[0]


def test_one_mask_stands_for_all_pieces_of_a_word() -> None:
    place = predict_word("acute cholangitis", (6, 17), True, 3)
    terms = [p.term for p in predict_masked("acute [MASK]", 3)[0]]
    assert (place.token, [p.term for p in place.predictions]) == ("cho", terms)


def test_a_place_without_a_token_is_one_sentence() -> None:
    with pytest.raises(ValueError, match=r"span=\(5, 6\): the model reads no token there"):
        predict_word("heart attack", (5, 6), False)
