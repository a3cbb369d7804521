"""helpers/own_texts/rows.py: JSON Lines and JSON lists, friendly and hostile."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.own_texts.rows import JsonRow, json_lines, kind_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
OBJECTS = st.lists(st.dictionaries(TEXT, TEXT, max_size=4), min_size=1, max_size=5)
Objects = list[dict[str, Any]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n"], ids=repr)
@settings(deadline=None, max_examples=60)
@given(objects=OBJECTS, ascii_only=st.booleans())
def test_objects_are_read_back_from_lines(end: str, objects: Objects, ascii_only: bool) -> None:
    text = "".join(json.dumps(o, ensure_ascii=ascii_only) + end for o in objects)
    assert [row.fields for row in json_lines(text)] == objects


@pytest.mark.parametrize("indent", [None, 2])
@settings(deadline=None, max_examples=60)
@given(objects=OBJECTS)
def test_objects_are_read_back_from_a_list(indent: int | None, objects: Objects) -> None:
    text = json.dumps(objects, indent=indent)
    assert list(json_lines(text)) == [JsonRow(i, o) for i, o in enumerate(objects, 1)]


@settings(deadline=None, max_examples=100)
@given(text=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('{}[]":,\n\r0')))
def test_any_text_gives_a_row_for_each_line_that_is_not_blank(text: str) -> None:
    found = [row.line for row in json_lines("{}\n" + text)]
    lines = f"{{}}\n{text}".replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert found == [n for n, line in enumerate(lines, 1) if line.strip()]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[" * 100_000, "not JSON"),
        ('{"a":' * 100_000, "not JSON"),
        ('{"a": ' + "9" * 5_000 + "}", "not JSON (Exceeds the limit"),
        ('{"a": 1', "not JSON (Expecting"),
        ("NaN", "not a JSON object but null"),
        ("[1, 2]", "not a JSON object but a list"),
        ("null", "not a JSON object but null"),
        ("true", "not a JSON object but true or false"),
        ('"text"', "not a JSON object but a text"),
    ],
    ids=["lists", "objects", "digits", "cut", "NaN", "list", "null", "true", "text"],
)
def test_what_is_no_object_is_a_problem_of_its_line(line: str, said: str) -> None:
    good, bad, after = json_lines(f'{{"a": 1}}\n{line}\n{{"a": 2}}')
    assert bad.why.startswith(said)
    assert [good, after] == [JsonRow(1, {"a": 1}), JsonRow(3, {"a": 2})]


def test_a_list_s_items_that_are_no_objects_are_problems() -> None:
    assert [row.why for row in json_lines('[{"a": 1}, 2, null]')] == [
        "",
        "not a JSON object but a number",
        "not a JSON object but null",
    ]


def test_a_broken_list_is_a_problem_of_its_line() -> None:
    (row,) = json_lines('[{"a": 1}, ')
    assert row.why.startswith("not JSON")


@pytest.mark.parametrize("mark", list("\x85\u2028\u2029"), ids=repr)
def test_a_mark_that_ends_no_line_cuts_nothing(mark: str) -> None:
    assert [row.fields for row in json_lines(f'{{"a": "x{mark}y"}}')] == [{"a": f"x{mark}y"}]


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ([], "a list"), ({}, "an object"), ("", "a text"), (True, "true or false"),
        (None, "null"), (1, "a number"), (0.5, "a number"),
    ],
)  # fmt: skip
def test_a_value_s_kind_is_a_word(value: object, word: str) -> None:
    assert kind_of(value) == word
