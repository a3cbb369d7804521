"""helpers/drawing.py: one drawing, two widths, and what a notebook keeps of them."""

from __future__ import annotations

import re

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from helpers import svg
from helpers.drawing import MIME, Drawing, canvas, filled, line_styles, role


def draw(narrow: bool) -> Figure:
    figure, (axes,) = canvas(narrow, 100)
    axes.plot([0, 1], [0, 1], "o--", color=svg.LEXICAL)
    axes.set_xlabel("cost in $ and $")
    return figure


def test_a_notebook_gets_the_wide_one_and_keeps_the_narrow_one_beside_it() -> None:
    data, metadata = Drawing(draw)._repr_mimebundle_(include=None, exclude=None)
    assert list(data) == [MIME, "text/plain"]
    assert data["text/plain"] == "<Figure size 700x100 with 1 Axes>"
    assert 'width="700"' in data[MIME]
    assert 'width="340"' in metadata[MIME]["narrow"]


def test_ids_of_the_two_differ() -> None:
    drawing = Drawing(draw)
    wide, narrow = ({*re.findall(r' id="([^"]*)"', drawing.svg(n))} for n in (False, True))
    assert wide
    assert not wide & narrow


def test_each_is_drawn_once() -> None:
    asked: list[bool] = []

    def counted(narrow: bool) -> Figure:
        asked.append(narrow)
        return draw(narrow)

    drawing = Drawing(counted)
    drawing._repr_mimebundle_()
    drawing._repr_mimebundle_()
    assert asked == [False, True]


def test_a_reader_s_own_settings_change_nothing_and_stay() -> None:
    plain = Drawing(draw).svg()
    with mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "svg.fonttype": "path"}):
        assert Drawing(draw).svg() == plain
        assert mpl.rcParams["font.size"] == 30


def test_dollars_are_no_formula() -> None:
    assert ">cost in $ and $<" in Drawing(draw).svg()


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("SPLADE", svg.SPLADE),
        ("BM25", svg.LEXICAL),
        ("rank_bm25", svg.LEXICAL),
        ("+ GloVe", svg.EXPANSION),
        ("all", svg.INK),
    ],
)
def test_a_system_has_one_colour_everywhere(name: str, colour: str) -> None:
    assert role(name) == colour


def test_what_has_no_colour_differs_in_dash_and_mark() -> None:
    styles = line_styles(["exact", "mixed", "all", "mismatch"], marked=True)
    assert len({str(style["linestyle"]) for style in styles}) == 4
    assert len({style["marker"] for style in styles}) == 4


def test_bm25_s_bars_have_a_dashed_edge() -> None:
    assert "linestyle" in filled(svg.LEXICAL)
    assert "linestyle" not in filled(svg.SPLADE)
