"""helpers/reading.py: a text as the model reads it, and every token's logits."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings

from helpers.models import load_network
from helpers.reading import MaskedLM, load_masked_lm
from tests.inputs import BAD_INPUTS, any_text

pytestmark = pytest.mark.model

QUERY = "heart attack treatment protocol"
LONG = "heart " * 600  # 602 tokens, [CLS] and [SEP] included


@pytest.fixture(scope="module")
def lm() -> MaskedLM:
    return load_masked_lm()


def test_a_model_is_loaded_once(lm: MaskedLM) -> None:
    assert load_masked_lm("clinical-mlm") is lm


def test_a_splade_is_a_masked_language_model_too() -> None:
    assert load_masked_lm("clinical-splade").name == "clinical-splade"


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(ValueError, match="name='word2vec': no splade or masked_lm of that name"):
        load_masked_lm("word2vec")


def test_a_text_is_read_between_cls_and_sep(lm: MaskedLM) -> None:
    (read,) = lm.encode(["heart attack"])
    assert read.tokens == ["[CLS]", "heart", "attack", "[SEP]"]
    assert read.spans == [(0, 0), (0, 5), (6, 12), (0, 0)]
    assert [lm.vocabulary[i] for i in read.ids] == read.tokens
    assert read.unread == 0


def test_a_mask_that_somebody_typed_is_text(lm: MaskedLM) -> None:
    (read,) = lm.encode(["[MASK] attack"])
    assert read.tokens[1:-1] == ["[", "mask", "]", "attack"]
    assert lm.mask_id not in read.ids


@settings(deadline=None)
@given(any_text(40))
def test_half_a_character_is_read_as_the_sign_for_one(text: str) -> None:
    halves = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert load_masked_lm().encode([text]) == load_masked_lm().encode([halves])


def test_one_string_is_no_list(lm: MaskedLM) -> None:
    with pytest.raises(ValueError, match="texts='heart': want a list of strings"):
        lm.encode("heart")


def test_a_text_as_long_as_the_model_reads_is_read_whole(lm: MaskedLM) -> None:
    (read,) = lm.encode(["heart " * 510])
    assert (len(read.ids), read.unread) == (512, 0)


def test_of_a_longer_text_the_first_512_tokens_are_read_and_the_rest_counted(lm: MaskedLM) -> None:
    (read,) = lm.encode([LONG])
    assert (len(read.ids), read.unread) == (512, 90)
    assert (read.tokens[0], read.tokens[-1]) == ("[CLS]", "[SEP]")


def test_the_logits_of_a_long_text_are_those_of_the_tokens_read(lm: MaskedLM) -> None:
    reading = lm.logits(LONG)
    assert (reading.logits.shape, reading.unread) == ((512, 30522), 90)
    assert len(reading.tokens) == len(reading.ids) == len(reading.spans) == 512


def test_a_text_is_read_whole_and_nothing_is_hidden(lm: MaskedLM) -> None:
    reading = lm.logits(QUERY)
    assert reading.tokens == ["[CLS]", "heart", "attack", "treatment", "protocol", "[SEP]"]
    assert reading.logits.shape == (6, 30522)
    assert reading.vocabulary is lm.vocabulary


@torch.inference_mode()
def test_logits_are_the_network_s(lm: MaskedLM) -> None:
    reading = lm.logits(QUERY)
    wanted = load_network("clinical-mlm")(input_ids=torch.tensor([reading.ids])).logits[0]
    torch.testing.assert_close(reading.logits, wanted, atol=1e-4, rtol=0)


def test_a_second_reading_leaves_the_first_as_it_was(lm: MaskedLM) -> None:
    first = lm.logits("heart")
    before = first.logits.clone()
    lm.logits("a swollen toe")
    assert torch.equal(first.logits, before)


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_bad_inputs_have_positions(lm: MaskedLM, text: str) -> None:
    reading = lm.logits(text)
    assert reading.tokens[0] == "[CLS]"
    assert reading.logits.isfinite().all()
