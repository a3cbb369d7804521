"""A figure of what moved: where each started, where it ended, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers import svg
from helpers.drawing import Drawing, canvas


class Move(NamedTuple):
    """From one value to another, and a note beside it."""

    first: float
    last: float
    note: str = ""


def moves(rows: Mapping[str, Move], xlabel: str, ends: tuple[str, str], noted: str) -> Drawing:
    """Draw a line a name, from a hollow mark (the first of ``ends``) to a full one (the second).

    The notes stand in a column of their own below ``noted``; on a narrow screen name and note stand
    above the line.
    """

    def draw(narrow: bool) -> Figure:
        step = 46 if narrow else 28  # pixels
        figure, (axes,) = canvas(narrow, 100 + step * len(rows))
        low, high = (f(v for move in rows.values() for v in move[:2]) for f in (min, max))
        room = high - low
        for y, (name, move) in enumerate(rows.items()):
            _line(axes, y + (0.68 if narrow else 0.5), move, clear=0.016 * room)
            _named(axes, y, name, move.note, narrow)
        for end, face in zip(ends, ("none", svg.INK), strict=True):
            axes.plot([], [], "o", color=svg.INK, markerfacecolor=face, label=end)
        axes.text(1, -0.1, noted, transform=axes.get_yaxis_transform(), ha="right", va="bottom")
        axes.set(xlabel=xlabel, ylim=(len(rows), -0.6), yticks=[])
        axes.set_xlim(low - 0.06 * room, high + (0.06 if narrow else 0.62) * room)
        axes.set_xticks([tick for tick in axes.get_xticks() if low - 0.06 <= tick <= high + 0.05])
        axes.spines["left"].set_visible(False)
        figure.legend(loc="outside upper left", ncols=2)
        return figure

    return Drawing(draw)


def _line(axes: Axes, y: float, move: Move, clear: float) -> None:
    """The two marks, and a line between them that stays ``clear`` of the hollow one's inside."""
    way = move.last - move.first
    if abs(way) > clear:
        begin = move.first + (clear if way > 0 else -clear)
        axes.plot([begin, move.last], [y, y], color=svg.INK, linewidth=1.4)
    axes.plot(move.first, y, "o", color=svg.INK, markerfacecolor="none", markersize=7)
    axes.plot(move.last, y, "o", color=svg.INK, markersize=5.5)


def _named(axes: Axes, y: int, name: str, note: str, narrow: bool) -> None:
    """A name before its line and a note behind it, or both above."""
    across = axes.get_yaxis_transform()
    at, side, upright = (y + 0.08, "left", "top") if narrow else (y + 0.5, "right", "center")
    axes.text(0 if narrow else -0.02, at, name, transform=across, ha=side, va=upright)
    axes.text(1, at, note, transform=across, ha="right", va=upright)
