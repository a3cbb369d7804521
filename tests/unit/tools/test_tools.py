"""tools/: executing a notebook twice, and what the site is made from."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from helpers.records import DATA
from tools import assets, notebooks

SHOWN = "import ipywidgets\nipywidgets.VBox([ipywidgets.Text('a'), ipywidgets.Text('b')])"


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    cell = nbformat.v4.new_code_cell(SHOWN, id="one")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    first = notebooks.normalised(notebooks.executed(path))
    assert notebooks.normalised(notebooks.executed(path)) == first
    assert f"{0:032x}" in first


def test_pieces_of_a_stream_are_joined() -> None:
    pieces = [nbformat.v4.new_output("stream", name=n, text=t) for n, t in ("aa", "ab", "bc")]
    assert [o["text"] for o in notebooks.joined(pieces)] == ["ab", "c"]


def test_a_failing_cell_fails_the_run(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")]), path)
    with pytest.raises(Exception, match="ZeroDivisionError"):
        notebooks.executed(path)


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    source, stamp = tmp_path / "a.js", tmp_path / "made" / ".made"
    source.write_text("1")
    assert assets.changed(stamp, [source])
    assets.finish(stamp, [source])
    assert not assets.changed(stamp, [source])
    source.write_text("2")
    assert assets.changed(stamp, [source])


def test_the_vocabulary_s_line_number_is_the_id() -> None:
    tokenizer = json.loads((DATA / "models/bert-uncased-wordpiece/tokenizer.json").read_text())
    ids = tokenizer["model"]["vocab"]
    assert {term: i for i, term in enumerate(assets.vocabulary().split("\n"))} == ids
