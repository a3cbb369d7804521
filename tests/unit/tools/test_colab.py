"""What a notebook opened alone installs, and what it leaves alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools import colab
from tools.notebooks import notebooks


def test_what_is_installed_is_asked_for_in_ranges() -> None:
    names = [Requirement(line).name for line in colab.requirements("engines")]
    assert {"torch", "gensim", "pymilvus"} <= set(names)
    assert not [line for line in colab.requirements("engines") if "==" in line]


def test_this_environment_lacks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no index to install from, pip is content: nothing of the machine's is replaced."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    colab.prepare("engines")


def test_contributing_states_the_tried_versions() -> None:
    text = (colab.ROOT / "pyproject.toml").read_text()
    tried = re.findall(r'^(\w+) = \["([\d.]+)", "([\d.]+)"\]$', text, re.MULTILINE)
    stated = (colab.ROOT / "CONTRIBUTING.md").read_text()
    assert len(tried) == 4
    for name, low, high in tried:
        assert f"| {name} | {low} | {high} |" in stated


def test_pip_s_refusal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = subprocess.CompletedProcess([], 1, "", "no matching distribution")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: refused)
    with pytest.raises(RuntimeError, match="what the book needs: no matching distribution"):
        colab.prepare()


def test_widgets_are_enabled_where_colab_is(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[bool] = []
    output = types.ModuleType("google.colab.output")
    output.enable_custom_widget_manager = lambda: called.append(True)  # type: ignore[attr-defined]
    for name in ("google", "google.colab"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, "google.colab.output", output)
    colab.enable_widgets()
    assert called == [True]


def expected(first: str, path: Path) -> str:
    """The chapters' first cell; some pages need more than the helpers do."""
    if path.stem == "own_texts":
        first = first.replace("helpers.systems", "helpers.own_texts, bs4, pypdf, docx, pymilvus")
        first = first.replace("prepare()", 'prepare("readers", "engines")')
    if path.stem in ("search_engine", "other_engines"):
        first = first.replace("helpers.systems", "helpers.scale.recorder, qdrant_client")
        first = first.replace("prepare()", 'prepare("engines")')
    return first


@pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)
def test_the_first_cell_fetches_the_book(path: Path) -> None:
    cells = [c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"]
    others = json.loads(notebooks()[0].read_text())["cells"]
    first = next(c for c in others if c["cell_type"] == "code")
    assert "".join(cells[0]["source"]) == expected("".join(first["source"]), path)
    assert cells[0]["metadata"]["tags"] == ["remove-input"]
    assert cells[0]["outputs"] == []
    assert re.search(r"BOOK_URL", "".join(first["source"]))
