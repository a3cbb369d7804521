"""helpers/systems.py: an encoder in front of an index; the book's systems are the chapters'."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest

from helpers import systems
from helpers.evaluation import means
from helpers.expansion import (
    Expander,
    Expansion,
    masked_expansion,
    static_expansion,
    weighted_query,
)
from helpers.lexical import bm25_index
from helpers.records import Collection, Document, Query, ScoredDoc
from helpers.systems import (
    ADDED,
    WEIGHT,
    PartsSystem,
    SparseSystem,
    bm25_system,
    expanded_system,
    run,
    runs,
    splade_system,
)
from helpers.vectors import collection_vectors, splade_index
from tests.matrices import same

pytestmark = pytest.mark.model

QUERY = "heart attack treatment protocol"


class Fixed:
    """A system that is no index: the same document whatever is asked."""

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        return [ScoredDoc("", "D001", float(len(query)))][:top_k]

    def search_all(self, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
        found = ((q, self.search(q.text, top_k)) for q in queries)
        return [hit._replace(query_id=q.query_id) for q, hits in found for hit in hits]


def test_examples() -> None:
    assert doctest.testmod(systems).failed == 0


def test_the_systems_by_name(hospital: Collection) -> None:
    assert list(systems.systems(hospital)) == ["BM25", "+ GloVe", "+ masked", "SPLADE"]


def test_bm25_is_that_of_the_chapter(hospital: Collection) -> None:
    index = bm25_index(hospital)
    wanted = [h for q in hospital.queries for h in index.search(q.text, 100, q.query_id)]
    assert run(bm25_system(hospital), hospital.queries) == wanted


def test_bm25_reads_by_the_tokenizer_that_is_named(hospital: Collection) -> None:
    wanted = bm25_index(hospital, "wordpiece").search(QUERY)
    assert bm25_system(hospital, "wordpiece").search(QUERY) == wanted


def test_splade_is_that_of_the_chapter(hospital: Collection) -> None:
    index, queries = splade_index(hospital), collection_vectors(hospital).queries
    assert run(splade_system(hospital), hospital.queries) == index.search_all(
        hospital.queries, queries
    )


def test_an_expanded_query_weighs_what_it_adds(hospital: Collection) -> None:
    added = [Expansion("gout", "podagra", 0.5), Expansion("gout", "urate", 0.5)]
    system = expanded_system(hospital, lambda _: added, 0.4)
    index = bm25_index(hospital)
    wanted = index.encode_weights([weighted_query("gout", added, 0.4)])
    assert same(system.encode(["gout"]), wanted)
    assert system.search("gout") == index.index.search(wanted)


def test_expansion_by_nothing_is_bm25(hospital: Collection) -> None:
    made = run(expanded_system(hospital, lambda _: []), hospital.queries)
    assert made == run(bm25_system(hospital), hospital.queries)


@pytest.mark.parametrize(
    ("name", "expand"),
    [
        ("+ GloVe", partial(static_expansion, top_k=ADDED)),
        ("+ masked", partial(masked_expansion, top_k=ADDED)),
    ],
    ids=["GloVe", "masked"],
)
def test_the_expanded_systems_add_as_chapter_2_does(
    hospital: Collection, name: str, expand: Expander
) -> None:
    made = systems.systems(hospital)[name]
    wanted = expanded_system(hospital, expand, WEIGHT)
    assert made.search(QUERY, 20) == wanted.search(QUERY, 20)


def test_a_system_explains_its_score(hospital: Collection) -> None:
    system = splade_system(hospital)
    hit = system.search(QUERY, 1)[0]
    assert system.explain(QUERY, hit.doc_id)["score"].sum() == pytest.approx(hit.score, abs=1e-5)


def test_a_run_answers_every_query(hospital: Collection) -> None:
    made = run(splade_system(hospital), hospital.queries, top_k=3)
    assert {hit.query_id for hit in made} == {q.query_id for q in hospital.queries}
    assert max(sum(h.query_id == q.query_id for h in made) for q in hospital.queries) == 3


def test_a_run_s_queries_are_encoded_together(hospital: Collection) -> None:
    plain, sizes = bm25_system(hospital), list[int]()
    counted = SparseSystem(plain.index, lambda t: (sizes.append(len(t)), plain.encode(t))[1])  # type: ignore[func-returns-value]
    run(counted, hospital.queries[:7])
    assert sizes == [7]


def test_a_system_that_is_no_index_runs_too(hospital: Collection) -> None:
    first, second = hospital.queries[:2]
    assert run(Fixed(), [first, second]) == [
        ScoredDoc(first.query_id, "D001", float(len(first.text))),
        ScoredDoc(second.query_id, "D001", float(len(second.text))),
    ]


def test_a_run_has_top_k_hits_at_most(hospital: Collection) -> None:
    assert len(run(bm25_system(hospital), hospital.queries[:1], top_k=2)) == 2


def duplicates(hospital: Collection) -> Collection:
    """The hospital, whose first ten documents are its queries too, as in Quora and ArguAna."""
    queries = tuple(Query(d.doc_id, d.contents) for d in hospital.documents[:10])
    return replace(hospital, queries=queries, qrels=())


def test_the_own_document_is_found_first_unless_it_is_left_out(hospital: Collection) -> None:
    made = duplicates(hospital)
    hits = run(bm25_system(made), made.queries, top_k=1)
    assert all(hit.doc_id == hit.query_id for hit in hits)


def test_a_document_that_is_the_query_is_left_out(hospital: Collection) -> None:
    made = duplicates(hospital)
    hits = run(bm25_system(made), made.queries, leave_out_own=True)
    assert [hit for hit in hits if hit.doc_id == hit.query_id] == []


@pytest.mark.parametrize("top_k", [1, 3])
def test_without_the_own_document_there_are_as_many(hospital: Collection, top_k: int) -> None:
    made = duplicates(hospital)
    hits = run(bm25_system(made), made.queries, top_k, leave_out_own=True)
    counts = [sum(hit.query_id == q.query_id for hit in hits) for q in made.queries]
    assert counts == [top_k] * len(made.queries)


def test_the_others_are_those_behind_the_own_document(hospital: Collection) -> None:
    made = duplicates(hospital)
    system = bm25_system(made)
    every = run(system, made.queries, top_k=6)
    wanted = [hit for hit in every if hit.doc_id != hit.query_id]
    assert run(system, made.queries, top_k=5, leave_out_own=True) == wanted


def test_nothing_is_left_out_where_no_document_is_a_query(hospital: Collection) -> None:
    system = bm25_system(hospital)
    assert run(system, hospital.queries, 5, leave_out_own=True) == run(system, hospital.queries, 5)


def test_a_run_in_parts_leaves_out_the_own_document() -> None:
    made = Collection("x", (Document("a", "", "gout"), Document("b", "", "gout")))
    parts = PartsSystem(bm25_system(made), {"a": "q", "b": "b"})
    hits = run(parts, [Query("q", "gout")], leave_out_own=True)
    assert [hit.doc_id for hit in hits] == ["b"]


def test_a_search_in_parts_gives_documents(hospital: Collection) -> None:
    made = Collection("x", tuple(Document(f"p{i}", "", "gout " * (5 - i)) for i in range(4)))
    parts = PartsSystem(bm25_system(made), {"p0": "a", "p1": "a", "p2": "b", "p3": "b"})
    found = parts.search("gout", 2)
    assert sorted(hit.doc_id for hit in found) == ["a", "b"]


@pytest.mark.slow
def test_every_system_runs(hospital: Collection) -> None:
    made = runs(hospital)
    assert list(made) == ["BM25", "+ GloVe", "+ masked", "SPLADE"]
    found = means(made, hospital)["all"]
    assert found["SPLADE"] > found["BM25"]
