"""helpers/splade.py, against hand-worked numbers and sentence_transformers' SparseEncoder."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sentence_transformers import SparseEncoder

from helpers import splade
from helpers.models import load_tokenizer
from helpers.records import Collection
from helpers.splade import SpladeEncoder, activation, active_dims, load_encoder, pool_max
from tests.test_text import BAD_INPUTS
from tools.bench import sparse_encoder


@pytest.fixture(scope="module")
def encoder() -> SpladeEncoder:
    return load_encoder("clinical-splade")


@pytest.fixture(scope="module")
def oracle() -> SparseEncoder:
    return sparse_encoder()


def test_examples() -> None:
    assert doctest.testmod(splade).failed == 0


def test_activation_by_hand() -> None:
    made = activation(torch.tensor([-1.0, 0.0, math.e - 1])).tolist()
    assert made == pytest.approx([0, 0, 1])


@given(st.lists(st.lists(st.floats(-20, 20), min_size=3, max_size=3), min_size=1, max_size=9))
def test_the_maximum_may_be_taken_first(rows: list[list[float]]) -> None:
    logits = torch.tensor(rows)
    assert torch.equal(pool_max(logits), activation(logits).max(0).values)


def test_weights_are_those_of_sparse_encoder(
    encoder: SpladeEncoder, oracle: SparseEncoder, hospital: Collection
) -> None:
    texts = [d.contents for d in hospital.documents[:40]] + [q.text for q in hospital.queries[:40]]
    theirs = oracle.encode_document(texts, convert_to_sparse_tensor=False).numpy()
    assert np.abs(encoder.encode_document(texts).toarray() - theirs).max() < 1e-4


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_bad_inputs_give_a_vector(encoder: SpladeEncoder, text: str) -> None:
    assert encoder.encode_query([text]).shape == (1, 30522)


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_a_batch_gives_what_each_text_gives_alone(texts: list[str]) -> None:
    encoder = load_encoder("clinical-splade")
    alone = np.vstack([encoder.encode_query([text]).toarray() for text in texts])
    assert np.abs(encoder.encode_query(texts).toarray() - alone).max() < 1e-4


def test_a_long_text_is_cut_at_512_tokens(encoder: SpladeEncoder) -> None:
    text = "heart " * 600
    assert (encoder.encode_document([text]) != encoder.encode_document([text * 2])).nnz == 0


def test_no_text_gives_no_row(encoder: SpladeEncoder) -> None:
    assert encoder.encode_query([]).shape == (0, 30522)


def test_one_string_is_no_list(encoder: SpladeEncoder) -> None:
    with pytest.raises(ValueError, match="texts='heart': want a list of strings"):
        encoder.encode_query("heart")


def test_decode_is_whole_and_sorted(encoder: SpladeEncoder) -> None:
    vector = encoder.encode_query(["broken hip"])
    decoded = encoder.decode(vector)
    assert len(decoded) == active_dims(vector)[0]
    assert [w for _, w in decoded] == sorted((w for _, w in decoded), reverse=True)
    assert encoder.decode(vector, 3) == decoded[:3]


def test_decode_wants_one_row(encoder: SpladeEncoder) -> None:
    with pytest.raises(ValueError, match="want one row"):
        encoder.decode(encoder.encode_query(["a", "b"]))


def test_top_k_of_0(encoder: SpladeEncoder) -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more, or None"):
        encoder.decode(encoder.encode_query(["a"]), 0)


def test_the_running_example_shares_weight(encoder: SpladeEncoder, hospital: Collection) -> None:
    query = encoder.encode_query(["heart attack treatment protocol"])
    wanted = [hospital.document(d).contents for d in ("D001", "D002", "D003")]
    assert ((query @ encoder.encode_document(wanted).T).toarray() > 0).all()


def test_tokenizer_and_network_share_a_vocabulary(encoder: SpladeEncoder) -> None:
    assert len(load_tokenizer("clinical-splade")) == encoder.model.config.vocab_size
