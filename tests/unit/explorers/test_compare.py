"""helpers/explorers/compare.py: BM25's list and SPLADE's side by side, and a page to read."""

from __future__ import annotations

import json

import pytest

from helpers.explorers.base import Explorer
from helpers.explorers.compare import TOP_K, WANTED, compare_explorer, explore_compare
from helpers.explorers.sentences import say
from helpers.inference_free import load_weights, query_vectors
from helpers.records import Collection
from helpers.systems import bm25_system, splade_system
from tests.inputs import BAD_INPUTS
from tools.notebooks import BOOK

pytestmark = pytest.mark.model

LISTED, OWN = "heart attack treatment protocol", "my nose is bleeding"
EVERYTHING = 194


@pytest.fixture(scope="module")
def compare(hospital: Collection) -> Explorer:
    return compare_explorer(hospital, LISTED, [LISTED])


def shown(query: str, hospital: Collection, name: str) -> list[tuple[str, int]]:
    hits = explore_compare(query, [], hospital)[name]["hits"]  # type: ignore[literal-required]
    return [(hit["doc_id"], hit["rank"]) for hit in hits]


@pytest.mark.parametrize("query", BAD_INPUTS)
def test_bad_inputs_get_lists_or_a_sentence(compare: Explorer, query: str) -> None:
    result = compare.set(query=query)
    assert "error" not in result
    assert (result["note"] == say("no_query")) == (not query.strip())


def test_a_query_that_is_too_long_is_refused(compare: Explorer) -> None:
    assert "10,001" in compare.set(query="x" * 10_001)["error"]


def test_an_empty_query_finds_nothing(hospital: Collection) -> None:
    assert shown(" ", hospital, "splade") == shown(" ", hospital, "bm25") == []


@pytest.mark.parametrize("query", [LISTED, OWN])
def test_the_first_rows_are_the_systems_(hospital: Collection, query: str) -> None:
    systems = {"bm25": bm25_system(hospital), "splade": splade_system(hospital)}
    for name, system in systems.items():
        best = [hit.doc_id for hit in system.search(query, TOP_K)]
        assert [i for i, rank in shown(query, hospital, name) if rank <= TOP_K] == best


def test_what_is_wanted_is_shown_however_late_it_comes(hospital: Collection) -> None:
    found = splade_system(hospital).search(LISTED, EVERYTHING)
    ranks = {hit.doc_id: rank for rank, hit in enumerate(found, 1)}
    assert {"D001", "D002", "D003"} <= {i for i, _ in shown(LISTED, hospital, "splade")}
    assert all(ranks[i] == rank for i, rank in shown(LISTED, hospital, "splade"))


def test_grades_are_the_judgements_from_useful_on(hospital: Collection) -> None:
    result = explore_compare(LISTED, [], hospital)
    graded = {h["doc_id"]: h["grade"] for h in result["splade"]["hits"] if h["grade"]}
    assert graded == {"D001": 3, "D002": 3, "D003": 3}
    assert result["n_answers"] == 3
    assert min(graded.values()) >= WANTED


def test_an_own_query_is_judged_by_nobody(hospital: Collection) -> None:
    result = explore_compare(OWN, [], hospital)
    assert result["n_answers"] == 0
    assert not [h for h in result["splade"]["hits"] if h["grade"]]


def test_each_hit_says_its_rank_in_the_other_list(hospital: Collection) -> None:
    result = explore_compare(LISTED, [], hospital)
    lexical = bm25_system(hospital).search(LISTED, EVERYTHING)
    ranks = {hit.doc_id: rank for rank, hit in enumerate(lexical, 1)}
    hits = result["splade"]["hits"]
    assert [hit["other"] for hit in hits] == [ranks.get(hit["doc_id"]) for hit in hits]


def test_an_own_query_says_its_ranks_without_a_model_too(hospital: Collection) -> None:
    index = splade_system(hospital).index
    found = index.search(query_vectors([OWN], load_weights()), EVERYTHING)
    ranks = {hit.doc_id: rank for rank, hit in enumerate(found, 1)}
    hits = explore_compare(OWN, [], hospital)["splade"]["hits"]
    assert [hit["quick"] for hit in hits] == [ranks.get(hit["doc_id"]) for hit in hits]


def test_a_listed_query_has_no_second_rank(hospital: Collection) -> None:
    assert {h["quick"] for h in explore_compare(LISTED, [], hospital)["splade"]["hits"]} == {None}


def test_an_opened_page_is_the_whole_document(hospital: Collection) -> None:
    opened = explore_compare(LISTED, ["D001"], hospital)["opened"]
    assert opened is not None
    document = hospital.document("D001")
    assert "".join(part["text"] for part in opened["page"]["title"]) == document.title
    assert "".join(part["text"] for part in opened["page"]["text"]) == document.text


def test_its_terms_are_the_heaviest_of_the_match(hospital: Collection) -> None:
    opened = explore_compare(LISTED, ["D001"], hospital)["opened"]
    assert opened is not None
    table = splade_system(hospital).explain(LISTED, "D001")
    assert [part["term"] for part in opened["parts"]] == list(table.index[:4])


def test_what_the_model_added_to_the_query_is_marked_in_the_text(hospital: Collection) -> None:
    opened = explore_compare(LISTED, ["D001"], hospital)["opened"]
    assert opened is not None
    added = {p["term"] for p in opened["parts"] if p["in_document"] and not p["in_query"]}
    stretches = [*opened["page"]["title"], *opened["page"]["text"]]
    asked = {term for s in stretches if s["mark"] == "asked" for term in s["terms"]}
    assert added
    assert added <= asked


def test_an_unknown_document_is_one_sentence(compare: Explorer) -> None:
    assert "'D999'" in compare.set(query=LISTED, chosen=["D999"])["error"]
    compare.set(chosen=[])


def test_the_view_draws_the_box_itself(compare: Explorer) -> None:
    assert compare.children == (compare.view,)
    assert compare.view.examples == [LISTED]


def test_every_example_of_the_front_page_is_a_listed_query(hospital: Collection) -> None:
    notebook = json.loads((BOOK / "index.ipynb").read_text(encoding="utf-8"))
    state = notebook["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    (examples,) = [m["state"]["examples"] for m in state.values() if "examples" in m["state"]]
    assert len(examples) == 6
    assert set(examples) <= {query.text for query in hospital.queries}
