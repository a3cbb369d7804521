"""The notebooks' first cell: one text for all, three lines, nothing to do beside the helpers."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import nbformat as untyped
import pytest
from IPython.core import inputtransformer2
from packaging.requirements import Requirement

from tools.address import ROOT, Address, current
from tools.first_cell import NEEDS, Needs, for_page, replaced, source
from tools.notebooks import notebooks

nbformat: Any = untyped
IPYTHON: Any = inputtransformer2
HERE = Address("me", "book")
every_need = pytest.mark.parametrize("needs", [Needs(), *NEEDS.values()])


def run(code: str) -> None:
    """Run a cell's source as a kernel would, which has no magics here."""
    plain = IPYTHON.TransformerManager().transform_cell(code)
    exec(plain, {"get_ipython": lambda: None})  # noqa: S102 - the cell's own code


def notebook(*codes: str) -> str:
    """A notebook's text: a heading, then these code cells."""
    cells = [nbformat.v4.new_markdown_cell("# A", id="a")]
    cells += [nbformat.v4.new_code_cell(code, id=f"c{i}") for i, code in enumerate(codes)]
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=cells))) + "\n"


def codes(text: str) -> list[str]:
    cells = json.loads(text)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@every_need
@pytest.mark.parametrize("archive", [None, HERE.archive])
def test_it_has_three_lines(needs: Needs, archive: str | None) -> None:
    assert source(archive, needs).count("\n") == 2


@pytest.mark.parametrize("archive", [None, HERE.archive])
def test_it_does_nothing_beside_the_helpers(archive: str | None) -> None:
    run(source(archive))


def test_alone_without_an_address_it_says_what_to_do() -> None:
    with pytest.raises(ImportError, match="whole folder, with `make lab`"):
        run(source(None, Needs("no_such_helpers")))


def test_alone_it_asks_pip_for_the_archive() -> None:
    plain = IPYTHON.TransformerManager().transform_cell(
        source(HERE.archive, Needs("no_such", "[engines]"))
    )
    asked = "'install -q \"why-splade-works[engines] @ https://github.com/me/book/archive"
    assert f"run_line_magic('pip', {asked}" in plain


@every_need
def test_its_extras_are_those_of_the_project(needs: Needs) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = Requirement(f"a{needs.extras}").extras
    assert asked <= project["optional-dependencies"].keys()


def test_only_the_first_cell_changes() -> None:
    before = notebook(source(None), "1 + 1")
    after = replaced(before, source(HERE.archive))
    assert codes(after) == [source(HERE.archive), "1 + 1"]
    assert json.loads(after)["cells"][2:] == json.loads(before)["cells"][2:]


def test_a_notebook_without_it_gets_it() -> None:
    after = replaced(notebook("1 + 1"), source(None))
    assert codes(after) == [source(None), "1 + 1"]
    nbformat.validate(nbformat.reads(after, as_version=4))


@pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)
def test_every_notebook_has_it(path: Path) -> None:
    cell = next(c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code")
    assert "".join(cell["source"]) == for_page(path, current())
    assert (cell["metadata"]["tags"], cell["outputs"]) == (["remove-input"], [])
