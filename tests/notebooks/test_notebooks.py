"""The committed notebooks: run in order, tagged rightly, described, and free of what changes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from helpers.drawing import MIME
from tools.notebooks import BOOK, STATE, notebooks

TAGS = {"closed-table", "full-width", "hide-input", "remove-cell", "remove-input"}
WIDEST = 88  # characters of a line of code
CHANGING = re.compile(r"0x[0-9a-f]{6,}|/(?:home|root|tmp|Users)/|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d")
WIDGET = "application/vnd.jupyter.widget-view+json"
PNG = "image/png"
Cell = dict[str, Any]

every_notebook = pytest.mark.parametrize("path", notebooks(), ids=lambda p: p.stem)


def cells(path: Path) -> list[Cell]:
    return [c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"]


def printed(cell: Cell) -> str:
    """What a cell shows as text: stdout and text/plain."""
    texts = (o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell["outputs"])
    return "".join("".join(text) for text in texts)


@every_notebook
def test_every_cell_has_run_in_order(path: Path) -> None:
    made = cells(path)
    assert [c["execution_count"] for c in made] == list(range(1, len(made) + 1))


@every_notebook
def test_no_cell_failed(path: Path) -> None:
    assert not [o for c in cells(path) for o in c["outputs"] if o["output_type"] == "error"]


@every_notebook
def test_tags_are_known(path: Path) -> None:
    assert {tag for c in cells(path) for tag in c["metadata"].get("tags", [])} <= TAGS


@every_notebook
def test_every_figure_is_described(path: Path) -> None:
    for cell in cells(path):
        if any({PNG, MIME} & {*o.get("data", {})} for o in cell["outputs"]):
            assert len(cell["metadata"]["mystnb"]["image"]["alt"]) > 40


@every_notebook
def test_every_figure_is_drawn_in_both_widths(path: Path) -> None:
    for output in (o for cell in cells(path) for o in cell["outputs"]):
        assert PNG not in output.get("data", {})
        if MIME in output.get("data", {}):
            assert output["metadata"][MIME]["narrow"].startswith("<svg ")


@every_notebook
def test_outputs_hold_nothing_that_changes(path: Path) -> None:
    assert not [m for c in cells(path) for m in CHANGING.findall(printed(c))]


@every_notebook
def test_cells_are_short_and_narrow(path: Path) -> None:
    """The first one apart, which may have to name an address."""
    for cell in cells(path)[1:]:
        lines = "".join(cell["source"]).split("\n")
        assert len(lines) <= 15, cell["id"]
        assert max(map(len, lines)) <= WIDEST, cell["id"]


@every_notebook
def test_what_is_printed_fits_the_page(path: Path) -> None:
    """Tables apart, which the page draws as such."""
    for cell in cells(path):
        if not any("text/html" in o.get("data", {}) for o in cell["outputs"]):
            assert max(map(len, printed(cell).split("\n"))) <= WIDEST, cell["id"]


@every_notebook
def test_every_explorer_is_also_driven(path: Path) -> None:
    """A cell that shows a widget is followed by one that sets a control and shows the result."""
    made = cells(path)
    for shown, driven in zip(made, [*made[1:], None], strict=True):
        if any(WIDGET in o.get("data", {}) for o in shown["outputs"]):
            assert driven is not None
            assert ".set(" in "".join(driven["source"])
            assert printed(driven)


@every_notebook
def test_widget_state_is_stored_whole(path: Path) -> None:
    notebook = json.loads(path.read_text())
    state = notebook["metadata"].get("widgets", {}).get(STATE, {}).get("state", {})
    shown = [o for c in cells(path) for o in c["outputs"] if WIDGET in o.get("data", {})]
    assert {o["data"][WIDGET]["model_id"] for o in shown} <= set(state)
    named = set(re.findall(r"IPY_MODEL_([0-9a-f]{32})", json.dumps(state)))
    assert named <= set(state)


def test_the_map_has_each_chapter_s_reading_time() -> None:
    for path in notebooks():
        if path.stem != "index":
            minutes = re.search(r"\*About (\d+) minutes", path.read_text())
            assert minutes, path
            link = path.relative_to(BOOK).with_suffix("").as_posix()
            assert f"[]({link}) | {minutes[1]} |" in (BOOK / "index.ipynb").read_text()
