"""helpers/lexical.py: BM25 in an inverted index, against rank_bm25 and bm25s."""

from __future__ import annotations

import doctest
import random

import bm25s
import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from helpers import lexical
from helpers.bm25 import K1, B, bm25_vectors
from helpers.lexical import BM25, Part, bm25_index
from helpers.records import Collection, Document
from helpers.search import InvertedIndex
from helpers.text import terms
from tests.unit.test_bm25 import TINY

ODD_QUERIES = ("warfarin bleeding warfarin", "xyzzyx", "heart attack", "")


def scores(index: BM25, query: str, collection: Collection) -> list[float]:
    """Every document's score, 0 for what is not found."""
    found = {hit.doc_id: hit.score for hit in index.search(query, len(collection.documents))}
    return [found.get(doc_id, 0.0) for doc_id in collection.doc_ids]


def test_examples() -> None:
    assert doctest.testmod(lexical).failed == 0


def test_every_query_of_the_hospital_scores_as_in_rank_bm25(hospital: Collection) -> None:
    index = bm25_index(hospital)
    theirs = BM25Okapi([terms(d.contents) for d in hospital.documents], k1=K1, b=B)
    for query in hospital.queries:
        wanted = theirs.get_scores(terms(query.text))
        assert scores(index, query.text, hospital) == pytest.approx(wanted, abs=1e-5), query


def test_lucene_s_variant_scores_as_in_bm25s_but_for_a_factor(hospital: Collection) -> None:
    index = BM25(hospital.documents, variant="lucene")
    theirs = bm25s.BM25(k1=K1, b=B, method="lucene", dtype="float64")
    theirs.index([terms(d.contents) for d in hospital.documents], show_progress=False)
    for query in hospital.queries:
        asked = [term for term in terms(query.text) if index.df(term)]
        wanted = theirs.get_scores(asked) * (K1 + 1) if asked else np.zeros(194)
        assert scores(index, query.text, hospital) == pytest.approx(wanted, abs=1e-5), query


@pytest.mark.parametrize("tokenizer", ["english", "wordpiece"])
def test_parts_sum_to_rank_bm25(hospital: Collection, tokenizer: str) -> None:
    index = bm25_index(hospital, tokenizer, 1.2, 0.6)
    theirs = BM25Okapi([terms(d.contents, tokenizer) for d in hospital.documents], k1=1.2, b=0.6)
    rng = random.Random(0)
    for query in rng.sample(hospital.queries, 40):
        text = f"{query.text} {query.text.split()[0]} unheardof"
        wanted = theirs.get_scores(terms(text, tokenizer))
        for position in rng.sample(range(len(hospital.documents)), 15):
            parts = index.parts(text, hospital.documents[position].doc_id)
            assert sum(p.score for p in parts) == pytest.approx(wanted[position], abs=1e-9)


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_bm25_s_vectors_in_an_index_are_bm25(hospital: Collection, query: str) -> None:
    index = bm25_index(hospital)
    plain = InvertedIndex(hospital.doc_ids, *bm25_vectors(hospital.documents))
    assert plain.search(index.encode([query]), 50) == index.search(query, 50)


def test_hand_worked_score() -> None:
    # worked in test_bm25: idf 0.8473 times a tf part of 0.917431
    hit = BM25(TINY, "words").search("attack")[0]
    assert (hit.doc_id, hit.score) == ("D1", 0.77734)


def test_a_hand_worked_part() -> None:
    (part,) = BM25(TINY, "words").parts("attack attack", "D1")
    assert part == pytest.approx(("attack", 2, 1, 1, 0.847298, 0.917431, 1.554675), abs=1e-6)


def test_parts_are_in_the_query_s_order() -> None:
    asked = "hip heart hip"
    assert [p.term for p in BM25(TINY, "words").parts(asked, "D1")] == ["hip", "heart"]


def test_a_term_that_the_document_lacks_adds_nothing() -> None:
    index = BM25(TINY, "words")
    hip, gout = index.parts("hip gout", "D1")
    assert (hip.tf, hip.df, hip.saturation, hip.score) == (0, 1, 0, 0)
    assert gout == Part("gout", 1, 0, 0, 0.0, 0.0, 0.0)


