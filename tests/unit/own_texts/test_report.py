"""helpers/own_texts/report.py: an account of each file, in one table."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from helpers.own_texts import EXAMPLE, read_texts, report
from helpers.own_texts.report import FileReport, Problem, read_of
from helpers.records import Collection
from tests.unit.own_texts.files import read_lines, save

NAMES = ["file", "rows", "used", "problems", "columns used", "ignored", "encoding"]


def test_examples() -> None:
    assert doctest.testmod(report).failed == 0


def test_the_table_has_a_row_for_each_file() -> None:
    table = read_texts(EXAMPLE / "documents.csv", EXAMPLE / "queries.csv").table()
    assert table.index.tolist() == ["documents.csv", "queries.csv"]


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        ("encoding", "utf-8"),
        ("rows", 3),
        ("used", 1),
        ("columns used", "id ← Doc-ID, text"),
        ("ignored", "url, column 4"),
        ("problems", "line 3: the text is empty; lines 4 to 5: 5 fields where the first "
         "line names 4"),
    ],
)  # fmt: skip
def test_the_table_says_what_became_of_a_file(tmp_path: Path, column: str, wanted: object) -> None:
    rows = ["Doc-ID,text,url,", "a,one,u,", "b,,u,", 'c,"x', 'y",u,,z']
    assert read_lines(tmp_path, *rows).table().at["d.csv", column] == wanted


def test_the_table_names_its_columns(tmp_path: Path) -> None:
    table = read_lines(tmp_path, "text", "one").table()
    assert [table.index.name, *table.columns] == NAMES


def test_sound_texts_are_counted_by_their_encoding(tmp_path: Path) -> None:
    for name, encoding in {"a": "utf-8", "b": "cp1252", "c": "utf-8", "d": "utf-8"}.items():
        save(tmp_path / f"{name}.txt", "Café" if name != "d" else " ", encoding)
    table = read_texts(tmp_path).table()
    assert table["used"].to_dict() == {"d.txt": 0, "b.txt": 1, "2 sound texts": 2}


def test_every_text_has_a_row_if_that_is_wanted(tmp_path: Path) -> None:
    for name in "abc":
        save(tmp_path / f"{name}.txt", "text")
    assert read_texts(tmp_path).table(every=True).index.tolist() == ["a.txt", "b.txt", "c.txt"]


def test_a_table_of_one_row_is_not_among_the_sound_texts(tmp_path: Path) -> None:
    assert read_lines(tmp_path, "text", "one").table().index.tolist() == ["d.csv"]


def test_without_problems_the_cell_is_empty(tmp_path: Path) -> None:
    assert read_lines(tmp_path, "text", "one").table().at["d.csv", "problems"] == ""


@pytest.mark.parametrize(("bad", "end"), [(5, "is empty"), (6, "and 1 more"), (1505, "1,500 more")])
def test_more_than_five_problems_are_summed_up(tmp_path: Path, bad: int, end: str) -> None:
    read = read_lines(tmp_path, "id,text", *(f"{i}," for i in range(bad)), "x,one")
    cell = str(read.table().at["d.csv", "problems"])
    assert cell.endswith(end)
    assert cell.count("the text is empty") == 5


@pytest.mark.parametrize(
    ("first", "last", "where"),
    [
        (0, 0, "d.csv"),
        (3, 0, "d.csv, line 3"),
        (3, 3, "d.csv, line 3"),
        (3, 5, "d.csv, lines 3 to 5"),
    ],
)
def test_a_problem_says_where_it_is(first: int, last: int, where: str) -> None:
    made = FileReport("d.csv")
    made.problem("why", first, last)
    assert made.problems == [Problem(where, "why")]


def test_a_problem_of_a_whole_file_stands_without_its_name() -> None:
    made = FileReport("d.csv")
    made.problem("why: because")
    read = read_of(Collection("x", ()), [made])
    assert read.table().at["d.csv", "problems"] == "why: because"


def test_all_files_problems_are_together() -> None:
    made = [FileReport("a"), FileReport("b")]
    for one in made:
        one.problem("why")
    assert [p.where for p in read_of(Collection("x", ()), made).problems] == ["a", "b"]
