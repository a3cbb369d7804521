"""What a notebook opened alone installs, and what it leaves alone."""

from __future__ import annotations

import json
import re
import sys
import types
from pathlib import Path

import pytest

from tools import colab
from tools.notebooks import notebooks

PINS = {"gensim": "4.4.0", "ir-measures": "0.4.3", "numpy": "2.4.6"}
RANGES = {"numpy": ("1.26.4", "2.4.6")}


def test_only_what_is_missing_is_wanted() -> None:
    assert colab.wanted(PINS, RANGES, {"numpy": "2.0.2", "gensim": "4.3.3"}) == [
        "ir-measures==0.4.3"
    ]


def test_what_is_older_than_supported_is_wanted() -> None:
    have = dict(PINS, numpy="1.25.0")
    assert colab.wanted(PINS, RANGES, have) == ["numpy==2.4.6"]


def test_what_is_newer_is_kept_with_a_sentence() -> None:
    have = dict(PINS, numpy="3.0.0")
    assert colab.wanted(PINS, RANGES, have) == []
    assert colab.untried(RANGES, have) == [
        "numpy 3.0.0 is newer than 2.4.6, the last that this book was tried with."
    ]


def test_this_environment_lacks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    colab.prepare("engines")
    assert capsys.readouterr().out == ""


def test_our_pins_lie_within_what_is_supported() -> None:
    pins = colab.pins()
    for name, (low, high) in colab.supported().items():
        assert colab.number(low) <= colab.number(pins[name]) <= colab.number(high)


def test_contributing_states_the_supported_versions() -> None:
    stated = (colab.ROOT / "CONTRIBUTING.md").read_text()
    for name, (low, high) in colab.supported().items():
        assert f"| {name} | {low} | {high} |" in stated


def test_pip_s_refusal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(RuntimeError, match="could not install no-such-name-at-all"):
        colab.pip_install(["no-such-name-at-all==1"], {})


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
    """The chapters' first cell; the appendix needs the engines' client libraries too."""
    if path.parent.name == "appendix":
        first = first.replace(
            "helpers.explorers, helpers.systems", "helpers.engine.recorder, qdrant_client"
        )
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
