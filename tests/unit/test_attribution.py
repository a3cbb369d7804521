"""helpers/provenance.py: the positions that a weight comes from, and FLOPS by hand."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sentence_transformers.sparse_encoder.losses import FlopsLoss

from helpers import provenance
from helpers.provenance import count_sorts, flops, origins, read, sort_of
from helpers.splade import WAYS, Way, activation, load_encoder, pool
from tests.test_text import BAD_INPUTS

QUERY = "heart attack treatment protocol"


def test_examples() -> None:
    assert doctest.testmod(provenance).failed == 0


def test_a_text_is_read_whole_and_nothing_is_hidden() -> None:
    reading = read(QUERY)
    assert reading.tokens == ["[CLS]", "heart", "attack", "treatment", "protocol", "[SEP]"]
    assert reading.logits.shape == (6, 30522)


@pytest.mark.parametrize("text", [QUERY, "", "myocardial infarction"])
def test_origins_are_the_whole_vector_of_the_encoder(text: str) -> None:
    encoder = load_encoder("clinical-splade")
    ours = {o.term: o.weight for o in origins(read(text))}
    assert ours == pytest.approx(dict(encoder.decode(encoder.encode_query([text]))), abs=1e-4)


def test_the_winner_s_logit_makes_the_weight() -> None:
    for origin in origins(read(QUERY)):
        best = max(c.logit for c in origin.candidates)
        assert origin.candidates[0].logit == best
        assert float(activation(torch.tensor(best))) == pytest.approx(origin.weight, abs=1e-6)


def test_with_the_sum_every_position_adds() -> None:
    for origin in origins(read(QUERY), Way("sum"), 10):
        logits = torch.tensor([c.logit for c in origin.candidates])
        assert float(activation(logits).sum()) == pytest.approx(origin.weight, abs=1e-5)


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=50))
def test_the_encoder_pools_as_provenance_does(text: str) -> None:
    encoder = load_encoder("clinical-splade")
    made = encoder.encode_ways([text])
    for way in WAYS:
        ours = pool(read(text).logits, way).numpy()
        assert np.abs(made[way].toarray() - ours).max() < 2e-4


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_bad_inputs_have_positions(text: str) -> None:
    assert read(text).tokens[0] == "[CLS]"


def test_a_masked_language_model_goes_through_the_same_formula() -> None:
    assert len(origins(read(QUERY, "clinical-mlm"))) > 20 * len(origins(read(QUERY)))


def test_top_k_of_0() -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more, or None"):
        origins(read("heart"), top_k=0)


def test_an_unknown_model() -> None:
    with pytest.raises(ValueError, match="no splade of that name"):
        read("heart", "word2vec")


def test_an_unknown_pooling() -> None:
    with pytest.raises(ValueError, match="pooling='mean': allowed are max, sum, cls"):
        origins(read("heart"), Way("mean"))  # type: ignore[arg-type]


def test_flops_by_hand() -> None:
    # means 1.5, 0.5 and 1: squares 2.25 + 0.25 + 1
    assert flops(csr_matrix([[1.0, 1.0, 2.0], [2.0, 0.0, 0.0]])) == pytest.approx(3.5)


def test_flops_is_the_loss_of_sentence_transformers() -> None:
    vectors = np.abs(np.random.default_rng(0).normal(size=(4, 50))).astype(np.float32)
    theirs = FlopsLoss(model=None).compute_loss_from_embeddings(torch.from_numpy(vectors))
    assert flops(csr_matrix(vectors)) == pytest.approx(float(theirs), rel=1e-5)


def test_every_vocabulary_term_is_of_one_sort() -> None:
    names = load_encoder("clinical-splade").names
    counts = count_sorts(names)
    assert sum(counts.values()) == 30522
    assert counts["special"] == 5
    assert sort_of("##") == "piece"
