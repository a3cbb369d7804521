"""helpers/plots.py and what it draws with: the data that each figure shows, in both widths."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from helpers import plots, svg
from helpers.bm25 import saturation
from helpers.bootstrap import PairedDifference
from helpers.drawing import Drawing
from helpers.labels import text_width
from helpers.lexical import bm25_index
from helpers.moves import Move
from helpers.points import in_words
from helpers.records import Collection

MOVES = {"up": Move(0.2, 0.5, "gained"), "still": Move(0.4, 0.4)}
GAINS = {
    "here": {"BM25": 0.5, "head": 0.4, "SPLADE, word by word": 0.9},
    "there": {"BM25": 0.6, "head": 0.6, "SPLADE, word by word": 0.2},
}
GAP = PairedDifference(0.2, 0.1, 0.4)
LOSS = PairedDifference(-0.2, -0.3, 0.1)
TITLE = "Infective endocarditis: diagnosis and antimicrobials"
READ = ["[CLS]", "heart", "attack", "treatment", "protocol", "[SEP]"]
FIGURES: dict[str, Callable[[], Drawing]] = {
    "saturation": lambda: plots.saturation_curves((0.5, 1.5, 3.0), 0.75, (0.5, 1, 2)),
    "map": lambda: plots.word_map(
        ["heart", "hip", "hips"], [(0.0, 1.0), (2.0, 3.0), (2.0, 3.01)], "hip"
    ),
    "curves": lambda: plots.curves([1, 2], {"BM25": [0.5, 0.4], "all": [0.5, 0.41]}, "k", "v"),
    "long names": lambda: plots.curves(
        [1, 2], {f"{n} read": [n, 0] for n in (10**20, 1)}, "k", "v"
    ),
    "many points": lambda: plots.curves(range(50), {"SPLADE": [*range(50)]}, "step", "terms"),
    "panels": lambda: plots.paired_bars(
        {"one": {"a": 0.3}, "two": {"b": 0.7, "c": 0.1}}, "p", original=["a"]
    ),
    "contributions": lambda: plots.contributions(
        {TITLE: {"heart": 3.0, "endocarditis": 0.1, "antimicrobials": 0.2, "zero": 0.0}},
        original=["heart"],
    ),
    "groups": lambda: plots.grouped_bars(
        pd.DataFrame({"exact": [0.9, 0.8], "all": [0.5, 0.6]}, index=["BM25", "SPLADE"]), "nDCG"
    ),
    "one run": lambda: plots.grouped_bars(pd.DataFrame({"all": [0.5]}, index=["BM25"]), "nDCG"),
    "heat map": lambda: plots.heat_map([[1.0, -2.0]], ["heart"], ["heart", "treatment"]),
    "gains": lambda: plots.gains(GAINS, "BM25", "quality"),
    "moves": lambda: plots.moves(MOVES, "quality", ("first", "last"), "said of it"),
    "intervals": lambda: plots.intervals(
        {
            "hospital": {"SPLADE": GAP, "+ GloVe": LOSS},
            "lay terms": {"SPLADE": LOSS, "+ GloVe": GAP},
        },
        "gain",
    ),
    "scatter": lambda: plots.scatter({"BM25": (44.0, 0.6), "SPLADE": (972.0, 0.7)}, "read", "nDCG"),
    "model": lambda: plots.model_drawn(READ, 2, ["heart", "attack", "attacks", "cardiac"]),
    "pipeline": lambda: plots.pipeline(("postings", "score")),
    "extrapolations": lambda: plots.extrapolations(
        {"scipy": [(10.0, 1.0), (100.0, 2.0)]}, {"scipy": [(100.0, 2.0), (1e9, 2e7)]}, "n", "ms"
    ),
}
every_figure = pytest.mark.parametrize("name", FIGURES)
SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of a text that lies left of its anchor
both_widths = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def curves(axes: Axes) -> list[list[float]]:
    return [list(map(float, np.asarray(line.get_ydata()))) for line in axes.get_lines()]


def bars(drawing: Drawing) -> list[Rectangle]:
    patches = (patch for axes in drawing.wide.axes for patch in axes.patches)
    return [patch for patch in patches if isinstance(patch, Rectangle)]


@cache
def drawn(name: str) -> tuple[str, str]:
    """A figure's two SVG documents, drawn once for all tests."""
    drawing = FIGURES[name]()
    return drawing.svg(), drawing.svg(narrow=True)


