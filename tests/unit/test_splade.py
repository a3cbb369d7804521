"""helpers/splade.py, against hand-worked numbers and sentence_transformers' SparseEncoder."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sentence_transformers import SparseEncoder

from helpers import splade
from helpers.reading import load_masked_lm
from helpers.records import Collection
from helpers.splade import (
    SpladeEncoder,
    activation,
    active,
    active_dims,
    load_encoder,
    pool_max,
    stack,
)
from tests.inputs import BAD_INPUTS, any_text
from tests.matrices import same
from tools.bench import sparse_encoder

pytestmark = pytest.mark.model

QUERY = "heart attack treatment protocol"


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


def test_what_is_not_above_0_is_not_active() -> None:
    ids, weights = active(torch.tensor([0.5, 0.0, -1.0, 2.0]))
    assert (ids.tolist(), weights.tolist()) == ([0, 3], [0.5, 2.0])


def test_active_weights_are_a_copy() -> None:
    vector = torch.tensor([0.5, 2.0])
    found = active(vector)
    vector.zero_()
    assert found.weights.tolist() == [0.5, 2.0]


def test_vectors_are_stacked_in_their_order() -> None:
    rows = [
        active(torch.tensor([0.0, 2.0])),
        active(torch.zeros(2)),
        active(torch.tensor([1.0, 0])),
    ]
    assert stack(rows, 2).toarray().tolist() == [[0, 2], [0, 0], [1, 0]]


@pytest.mark.slow
def test_weights_are_those_of_sparse_encoder(
    encoder: SpladeEncoder, oracle: SparseEncoder, hospital: Collection
) -> None:
    texts = [d.contents for d in hospital.documents[:40]] + [q.text for q in hospital.queries[:40]]
    theirs = oracle.encode_document(texts, convert_to_sparse_tensor=False).numpy()
    assert np.abs(encoder.encode_document(texts).toarray() - theirs).max() < 1e-4


@pytest.mark.parametrize("text", [QUERY, "", "myocardial infarction", "heart " * 600])
def test_a_vector_is_the_pooled_maximum_of_the_same_logits(
    encoder: SpladeEncoder, text: str
) -> None:
    wanted = pool_max(load_masked_lm("clinical-splade").logits(text).logits).numpy()
    assert np.abs(encoder.encode_query([text]).toarray()[0] - wanted).max() < 1e-5


def test_queries_and_documents_are_encoded_alike(encoder: SpladeEncoder) -> None:
    assert same(encoder.encode_query([QUERY]), encoder.encode_document([QUERY]))


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_bad_inputs_give_a_vector(encoder: SpladeEncoder, text: str) -> None:
    made = encoder.encode_query([text])
    assert made.shape == (1, 30522)
    assert (np.isfinite(made.data) & (made.data > 0)).all()


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(texts=st.lists(any_text(60), min_size=1, max_size=5))
def test_a_batch_gives_what_each_text_gives_alone(texts: list[str]) -> None:
    encoder = load_encoder("clinical-splade")
    alone = np.vstack([encoder.encode_query([text]).toarray() for text in texts])
    assert np.abs(encoder.encode_query(texts).toarray() - alone).max() < 1e-4


def test_a_long_text_is_cut_at_512_tokens(encoder: SpladeEncoder) -> None:
    text = "heart " * 600
    assert same(encoder.encode_document([text]), encoder.encode_document([text * 2]))


def test_no_text_gives_no_row(encoder: SpladeEncoder) -> None:
    assert encoder.encode_query([]).shape == (0, 30522)


def test_one_string_is_no_list(encoder: SpladeEncoder) -> None:
    with pytest.raises(ValueError, match="texts='heart': want a list of strings"):
        encoder.encode_query("heart")


def test_input_terms_are_the_text_s_own_pieces(encoder: SpladeEncoder) -> None:
    marked = encoder.input_terms(["stemi heart heart", ""])
    assert {encoder.vocabulary[i] for i in marked[0].indices} == {"stem", "##i", "heart"}
    assert (marked[0].max(), marked[1].nnz) == (1, 0)


def test_decode_is_whole_and_sorted(encoder: SpladeEncoder) -> None:
    vector = encoder.encode_query(["broken hip"])
    decoded = encoder.decode(vector)
    assert len(decoded) == active_dims(vector)[0]
    assert [w for _, w in decoded] == sorted((w for _, w in decoded), reverse=True)
    assert encoder.decode(vector, 3) == decoded[:3]


def test_equal_weights_are_decoded_in_order_of_ids(encoder: SpladeEncoder) -> None:
    vector = csr_matrix(([1.0, 2.0, 1.0], ([0, 0, 0], [9, 5, 7])), shape=(1, 30522))
    assert [term for term, _ in encoder.decode(vector)] == [
        encoder.vocabulary[i] for i in (5, 7, 9)
    ]


def test_decode_wants_one_row(encoder: SpladeEncoder) -> None:
    with pytest.raises(ValueError, match="want one row"):
        encoder.decode(encoder.encode_query(["a", "b"]))


def test_top_k_of_0(encoder: SpladeEncoder) -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more, or None"):
        encoder.decode(encoder.encode_query(["a"]), 0)


def test_a_vector_s_table_is_its_heaviest_terms(encoder: SpladeEncoder) -> None:
    vector = encoder.encode_query(["broken hip"])
    table = encoder.show(vector, 3)
    assert table["weight"].to_dict() == {t: round(w, 2) for t, w in encoder.decode(vector, 3)}


def test_the_running_example_shares_weight(encoder: SpladeEncoder, hospital: Collection) -> None:
    query = encoder.encode_query([QUERY])
    wanted = [hospital.document(d).contents for d in ("D001", "D002", "D003")]
    assert ((query @ encoder.encode_document(wanted).T).toarray() > 0).all()


def test_a_masked_language_model_encodes_by_the_same_formula() -> None:
    made = load_encoder("clinical-mlm").encode_query([QUERY])
    wanted = pool_max(load_masked_lm("clinical-mlm").logits(QUERY).logits).numpy()
    assert np.abs(made.toarray()[0] - wanted).max() < 1e-5


def test_an_encoder_is_loaded_once(encoder: SpladeEncoder) -> None:
    assert load_encoder() is encoder
