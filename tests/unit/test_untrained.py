"""helpers/untrained.py: the head with a threshold."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import torch

from helpers import untrained
from helpers.records import Collection, Document
from helpers.splade import active_dims
from helpers.untrained import Kept, above_threshold, untrained_system, vectors

pytestmark = pytest.mark.model


def test_examples() -> None:
    assert doctest.testmod(untrained).failed == 0


def test_adding_a_constant_to_all_logits_changes_nothing() -> None:
    torch.manual_seed(0)
    logits = torch.randn(100)
    before, after = above_threshold(logits, 9), above_threshold(logits + 5, 9)
    assert np.array_equal(before.ids, after.ids)
    assert np.allclose(before.weights, after.weights, atol=1e-5)


def test_every_text_keeps_so_many_entries() -> None:
    assert active_dims(vectors(["heart attack", "", "gout"], 12)) == [12, 12, 12]


def test_at_least_one_entry_is_kept() -> None:
    with pytest.raises(ValueError, match="n=0"):
        vectors(["heart"], 0)


def test_it_searches() -> None:
    documents = (Document("a", "", "a broken hip"), Document("b", "", "heart attack"))
    system = untrained_system(Collection("mine", documents), Kept(5, 20))
    assert system.search("heart attack")[0].doc_id == "b"


def test_the_intact_query_s_own_words_are_not_added() -> None:
    words = [found.word for found in untrained.intact_expansion("heart attack", 5)]
    assert len(words) == 5
    assert not {"heart", "attack"} & {*words}


def test_what_is_added_to_an_intact_query_are_whole_words() -> None:
    assert all(found.word.isalnum() for found in untrained.intact_expansion("myocardial", 20))


def test_no_word_can_not_be_asked_of_an_intact_query() -> None:
    with pytest.raises(ValueError, match="top_k=0"):
        untrained.intact_expansion("heart", 0)
