"""helpers/book_search.py: what is asked, what is found, and the file between."""

from __future__ import annotations

import doctest
import json

import pytest

from helpers import book_search
from helpers.book_search import BookSearch, idf_weights, written
from helpers.book_vectors import Section, SectionVector
from helpers.scale.fusion import share
from helpers.text import vocabulary

SECTIONS = [
    Section("a.html#licence", "Licences", "A", "What the code may be used for."),
    Section("b.html#posting", "Posting", "B", "What an index holds: a term and a document."),
    Section("b.html#pool", "Pooling", "B", "What makes one value of many."),
]


def vector(**weights: int) -> SectionVector:
    ids = sorted(vocabulary().index(term) for term in weights)
    return SectionVector(ids, [weights[vocabulary()[i]] for i in ids], [0] * len(ids))


VECTORS = [vector(license=150, code=90), vector(posting=200, index=80), vector(value=70)]


@pytest.fixture(scope="module")
def search() -> BookSearch:
    return BookSearch(written(SECTIONS, VECTORS, idf_weights(SECTIONS, VECTORS), "made"))


def test_examples() -> None:
    assert doctest.testmod(book_search).failed == 0


def test_the_file_gives_back_sections_and_weights(search: BookSearch) -> None:
    assert search.sections == SECTIONS
    vectors = search.query_vector("license").indices.tolist()
    assert vectors == [vocabulary().index("license")]


def test_the_same_sections_make_the_same_bytes() -> None:
    weights = idf_weights(SECTIONS, VECTORS)
    made = {written(SECTIONS, VECTORS, dict(reversed(weights.items()))) for _ in range(2)}
    assert made == {written(SECTIONS, VECTORS, weights)}


def test_the_file_says_what_it_was_made_from() -> None:
    assert json.loads(written(SECTIONS, VECTORS, {}, "of this"))["made_from"] == "of this"


def test_a_word_that_only_the_vector_has_finds_its_section(search: BookSearch) -> None:
    found = search.search("license")
    assert found.bm25 == []
    assert [hit.doc_id for hit in found.fused] == ["a.html#licence"]


def test_a_section_that_both_rankings_have_gets_both_shares(search: BookSearch) -> None:
    best = search.search("posting").fused[0]
    assert (best.doc_id, best.score) == ("b.html#posting", 2 * share(1))


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("a postin", "a posting"),
        ("pos", "posting"),
        ("po", "po"),  # too short
        ("postin ", "postin "),  # the word is finished
        ("postings", "postings"),  # known in another form
        ("xyz", "xyz"),
        ("ÉX\ufeffY", "ÉX\ufeffY"),  # what cannot be finished stays as it was typed
        ("", ""),
    ],
)
def test_the_word_that_is_being_typed_is_finished(
    search: BookSearch, typed: str, whole: str
) -> None:
    assert search.completed(typed) == whole


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("the posting of", ["posting"]),  # no stop words
        ("pooling", ["pool", "##ing"]),  # the book has the word
        ("xyzzy", []),  # it has not
        ("?! 😀", []),
    ],
)
def test_pieces_of_unknown_words_are_not_asked_for(
    search: BookSearch, query: str, pieces: list[str]
) -> None:
    assert [vocabulary()[i] for i in search.pieces(query)] == pieces


def test_a_word_of_every_text_weighs_least() -> None:
    vectors = [v._replace(ids=[*v.ids, 29999], weights=[*v.weights, 10]) for v in VECTORS]
    weights = idf_weights(SECTIONS, vectors)
    assert weights[29999] == min(weights.values())


def test_the_account_sums_to_the_scores(search: BookSearch) -> None:
    found = search.search("posting index")
    account = search.account("posting index", "b.html#posting")
    assert sum(m.score for m in account.splade) == pytest.approx(found.splade[0].score, abs=1e-5)
    assert sum(p.score for p in account.bm25) == pytest.approx(found.bm25[0].score, abs=1e-5)
