"""helpers/explorers/match.py: why a document matches, and what is left with parts off."""

from __future__ import annotations

import pytest

from helpers.evaluation import means
from helpers.explorers.base import Explorer
from helpers.explorers.match import match_explorer
from helpers.explorers.sentences import say
from helpers.records import Collection, Document
from helpers.systems import bm25_system, run, splade_system
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.model

QUERY = "heart attack treatment protocol"
SWITCHES = ("query_expansion", "document_expansion", "query_weights", "document_weights", "log")


@pytest.fixture(scope="module")
def match(hospital: Collection) -> Explorer:
    return match_explorer(hospital, QUERY)


@pytest.fixture
def fresh(match: Explorer) -> Explorer:
    """The match explorer with everything on again."""
    match.set(model="clinical-splade", query=QUERY, document="", pooling="max", chosen=[])
    match.set(**dict.fromkeys(SWITCHES, True))
    return match


@pytest.mark.parametrize("source", [*BAD_INPUTS, "hip \ud83d"])
def test_a_match_of_bad_inputs(fresh: Explorer, source: str) -> None:
    result = fresh.set(query=source)
    assert "error" not in result
    assert (result["note"] == say("no_query")) == (not source.strip())


@pytest.mark.parametrize(("source", "unknown"), [("heart 😀", 1), ("😀 and 😀", 2)])
def test_what_no_model_knows_is_said(fresh: Explorer, source: str, unknown: int) -> None:
    assert fresh.set(query=source)["note"] == say("unknown", unknown=unknown)


def test_with_everything_on_the_ranking_is_splade_s(fresh: Explorer, hospital: Collection) -> None:
    found = splade_system(hospital).search(QUERY, 8)
    assert [h["doc_id"] for h in fresh.view.result["ranking"]] == [h.doc_id for h in found]


def test_beside_it_is_bm25_s_each_with_its_rank_in_the_other(
    fresh: Explorer, hospital: Collection
) -> None:
    lexical = bm25_system(hospital).search(QUERY, 194)
    result = fresh.view.result
    assert [h["doc_id"] for h in result["bm25"]] == [h.doc_id for h in lexical[:8]]
    ranks = {hit.doc_id: rank for rank, hit in enumerate(lexical, 1)}
    assert [h["other"] for h in result["ranking"]] == [
        ranks.get(h["doc_id"]) for h in result["ranking"]
    ]


def test_parts_of_a_match_sum_to_its_score(fresh: Explorer) -> None:
    explained = fresh.set(document="D001")["explained"]
    assert sum(p["score"] for p in explained["parts"]) == pytest.approx(
        explained["score"], abs=1e-5
    )
    assert explained["score"] > 0


def test_a_part_says_which_text_has_its_term(fresh: Explorer, hospital: Collection) -> None:
    parts = {p["term"]: p for p in fresh.set(document="D001")["explained"]["parts"]}
    text = hospital.document("D001").contents.lower()
    assert any(p["in_query"] for p in parts.values())
    assert all(t.removeprefix("##") in text for t, p in parts.items() if p["in_document"])
    assert {term for term, p in parts.items() if p["in_query"]} <= set(QUERY.split())


def test_without_a_chosen_document_the_first_hit_is_explained(fresh: Explorer) -> None:
    result = fresh.view.result
    assert result["explained"]["doc_id"] == result["ranking"][0]["doc_id"]
    assert result["explained"]["score"] == pytest.approx(result["ranking"][0]["score"], abs=1e-5)


def test_the_score_falls_by_what_is_cut(fresh: Explorer) -> None:
    whole = fresh.set(document="D001")["explained"]
    (part,) = [p for p in whole["parts"] if p["term"] == "heart"]
    left = fresh.set(chosen=["heart"])
    assert left["explained"]["score"] == pytest.approx(whole["score"] - part["score"], abs=1e-5)
    (hit,) = [h for h in left["ranking"] if h["doc_id"] == "D001"]
    assert hit["score"] == pytest.approx(left["explained"]["score"], abs=1e-5)


