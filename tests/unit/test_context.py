"""helpers/context.py: words encoded alone."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from helpers import context
from helpers.context import SETTINGS, context_systems, encode_alone
from helpers.records import Collection, Document
from helpers.splade import load_encoder
from helpers.systems import splade_system

pytestmark = pytest.mark.model

MINE = Collection("mine", (Document("a", "", "heart attack"), Document("b", "", "panic attack")))


def test_examples() -> None:
    assert doctest.testmod(context).failed == 0


def test_a_text_of_one_word_is_itself() -> None:
    alone, read = encode_alone(["gout"]), load_encoder().encode_query(["gout"])
    assert np.allclose(alone.toarray(), read.toarray(), atol=1e-4)


def test_a_word_alone_does_not_know_its_neighbours() -> None:
    first, second = encode_alone(["heart attack", "panic attack"]).toarray()
    attack = encode_alone(["attack"]).toarray()[0]
    assert (first >= attack - 1e-4).all()
    assert (second >= attack - 1e-4).all()


def test_the_order_of_words_does_not_count() -> None:
    first, second = encode_alone(["heart attack", "attack heart"]).toarray()
    assert np.allclose(first, second, atol=1e-4)


def test_a_text_without_words_is_empty() -> None:
    assert encode_alone(["", "  "]).nnz == 0


def test_with_context_on_both_sides_it_is_splade() -> None:
    ours, theirs = context_systems(MINE)["both read"], splade_system(MINE)
    assert ours.search("cardiac") == theirs.search("cardiac")


def test_every_setting_searches() -> None:
    made = context_systems(MINE)
    assert list(made) == list(SETTINGS)
    assert {s.search("heart attack", 1)[0].doc_id for s in made.values()} == {"a"}
