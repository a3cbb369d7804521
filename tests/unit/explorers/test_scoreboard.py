"""helpers/explorers/scoreboard.py: the systems so far, and the queries behind a dot."""

from __future__ import annotations

import pytest

from helpers.explorers.base import Explorer
from helpers.explorers.scoreboard import MOST, explore_scoreboard, scoreboard_explorer
from helpers.records import Collection
from helpers.scores import load_board

SYSTEMS = ["BM25", "RM3", "SPLADE"]


@pytest.fixture
def explorer() -> Explorer:
    return scoreboard_explorer(SYSTEMS, ["SPLADE"])


def test_every_group_has_a_dot_per_system_in_their_order(explorer: Explorer) -> None:
    groups = explorer.view.result["groups"]
    assert [group["group"] for group in groups] == ["exact", "mixed", "mismatch", "all"]
    assert all([dot["system"] for dot in group["dots"]] == SYSTEMS for group in groups)


def test_dots_are_the_stored_means(explorer: Explorer) -> None:
    (group,) = (g for g in explorer.view.result["groups"] if g["group"] == "mismatch")
    stored = load_board("hospital")["means"]["SPLADE"]["mismatch"]
    assert {name: group["dots"][2][name] for name in stored} == stored


def test_what_a_chapter_adds_is_marked(explorer: Explorer) -> None:
    dots = explorer.view.result["groups"][0]["dots"]
    assert [dot["added"] for dot in dots] == [False, False, True]


def test_the_page_is_told_the_systems(explorer: Explorer) -> None:
    assert explorer.view.given == {"systems": SYSTEMS, "added": ["SPLADE"]}


def test_lay_terms_have_groups_by_shared_words(explorer: Explorer) -> None:
    groups = explorer.set(texts="lay_terms")["groups"]
    assert [group["group"] for group in groups] == ["more", "one", "none", "all"]
    assert sum(group["n"] for group in groups[:3]) == groups[3]["n"]


@pytest.mark.parametrize("group", ["exact", "mismatch", "all"])
def test_a_dot_s_queries_are_those_of_its_group(explorer: Explorer, group: str) -> None:
    opened = explorer.set(chosen=["SPLADE", group])["opened"]
    assert sum(opened["counts"].values()) == load_board("hospital")["groups"][group]
    assert len(opened["rows"]) == min(MOST, opened["counts"][opened["kind"]])


@pytest.mark.parametrize(("kind", "sign"), [("better", 1), ("equal", 0), ("worse", -1)])
def test_queries_are_listed_by_who_does_better(explorer: Explorer, kind: str, sign: int) -> None:
    rows = explorer.set(chosen=["SPLADE", "all", kind])["opened"]["rows"]
    assert rows
    gaps = [row["ndcg"] - row["rival"] for row in rows]
    assert {(gap > 0) - (gap < 0) for gap in gaps} == {sign}
    assert [abs(gap) for gap in gaps] == sorted((abs(gap) for gap in gaps), reverse=True)


@pytest.mark.parametrize(
    ("systems", "rival"),
    [(SYSTEMS, "SPLADE"), (["BM25", "RM3", "+ GloVe"], "+ GloVe"), (["BM25"], "")],
)
def test_bm25_is_compared_with_the_best_known_other(systems: list[str], rival: str) -> None:
    opened = explore_scoreboard("hospital", ["BM25", "mismatch"], systems, [])["opened"]
    assert opened is not None
    assert opened["rival"] == rival


def test_alone_a_system_finds_an_answer_or_does_not() -> None:
    opened = explore_scoreboard("hospital", ["BM25", "all", "equal"], ["BM25"], [])["opened"]
    assert opened is not None
    assert {row["ndcg"] for row in opened["rows"]} == {0.0}


def test_a_query_opens_both_lists_with_grades(explorer: Explorer, hospital: Collection) -> None:
    tens = explorer.set(chosen=["SPLADE", "mismatch", "better", "Q012"])["tens"]
    grades = {q.doc_id: q.relevance for q in hospital.qrels if q.query_id == "Q012"}
    assert [found["system"] for found in tens["lists"]] == ["SPLADE", "BM25"]
    for found in tens["lists"]:
        assert len(found["documents"]) <= 10
        for document in found["documents"]:
            assert document["grade"] == grades.get(document["doc_id"], 0)
            assert document["title"] == hospital.document(document["doc_id"]).title


def test_a_document_says_where_the_other_list_has_it(explorer: Explorer) -> None:
    ours, theirs = explorer.set(chosen=["SPLADE", "mismatch", "better", "Q002"])["tens"]["lists"]
    ranks = {document["doc_id"]: n for n, document in enumerate(theirs["documents"], 1)}
    assert [d["other"] for d in ours["documents"]] == [
        ranks.get(d["doc_id"]) for d in ours["documents"]
    ]


def test_relevant_documents_are_found_or_missed(explorer: Explorer, hospital: Collection) -> None:
    tens = explorer.set(chosen=["SPLADE", "mismatch", "better", "Q002"])["tens"]
    found = {d["doc_id"] for ten in tens["lists"] for d in ten["documents"] if d["grade"]}
    relevant = {q.doc_id for q in hospital.qrels if q.query_id == "Q002" and q.relevance}
    assert tens["n_relevant"] == len(relevant)
    assert sorted(tens["missed"]) == sorted(hospital.document(i).title for i in relevant - found)


def test_what_is_open_in_one_collection_is_not_in_the_other(explorer: Explorer) -> None:
    explorer.set(chosen=["SPLADE", "mismatch", "better", "Q002"])
    result = explorer.set(texts="lay_terms")
    assert (result["opened"], result["tens"]) == (None, None)


def test_a_query_of_the_other_collection_opens_nothing(explorer: Explorer) -> None:
    explorer.set(chosen=["SPLADE", "all", "better", "Q002"])
    assert explorer.set(texts="lay_terms")["tens"] is None


@pytest.mark.parametrize("chosen", [["x", "all"], ["SPLADE", "x"], ["SPLADE", "all", "x"]])
def test_what_nobody_can_choose_is_one_sentence(explorer: Explorer, chosen: list[str]) -> None:
    assert explorer.set(chosen=chosen)["error"].startswith(f"chosen={chosen!r}: want a system")


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(ValueError, match="systems='x': allowed are BM25, "):
        explore_scoreboard("hospital", [], ["x"], [])


def test_what_is_added_is_one_of_the_systems() -> None:
    with pytest.raises(ValueError, match="added='RM3': want some of"):
        explore_scoreboard("hospital", [], ["BM25"], ["RM3"])