def test_an_explanation_has_the_parts(hospital: Collection) -> None:
    index = bm25_index(hospital)
    hit = index.search("warfarin bleeding")[0]
    table = index.explain("warfarin bleeding", hit.doc_id)
    assert list(table.index) == terms("warfarin bleeding")
    assert table["score"].sum() == pytest.approx(hit.score, abs=1e-5)


def test_a_query_counts_its_repeats() -> None:
    index = BM25(TINY, "words")
    assert index.encode(["hip hip gout", ""]).sum(axis=1).ravel().tolist() == [[2.0, 0.0]]


def test_weighted_terms_make_a_vector_and_unknown_ones_are_left_out() -> None:
    index = BM25(TINY, "words")
    made = index.encode_weights([{}, {"hip": 0.25, "gout": 9.0}])
    assert made.shape == (2, len(index.counts.terms))
    assert [made[0].nnz, made.sum()] == [0, 0.25]


def test_weights_multiply_the_score(hospital: Collection) -> None:
    index = bm25_index(hospital)
    once, twice = (
        index.index.search(index.encode_weights([{"gout": w}]))[0].score for w in (1.0, 2.0)
    )
    assert twice == pytest.approx(2 * once, abs=1e-5)


def test_df_counts_documents() -> None:
    index = BM25(TINY, "words")
    assert (index.df("heart"), index.df("gout")) == (2, 0)


def test_counts_of_a_term_are_by_document() -> None:
    index = BM25(TINY, "words")
    assert {"D1": 2}.items() <= index.counts_of("heart").items()
    assert len(index.counts_of("heart")) == index.df("heart")
    assert index.counts_of("gout") == {}


def test_tf_and_length_are_the_document_s() -> None:
    index = BM25(TINY, "words")
    assert (index.tf("D1"), index.length("D1")) == ({"attack": 1, "heart": 2}, 3)


def test_a_term_of_most_documents_gets_the_floor() -> None:
    documents = [Document(f"D{i}", "", f"heart word{i}") for i in range(6)]
    assert BM25(documents, "words").parts("heart", "D0")[0].idf > 0


def test_a_term_whose_idf_is_exactly_0_is_found_with_score_0() -> None:
    index = BM25([Document("D1", "", "heart"), Document("D2", "", "hip")], "words")
    assert [(h.doc_id, h.score) for h in index.search("heart")] == [("D1", 0.0)]


def test_ties_are_in_order_of_ids() -> None:
    documents = [Document(i, "", "hip") for i in ("D2", "D1")] + TINY[:1]
    assert [h.doc_id for h in BM25(documents, "words").search("hip")] == ["D1", "D2"]


def test_nothing_in_common_finds_nothing() -> None:
    assert BM25(TINY, "words").search("myocardial") == []


def test_hits_say_their_query() -> None:
    assert {hit.query_id for hit in BM25(TINY, "words").search("heart", query_id="Q7")} == {"Q7"}


def test_running_example_scores_nothing(hospital: Collection) -> None:
    found = {h.doc_id for h in bm25_index(hospital).search("heart attack treatment protocol", 194)}
    assert not found & {"D001", "D002", "D003"}


def test_top_k_must_be_positive() -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more"):
        BM25(TINY).search("heart", 0)


@pytest.mark.parametrize("ask", [BM25.tf, BM25.length, lambda i, d: i.parts("heart", d)])
def test_unknown_document(ask: object) -> None:
    with pytest.raises(ValueError, match="doc_id='D9': not a document of this index"):
        ask(BM25(TINY), "D9")  # type: ignore[operator]


def test_a_collection_is_indexed_once(hospital: Collection) -> None:
    assert bm25_index(hospital) is bm25_index(hospital, "english", K1, B)


def test_a_tokenizer_s_terms_are_counted_once(hospital: Collection) -> None:
    assert bm25_index(hospital, k1=1.2).counts is bm25_index(hospital, k1=2.0).counts


def test_exercise_solution_of_chapter_1(hospital: Collection) -> None:
    index = bm25_index(hospital)
    assert "D152" not in {h.doc_id for h in index.search("bad nosebleed tonight", 194)}
    assert index.search("bad epistaxis tonight")[0].doc_id == "D152"
