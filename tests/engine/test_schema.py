"""helpers/scale/milvus/schema.py: what is stored of a document, and what is refused before."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given

from helpers.records import Document
from helpers.scale.milvus import schema
from helpers.scale.milvus.schema import KEY, KEY_LENGTH, ONLY, analyzed, key_of, rows
from tests.engine.conftest import documents, vectors
from tests.inputs import any_text

pytestmark = pytest.mark.engine

SENT = Document("D1", "Gout & <b>", "2.5 mg of colchicine", "er", "guideline")


def test_examples() -> None:
    assert doctest.testmod(schema).failed == 0


@given(any_text(50))
def test_a_key_is_letters_and_digits(text: str) -> None:
    assert len(key_of(text)) == KEY_LENGTH
    assert key_of(text).isalnum()
    assert key_of(text).isascii()


@given(any_text(50), any_text(50))
def test_two_ids_have_two_keys(one: str, other: str) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)


def test_a_row_has_the_document_its_keys_its_terms_and_its_vector() -> None:
    (row,) = rows([SENT], vectors({1: 2.0, 7: 0.5}))
    assert row == SENT._asdict() | {
        KEY: key_of("D1"),
        ONLY: key_of("er"),
        "terms": analyzed(SENT.contents),
        "splade": {1: 2.0, 7: 0.5},
    }


def test_decimals_are_one_term() -> None:
    assert analyzed("1,000.5 mg") == "1comma000point5 mg"


def test_all_is_checked_before_the_first_row() -> None:
    with pytest.raises(ValueError, match="doc_id='D2': its vector is empty"):
        rows(documents("D1", "D2"), vectors({1: 1.0}, {}))


@pytest.mark.parametrize(
    ("field", "longest"), [("doc_id", 4096), ("department", 1024), ("kind", 1024)]
)
def test_lengths_are_counted_in_bytes(field: str, longest: int) -> None:
    rows([SENT._replace(**{field: "x" * longest})], vectors({1: 1.0}))
    too_long = SENT._replace(**{field: "é" * (longest // 2) + "x"})
    with pytest.raises(ValueError, match=f"its {field} has {longest + 1:,} bytes; up to"):
        rows([too_long], vectors({1: 1.0}))


def test_half_a_character_is_named() -> None:
    with pytest.raises(ValueError, match="doc_id='D1'"):
        rows([SENT._replace(text="ward \ud83d")], vectors({1: 1.0}))
