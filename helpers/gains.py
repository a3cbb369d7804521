"""A figure of what each part brings: from a value that all are held against, to its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers import svg
from helpers.drawing import Drawing, canvas, role

ROOM = 0.22  # of the width, on either side of the values, for the numbers beside them


def gains(panels: Mapping[str, Mapping[str, float]], base: str, xlabel: str) -> Drawing:
    """Draw for every panel a line a name, from the value of ``base`` to its own: ``{panel: {}}``.

    All panels have the same names, ``base`` among them, and one scale; the numbers stand beside
    the marks. On a narrow screen the panels stand below each other, and a name above its line.
    Raises ValueError where a panel lacks ``base``.
    """
    for panel, values in panels.items():
        if base not in values:
            raise ValueError(f"base={base!r}: not in the panel {panel!r}; it has {list(values)}")
    every = [value for values in panels.values() for value in values.values()]
    room = ROOM * (max(every) - min(every))

    def draw(narrow: bool) -> Figure:
        shape = (len(panels), 1) if narrow else (1, len(panels))
        rows = max(map(len, panels.values()))
        height = (80 + 40 * rows) * len(panels) if narrow else 80 + 30 * rows
        figure, made = canvas(narrow, height, *shape, sharex=True)
        for axes, (panel, values) in zip(made, panels.items(), strict=True):
            axes.set_title(panel, loc="left", fontweight="bold")
            _panel(axes, values, base, narrow)
            axes.set_xlim(min(every) - room, max(every) + room)
        for axes in made[-1:] if narrow else made:
            axes.set_xlabel(xlabel)
        if not narrow:
            _name_once(made, list(next(iter(panels.values()))))
        return figure

    return Drawing(draw)


def _panel(axes: Axes, values: Mapping[str, float], base: str, narrow: bool) -> None:
    """A line a name, its mark at the end, its number behind it."""
    start = values[base]
    line: dict[str, Any] = {
        "color": svg.LEXICAL,
        "linestyle": (0, (4, 2)),
        "linewidth": 1.2,
        "zorder": 0,
    }
    for row in range(len(values)):  # on a narrow screen clear of the names
        axes.plot([start, start], [row + (0.42 if narrow else 0), row + 1], **line)
    for row, (name, value) in enumerate(values.items()):
        y = row + (0.68 if narrow else 0.5)
        axes.plot([start, value], [y, y], color=role(name), linewidth=2)
        axes.plot(value, y, "s" if name == base else "o", color=role(name), markersize=7)
        left = value < start
        place: dict[str, Any] = {"xytext": (-8 if left else 8, 0), "textcoords": "offset points"}
        axes.annotate(
            f"{value:.3f}", (value, y), ha="right" if left else "left", va="center", **place
        )
        if narrow:
            axes.text(0, row + 0.1, name, transform=axes.get_yaxis_transform(), va="top")
    axes.set(ylim=(len(values), 0), yticks=[])
    axes.spines["left"].set_visible(False)


def _name_once(made: list[Axes], names: list[str]) -> None:
    """The names before the first panel; the lines of the others stand at the same height."""
    made[0].set_yticks([row + 0.5 for row in range(len(names))], names)
    made[0].tick_params(axis="y", length=0)
