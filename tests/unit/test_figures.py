"""book/_ext/figures.py: figures stand in the page, described, their ids apart."""

from __future__ import annotations

import importlib.util
import re
from types import SimpleNamespace
from typing import Any

import pytest
from matplotlib.figure import Figure

from helpers.drawing import MIME, Drawing, canvas
from tools.notebooks import BOOK

render = pytest.importorskip("myst_nb.core.render")
ALT = 'A line that rises; "steeply" & <fast>'


def loaded() -> Any:
    """The extension, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("figures", BOOK / "_ext" / "figures.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FIGURES = loaded()


def draw(narrow: bool) -> Figure:
    figure, (axes,) = canvas(narrow, 100)
    axes.plot([0, 1], [0, 1], "o")
    return figure


def shown(index: int = 3, alt: str = ALT, **changed: Any) -> tuple[str, list[str]]:
    """The HTML of a figure that a cell shows, and the warnings."""
    data, metadata = Drawing(draw)._repr_mimebundle_()
    values: dict[str, Any] = {"mime_type": MIME, "content": data[MIME], "output_metadata": metadata}
    values |= {"cell_index": index, "output_index": 0}
    warnings: list[str] = []
    asked = SimpleNamespace(
        renderer=SimpleNamespace(get_cell_level_config=lambda *_, **__: {"alt": alt}),
        logger=SimpleNamespace(warning=lambda text, **_: warnings.append(text)),
    )
    nodes = FIGURES.Figures.handle_mime(asked, render.MimeData(**(values | changed)), False)
    return "".join(node.astext() for node in nodes or []), warnings


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', html)


def test_both_versions_are_in_the_page_with_the_alt_text() -> None:
    html, warnings = shown()
    assert re.findall(r'<svg class="([^"]*)" role="img"', html) == ["ws-wide", "ws-narrow"]
    label = 'aria-label="A line that rises; &quot;steeply&quot; &amp; &lt;fast&gt;"'
    assert html.count(label) == 2
    assert "<img" not in html
    assert warnings == []


def test_ids_on_a_page_differ_though_the_figures_are_the_same() -> None:
    found = ids(shown(3)[0] + shown(4)[0])
    assert len(found) == len(set(found)) > 3


def test_what_a_figure_refers_to_is_in_it() -> None:
    html, _ = shown()
    assert set(re.findall(r'(?:href="|url\()#([\w-]+)', html)) == set(ids(html))


def test_a_figure_of_one_width_is_shown_at_every_width() -> None:
    assert 'class="output ws-figure ws-alone"' in shown(output_metadata={})[0]


def test_a_stored_script_does_not_reach_the_page() -> None:
    bad = '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"><script>a()</script></svg>'
    html, _ = shown(content=bad, output_metadata={MIME: {"narrow": bad}})
    assert "script" not in html
    assert "onload" not in html


def test_a_figure_without_alt_text_is_told() -> None:
    assert shown(alt="")[1] == ["a figure without alt text"]


def test_what_is_no_svg_is_told() -> None:
    html, warnings = shown(content="nothing")
    assert html == ""
    assert "an SVG document is needed" in warnings[0]


@pytest.mark.parametrize("mime", ["image/png", "text/plain"])
def test_other_outputs_are_left_alone(mime: str) -> None:
    assert shown(mime_type=mime) == ("", [])


def test_it_is_listed_once_before_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "load_mime_renders", lambda: ["other"])
    FIGURES.setup(None)
    FIGURES.setup(None)
    assert render.load_mime_renders() == [FIGURES.Figures, "other"]
