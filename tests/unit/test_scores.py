"""helpers/scores.py: what the scoreboard shows, made by the chapters' functions and stored."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers import scores
from helpers.dense import DenseSystem
from helpers.evaluation import Runs, comparison
from helpers.records import Collection, Document, Qrel, Query, ScoredDoc, load_lay_terms
from helpers.rivals import lucene_system, rm3_system, translation_system
from helpers.scores import GROUPS, SYSTEMS, board, lists, load_board, load_lists, signs
from helpers.systems import System, bm25_system, run, splade_system

DOCUMENTS = tuple(Document(i, f"Title {i}", "text") for i in "abcd")
QUERIES = (Query("1", "one", "exact"), Query("2", "two", "mixed"), Query("3", "three", "mixed"))
QRELS = (Qrel("1", "a", 3), Qrel("1", "d", 1), Qrel("2", "b", 2), Qrel("2", "c", 0))
MINE = Collection("mine", DOCUMENTS, QUERIES, QRELS)
RUNS: Runs = {
    "BM25": [ScoredDoc("1", "b", 2.0), ScoredDoc("1", "a", 1.0)],
    "SPLADE": [ScoredDoc("1", "a", 2.0), ScoredDoc("2", "b", 1.0), ScoredDoc("2", "c", 0.5)],
}
LIGHT: dict[str, Callable[[Collection], System]] = {  # systems that need no network
    "BM25": bm25_system,
    "BM25, Lucene's": lucene_system,
    "RM3": rm3_system,
    "translation table": translation_system,
    "dense MiniLM": DenseSystem,
}


def test_a_board_has_the_judged_queries_alone() -> None:
    assert [query["query_id"] for query in board(RUNS, MINE)["queries"]] == ["1", "2"]


def test_means_and_differences_are_the_chapters_own() -> None:
    found = board(RUNS, MINE)["means"]["SPLADE"]
    table = comparison(RUNS, MINE)
    for group, mean in found.items():
        row = dict(table.xs(("SPLADE", group)))
        wanted = [row[name] for name in ("nDCG@10", "difference", "low", "high")]
        ours = [mean["mean"], mean["difference"], mean["difference_low"], mean["difference_high"]]
        assert ours == pytest.approx(wanted, abs=6e-4)


def test_an_interval_holds_its_mean() -> None:
    for groups in board(RUNS, MINE)["means"].values():
        assert all(one["low"] <= one["mean"] <= one["high"] for one in groups.values())


def test_without_bm25_there_is_nothing_to_compare_with() -> None:
    with pytest.raises(ValueError, match="base='BM25'"):
        board({"SPLADE": RUNS["SPLADE"]}, MINE)


def test_lists_are_read_back_as_they_were_found() -> None:
    made = lists(RUNS, MINE)
    for name, hits in RUNS.items():
        for at, query_id in enumerate(("1", "2")):
            pool = [made["documents"][n][0] for n in made["pools"][at]]
            found = [pool[place] for place in signs(made["top"][at][made["systems"].index(name)])]
            assert found == [hit.doc_id for hit in hits if hit.query_id == query_id]


def test_a_pool_holds_what_is_relevant_and_nobody_found() -> None:
    made = lists(RUNS, MINE)
    pool = [made["documents"][n][0] for n in made["pools"][0]]
    assert dict(zip(pool, made["grades"][0], strict=True)) == {"a": "3", "b": "0", "d": "1"}


@pytest.mark.parametrize("name", ["hospital", "lay_terms"])
def test_what_is_stored_has_names(name: str) -> None:
    stored = load_board(name)
    assert set(stored["means"]) <= set(SYSTEMS)
    assert set(stored["groups"]) <= set(GROUPS)
    assert set(stored["ndcg"]) == set(stored["means"]) == set(load_lists(name)["systems"])


@pytest.mark.parametrize("system", LIGHT)
def test_the_hospital_s_stored_figures_are_today_s(system: str, hospital: Collection) -> None:
    runs = {"BM25": run(bm25_system(hospital), hospital.queries)}
    runs[system] = run(LIGHT[system](hospital), hospital.queries)
    stored, made = load_board("hospital"), board(runs, hospital)
    assert stored["ndcg"][system] == pytest.approx(made["ndcg"][system], abs=1e-4)
    assert stored["means"][system]["all"] == pytest.approx(made["means"][system]["all"], abs=1e-4)


@pytest.mark.parametrize("system", ["BM25", "dense MiniLM"])
def test_a_sample_of_the_lay_terms_is_today_s(system: str) -> None:
    lay = load_lay_terms()
    stored, found = load_lists("lay_terms"), load_board("lay_terms")["queries"]
    for at in range(0, len(found), 60):
        query = found[at]
        pool = [stored["documents"][n][0] for n in stored["pools"][at]]
        top = dict(zip(stored["systems"], stored["top"][at], strict=True))
        ours = [pool[place] for place in signs(top[system])]
        hits = LIGHT[system](lay).search(query["text"], 10)
        assert ours == [hit.doc_id for hit in hits], query


@pytest.mark.model
def test_splade_s_stored_figures_are_those_of_the_model_that_is_here(hospital: Collection) -> None:
    runs = {"BM25": run(bm25_system(hospital), hospital.queries)}
    runs["SPLADE"] = run(splade_system(hospital), hospital.queries)
    made, stored = board(runs, hospital), load_board("hospital")
    assert stored["means"]["SPLADE"]["all"]["mean"] == pytest.approx(
        made["means"]["SPLADE"]["all"]["mean"], abs=2e-3
    )


def test_the_page_fetches_little() -> None:
    stored = sorted(scores.scores_folder().glob("*.json"))
    assert stored
    assert sum(len(gzip.compress(path.read_bytes())) for path in stored) < 160_000


def test_what_is_not_stored_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(scores, "scores_folder", lambda: tmp_path)
    with pytest.raises(ValueError, match=r"mine.board.json: cannot be read .*store_scores"):
        load_board("mine")