def test_what_is_cut_reorders_the_ranking(fresh: Explorer) -> None:
    before = fresh.set(document="D001")["ranking"]
    after = fresh.set(chosen=["heart"])["ranking"]
    assert [h["doc_id"] for h in after] != [h["doc_id"] for h in before]


def test_an_explained_document_is_in_the_ranking_however_late_it_is(
    fresh: Explorer, hospital: Collection
) -> None:
    late = splade_system(hospital).search(QUERY, 100)[-1].doc_id
    last = fresh.set(document=late)["ranking"][-1]
    assert (last["doc_id"], last["rank"]) == (late, 100)


def test_the_explained_document_can_be_read(fresh: Explorer, hospital: Collection) -> None:
    page = fresh.set(document="D001")["explained"]["page"]
    assert "".join(s["text"] for s in page["text"]) == hospital.document("D001").text
    assert "cardiac" in {s["text"] for s in page["text"] if s["mark"] == "asked"}
    assert "heart" in {grown["term"] for grown in page["grown"]}


def test_a_deleted_term_that_is_no_term_is_one_sentence(fresh: Explorer) -> None:
    said = fresh.set(chosen=["myocardial"])["error"]
    assert said == "deleted='myocardial': not a term of the vocabulary"


def test_a_switch_moves_ranking_and_measures(fresh: Explorer) -> None:
    before = fresh.view.result
    after = fresh.set(query_expansion=False)
    assert after["ranking"] != before["ranking"]
    assert after["measures"]["SPLADE, as switched"] != before["measures"]["SPLADE, as switched"]
    assert after["measures"]["BM25"] == before["measures"]["BM25"]


@pytest.mark.parametrize("switch", SWITCHES)
def test_every_switch_does_something(fresh: Explorer, switch: str) -> None:
    before = fresh.view.result["explained"]
    assert fresh.set(**{switch: False})["explained"] != before


def test_measures_are_the_means_by_query_type(fresh: Explorer, hospital: Collection) -> None:
    runs = {
        "BM25": run(bm25_system(hospital), hospital.queries),
        "SPLADE, as switched": run(splade_system(hospital), hospital.queries),
    }
    wanted = means(runs, hospital)
    for name, measured in fresh.view.result["measures"].items():
        assert measured == pytest.approx(wanted.loc[name].to_dict(), abs=1e-6)


def test_without_judgements_nothing_is_measured() -> None:
    small = Collection("own", (Document("D1", "", "gout"), Document("D2", "", "hip")))
    result = match_explorer(small, "gout").view.result
    assert result["measures"] == {"SPLADE, as switched": {}, "BM25": {}}
    assert result["ranking"][0]["doc_id"] == "D1"


def test_a_match_without_common_terms_is_said(fresh: Explorer) -> None:
    result = fresh.set(query_expansion=False, document_expansion=False, document="D002")
    assert result["explained"]["parts"] == []
    assert result["explained"]["score"] == 0


def test_an_empty_query_is_said(fresh: Explorer) -> None:
    assert fresh.set(query="", query_expansion=False)["note"] == say("no_query")


def test_nothing_left_of_a_query_is_said(fresh: Explorer) -> None:
    own = ["heart", "attack", "treatment", "protocol"]
    assert fresh.set(chosen=own, query_expansion=False)["note"] == say("all_off")


def test_no_document_with_what_is_left_is_said(hospital: Collection) -> None:
    small = Collection("own", (Document("D1", "", "hip"), Document("D2", "", "knee")))
    explorer = match_explorer(small, "gout")
    result = explorer.set(query_expansion=False, document_expansion=False)
    assert (result["note"], result["explained"]) == (say("nothing_left"), None)


def test_a_match_model_out_of_reach_is_one_sentence(fresh: Explorer) -> None:
    said = fresh.set(model="rasyosef/splade-tiny")["error"]
    assert said.startswith("rasyosef/splade-tiny could not be fetched (18 MB")
    assert fresh.set(model="clinical-splade")["ranking"]


def test_a_query_too_long_is_one_sentence_and_the_control_works_on(fresh: Explorer) -> None:
    assert fresh.set(query="x" * 10_001) == {
        "error": "The query has 10,001 characters; this page takes up to 10,000."
    }
    assert fresh.set(query="gout")["ranking"]
