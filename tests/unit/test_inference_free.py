"""helpers/inference_free.py: queries without a network."""

from __future__ import annotations

import numpy as np
import pytest

from helpers import inference_free
from helpers.inference_free import UNIT, has_weights, load_weights, query_vectors
from helpers.models import load_tokenizer
from helpers.records import Collection
from helpers.splade import load_encoder
from helpers.systems import SparseSystem
from helpers.vectors import splade_index


def test_the_embedded_model_can_be_asked_without_a_network() -> None:
    assert has_weights()


def test_a_model_without_weights_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference_free, "FILE", "none.safetensors")
    with pytest.raises(ValueError, match="model='clinical-splade': it has no weights"):
        load_weights.__wrapped__()


def test_weights_are_whole_steps_which_the_page_stores_as_such() -> None:
    steps = load_weights() * UNIT
    assert np.array_equal(steps, np.round(steps))
    assert steps.min() >= 0
    assert steps.max() < 2**16


def test_an_entry_that_no_document_can_have_weighs_nothing() -> None:
    special = load_tokenizer("clinical-splade").all_special_ids
    assert not load_weights()[special].any()


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    vocabulary = load_encoder().vocabulary
    of = dict(zip(vocabulary, load_weights().tolist(), strict=True))
    assert of["fracture"] > of["of"]


def test_a_query_is_its_own_pieces_and_nothing_else(hospital: Collection) -> None:
    system = SparseSystem(splade_index(hospital), lambda t: query_vectors(t, load_weights()))
    assert set(system.explain("heart attack", "D001").index) <= {"heart", "attack"}


def test_no_text_is_no_vector() -> None:
    assert query_vectors([], load_weights()).shape == (0, len(load_weights()))


def test_an_empty_text_has_no_terms() -> None:
    assert query_vectors(["", "  "], load_weights()).nnz == 0
