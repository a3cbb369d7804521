"""Notebooks run with what a tinkerer would put in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat as untyped
import pytest

from tools import matrix

nbformat: Any = untyped
CODES = (
    'query = "heart"',
    "words = query.split()\nwords[0]",
    "1",
    "import sys\nprint(1, file=sys.stderr)",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    cells = [nbformat.v4.new_code_cell(code, id=f"c{i}") for i, code in enumerate(CODES)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "n.ipynb")
    return tmp_path / "n.ipynb"


@pytest.mark.slow
def test_errors_and_warnings_are_told_by_cell(path: Path, tmp_path: Path) -> None:
    found = matrix.tried(path, "empty", "own", "own", tmp_path)
    assert found.errors == ["cell 2 (c1): IndexError: list index out of range"]
    assert found.warnings == ["cell 4 (c3): 1"]
    assert (found.cells, found.run) == (4, ("n", "empty", "own", "own"))


@pytest.mark.slow
def test_the_notebook_s_own_query_fails_nowhere(path: Path, tmp_path: Path) -> None:
    assert matrix.tried(path, "own", "own", "own", tmp_path).errors == []


def test_the_table_has_a_line_for_each_run() -> None:
    found = matrix.Found(("n", "empty", "own", "own"), 4, 1.5, ["e"], ["w", "v"])
    assert matrix.table([found, found]).split("\n")[1].split() == [
        *("n", "empty", "own", "own", "4", "1", "2", "2")
    ]


def test_all_inputs_are_tried_unless_something_else_is() -> None:
    assert matrix.chosen([]).inputs == list(matrix.INPUTS)
    assert matrix.chosen(["--models", "bert"]).inputs == ["own"]


def test_there_are_ten_other_queries_and_a_long_one() -> None:
    assert len(matrix.QUERIES) == len({*matrix.QUERIES}) == 10
    assert {*matrix.QUERIES} <= {*matrix.INPUTS.values()}
    assert len((matrix.INPUTS["long"] or "").split()) == 3_000
