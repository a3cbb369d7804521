"""training/lexicon.py and near.py: words wanted of a text, and pairs that come together."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from helpers.models import load_tokenizer
from training.lexicon import Lexicon, bag
from training.near import Neighbours
from training.pairs import Pair

pytestmark = pytest.mark.model

PAIRS = [
    Pair("nosebleed", "Epistaxis is bleeding from the nose."),
    Pair("nosebleed at night", "Epistaxis may come at night."),
    Pair("bleeding nose", "Epistaxis, how it is stopped."),
    Pair("heart attack", "Myocardial infarction is an emergency."),
    Pair("heart attack signs", "Signs of myocardial infarction are pain and sweat."),
    Pair("attack of the heart", "A myocardial infarction needs a doctor."),
    Pair("broken hip", "A fracture of the femur needs surgery."),
    Pair("hip fracture", "The femur breaks in a fall."),
    Pair("hip pain", "Pain in the femur and the hip."),
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(PAIRS * 2, load_tokenizer("clinical-mlm"))


def test_a_bag_counts() -> None:
    assert bag([[0, 2, 2], []], 3).toarray().tolist() == [[1, 0, 2], [0, 0, 0]]


def test_a_passage_grows_by_what_searchers_call_it(lexicon: Lexicon) -> None:
    tf = lexicon.counted(["myocardial infarction"])
    grown = lexicon.grown_passages(tf).toarray()[0]
    assert grown[lexicon.ids["heart"]] > 0 == tf.toarray()[0][lexicon.ids["heart"]]


def test_a_word_s_pieces_share_it(lexicon: Lexicon) -> None:
    row = lexicon.pieces[lexicon.ids["myocardial"]]
    assert row.nnz > 1
    assert row.sum() == pytest.approx(1)


def test_no_special_token_is_allowed(lexicon: Lexicon) -> None:
    special = [lexicon.tokenizer.cls_token_id, lexicon.tokenizer.mask_token_id]
    assert not lexicon.allowed[special].any()


def test_a_sign_is_not_allowed(lexicon: Lexicon) -> None:
    assert not lexicon.allowed[lexicon.tokenizer.convert_tokens_to_ids(".")]


def test_targets_are_allowed_entries_and_sum_to_one(lexicon: Lexicon) -> None:
    tf = lexicon.counted(["heart attack"])
    made = lexicon.targets(lexicon.grown_queries(tf), tf, 24)
    assert made.sum().item() == pytest.approx(1, abs=1e-5)
    assert not made[:, ~lexicon.allowed].any()


def test_a_text_without_known_words_wants_nothing(lexicon: Lexicon) -> None:
    tf = lexicon.counted(["xyzzy"])
    assert torch.equal(
        lexicon.targets(lexicon.grown_queries(tf), tf, 24),
        torch.zeros(1, len(lexicon.tokenizer)),
    )


def test_a_batch_has_each_drawn_pair_and_one_beside_it(lexicon: Lexicon) -> None:
    near = Neighbours(PAIRS, lexicon)
    even = np.full(len(PAIRS), 1 / len(PAIRS))
    rows = near.batch(3, even, np.random.default_rng(0))
    assert len(rows) == 6
    assert len(set(rows[::2])) == 3


def test_batches_are_the_same_for_a_seed(lexicon: Lexicon) -> None:
    near = Neighbours(PAIRS, lexicon)
    even = np.full(len(PAIRS), 1 / len(PAIRS))
    first, second = (near.batch(4, even, np.random.default_rng(7)) for _ in range(2))
    assert first == second
