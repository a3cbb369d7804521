"""The masked language model, drawn once: tokens, table, layers, head, vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from helpers import svg
from helpers.drawing import NARROW, WIDE, Drawing, canvas
from helpers.labels import settle

HEIGHT, EDGE = {False: 462, True: 472}, 14  # pixels
TOKENS, TABLE, FIRST, STEP, HEAD, TOP = 30, 80, 104, 31, 54, 118  # pixels, each above the last
ENTRIES = 75  # of the vocabulary that are drawn
SPECIAL = ("[CLS]", "[SEP]")
Point = tuple[float, float]


def model_drawn(
    tokens: Sequence[str],
    at: int,
    proposals: Sequence[str],
    layers: int = 6,
    vocabulary: int = 30_522,
) -> Drawing:
    """Draw the model with a text in it, and what its head proposes at one position.

    ``tokens`` come with [CLS] and [SEP]; ``at`` is the position whose reading is followed;
    ``proposals`` are terms of the vocabulary that are named, the text's own among them or not.
    Raises ValueError for a position that is not there and for more than five proposals.
    """
    if not 0 <= at < len(tokens):
        raise ValueError(f"at={at!r}: the text has {len(tokens)} tokens")
    if not 1 <= len(proposals) <= 5:
        raise ValueError(f"proposals={list(proposals)}: want one to five")

    def draw(narrow: bool) -> Figure:
        figure, axes = _paper(narrow, HEIGHT[narrow] + STEP * (layers - 6))
        width = NARROW if narrow else WIDE
        left, right = (34, width - 34) if narrow else (168, width - 50)
        columns = [float(x) for x in np.linspace(left, right, len(tokens))]
        rows = [float(TABLE), *(FIRST + STEP * (k + 1.0) for k in range(layers))]
        _text(axes, tokens, columns, narrow)
        _layers(axes, columns, rows, at)
        _head(axes, (columns[at], rows[-1]), [*tokens], proposals, narrow)
        _names(axes, rows, vocabulary, columns[at] if narrow else 0)
        return figure

    return Drawing(draw)


def _paper(narrow: bool, height: int) -> tuple[Figure, Axes]:
    """Axes that fill the figure, a unit a pixel."""
    figure, (axes,) = canvas(narrow, height)
    axes.set(xlim=(0, NARROW if narrow else WIDE), ylim=(0, height))
    axes.set_axis_off()
    settle(figure)
    axes.set_position((0, 0, 1, 1))
    return figure, axes


def _text(axes: Axes, tokens: Sequence[str], columns: Sequence[float], narrow: bool) -> None:
    """The tokens, each above its place; on a phone every other one lower."""
    for i, (token, x) in enumerate(zip(tokens, columns, strict=True)):
        y = TOKENS - (18 if narrow and i % 2 else 0)
        own: dict[str, Any] = {"color": svg.ORIGINAL, "fontweight": "bold"}
        look = {} if token in SPECIAL else own
        axes.text(x, y, token, ha="center", va="center", **look)
        axes.plot([x, x], [y + 9, TABLE - 12], color=svg.INK, alpha=0.35, linewidth=1)


def _layers(axes: Axes, columns: Sequence[float], rows: Sequence[float], at: int) -> None:
    """Each position of a layer reads all positions below it; what leads to ``at`` is followed."""
    pairs = list(pairwise(rows))
    fine = [[(a, low), (b, high)] for low, high in pairs for a in columns for b in columns]
    followed = [[(a, low), (columns[at], high)] for low, high in pairs for a in columns]
    style: dict[str, Any] = {"colors": svg.INK, "linewidths": 0.6, "alpha": 0.13, "zorder": -1}
    axes.add_collection(LineCollection(fine, **style))
    axes.add_collection(LineCollection(followed, colors=svg.INK, linewidths=1.1, alpha=0.5))
    for x in columns:  # a vector of the table: a small column of cells
        _box(axes, (x, rows[0]), 11, 20, 0.0)
        for shift in (-5, 0, 5):
            ends = [x - 5.5, x + 5.5]
            axes.plot(ends, [rows[0] + shift] * 2, color=svg.INK, linewidth=0.8, alpha=0.6)
    for y in rows[1:]:
        others = [x for i, x in enumerate(columns) if i != at]
        mark: dict[str, Any] = {"linestyle": "none", "color": svg.INK, "marker": "o"}
        axes.plot(others, [y] * len(others), markersize=4, alpha=0.45, **mark)
        axes.plot([columns[at]], [y], markersize=7.5, **mark)


def _box(axes: Axes, centre: Point, width: float, height: float, rounding: float) -> None:
    corner = (centre[0] - width / 2, centre[1] - height / 2)
    style = f"round,pad=0,rounding_size={rounding}" if rounding else "square,pad=0"
    edge: dict[str, Any] = {"facecolor": "none", "edgecolor": svg.INK, "linewidth": 1.3}
    axes.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, **edge))


def _head(
    axes: Axes, top: Point, tokens: Sequence[str], proposals: Sequence[str], narrow: bool
) -> None:
    """The head at one position, and its fan over the vocabulary."""
    x, y = top
    width = NARROW if narrow else WIDE
    _box(axes, (x, y + HEAD), 64, 26, 6)
    axes.text(x, y + HEAD, "head", ha="center", va="center")
    axes.plot([x, x], [y + 6, y + HEAD - 13], color=svg.INK, linewidth=1.3)
    entries = np.linspace(EDGE, width - EDGE, ENTRIES)
    start, end = (x, y + HEAD + 13), y + TOP
    fan = [[start, (float(e), end)] for e in entries]
    axes.add_collection(LineCollection(fan, colors=svg.INK, linewidths=0.6, alpha=0.16))
    ticks = [[(float(e), end), (float(e), end + 5)] for e in entries]
    axes.add_collection(LineCollection(ticks, colors=svg.INK, linewidths=1, alpha=0.5))
    share = width / len(proposals)
    for i, term in enumerate(proposals):
        middle = share * (i + 0.5)
        entry = float(entries[np.abs(entries - middle).argmin()])
        known = term in tokens
        colour = svg.ORIGINAL if known else svg.EXPANSION
        axes.plot([x, entry], [start[1], end], color=colour, linewidth=1.6)
        axes.plot([entry, entry], [end, end + 9], color=colour, linewidth=2.4)
        y_text = end + 19 + (15 if narrow and i % 2 else 0)
        weight = "bold" if known else "normal"
        shown = term if known else f"+{term}"
        axes.text(entry, y_text, shown, color=colour, ha="center", va="center", fontweight=weight)


def _names(axes: Axes, rows: Sequence[float], vocabulary: int, beside: float) -> None:
    """What the parts are called; on a phone two of them, ``beside`` the column that is followed."""
    entries = f"{vocabulary:,} entries of the vocabulary, a logit each"
    axes.text(EDGE, rows[-1] + TOP + (50 if beside else 36), entries, va="center")
    read = f"{len(rows) - 1} layers: each\nposition reads\nall the others"
    if beside:
        x, side = (EDGE, "left") if beside > NARROW / 3 else (NARROW - EDGE, "right")
        axes.text(x, rows[-1] + HEAD - 8, read, va="center", ha=side)
        return
    axes.text(EDGE, TOKENS, "tokens", va="center")
    axes.text(EDGE, TABLE, "a vector each,\nfrom a table", va="center")
    axes.text(EDGE, (rows[1] + rows[-1]) / 2, read, va="center")
    axes.text(EDGE, rows[-1] + HEAD, "prediction head", va="center")
