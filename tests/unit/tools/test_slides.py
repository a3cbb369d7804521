"""tools/slides.py: the book's figures as files that bring their own colours."""

from __future__ import annotations

import doctest
from pathlib import Path

import nbformat
import pytest

from helpers import plots
from helpers.drawing import MIME
from tools import slides


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of one page with two figures, and one without any."""
    figures = [plots.pipeline("text"), plots.contributions({"one": {"heart": 1.0}})]
    data = [{MIME: figure.svg(), "text/plain": "a figure"} for figure in figures]
    outputs = [nbformat.v4.new_output("display_data", one) for one in data]  # type: ignore[no-untyped-call]
    pages = {"01_figures": outputs, "02_words": []}
    for name, shown in pages.items():
        cell = nbformat.v4.new_code_cell("", outputs=shown)  # type: ignore[no-untyped-call]
        notebook = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")  # type: ignore[no-untyped-call]
    return tmp_path


def test_examples() -> None:
    assert doctest.testmod(slides).failed == 0


def test_files_are_named_by_page_and_order(book: Path, tmp_path: Path) -> None:
    written = slides.write(tmp_path / "slides", book)
    assert [path.name for path in written] == ["01_figures-01.svg", "01_figures-02.svg"]


def test_a_file_names_no_colour_of_a_page(book: Path, tmp_path: Path) -> None:
    for path in slides.write(tmp_path / "slides", book):
        text = path.read_text(encoding="utf-8")
        assert "var(" not in text
        assert "currentColor" not in text
        assert "#0072B2" in text


def test_a_figure_that_went_leaves_no_file(book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "slides"
    folder.mkdir()
    (folder / "09_gone-01.svg").touch()
    slides.write(folder, book)
    assert not (folder / "09_gone-01.svg").exists()
