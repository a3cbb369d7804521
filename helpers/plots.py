"""The book's figures. Each takes numbers that the page also prints, and returns a Drawing.

Colour has one meaning: what a text has itself, what a model adds, BM25, SPLADE. All else is drawn
in the colour of the text, and told apart by the shape of its marks and by its name beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers import svg
from helpers.architecture import model_drawn
from helpers.bars import grouped_bars, heat_map, paired_bars
from helpers.bm25 import length_norm, saturation
from helpers.bootstrap import PairedDifference
from helpers.drawing import FONT, MARKS, NARROW, WIDE, Drawing, canvas, line_styles, role
from helpers.gains import gains
from helpers.labels import name_ends, text_width, wrapped
from helpers.moves import moves
from helpers.pipeline import pipeline
from helpers.points import extrapolations, scatter, word_map
from helpers.stacked import contributions

__all__ = ["contributions", "curves", "extrapolations", "gains", "grouped_bars", "heat_map"]
__all__ += ["intervals", "model_drawn", "moves", "paired_bars", "pipeline", "saturation_curves"]
__all__ += ["scatter", "word_map"]

FEW = 12  # points


def saturation_curves(k1_values: Sequence[float], b: float, lengths: Sequence[float]) -> Drawing:
    """Draw BM25's tf part against tf, for several k1 at average length and several lengths.

    ``lengths`` are multiples of the average; the second panel takes the middle k1.
    """
    counts = range(11)
    middle = k1_values[len(k1_values) // 2]

    def draw(narrow: bool) -> Figure:
        shape = (2, 1) if narrow else (1, 2)
        figure, (left, right) = canvas(narrow, 480 if narrow else 300, *shape)
        left.set_title("average length", loc="left", fontweight="bold")
        right.set_title(f"k1 = {middle}, b = {b}", loc="left", fontweight="bold")
        ends: list[tuple[Axes, list[tuple[str, float, float]]]] = [(left, []), (right, [])]
        curves_of = [(0, f"k1 = {k1}", k1, 1.0) for k1 in k1_values]
        norms = {n: float(length_norm(1, 1 / n, b)) for n in lengths}
        curves_of += [(1, f"{n} × length", middle, norm) for n, norm in norms.items()]
        for panel, name, k1, norm in curves_of:
            axes, named = ends[panel]
            values = [float(saturation(tf, norm, k1)) for tf in counts]
            axes.plot(counts, values, color=svg.LEXICAL, linestyle=(0, (4, 1.5)))
            named.append((name, 10, values[-1]))
        for axes in (left, right):
            axes.set(xlabel="tf: how often the document has the term", ylabel="tf part")
        name_ends(figure, ends)
        return figure

    return Drawing(draw)


def curves(
    x: Sequence[float], rows: Mapping[str, Sequence[float]] | pd.DataFrame, xlabel: str, ylabel: str
) -> Drawing:
    """Draw one line a name over the same x; few points are marked."""
    lines = {str(name): [float(v) for v in values] for name, values in rows.items()}
    few = len(x) <= FEW

    def draw(narrow: bool) -> Figure:
        widest = max(text_width(name, 12) for name in lines)
        beside = widest < (NARROW if narrow else WIDE) / 3.5
        figure, (axes,) = canvas(narrow, (250 if narrow else 320) + (0 if beside else 90))
        for (name, values), style in zip(lines.items(), line_styles([*lines], few), strict=True):
            axes.plot(x, values, label=name, **style)
        axes.set(xlabel=xlabel, ylabel=ylabel)
        if few:
            axes.set_xticks(list(x))
        if beside:
            name_ends(
                figure, [(axes, [(name, x[-1], values[-1]) for name, values in lines.items()])]
            )
        else:
            figure.legend(loc="outside upper left", handlelength=3.4)
        return figure

    return Drawing(draw)


def intervals(rows: Mapping[str, Mapping[str, PairedDifference]], xlabel: str) -> Drawing:
    """Draw differences with their intervals, a line a name, a mark a group: ``{group: {name: d}}``.

    On a narrow screen a name stands above its line instead of before it.
    """
    names = list(next(iter(rows.values())))

    def draw(narrow: bool) -> Figure:
        above, between = (26, 13) if narrow else (14, 15)  # pixels: to the first line, to the next
        step = above + between * (len(rows) - 1) + 14
        figure, (axes,) = canvas(narrow, 84 + step * len(names))
        for i, (group, found) in enumerate(rows.items()):
            mark: dict[str, Any] = {"marker": MARKS[i % len(MARKS)], "markersize": 7 - i}
            width = 2.0 if i == 0 else 1.2
            for y, name in enumerate(names):
                d, at = found[name], y + (above + between * i) / step
                errors = [[d.mean - d.low], [d.high - d.mean]]
                kind = mark | {"color": role(name), "linestyle": "none", "elinewidth": width}
                axes.errorbar([d.mean], [at], xerr=errors, **kind)
            axes.plot([], [], color=svg.INK, linewidth=width, label=group, **mark)
        zero = [(y + 20 / step, y + 1) for y in range(len(names))]  # clear of the names
        for piece in zero if narrow else [(0, len(names))]:
            axes.plot([0, 0], piece, color=svg.INK, alpha=0.5, linewidth=1, zorder=0)
        for y, name in enumerate(names if narrow else ()):
            axes.text(0, y + 2 / step, name, transform=axes.get_yaxis_transform(), va="top")
        axes.set_ylim(len(names), 0)
        axes.set_yticks(
            [y + 0.5 for y in range(len(names))], [""] * len(names) if narrow else names
        )
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(wrapped(xlabel, FONT[narrow], figure.bbox.width * (0.9 if narrow else 0.7)))
        figure.legend(loc="outside upper left", ncols=len(rows))
        return figure

    return Drawing(draw)
