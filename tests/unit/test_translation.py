"""helpers/translation.py: IBM Model 1 by hand, and documents that grow by it."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from helpers import translation
from helpers.bm25 import count_terms, weigh
from helpers.records import Document
from helpers.translation import (
    Table,
    bm25_of_grown,
    expected,
    learn,
    links,
    load_table,
    normalised,
    with_terms,
)

TERMS = ["arrest", "cardiac", "heart", "stop"]
PAIRS = [(["heart", "stop"], ["cardiac", "arrest"]), (["stop"], ["arrest"])]
IDS = {"": 0} | {term: i for i, term in enumerate(TERMS, 1)}


def test_examples() -> None:
    assert doctest.testmod(translation).failed == 0


def test_each_query_term_is_joined_with_each_passage_term_and_with_nothing() -> None:
    found = links(PAIRS, IDS)
    assert len(found.link) == 2 * 3 + 1 * 2
    assert found.place.tolist() == [0, 0, 0, 1, 1, 1, 2, 2]


def test_a_query_term_s_links_share_one_count() -> None:
    found = links(PAIRS, IDS)
    assert expected(found, np.ones(len(found.codes))).sum() == pytest.approx(3)


def test_a_term_s_translations_sum_to_one() -> None:
    found = links(PAIRS, IDS)
    source = found.codes // len(IDS)
    t = normalised(expected(found, np.ones(len(found.codes))), source)
    assert np.bincount(source, t)[np.unique(source)] == pytest.approx(1)


def test_the_likelihood_never_falls() -> None:
    found = links(PAIRS, IDS)
    source, t, before = found.codes // len(IDS), np.ones(len(found.codes)), -np.inf
    t = normalised(t, source)
    for _ in range(8):
        likely = np.log(np.bincount(found.place, t[found.link])).sum()
        assert likely >= before - 1e-12
        t, before = normalised(expected(found, t), source), likely


def test_what_explains_more_is_the_translation() -> None:
    t = learn(PAIRS, TERMS).t.toarray()
    assert t[1].argmax() == 2  # cardiac: heart
    assert t[0].argmax() == 3  # arrest: stop


def test_a_term_is_no_translation_of_itself() -> None:
    assert learn([(["heart"], ["heart"])], TERMS).t.nnz == 0


def test_terms_that_nobody_knows_are_passed_over() -> None:
    assert learn([(["heart", "xyzzy"], ["cardiac"])], TERMS).t[1, 2] == pytest.approx(1)


def documents(*texts: str) -> list[Document]:
    return [Document(str(i), "", text) for i, text in enumerate(texts)]


def test_without_translations_it_is_bm25() -> None:
    counts = count_terms(documents("cardiac arrest", "hip", "knee pain"))
    wide, t = with_terms(counts, Table((), csr_matrix((0, 0))))
    assert np.allclose(bm25_of_grown(wide, t, 2.0).toarray(), weigh(counts).toarray())


def test_a_document_is_found_by_a_word_that_none_has() -> None:
    counts = count_terms(documents("cardiac arrest", "hip", "knee pain"))
    wide, t = with_terms(counts, learn(PAIRS, TERMS))
    weights = bm25_of_grown(wide, t, 2.0).toarray()
    heart = wide.terms.index("heart")
    assert weights[0, heart] > 0
    assert not weights[1:, heart].any()


def test_the_stored_table_translates() -> None:
    table = load_table()
    ids = {term: i for i, term in enumerate(table.terms)}
    assert table.t[ids["cardiac"], ids["heart"]] > 0.05


def test_a_word_is_asked_for_as_its_likeliest_translations() -> None:
    found = translation.asked_as("cardiac", 3)
    assert [p for _, p in found] == sorted((p for _, p in found), reverse=True)
    assert found[0][0] == "heart"


@pytest.mark.parametrize("word", ["", "the", "xyzzy", "心臓"])
def test_a_word_without_an_entry_is_asked_for_as_nothing(word: str) -> None:
    assert translation.asked_as(word) == []


def test_no_translation_can_not_be_asked_for() -> None:
    with pytest.raises(ValueError, match="top_k=0"):
        translation.asked_as("cardiac", 0)
