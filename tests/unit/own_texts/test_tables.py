"""helpers/own_texts/tables.py: headers, ragged rows, and what spreadsheets leave."""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import Any

import pytest

from helpers.own_texts import Read, read_texts, tables
from tests.unit.own_texts.files import lines, problems, read_lines, save, texts

DEEP = "[" * 100_000


def read_tsv(folder: Path, *rows: str) -> Read:
    return read_texts(lines(folder / "d.tsv", *rows))


def read_json(folder: Path, *rows: str, **how: Any) -> Read:
    return read_texts(lines(folder / "d.jsonl", *rows), **how)


def test_examples() -> None:
    assert doctest.testmod(tables).failed == 0


@pytest.mark.parametrize("delimiter", list(",;\t|"), ids=repr)
def test_a_delimiter_is_found_whatever_the_texts_hold(tmp_path: Path, delimiter: str) -> None:
    read = read_lines(tmp_path, f"id{delimiter}text", f'a{delimiter}"x, y; z | w\t"')
    assert texts(read) == ["x, y; z | w\t"]


def test_the_delimiter_with_most_known_columns_goes_before_that_with_most(tmp_path: Path) -> None:
    assert texts(read_lines(tmp_path, "id;text;a,b,c,d,e", "1;one;x")) == ["one"]


def test_a_column_is_named(tmp_path: Path) -> None:
    assert texts(read_lines(tmp_path, "text,body", "a,b", text="body")) == ["b"]


def test_a_column_of_json_is_named(tmp_path: Path) -> None:
    assert texts(read_json(tmp_path, '{"text": "a", "Inhalt": "b"}', text="inhalt")) == ["b"]


def test_a_named_column_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="text='body': the columns are id, text"):
        read_lines(tmp_path, "id,text", "a,b", text="body")


def test_the_id_of_beir_is_an_id(tmp_path: Path) -> None:
    assert read_lines(tmp_path, "_id,text", "a,b").collection.doc_ids == ["a"]


def test_of_two_columns_with_one_name_the_second_is_ignored(tmp_path: Path) -> None:
    (report,) = read_lines(tmp_path, "id,text,text", "a,one,two").files
    assert report.ignored == ["text"]


def test_columns_without_a_name_are_ignored(tmp_path: Path) -> None:
    (report,) = read_lines(tmp_path, "id,text,,", "a,one,,x").files
    assert (report.ignored, report.used) == (["column 3", "column 4"], 1)


@pytest.mark.parametrize(
    ("row", "many"), [("a", 1), ("a,b,c,d", 4), ("a,b,,,d", 5)], ids=["few", "many", "gap"]
)
def test_a_row_with_fewer_or_more_fields_is_a_problem(tmp_path: Path, row: str, many: int) -> None:
    read = read_lines(tmp_path, "id,text,url", "x,one,u", row)
    assert problems(read) == [f"d.csv, line 3: {many} fields where the first line names 3"]


def test_empty_fields_beyond_the_last_column_are_none(tmp_path: Path) -> None:
    assert texts(read_lines(tmp_path, "id,text", "a,one,,,")) == ["one"]


@pytest.mark.parametrize("blank", ["", " ", "\t", '""'])
def test_a_blank_line_is_no_row(tmp_path: Path, blank: str) -> None:
    (report,) = read_lines(tmp_path, "id,text", blank, "a,one", blank).files
    assert (report.rows, report.problems) == (1, [])


def test_blank_lines_are_counted(tmp_path: Path) -> None:
    assert read_lines(tmp_path, "text", "", "", "one").collection.doc_ids == ["line4"]


@pytest.mark.parametrize("delimiter", list(";,\t|"), ids=repr)
def test_the_line_that_excel_writes_for_itself_is_none(tmp_path: Path, delimiter: str) -> None:
    read = read_lines(tmp_path, f"sep={delimiter}", f"id{delimiter}text", f"{delimiter}a")
    assert (read.collection.doc_ids, read.problems) == (["line3"], [])


def test_a_file_of_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    assert texts(read_lines(tmp_path, "text", "one", "two")) == ["one", "two"]


@pytest.mark.parametrize("row", ["1,hello", "1;hello", "1|hello"])
def test_a_file_without_a_header_is_refused_with_its_columns(tmp_path: Path, row: str) -> None:
    with pytest.raises(ValueError, match=r"want a column 'text', .* the columns are 1, hello"):
        read_lines(tmp_path, row, row)


def test_a_header_that_is_broken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"d\.csv, line 1: a quote is opened"):
        read_lines(tmp_path, '"text', "one")


@pytest.mark.parametrize(
    "text",
    [
        "plain", '"Hello" he said', '"unclosed', 'in "the" middle',
        "one, comma", "many, many, commas", "a; semicolon", "a | bar", '"x, y" z',
    ],
)  # fmt: skip
def test_ms_marco_s_first_passage_is_read_whatever_it_holds(tmp_path: Path, text: str) -> None:
    assert texts(read_tsv(tmp_path, f"0\t{text}", "1\tb")) == [text, "b"]


@pytest.mark.parametrize("text", ['"Hello" he said', '"unclosed', '"', "a, b; c | d"])
def test_ms_marco_s_later_passages_are_read_whatever_they_hold(tmp_path: Path, text: str) -> None:
    assert texts(read_tsv(tmp_path, "0\ta", f"1\t{text}", "2\tc")) == ["a", text, "c"]


def test_ms_marco_s_documents_have_four_columns(tmp_path: Path) -> None:
    (document,) = read_tsv(tmp_path, "D1\thttp://x\tGout\tRest.").collection.documents
    assert (document.doc_id, document.title, document.text) == ("D1", "Gout", "Rest.")


def test_json_is_known_by_its_first_character(tmp_path: Path) -> None:
    assert texts(read_texts(save(tmp_path / "d.txt", '\n {"text": "one"}'))) == ["one"]


def test_any_row_of_json_may_bring_a_column(tmp_path: Path) -> None:
    read = read_json(tmp_path, '{"text": "a"}', '{"text": "b", "title": "B"}')
    assert [d.title for d in read.collection.documents] == ["", "B"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [("[1]", "a list"), ("{}", "an object"), ("true", "true or false")],
)
def test_what_is_no_text_is_a_problem(tmp_path: Path, value: str, kind: str) -> None:
    read = read_json(tmp_path, '{"text": "a"}', f'{{"text": {value}}}')
    assert problems(read) == [f"d.jsonl, line 2: its 'text' is no text but {kind}"]


def test_null_is_an_empty_text(tmp_path: Path) -> None:
    read = read_json(tmp_path, '{"text": "a", "title": null}', '{"text": null}')
    assert problems(read) == ["d.jsonl, line 2: the text is empty"]


def test_a_number_is_its_digits(tmp_path: Path) -> None:
    read = read_json(tmp_path, '{"id": 7, "text": 1.50}')
    assert [(d.doc_id, d.text) for d in read.collection.documents] == [("7", "1.5")]


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    assert texts(read_json(tmp_path, r'{"text": "a\ud83db"}')) == ["a\ufffdb"]


@pytest.mark.parametrize("bad", [DEEP, '{"text": ' + "9" * 5_000 + "}"], ids=["deep", "digits"])
def test_a_hostile_line_of_json_is_one_problem(tmp_path: Path, bad: str) -> None:
    read = read_json(tmp_path, '{"text": "a"}', bad, '{"text": "b"}')
    assert (texts(read), len(read.problems)) == (["a", "b"], 1)
