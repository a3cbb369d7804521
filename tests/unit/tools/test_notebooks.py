"""tools/notebooks.py: executing a notebook twice changes no byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat as untyped
import pytest

from tools import notebooks

nbformat: Any = untyped
SHOWN = "import ipywidgets\nipywidgets.VBox([ipywidgets.Text('a'), ipywidgets.Text('b')])"


def notebook(code: str) -> Any:
    """A notebook of one cell."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code, id="one")])


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    nbformat.write(notebook(SHOWN), path)
    first = notebooks.normalised(notebooks.executed(path))
    assert notebooks.normalised(notebooks.executed(path)) == first
    assert f"{0:032x}" in first


def test_pieces_of_a_stream_are_joined() -> None:
    pieces = [nbformat.v4.new_output("stream", name=n, text=t) for n, t in ("aa", "ab", "bc")]
    assert [o["text"] for o in notebooks.joined(pieces)] == ["ab", "c"]


@pytest.mark.slow
def test_a_failing_cell_fails_the_run(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    nbformat.write(notebook("1 / 0"), path)
    with pytest.raises(Exception, match="ZeroDivisionError"):
        notebooks.executed(path)
