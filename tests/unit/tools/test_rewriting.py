"""Other strings in a notebook's assignments."""

from __future__ import annotations

import doctest
from typing import Any

import nbformat as untyped
import pytest

from tools import rewriting
from tools.rewriting import assigned, model_of, rewrite

nbformat: Any = untyped


def notebook(*codes: str) -> Any:
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    return nbformat.v4.new_notebook(cells=cells)


def test_examples() -> None:
    assert doctest.testmod(rewriting).failed == 0


@pytest.mark.parametrize("value", ["", 'say "ah"', "it's", "a\nb", "🤒", "心脏", "\\"])
def test_any_text_is_assigned(value: str) -> None:
    scope: dict[str, object] = {}
    exec(assigned('query, n = "café", 1  # é\nk = 2', "query", value) or "", scope)  # noqa: S102
    assert (scope["query"], scope["n"], scope["k"]) == (value, 1, 2)


def test_only_the_first_assignment_changes() -> None:
    made = notebook("%pip list", "x = 1", 'query = "a"', 'query = "b"')
    assert rewrite(made, query="c") == []
    assert [cell.source for cell in made.cells[2:]] == ["query = 'c'", 'query = "b"']


def test_what_is_assigned_nowhere_is_told() -> None:
    made = notebook('show("a")', "query = 3", 'def f():\n    query = "inside"')
    assert rewrite(made, query="c", MODEL="m") == ["query", "MODEL"]


def test_a_string_over_several_lines_is_replaced_whole() -> None:
    assert assigned('query = ("a "\n    "b")\nk = 1', "query", "c") == "query = ('c')\nk = 1"


def test_the_model_that_is_named() -> None:
    assert model_of(notebook("1", 'MODEL = "m"  # or another')) == "m"
    assert model_of(notebook("1")) == ""
