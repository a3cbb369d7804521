"""helpers/notices.py: each notice comes for its reason, and goes without it."""

from __future__ import annotations

import doctest
from dataclasses import replace

import pytest

from helpers import notices as module
from helpers.notices import FEW, SAMPLE, notices
from helpers.passages import unread
from helpers.records import Collection, Document, Query, load_lay_terms
from helpers.registry import MODEL

pytestmark = pytest.mark.model

ENGLISH = "The patient was seen in the morning and it is not known if there was a fever."
GERMAN = (
    "Der Kranke wurde morgens gesehen und niemand weiß, ob er über Nacht Fieber hatte oder nicht."
)
LONG = f"{ENGLISH} " * 40


def collection(*texts: str, queries: tuple[str, ...] = ()) -> Collection:
    documents = tuple(Document(f"D{i}", "", text) for i, text in enumerate(texts))
    asked = tuple(Query(f"Q{i}", text) for i, text in enumerate(queries))
    return Collection("x", documents, asked)


def many(text: str, others: int = 0) -> Collection:
    """As many documents as are not few, some of them English."""
    return collection(*[text] * (FEW - others), *[ENGLISH] * others)


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


def test_the_hospital_gives_none(hospital: Collection) -> None:
    assert notices(hospital) == []


@pytest.mark.slow
def test_the_lay_terms_give_none() -> None:
    assert notices(load_lay_terms()) == []


def test_enough_english_documents_give_none() -> None:
    assert notices(many(ENGLISH)) == []


@pytest.mark.parametrize("size", [1, 4, FEW - 1])
def test_few_documents_are_noticed(size: int) -> None:
    (notice,) = notices(collection(*[ENGLISH] * size))
    assert notice.startswith(f"{size} documents are few for BM25")


def test_texts_that_are_mostly_unknown_are_noticed() -> None:
    (notice,) = notices(many("😀 🎉 👍", others=FEW - 1))
    assert "mostly [UNK] to clinical-splade" in notice
    assert notice.endswith("'😀 🎉 👍'.")


def test_of_many_unknown_texts_three_are_named() -> None:
    (notice,) = notices(many("😀", others=FEW - 4))
    assert notice.startswith("4 texts are mostly [UNK]")
    assert notice.count("'😀'") == 3


def test_a_query_that_is_mostly_unknown_is_noticed() -> None:
    (notice,) = notices(replace(many(ENGLISH), queries=(Query("q", "🎉 🎉"),)))
    assert "'🎉 🎉'" in notice


def test_a_few_unknown_signs_are_not_noticed() -> None:
    assert notices(many(f"{ENGLISH} 😀")) == []


def test_an_empty_query_is_not_noticed() -> None:
    assert notices(replace(many(ENGLISH), queries=(Query("q", ""),))) == []


def test_another_language_is_noticed() -> None:
    (notice,) = notices(many(GERMAN))
    assert "English stop words" in notice


def test_a_document_in_another_language_is_not_noticed() -> None:
    assert notices(many(GERMAN, others=FEW - 1)) == []


def test_a_collection_of_a_few_words_has_no_language() -> None:
    assert all("stop words" not in notice for notice in notices(collection("Gicht", "Zeh")))


def test_without_parts_long_documents_are_noticed() -> None:
    made = many(LONG, others=FEW - 1)
    (notice,) = notices(made, parts=False)
    left = unread(made)["D0"]
    assert f"longer than {MODEL} reads" in notice
    assert f" {left} tokens" in notice


def test_in_parts_long_documents_are_not_noticed() -> None:
    assert notices(many(LONG, others=FEW - 1)) == []


def test_without_parts_short_documents_are_not_noticed() -> None:
    assert notices(many(ENGLISH), parts=False) == []


def test_a_large_collection_is_looked_at_all_over() -> None:
    texts = [ENGLISH] * SAMPLE + [GERMAN] * 9 * SAMPLE
    assert any("stop words" in notice for notice in notices(collection(*texts)))
