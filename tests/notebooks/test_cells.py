"""Cells are short and end in their result; formulas written in a chapter equal the helpers'."""

from __future__ import annotations

import ast
import json
import math
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pytest
import torch

from helpers import bm25, splade
from tools.notebooks import BOOK, notebooks

CHAPTERS = notebooks()


def sources(path: Path) -> list[str]:
    """The code cells of a notebook, less the first one, which only installs."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(c["source"]) for c in cells if c["cell_type"] == "code"][1:]


def lines(source: str) -> list[str]:
    return [line for line in source.split("\n") if line.strip()]


def test_under_five_percent_of_the_lines_print() -> None:
    every = [line for path in CHAPTERS for source in sources(path) for line in lines(source)]
    assert sum("print(" in line for line in every) < 0.05 * len(every)


def test_the_median_cell_has_at_most_four_lines() -> None:
    assert median(len(lines(s)) for path in CHAPTERS for s in sources(path)) <= 4


def test_most_cells_end_in_their_result() -> None:
    every = [s for path in CHAPTERS for s in sources(path)]
    bare = sum(isinstance(ast.parse(s).body[-1], ast.Expr) for s in every)
    assert bare > 0.85 * len(every)


def written(chapter: str, name: str) -> Any:
    """A function as a chapter defines it."""
    for source in sources(BOOK / chapter):
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                scope: dict[str, Any] = {"np": np, "math": math}
                exec(ast.unparse(node), scope)  # noqa: S102 - the chapter's own code
                return scope[name]
    raise ValueError(f"name={name!r}: {chapter} does not define it")


@pytest.mark.parametrize("df", [1, 3, 60, 120, 194])
def test_the_idf_of_chapter_1_is_the_helpers(df: int) -> None:
    assert written("01_hospital_search.ipynb", "idf")(194, df) == pytest.approx(bm25.idf(194, df))


@pytest.mark.parametrize(("tf", "norm"), [(1, 1.0), (3, 0.5), (10, 2.0)])
def test_the_saturation_of_chapter_1_is_the_helpers(tf: int, norm: float) -> None:
    ours = written("01_hospital_search.ipynb", "saturation")
    assert ours(tf, norm) == pytest.approx(bm25.saturation(tf, norm))


@pytest.mark.parametrize("logit", [-3.0, 0.0, 0.5, 8.0])
def test_the_activation_of_chapter_4_is_the_helpers(logit: float) -> None:
    ours = written("04_splade_vectors.ipynb", "activation")
    assert ours(logit) == pytest.approx(float(splade.activation(torch.tensor(logit))))
