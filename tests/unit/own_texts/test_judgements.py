"""helpers/own_texts/judgements.py: queries, and who answers them how well."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from helpers.own_texts import Read, judgements, read_texts
from tests.unit.own_texts.files import lines, problems, save


def asked(folder: Path, *rows: str) -> Read:
    """Read these lines as queries about the documents a, b and c."""
    documents = lines(folder / "d.csv", "id,text", "a,one", "b,two", "c,three")
    return read_texts(documents, lines(folder / "q.csv", *rows))


def judged(folder: Path, *rows: str, name: str = "qrels.txt") -> Read:
    """Read these lines as judgements of the queries 1 and 2 about the same documents."""
    documents = lines(folder / "d.csv", "id,text", "a,one", "b,two", "c,three")
    queries = lines(folder / "q.csv", "id,query", "1,eins", "2,zwei")
    return read_texts(documents, queries, save(folder / name, "\n".join(rows)))


def qrels(read: Read) -> list[tuple[str, str, int]]:
    return [(q.query_id, q.doc_id, q.relevance) for q in read.collection.qrels]


def queries(read: Read) -> list[tuple[str, str]]:
    return [(q.query_id, q.text) for q in read.collection.queries]


def test_examples() -> None:
    assert doctest.testmod(judgements).failed == 0


@pytest.mark.parametrize(
    ("said", "grade"), [("0", 0), ("1", 1), ("3", 3), ("2.0", 2), ("2.", 2), ("-1", -1), ("", 1)]
)
def test_a_grade_is_a_whole_number(tmp_path: Path, said: str, grade: int) -> None:
    assert qrels(asked(tmp_path, "query,id,relevance", f"eins,a,{said}")) == [("Q1", "a", grade)]


@pytest.mark.parametrize("said", ["yes", "1.5", "1e3", "٣", "9999999999", "NaN"])
def test_what_is_no_whole_number_is_a_problem(tmp_path: Path, said: str) -> None:
    read = asked(tmp_path, "query,id,relevance", f"eins,a,{said}")
    assert problems(read) == [f"q.csv, line 2: the relevance {said!r} is not a whole number"]


def test_an_answer_without_a_grade_is_relevant(tmp_path: Path) -> None:
    assert qrels(asked(tmp_path, "query,answer", "eins,a")) == [("Q1", "a", 1)]


def test_a_query_with_several_answers_has_a_row_for_each(tmp_path: Path) -> None:
    read = asked(tmp_path, "query,id", "eins,a", "eins,b")
    assert (queries(read), qrels(read)) == ([("Q1", "eins")], [("Q1", "a", 1), ("Q1", "b", 1)])


def test_queries_are_numbered_in_their_order(tmp_path: Path) -> None:
    read = asked(tmp_path, "query,id", "eins,a", "zwei,b", "eins,c", "drei,a")
    assert queries(read) == [("Q1", "eins"), ("Q2", "zwei"), ("Q3", "drei")]


def test_own_query_ids_are_kept(tmp_path: Path) -> None:
    assert queries(asked(tmp_path, "query_id,query", "7,eins", "x y,zwei")) == [
        ("7", "eins"),
        ("x y", "zwei"),
    ]


def test_two_queries_with_the_same_text_keep_their_ids(tmp_path: Path) -> None:
    assert len(queries(asked(tmp_path, "query_id,query", "7,eins", "8,eins"))) == 2


def test_a_query_without_an_id_among_others_is_named_by_its_line(tmp_path: Path) -> None:
    read = asked(tmp_path, "query_id,query", ",zwei", "Q1,eins")
    assert queries(read) == [("line2", "zwei"), ("Q1", "eins")]


def test_the_same_id_with_another_text_is_a_problem(tmp_path: Path) -> None:
    read = asked(tmp_path, "query_id,query,answer", "7,eins,a", "7,zwei,b")
    assert problems(read) == ["q.csv, line 3: the query id '7' was there before, with another text"]
    assert qrels(read) == [("7", "a", 1)]


def test_a_type_is_kept(tmp_path: Path) -> None:
    read = asked(tmp_path, "query,type", "eins, lay ")
    assert [q.type for q in read.collection.queries] == ["lay"]


def test_an_empty_query_is_a_problem(tmp_path: Path) -> None:
    assert problems(asked(tmp_path, "query,id", " ,a")) == ["q.csv, line 2: the query is empty"]


def test_a_query_without_an_answer_is_kept_unjudged(tmp_path: Path) -> None:
    read = asked(tmp_path, "query,id", "eins,")
    assert (queries(read), qrels(read), read.problems) == ([("Q1", "eins")], [], [])


def test_a_query_for_an_unknown_document_is_kept_unjudged(tmp_path: Path) -> None:
    read = asked(tmp_path, "query,id", "eins,x")
    assert (queries(read), qrels(read)) == ([("Q1", "eins")], [])


def test_an_unknown_document_is_a_problem(tmp_path: Path) -> None:
    assert problems(asked(tmp_path, "query,id", "eins,x")) == [
        "q.csv, line 2: no document has the id 'x'"
    ]


def test_a_pair_that_is_judged_twice_keeps_the_first(tmp_path: Path) -> None:
    read = asked(tmp_path, "query,id,relevance", "eins,a,2", "eins,a,1")
    assert qrels(read) == [("Q1", "a", 2)]
    assert problems(read) == ["q.csv, line 3: query 'Q1' and document 'a' were judged before"]


def test_used_rows_and_problems_are_all_rows(tmp_path: Path) -> None:
    rows = ["query,id", "eins,a", "eins,a", ",a", "zwei,x", "drei,"]
    report = asked(tmp_path, *rows).files[1]
    assert (report.rows, report.used, len(report.problems)) == (5, 2, 3)


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["1 0 a 2", "2 Q0 b 0"], "qrels.txt"),
        (["1\t0\ta\t2", "", "2\t0\tb\t0"], "qrels.tsv"),
        (["query-id\tcorpus-id\tscore", "1\ta\t2", "2\tb\t0"], "test.tsv"),
        (["query_id,doc_id,relevance", "1,a,2", "2,b,0"], "r.csv"),
        (['{"qid": 1, "docid": "a", "rel": 2}', '{"qid": 2, "docid": "b", "rel": 0}'], "r.jsonl"),
    ],
    ids=["TREC", "MS MARCO", "BEIR", "CSV", "JSON"],
)
def test_judgements_apart_are_read(tmp_path: Path, rows: list[str], name: str) -> None:
    assert qrels(judged(tmp_path, *rows, name=name)) == [("1", "a", 2), ("2", "b", 0)]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1 0 b", "3 fields; want 'query 0 document relevance'"),
        ("1 0 b 1 x", "5 fields; want 'query 0 document relevance'"),
        ("3 0 b 1", "no query has the id '3'"),
        ("1 0 x 1", "no document has the id 'x'"),
        ("1 0 b much", "the relevance 'much' is not a whole number"),
        ("1 0 a 1", "query '1' and document 'a' were judged before"),
    ],
)
def test_a_wrong_judgement_is_a_problem(tmp_path: Path, row: str, why: str) -> None:
    read = judged(tmp_path, "1 0 a 1", row, "2 0 c 1")
    assert problems(read) == [f"qrels.txt, line 2: {why}"]
    assert len(qrels(read)) == 2


def test_judgements_without_a_document_s_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="want a column 'answer'"):
        judged(tmp_path, "query_id,relevance", "1,2")


def test_queries_apart_keep_their_own_ids(tmp_path: Path) -> None:
    assert queries(judged(tmp_path, "1 0 a 1")) == [("1", "eins"), ("2", "zwei")]
