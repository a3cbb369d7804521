"""helpers/plots.py: the data that each figure shows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers import plots
from helpers.bm25 import saturation
from helpers.bootstrap import PairedDifference
from helpers.lexical import bm25_index
from helpers.records import Collection


def curves(axes: Axes) -> list[list[float]]:
    return [list(map(float, np.asarray(line.get_ydata()))) for line in axes.get_lines()]


def bars(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def test_saturation_curves_draw_the_formula() -> None:
    figure = plots.saturation_curves((0.5, 1.5, 3.0), 0.75, (0.5, 1, 2))
    assert curves(figure.axes[0])[1] == [saturation(tf, 1.0, 1.5) for tf in range(11)]


def test_a_longer_document_lies_lower() -> None:
    short, _, long = curves(plots.saturation_curves((0.5, 1.5, 3.0), 0.75, (0.5, 1, 2)).axes[1])
    assert short[5] > long[5]


def test_contribution_bars_end_at_the_score(hospital: Collection) -> None:
    index = bm25_index(hospital)
    hit = index.search("heart attack")[0]
    parts = index.explain("heart attack", hit.doc_id)["score"]
    figure = plots.contributions({"first": parts})
    assert max(bar.get_x() + bar.get_width() for bar in bars(figure)) == pytest.approx(
        hit.score, abs=1e-5
    )


def test_contributions_of_nothing_are_a_figure_too() -> None:
    assert bars(plots.contributions({"first": {"heart": 0.0}})) == []


def test_a_map_has_a_point_a_word() -> None:
    figure = plots.word_map(["heart", "hip"], [(0.0, 1.0), (2.0, 3.0)], "hip")
    assert curves(figure.axes[0]) == [[1.0], [3.0]]


def test_curves_draw_their_values() -> None:
    assert curves(plots.curves([1, 2], {"all": [0.5, 0.4]}, "k", "nDCG@10").axes[0]) == [[0.5, 0.4]]


def test_curves_take_a_table() -> None:
    table = pd.DataFrame({"one": [0.5, 0.4], "two": [0.1, 0.2]})
    assert curves(plots.curves([1, 2], table, "k", "v").axes[0]) == [[0.5, 0.4], [0.1, 0.2]]


def test_panels_have_their_own_bars() -> None:
    figure = plots.paired_bars({"one": {"a": 0.3}, "two": {"b": 0.7, "c": 0.1}}, "p")
    assert [len(axes.patches) for axes in figure.axes] == [1, 2]


def test_grouped_bars_have_the_values() -> None:
    table = pd.DataFrame({"exact": [0.9], "all": [0.5]}, index=["BM25"])
    figure = plots.grouped_bars(table, "nDCG@10")
    assert [bar.get_height() for bar in bars(figure)] == [0.9, 0.5]


def test_a_heat_map_shows_its_numbers() -> None:
    axes = plots.heat_map([[1.0, -2.0]], ["heart"], ["a", "b"]).axes[0]
    assert [t.get_text() for t in axes.texts] == ["1.0", "-2.0"]
    assert [t.get_text() for t in axes.get_xticklabels()] == ["a", "b"]


def test_intervals_are_drawn_at_their_means() -> None:
    gap = PairedDifference(0.2, 0.1, 0.4)
    axes = plots.intervals({"all": {"SPLADE": gap}}, "gain").axes[0]
    (drawn,) = (c for c in axes.collections if isinstance(c, LineCollection))
    assert list(drawn.get_segments()[0][:, 0]) == pytest.approx([0.1, 0.4])


def test_scattered_points_have_their_names() -> None:
    axes = plots.scatter({"BM25": (44.0, 0.6), "SPLADE": (972.0, 0.7)}, "read", "nDCG").axes[0]
    assert [t.get_text() for t in axes.texts] == ["BM25", "SPLADE"]
    assert [float(np.asarray(p.get_xdata())[0]) for p in axes.get_lines()] == [44.0, 972.0]


def test_extrapolations_have_points_and_a_line_each() -> None:
    measured, line = [(10.0, 1.0), (100.0, 2.0)], [(100.0, 2.0), (1000.0, 20.0)]
    axes = plots.extrapolations({"scipy": measured}, {"scipy": line}, "n", "ms").axes[0]
    assert curves(axes) == [[1.0, 2.0], [2.0, 20.0]]


def test_a_figure_is_shown_once() -> None:
    import matplotlib.pyplot as plt

    plots.curves([1, 2], {"all": [0.5, 0.4]}, "k", "v")
    assert plt.get_fignums() == []
