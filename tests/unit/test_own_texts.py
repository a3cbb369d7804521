"""Your own documents: what is read, and what is said of the rest."""

from __future__ import annotations

import csv
import doctest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import own_texts
from helpers.own_texts import EXAMPLE, ask, read_texts
from helpers.systems import runs

pytestmark = pytest.mark.model

FIELD = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_examples() -> None:
    assert doctest.testmod(own_texts).failed == 0


def test_the_example_names_its_two_broken_lines() -> None:
    problems = read_texts(EXAMPLE / "documents.csv").problems
    assert [p.where for p in problems] == ["documents.csv, line 10", "documents.csv, line 14"]
    assert [p.why for p in problems] == [
        "the text is empty",
        "4 fields where the first line names 3",
    ]


def test_a_folder_s_first_lines_are_titles(tmp_path: Path) -> None:
    written(tmp_path / "b.txt", ["Gout", "", "Rest the joint."])
    written(tmp_path / "a.txt", ["Only a title"])
    made = read_texts(tmp_path).collection.documents
    assert [d.contents for d in made] == ["Only a title", "Gout. Rest the joint."]


def test_a_folder_s_bad_files_are_named(tmp_path: Path) -> None:
    written(tmp_path / "good.txt", ["Gout"])
    written(tmp_path / "none.txt", [" "])
    (tmp_path / "old.txt").write_bytes(b"caf\xe9")
    problems = read_texts(tmp_path).problems
    assert [p.where for p in problems] == ["none.txt", "old.txt"]


def test_an_id_twice_keeps_the_first(tmp_path: Path) -> None:
    path = written(tmp_path / "d.csv", ["id,text", "a,one", "a,two"])
    read = read_texts(path)
    assert [d.text for d in read.collection.documents] == ["one"]
    assert "was there before" in read.problems[0].why


def test_a_text_of_several_lines_keeps_the_line_numbers_right(tmp_path: Path) -> None:
    path = written(tmp_path / "d.csv", ["text", '"one', 'two"', '""', "three"])
    read = read_texts(path)
    assert [d.text for d in read.collection.documents] == ["one\ntwo", "three"]
    assert read.problems[0].where == "d.csv, line 4"


def test_a_query_for_an_unknown_document_is_left_out(tmp_path: Path) -> None:
    documents = written(tmp_path / "d.csv", ["id,text", "a,one"])
    queries = written(tmp_path / "q.csv", ["query,id", "eins,a", "zwei,b", ",a"])
    read = read_texts(documents, queries)
    assert [q.text for q in read.collection.queries] == ["eins"]
    assert [p.where for p in read.problems] == ["q.csv, line 3", "q.csv, line 4"]


def test_a_query_with_several_answers_has_a_line_for_each(tmp_path: Path) -> None:
    documents = written(tmp_path / "d.csv", ["id,text", "a,one", "b,two"])
    queries = written(tmp_path / "q.csv", ["query,id", "eins,a", "eins,b"])
    collection = read_texts(documents, queries).collection
    assert [q.text for q in collection.queries] == ["eins"]
    assert [(q.query_id, q.doc_id) for q in collection.qrels] == [("Q1", "a"), ("Q1", "b")]


def test_an_enormous_field_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "d.csv", ["text", "x" * 200_000, "small"])
    read = read_texts(path)
    assert [d.text for d in read.collection.documents] == ["small"]
    assert read.problems[0].where == "d.csv, line 2"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["name", "a"], "want a column 'text'"),
        ([""], "want a column 'text'"),
        (["text", '""'], "no usable text"),
    ],
)
def test_what_cannot_be_used_at_all_is_refused(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_texts(written(tmp_path / "d.csv", lines))


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        read_texts(tmp_path / "nowhere.csv")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(FIELD, min_size=1, max_size=5))
def test_every_written_text_is_read_or_reported(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "d.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text", "title"], *([text, "t"] for text in [*texts, "x"])])
    read = read_texts(path)
    assert len(read.collection.documents) + len(read.problems) == len(texts) + 1


@pytest.mark.slow
def test_ask_answers_by_all_four_systems() -> None:
    collection = read_texts(EXAMPLE / "documents.csv").collection
    found = ask(collection, "flat tyre", 2)
    assert list(found) == ["BM25", "+ GloVe", "+ masked", "SPLADE"]
    assert found["SPLADE"][0].doc_id == "B01"


@pytest.mark.slow
def test_ask_takes_a_query_that_is_longer_than_a_model_reads() -> None:
    collection = read_texts(EXAMPLE / "documents.csv").collection
    found = ask(collection, "flat tyre " * 300, 2)
    assert [name for name, hits in found.items() if not hits] == []


def test_ask_takes_half_a_character() -> None:
    collection = read_texts(EXAMPLE / "documents.csv").collection
    assert ask(collection, "flat tyre \ud83d", 2)["SPLADE"][0].doc_id == "B01"


def test_ask_takes_a_query_without_a_term() -> None:
    collection = read_texts(EXAMPLE / "documents.csv").collection
    assert ask(collection, "")["BM25"] == []


def test_ask_wants_a_positive_top_k() -> None:
    collection = read_texts(EXAMPLE / "documents.csv").collection
    with pytest.raises(ValueError, match="top_k=0"):
        ask(collection, "x", 0)


def test_every_system_runs_on_own_texts() -> None:
    read = read_texts(EXAMPLE / "documents.csv", EXAMPLE / "queries.csv")
    made = runs(read.collection)
    assert {hit.query_id for hit in made["SPLADE"]} == {q.query_id for q in read.collection.queries}
