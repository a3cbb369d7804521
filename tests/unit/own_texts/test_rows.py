"""helpers/own_texts/rows.py, against Python's csv; and every line belongs to one row."""

from __future__ import annotations

import csv
import doctest
import io
from collections import Counter
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.own_texts import rows
from helpers.own_texts.rows import PATIENCE, Row, delimited, split_lines

DELIMITERS, ENDS = list(",;\t|"), ["\n", "\r\n", "\r"]
HOSTILE = list("\",;\t|\r\n\0\x01\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\ufeff' a=")
ANY = st.one_of(st.sampled_from(HOSTILE), st.characters(exclude_categories=["Cs"]))
FIELD = st.text(ANY, max_size=12)
TABLE = st.lists(st.lists(FIELD, min_size=1, max_size=4), max_size=6)
UNCLOSED = "a quote is opened that nothing closes"
AFTER = "text follows a closing quote; a quote inside a text is written twice"


def written(table: list[list[str]], delimiter: str, end: str, quoting: Literal[0, 1]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)
    return file.getvalue()


def read(text: str, delimiter: str = ",", quotes: bool = True) -> list[Row]:
    return list(delimited(split_lines(text), delimiter, quotes))


def fields(text: str, delimiter: str = ",") -> list[list[str]]:
    return [row.fields for row in read(text, delimiter)]


def test_examples() -> None:
    assert doctest.testmod(rows).failed == 0


@pytest.mark.parametrize("end", ENDS, ids=repr)
@pytest.mark.parametrize("delimiter", DELIMITERS, ids=repr)
@settings(deadline=None, max_examples=60)
@given(table=TABLE)
def test_what_csv_wrote_in_quotes_is_read_back(
    delimiter: str, end: str, table: list[list[str]]
) -> None:
    assert fields(written(table, delimiter, end, csv.QUOTE_ALL), delimiter) == table


@pytest.mark.parametrize("delimiter", DELIMITERS, ids=repr)
@settings(deadline=None, max_examples=100)
@given(table=TABLE)
def test_what_csv_wrote_with_few_quotes_is_read_back(
    delimiter: str, table: list[list[str]]
) -> None:
    assert fields(written(table, delimiter, "\r\n", csv.QUOTE_MINIMAL), delimiter) == table


@pytest.mark.parametrize("quotes", [True, False], ids=["quotes", "no quotes"])
@pytest.mark.parametrize("delimiter", DELIMITERS, ids=repr)
@settings(deadline=None, max_examples=150)
@given(text=st.text(ANY, max_size=60))
def test_every_line_belongs_to_one_row_or_is_blank(delimiter: str, quotes: bool, text: str) -> None:
    found = read(text, delimiter, quotes)
    taken = Counter(n for row in found for n in range(row.first, row.last + 1))
    lines = enumerate(split_lines(text), 1)
    assert taken == Counter({n: 1 for n, line in lines if line.strip("\r\n") or n in taken})


@settings(deadline=None, max_examples=100)
@given(text=st.text(ANY, max_size=60))
def test_lines_joined_are_the_text(text: str) -> None:
    assert "".join(split_lines(text)) == text


def test_without_quotes_a_quote_is_text() -> None:
    (row,) = read('"a\tb"c\t"d"\n', "\t", quotes=False)
    assert row.fields == ['"a', 'b"c', '"d"']


def test_a_quote_that_nothing_closes_breaks_its_line_only() -> None:
    assert read('a,b\n"c,d\ne,f\n') == [
        Row(1, 1, ["a", "b"]),
        Row(2, 2, [], UNCLOSED),
        Row(3, 3, ["e", "f"]),
    ]


def test_text_after_a_closing_quote_is_one_problem() -> None:
    assert read('"a" b,c\nd,e\n') == [Row(1, 1, [], AFTER), Row(2, 2, ["d", "e"])]


@pytest.mark.parametrize("many", [150, PATIENCE - 1, PATIENCE])
def test_many_unclosed_quotes_are_a_problem_each(many: int) -> None:
    found = read('"a" b\n' * many + "c,d\n")
    assert [row.why for row in found] == [AFTER] * many + [""]


def test_150_unclosed_quotes_with_rows_between_them_lose_no_row() -> None:
    found = read('x,"a\nb,c\n' * 150)
    assert [row.first for row in found if row.fields == ["b", "c"]] == [*range(2, 301, 2)]


def test_a_field_of_300_000_characters_is_whole() -> None:
    assert fields(f'"{"x" * 300_000}",b\n') == [["x" * 300_000, "b"]]


def test_the_limit_of_csv_is_as_it_was() -> None:
    before = csv.field_size_limit()
    read(f'{"x" * 300_000}\n"')
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("mark", list("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), ids=repr)
@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
def test_what_ends_a_line_only_for_python_cuts_nothing(mark: str, quote: str) -> None:
    assert fields(f"{quote}a{mark}b{quote},c\n") == [[f"a{mark}b", "c"]]


def test_blank_lines_are_no_rows_and_are_counted() -> None:
    assert read("a\n\n\r\nb\n") == [Row(1, 1, ["a"]), Row(4, 4, ["b"])]


def test_no_line_end_is_needed_at_the_end() -> None:
    assert fields("a,b\nc,d") == [["a", "b"], ["c", "d"]]
