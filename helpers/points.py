"""Figures of points: words on a map, systems by cost and quality, costs that grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from helpers import svg
from helpers.drawing import Drawing, canvas, line_styles, role
from helpers.labels import name_ends, name_points


def word_map(words: Sequence[str], points: Sequence[tuple[float, float]], marked: str) -> Drawing:
    """Draw words at their places of a projection, one of them marked."""

    def draw(narrow: bool) -> Figure:
        figure, (axes,) = canvas(narrow, 420)
        for word, (x, y) in zip(words, points, strict=True):
            if word == marked:
                axes.plot(x, y, "D", color=svg.ORIGINAL, markersize=9)
            else:
                axes.plot(x, y, "o", color=svg.INK, markersize=4.5)
        axes.set(xlabel="first direction", ylabel="second direction")
        axes.margins(0.14 if narrow else 0.08)
        named = [(w, x, y) for w, (x, y) in zip(words, points, strict=True)]
        name_points(figure, axes, named)
        return figure

    return Drawing(draw)


def scatter(points: Mapping[str, tuple[float, float]], xlabel: str, ylabel: str) -> Drawing:
    """Draw a named point each, x on a logarithmic scale."""

    def draw(narrow: bool) -> Figure:
        figure, (axes,) = canvas(narrow, 300 if narrow else 360)
        for name, (x, y) in points.items():
            mark = "s" if role(name) == svg.LEXICAL else "o"
            axes.plot(x, y, mark, color=role(name), markersize=7.5)
        axes.set(xscale="log", xlabel=xlabel, ylabel=ylabel)
        axes.margins(x=0.18, y=0.12)
        _plain(axes.xaxis, *axes.get_xlim())
        name_points(figure, axes, [(name, x, y) for name, (x, y) in points.items()])
        return figure

    return Drawing(draw)


def extrapolations(
    points: Mapping[str, Sequence[tuple[float, float]]],
    lines: Mapping[str, Sequence[tuple[float, float]]],
    xlabel: str,
    ylabel: str,
) -> Drawing:
    """Draw measured points, and the dotted line that carries each on; both axes logarithmic."""

    def draw(narrow: bool) -> Figure:
        figure, (axes,) = canvas(narrow, 320 if narrow else 380)
        ends = []
        for (name, measured), style in zip(
            points.items(), line_styles([*points], True), strict=True
        ):
            axes.plot(*zip(*measured, strict=True), **style | {"linestyle": "-"})
            axes.plot(*zip(*lines[name], strict=True), color=style["color"], linestyle=":")
            ends.append((name, *lines[name][-1]))
        axes.set(xscale="log", yscale="log", xlabel=xlabel, ylabel=ylabel)
        _plain(axes.xaxis, *axes.get_xlim())
        _plain(axes.yaxis, *axes.get_ylim())
        name_ends(figure, [(axes, ends)])
        return figure

    return Drawing(draw)


def _plain(axis: Axis, low: float, high: float) -> None:
    """Write a logarithmic axis in numbers and words, not in powers, and not too many of them."""
    apart = 3 if high / low > 1e4 else 1  # powers of ten
    ticks = [
        10.0**power * part
        for power in range(-9, 13, apart)
        for part in ((1, 3) if apart == 1 else (1,))
    ]
    axis.set_major_locator(FixedLocator([tick for tick in ticks if low <= tick <= high]))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: in_words(value)))


def in_words(value: float) -> str:
    """Write a number as a reader would: 0.1, 300, 1,000, 10 million, 1 billion."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:,.4g} {word}"
    return f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"
