"""helpers/trec.py: runs and judgements as other tools write and read them."""

from __future__ import annotations

import doctest
from itertools import pairwise
from pathlib import Path
from typing import Any

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, nDCG

from helpers import trec
from helpers.evaluation import evaluate
from helpers.records import Collection, Qrel, ScoredDoc
from helpers.systems import bm25_system
from helpers.trec import TAG, read_run, write_qrels, write_run

NAME = st.text(st.characters(min_codepoint=33, exclude_categories=("Cs", "Z", "C")), min_size=1)
SCORE = st.floats(-1e30, 1e30)
RUN = [ScoredDoc("q2", "b", 1.5), ScoredDoc("q1", "c", 0.5), ScoredDoc("q1", "a", 2.0)]


def theirs(folder: Path, measure: Any) -> dict[str, float]:
    """What ir_measures makes of the files ``run`` and ``qrels``: a value for each query."""
    qrels = ir_measures.read_trec_qrels(str(folder / "qrels"))  # type: ignore[no-untyped-call]
    run = ir_measures.read_trec_run(str(folder / "run"))  # type: ignore[no-untyped-call]
    return {m.query_id: m.value for m in ir_measures.iter_calc([measure], qrels, run)}


def test_examples() -> None:
    assert doctest.testmod(trec).failed == 0


def test_a_run_is_written_in_trec_s_columns(tmp_path: Path) -> None:
    write_run(tmp_path / "run", RUN)
    assert (tmp_path / "run").read_text() == (
        f"q2 Q0 b 1 1.5 {TAG}\nq1 Q0 a 1 2.0 {TAG}\nq1 Q0 c 2 0.5 {TAG}\n"
    )


def test_a_run_bears_the_tag_that_is_given(tmp_path: Path) -> None:
    write_run(tmp_path / "run", RUN[:1], tag="mine")
    assert (tmp_path / "run").read_text() == "q2 Q0 b 1 1.5 mine\n"


def test_a_run_is_read_back(tmp_path: Path) -> None:
    write_run(str(tmp_path / "run"), RUN)
    assert read_run(str(tmp_path / "run")) == [RUN[0], RUN[2], RUN[1]]


@settings(deadline=None, max_examples=100)
@given(scores=st.dictionaries(NAME, SCORE, max_size=8))
def test_any_ids_are_read_back_in_the_book_s_order(
    tmp_path_factory: pytest.TempPathFactory, scores: dict[str, float]
) -> None:
    path = tmp_path_factory.getbasetemp() / "run"
    write_run(path, [ScoredDoc("q", doc_id, score) for doc_id, score in scores.items()])
    wanted = sorted(scores, key=lambda doc_id: (-scores[doc_id], doc_id))
    assert [hit.doc_id for hit in read_run(path)] == wanted


@settings(deadline=None, max_examples=60)
@given(
    scores=st.lists(
        st.sampled_from([0.0, 1.0, 1 + 1e-9, 1e-45, 16777217.0]), min_size=2, max_size=9
    )
)
def test_scores_fall_even_as_float32(
    tmp_path_factory: pytest.TempPathFactory, scores: list[float]
) -> None:
    path = tmp_path_factory.getbasetemp() / "run"
    write_run(path, [ScoredDoc("q", f"d{i}", score) for i, score in enumerate(scores)])
    read = [hit.score for hit in read_run(path)]
    assert all(before > after for before, after in pairwise(read))


@pytest.mark.parametrize("place", range(6))
def test_ties_keep_the_book_s_order_for_trec_eval(tmp_path: Path, place: int) -> None:
    hits = [ScoredDoc("q", f"d{i}", 1.0) for i in reversed(range(6))]
    write_run(tmp_path / "run", hits)
    write_qrels(tmp_path / "qrels", [Qrel("q", f"d{place}", 1)])
    assert theirs(tmp_path, RR) == {"q": pytest.approx(1 / (place + 1))}


def test_other_tools_measure_what_the_book_measures(tmp_path: Path, hospital: Collection) -> None:
    hits = bm25_system(hospital).search_all(hospital.queries)
    write_run(tmp_path / "run", hits)
    write_qrels(tmp_path / "qrels", hospital.qrels)
    found, wanted = theirs(tmp_path, nDCG @ 10), evaluate(hits, hospital)["nDCG@10"]
    assert {q: found.get(q, 0.0) for q in wanted.index} == pytest.approx(wanted.to_dict())


def test_judgements_are_written_in_trec_s_columns(tmp_path: Path) -> None:
    write_qrels(tmp_path / "qrels", [Qrel("q", "d", 0), Qrel("q", "e", 2)])
    assert (tmp_path / "qrels").read_bytes() == b"q 0 d 0\nq 0 e 2\n"


def test_other_tools_read_the_judgements(tmp_path: Path, hospital: Collection) -> None:
    write_qrels(tmp_path / "qrels", hospital.qrels)
    read = ir_measures.read_trec_qrels(str(tmp_path / "qrels"))  # type: ignore[no-untyped-call]
    assert [(q.query_id, q.doc_id, q.relevance) for q in read] == [*map(tuple, hospital.qrels)]


@pytest.mark.parametrize("bad", ["", "a b", "a\tb", "a\n", "\xa0", "a\u2028b"], ids=repr)
def test_a_name_with_blanks_is_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ValueError, match="query_id="):
        write_run(tmp_path / "run", [ScoredDoc(bad, "d", 1.0)])
    with pytest.raises(ValueError, match="doc_id="):
        write_run(tmp_path / "run", [ScoredDoc("q", bad, 1.0)])
    with pytest.raises(ValueError, match="tag="):
        write_run(tmp_path / "run", [], tag=bad)
    with pytest.raises(ValueError, match="doc_id="):
        write_qrels(tmp_path / "qrels", [Qrel("q", bad, 1)])


def test_what_is_refused_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("old")
    with pytest.raises(ValueError, match="doc_id="):
        write_run(tmp_path / "run", [*RUN, ScoredDoc("q", "a b", 1.0)])
    assert (tmp_path / "run").read_text() == "old"


@pytest.mark.parametrize(
    "line", ["q Q0 d 1 0.5", "q Q0 d 1 0.5 tag more", "q Q0 d 1 much tag", "x"]
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "run").write_text(f"q Q0 d 1 0.5 tag\n\n{line}\n")
    with pytest.raises(ValueError, match=r"run, line 3: want 'query Q0 document rank score tag'"):
        read_run(tmp_path / "run")


@pytest.mark.parametrize(
    "text",
    ["q\tQ0\td\t1\t0.5\tt", " q  Q0 d 1 0.5 t \r\n\r\n", "\ufeffq Q0 d 1 5e-1 t\n"],
    ids=repr,
)
def test_other_tools_lines_are_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "run").write_text(text, encoding="utf-8", newline="")
    assert read_run(tmp_path / "run") == [ScoredDoc("q", "d", 0.5)]


def test_an_empty_run_is_read_back(tmp_path: Path) -> None:
    write_run(tmp_path / "run", [])
    assert read_run(tmp_path / "run") == []
