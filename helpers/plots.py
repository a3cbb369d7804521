"""The book's figures. Each takes numbers that the page also prints, and returns a Figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.bm25 import length_norm, saturation
from helpers.bootstrap import PairedDifference

# Okabe and Ito's colours, told apart by readers who see colours differently.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
FEW = 12  # points


def _canvas(width: float = 7.0, height: float = 3.2, columns: int = 1) -> tuple[Figure, list[Axes]]:
    """A closed figure, so that a notebook shows it once: as the value of its cell."""
    figure, axes = plt.subplots(1, columns, figsize=(width, height), layout="constrained")
    plt.close(figure)
    made = list(axes) if columns > 1 else [axes]
    for one in made:
        one.spines[["top", "right"]].set_visible(False)
    return figure, made


def saturation_curves(k1_values: Sequence[float], b: float, lengths: Sequence[float]) -> Figure:
    """BM25's tf part against tf, for several k1 at average length and several lengths at one k1.

    ``lengths`` are multiples of the average; the second panel takes the middle k1.
    """
    figure, (left, right) = _canvas(columns=2)
    counts = range(11)
    for k1, colour in zip(k1_values, COLOURS, strict=False):
        left.plot(
            counts, [saturation(tf, 1.0, k1) for tf in counts], color=colour, label=f"k1 = {k1}"
        )
    middle = k1_values[len(k1_values) // 2]
    for times, colour in zip(lengths, COLOURS, strict=False):
        part = length_norm(1, 1 / times, b)
        values = [saturation(tf, part, middle) for tf in counts]
        right.plot(counts, values, color=colour, label=f"{times} x average length")
    for axes, title in ((left, "average length"), (right, f"k1 = {middle}, b = {b}")):
        axes.set(title=title, xlabel="tf: how often the document has the term", ylabel="tf part")
        axes.legend(frameon=False)
    return figure


def word_map(words: Sequence[str], points: Sequence[tuple[float, float]], marked: str) -> Figure:
    """Words at their places of a projection, one of them marked."""
    figure, (axes,) = _canvas(height=4.2)
    for word, (x, y) in zip(words, points, strict=True):
        colour = COLOURS[5] if word == marked else COLOURS[0]
        axes.plot(x, y, "o", color=colour, markersize=7 if word == marked else 4)
        axes.annotate(word, (x, y), xytext=(5, 3), textcoords="offset points", fontsize=9)
    axes.set(xlabel="first direction", ylabel="second direction")
    return figure


def curves(
    x: Sequence[float], rows: Mapping[str, Sequence[float]] | pd.DataFrame, xlabel: str, ylabel: str
) -> Figure:
    """One line a name over the same x; few points are marked."""
    figure, (axes,) = _canvas()
    few = len(x) <= FEW
    for (name, values), colour in zip(rows.items(), COLOURS, strict=False):
        axes.plot(x, list(values), "o-" if few else "-", color=colour, label=name, markersize=4)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    if few:
        axes.set_xticks(list(x))
    axes.legend(frameon=False)
    return figure


def paired_bars(panels: Mapping[str, Mapping[str, float]], xlabel: str) -> Figure:
    """Horizontal bars in panels side by side, one a title: ``{title: {term: value}}``."""
    figure, axes = _canvas(height=3.4, columns=len(panels))
    for one, (title, values), colour in zip(axes, panels.items(), COLOURS, strict=False):
        one.barh(range(len(values)), list(values.values()), color=colour)
        one.set_yticks(range(len(values)), list(values))
        one.invert_yaxis()
        one.set(title=title, xlabel=xlabel)
        one.title.set_fontsize(9)
    return figure


def contributions(
    rows: Mapping[str, Mapping[str, float] | pd.Series[float]], xlabel: str = "BM25 score"
) -> Figure:
    """Draw one bar per document, cut into what each term adds: ``{title: {term: score}}``."""
    figure, (axes,) = _canvas(height=1.2 + 0.45 * len(rows))
    parts = [{term: score for term, score in dict(row).items() if score} for row in rows.values()]
    names = list(dict.fromkeys(term for row in parts for term in row))
    start = [0.0] * len(rows)
    for term, colour in zip(names, COLOURS * len(names), strict=False):
        widths = [row.get(term, 0.0) for row in parts]
        axes.barh(range(len(rows)), widths, left=start, color=colour, label=term)
        start = [a + b for a, b in zip(start, widths, strict=True)]
    axes.set_yticks(range(len(rows)), [name[:46] for name in rows])
    axes.invert_yaxis()
    axes.set(xlabel=xlabel)
    if names:
        figure.legend(loc="outside lower center", frameon=False, ncols=4)
    return figure


def grouped_bars(means: pd.DataFrame, measure: str) -> Figure:
    """Draw a group of bars per query type, a bar per run: a table of ``evaluation.means``."""
    figure, (axes,) = _canvas()
    groups, width = list(means.columns), 0.8 / len(means)
    for i, (name, colour) in enumerate(zip(means.index, COLOURS, strict=False)):
        places = [at - 0.4 + (i + 0.5) * width for at in range(len(groups))]
        bars = axes.bar(places, list(means.loc[name]), 0.94 * width, color=colour, label=name)
        axes.bar_label(bars, fmt="%.2f", fontsize=8)
    axes.set_xticks(range(len(groups)), groups)
    axes.set(ylabel=measure, ylim=(0, 1.1))
    axes.legend(frameon=False, ncols=len(means), loc="upper right")
    return figure


def heat_map(
    values: Sequence[Sequence[float]], rows: Sequence[str], columns: Sequence[str]
) -> Figure:
    """A grid of numbers, written and coloured, white at 0: ``values[row][column]``."""
    figure, (axes,) = _canvas(height=0.8 + 0.32 * len(rows))
    most = max(abs(v) for line in values for v in line) or 1.0
    axes.imshow(values, cmap="PuOr_r", vmin=-1.6 * most, vmax=1.6 * most, aspect="auto")
    for y, line in enumerate(values):
        for x, value in enumerate(line):
            axes.text(x, y, f"{value:.1f}", ha="center", va="center", fontsize=8)
    axes.set_xticks(range(len(columns)), columns)
    axes.set_yticks(range(len(rows)), rows)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


def intervals(rows: Mapping[str, Mapping[str, PairedDifference]], xlabel: str) -> Figure:
    """Differences with their intervals, a line a name, a colour a group: ``{group: {name: d}}``."""
    names = list(next(iter(rows.values())))
    figure, (axes,) = _canvas(height=0.9 + 0.2 * len(names) * len(rows))
    step = 0.7 / len(rows)
    for i, ((group, found), colour) in enumerate(zip(rows.items(), COLOURS, strict=False)):
        at = [y + (i - (len(rows) - 1) / 2) * step for y in range(len(names))]
        means = [found[name].mean for name in names]
        errors = [
            [d.mean - d.low for d in found.values()],
            [d.high - d.mean for d in found.values()],
        ]
        axes.errorbar(means, at, xerr=errors, fmt="o", color=colour, label=group, markersize=4)
    axes.axvline(0, color="#999999", linewidth=1)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set(xlabel=xlabel)
    figure.legend(loc="outside upper center", frameon=False, ncols=len(rows))
    return figure


def scatter(points: Mapping[str, tuple[float, float]], xlabel: str, ylabel: str) -> Figure:
    """A named point each, x on a logarithmic scale."""
    figure, (axes,) = _canvas(height=3.8)
    for i, ((name, (x, y)), colour) in enumerate(zip(points.items(), COLOURS, strict=False)):
        axes.plot(x, y, "o", color=colour)
        below = (6, -12) if i % 2 == 0 else (6, 4)  # neighbours in turn, so that labels part
        axes.annotate(name, (x, y), xytext=below, textcoords="offset points", fontsize=9)
    axes.set(xscale="log", xlabel=xlabel, ylabel=ylabel)
    axes.margins(x=0.18, y=0.12)
    return figure


def extrapolations(
    points: Mapping[str, Sequence[tuple[float, float]]],
    lines: Mapping[str, Sequence[tuple[float, float]]],
    xlabel: str,
    ylabel: str,
) -> Figure:
    """Measured points, and the dashed line that carries each on; both axes logarithmic."""
    figure, (axes,) = _canvas(height=3.8)
    for (name, measured), colour in zip(points.items(), COLOURS, strict=False):
        axes.plot(*zip(*measured, strict=True), "o-", color=colour, label=name, markersize=4)
        axes.plot(*zip(*lines[name], strict=True), "--", color=colour)
    axes.set(xscale="log", yscale="log", xlabel=xlabel, ylabel=ylabel)
    axes.legend(frameon=False)
    return figure