class Label(NamedTuple):
    """A text of an SVG document and the box that it takes, in pixels from the left and the top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def labels(document: str) -> list[Label]:
    """The level texts of a document."""
    found = []
    root = ET.fromstring(document)  # noqa: S314 - what we just wrote
    for element in root.iter(f"{{{svg.SPACE}}}text"):
        style = dict(re.findall(r"([\w-]+): ([^;]+)", element.get("style", "")))
        text, size = element.text or "", float(style["font-size"].removesuffix("px"))
        width = text_width(text, size, style.get("font-weight", "normal"))
        left = float(element.get("x", 0)) - width * SHARES[style.get("text-anchor", "start")]
        base = float(element.get("y", 0))
        if "transform" not in element.attrib:
            found.append(Label(text, left, left + width, base - 0.75 * size, base + 0.2 * size))
    return found


@every_figure
@both_widths
def test_the_same_figure_has_the_same_bytes(name: str, narrow: bool) -> None:
    assert FIGURES[name]().svg(narrow) == drawn(name)[narrow]


@every_figure
@both_widths
def test_all_ink_is_the_page_s(name: str, narrow: bool) -> None:
    """Colours are currentColor or a variable with a fallback; no black, no white, no ground."""
    text = drawn(name)[narrow]
    assert "currentColor" in text
    colours = re.findall(r"(?:fill|stroke): ([^;\"]+)", text)
    assert {c for c in colours if not c.startswith("var(--ws-")} <= {"currentColor", "none"}
    assert text.count("background") == 1
    assert "background: var(--ws-ground, #fff)" in text


@every_figure
@both_widths
def test_text_stays_text_and_within_the_picture(name: str, narrow: bool) -> None:
    text = drawn(name)[narrow]
    assert f'width="{340 if narrow else 700}"' in text
    found = labels(text)
    assert len(found) > 2
    assert [label for label in found if label.left < 0 or label.right > 700 - 360 * narrow] == []
    assert all(float(size) >= 11 for size in re.findall(r"font-size: ([\d.]+)px", text))


@every_figure
@both_widths
def test_no_two_labels_collide(name: str, narrow: bool) -> None:
    found = labels(drawn(name)[narrow])
    for i, one in enumerate(found):
        for other in found[:i]:
            wide = min(one.right, other.right) - max(one.left, other.left)
            tall = min(one.bottom, other.bottom) - max(one.top, other.top)
            assert wide <= 0 or tall <= 0, (one, other)


def test_in_the_model_the_text_s_own_terms_have_no_plus() -> None:
    text = plots.model_drawn(READ, 2, ["attack", "cardiac"]).svg()
    assert ">+cardiac<" in text
    assert ">+attack<" not in text


def test_every_position_reads_every_other_in_each_layer() -> None:
    axes = plots.model_drawn(READ, 2, ["attack"], layers=3).wide.axes[0]
    (lines,) = (c for c in axes.collections if isinstance(c, LineCollection) if c.zorder < 0)
    assert len(lines.get_segments()) == 3 * len(READ) ** 2


@pytest.mark.parametrize(("at", "proposals"), [(6, ["a"]), (-1, ["a"]), (0, []), (0, ["a"] * 6)])
def test_a_model_that_cannot_be_drawn_is_one_sentence(at: int, proposals: list[str]) -> None:
    with pytest.raises(ValueError, match=r"want one to five|the text has 6 tokens"):
        plots.model_drawn(READ, at, proposals)


def test_saturation_curves_draw_the_formula() -> None:
    figure = plots.saturation_curves((0.5, 1.5, 3.0), 0.75, (0.5, 1, 2)).wide
    assert curves(figure.axes[0])[1] == [saturation(tf, 1.0, 1.5) for tf in range(11)]


def test_a_longer_document_lies_lower() -> None:
    drawing = plots.saturation_curves((0.5, 1.5, 3.0), 0.75, (0.5, 1, 2))
    short, _, long = curves(drawing.wide.axes[1])
    assert short[5] > long[5]


def test_contribution_bars_end_at_the_score(hospital: Collection) -> None:
    index = bm25_index(hospital)
    hit = index.search("heart attack")[0]
    parts = index.explain("heart attack", hit.doc_id)["score"]
    pieces = bars(plots.contributions({"first": parts}))
    assert max(bar.get_x() + bar.get_width() for bar in pieces) == pytest.approx(
        hit.score, abs=1e-5
    )


def test_contributions_of_nothing_are_a_figure_too() -> None:
    assert bars(plots.contributions({"first": {"heart": 0.0}})) == []
    assert plots.contributions({}).svg().startswith("<svg ")


def test_what_the_model_added_has_a_plus_and_a_colour() -> None:
    rows = {"first": {"heart": 2.0, "cardiac": 1.5}}
    text = plots.contributions(rows, original=["heart"]).svg()
    assert ">+cardiac<" in text
    assert ">heart<" in text
    assert "var(--ws-expansion" in text
    assert "var(--ws-expansion" not in plots.contributions(rows).svg()


def test_a_map_has_a_point_a_word() -> None:
    drawing = plots.word_map(["heart", "hip"], [(0.0, 1.0), (2.0, 3.0)], "hip")
    assert curves(drawing.wide.axes[0]) == [[1.0], [3.0]]


def test_curves_draw_their_values() -> None:
    drawing = plots.curves([1, 2], {"all": [0.5, 0.4]}, "k", "nDCG@10")
    assert curves(drawing.wide.axes[0]) == curves(drawing.narrow.axes[0]) == [[0.5, 0.4]]


def test_curves_take_a_table() -> None:
    table = pd.DataFrame({"one": [0.5, 0.4], "two": [0.1, 0.2]})
    axes = plots.curves([1, 2], table, "k", "v").wide.axes[0]
    assert curves(axes) == [[0.5, 0.4], [0.1, 0.2]]


def test_bm25_is_dashed_and_splade_solid() -> None:
    axes = plots.curves([1, 2], {"BM25": [1, 2], "SPLADE": [2, 3]}, "k", "v").wide.axes[0]
    assert [line.get_linestyle() for line in axes.get_lines()] == ["--", "-"]
    assert [line.get_color() for line in axes.get_lines()] == [svg.LEXICAL, svg.SPLADE]


def test_panels_have_their_own_bars() -> None:
    figure = plots.paired_bars({"one": {"a": 0.3}, "two": {"b": 0.7, "c": 0.1}}, "p").wide
    assert [len(axes.patches) for axes in figure.axes] == [1, 2]


def test_grouped_bars_have_the_values() -> None:
    table = pd.DataFrame({"exact": [0.9], "all": [0.5]}, index=["BM25"])
    assert [bar.get_width() for bar in bars(plots.grouped_bars(table, "nDCG@10"))] == [0.9, 0.5]


def test_several_runs_have_a_panel_a_group() -> None:
    table = pd.DataFrame({"exact": [0.9, 0.8], "all": [0.5, 0.6]}, index=["BM25", "SPLADE"])
    figure = plots.grouped_bars(table, "nDCG@10").wide
    assert [axes.get_title("left") for axes in figure.axes] == ["exact", "all"]
    assert [axes.patches[1].get_width() for axes in figure.axes] == [0.8, 0.6]  # type: ignore[attr-defined]


def test_a_heat_map_shows_its_numbers_and_only_fills_above_zero() -> None:
    axes = plots.heat_map([[1.0, -2.0]], ["heart"], ["a", "b"]).wide.axes[0]
    assert [t.get_text() for t in axes.texts] == ["1.0", "−2.0"]
    assert [t.get_text() for t in axes.get_xticklabels()] == ["a", "b"]
    assert [patch.get_fill() for patch in axes.patches] == [True, False]


def test_a_move_is_drawn_from_its_hollow_mark_to_its_full_one() -> None:
    axes = plots.moves(MOVES, "quality", ("first", "last"), "said of it").wide.axes[0]
    marks = [(np.ravel(m.get_xdata()), m) for m in axes.lines if m.get_marker() == "o"]
    drawn = [(x[0], m.get_markerfacecolor() == "none") for x, m in marks if x.size]
    assert drawn == [(0.2, True), (0.5, False), (0.4, True), (0.4, False)]


def test_what_is_said_of_a_move_stands_beside_it() -> None:
    axes = plots.moves(MOVES, "quality", ("first", "last"), "said of it").wide.axes[0]
    written = [text.get_text() for text in axes.texts]
    assert {"up", "still", "gained", "said of it"} <= set(written)


def test_intervals_are_drawn_at_their_means() -> None:
    axes = plots.intervals({"all": {"SPLADE": GAP}}, "gain").wide.axes[0]
    (line,) = (c for c in axes.collections if isinstance(c, LineCollection))
    assert list(line.get_segments()[0][:, 0]) == pytest.approx([0.1, 0.4])


def test_scattered_points_have_their_names() -> None:
    drawing = plots.scatter({"BM25": (44.0, 0.6), "SPLADE": (972.0, 0.7)}, "read", "nDCG")
    axes = drawing.wide.axes[0]
    assert {t.get_text() for t in axes.texts} == {"BM25", "SPLADE"}
    assert [float(np.asarray(p.get_xdata())[0]) for p in axes.get_lines()] == [44.0, 972.0]


def test_extrapolations_have_points_and_a_line_each() -> None:
    measured, line = [(10.0, 1.0), (100.0, 2.0)], [(100.0, 2.0), (1000.0, 20.0)]
    axes = plots.extrapolations({"scipy": measured}, {"scipy": line}, "n", "ms").wide.axes[0]
    assert curves(axes) == [[1.0, 2.0], [2.0, 20.0]]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.1, "0.1"), (300, "300"), (1000, "1,000"), (1e7, "10 million"), (1e9, "1 billion")],
)
def test_large_numbers_are_written_in_words(value: float, written: str) -> None:
    assert in_words(value) == written


def test_a_figure_is_shown_once() -> None:
    import matplotlib.pyplot as plt

    plots.curves([1, 2], {"all": [0.5, 0.4]}, "k", "v").svg()
    assert plt.get_fignums() == []


def test_every_gain_goes_from_its_panels_base_to_its_own_value() -> None:
    axes = plots.gains(GAINS, "BM25", "quality").wide.axes
    drawn = [
        [np.ravel(line.get_xdata()).tolist() for line in of.lines if line.get_linestyle() == "-"]
        for of in axes
    ]
    lines = [[ends for ends in of if len(ends) == 2] for of in drawn]
    assert lines == [[[0.5, 0.5], [0.5, 0.4], [0.5, 0.9]], [[0.6, 0.6], [0.6, 0.6], [0.6, 0.2]]]


def test_gains_without_the_base_are_refused() -> None:
    with pytest.raises(ValueError, match="base='RM3'"):
        plots.gains(GAINS, "RM3", "quality")
