"""Figures of bars and of cells: values compared, a grid of numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers import svg
from helpers.drawing import Drawing, canvas, filled, role

MINUS = "\N{MINUS SIGN}"  # as wide as a plus; the axes have it too


def _bars(axes: Axes, values: Mapping[str, float], colours: Sequence[str], digits: int) -> None:
    """Horizontal bars, the first on top, each with its name before and its value behind it."""
    for at, (value, colour) in enumerate(zip(values.values(), colours, strict=True)):
        bar = axes.barh(at, value, 0.72, **filled(colour))
        axes.bar_label(bar, fmt=f"%.{digits}f", padding=4)
    axes.set_yticks(range(len(values)), list(values))
    axes.set_ylim(len(values) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.2)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])


def paired_bars(
    panels: Mapping[str, Mapping[str, float]], xlabel: str, original: Collection[str] = ()
) -> Drawing:
    """Draw horizontal bars on one scale, a panel a title: ``{title: {term: value}}``.

    Terms in ``original`` stand in the text itself; the others are what a model adds.
    """

    def draw(narrow: bool) -> Figure:
        most = max(len(values) for values in panels.values())
        shape = (len(panels), 1) if narrow else (1, len(panels))
        height = (40 + 22 * most) * shape[0] + 24
        figure, axes = canvas(narrow, height, *shape, sharex=True)
        for one, (title, values) in zip(axes, panels.items(), strict=True):
            kinds = [svg.ORIGINAL if term in original else svg.EXPANSION for term in values]
            _bars(one, values, kinds, 3)
            one.set_title(title, loc="left", fontweight="bold")
        figure.supxlabel(xlabel, fontsize=axes[0].xaxis.label.get_fontsize())
        return figure

    return Drawing(draw)


def grouped_bars(means: pd.DataFrame, measure: str) -> Drawing:
    """Draw a group of bars per query type, a bar per run: a table of ``evaluation.means``."""
    if len(means) == 1:  # one run: its query types are the bars of one group
        panels = {str(means.index[0]): {str(g): float(means[g].iloc[0]) for g in means}}
        colours = [role(str(means.index[0]))] * means.shape[1]
    else:
        panels = {str(g): {str(run): float(v) for run, v in means[g].items()} for g in means}
        colours = [role(str(name)) for name in means.index]

    def draw(narrow: bool) -> Figure:
        columns = 1 if len(panels) == 1 else 2 if narrow else len(panels)
        rows = -(-len(panels) // columns)
        height = (30 + 25 * len(colours)) * rows + 22
        figure, axes = canvas(narrow, height, rows, columns, sharex=True, sharey=True)
        for one, (title, values) in zip(axes, panels.items(), strict=False):
            _bars(one, values, colours, 2)
            one.set_title(title, loc="left", fontweight="bold")
            one.set_xlim(0, 1.3)
        figure.supxlabel(measure, fontsize=axes[0].xaxis.label.get_fontsize())
        return figure

    return Drawing(draw)


def heat_map(
    values: Sequence[Sequence[float]], rows: Sequence[str], columns: Sequence[str]
) -> Drawing:
    """Draw a grid of numbers, ``values[row][column]``: filled above zero, hollow at it and below.

    A row whose name is also a column's is a word of the text itself; the others are expansion.
    """
    most = max(abs(value) for line in values for value in line) or 1.0

    def draw(narrow: bool) -> Figure:
        figure, (axes,) = canvas(narrow, (70 if narrow else 40) + 27 * len(rows))
        for y, line in enumerate(values):
            colour = svg.ORIGINAL if rows[y] in columns else svg.EXPANSION
            for x, value in enumerate(line):
                kind: dict[str, Any] = {"fill": False, "edgecolor": svg.LOST, "linewidth": 0.8}
                if value > 0:
                    kind = filled(colour) | {"facecolor": (colour, 0.1 + 0.35 * value / most)}
                axes.add_patch(Rectangle((x - 0.46, y - 0.4), 0.92, 0.8, **kind))
                written = f"{value:.1f}".replace("-", MINUS)
                axes.text(x, y, written, ha="center", va="center_baseline")
        axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5))
        axes.set_xticks(range(len(columns)), columns)
        axes.set_yticks(range(len(rows)), rows)
        axes.xaxis.tick_top()
        for label in axes.get_xticklabels() if narrow else ():
            label.set(rotation=50, ha="left", rotation_mode="anchor")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        return figure

    return Drawing(draw)
