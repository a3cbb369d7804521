"""The emblem of the book: from a text to its score in six stations, some of them lit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from helpers import svg
from helpers.drawing import FONT, Drawing, canvas

SIDE, STEP = 46.0, 113.0  # pixels: of a pictogram, and from one to the next
QUIET = 0.45  # how much ink a station has that is not lit


def pipeline(lit: str | tuple[str, ...] = ()) -> Drawing:
    """Draw the way from a text to its score, with one station or several lit.

    The stations are those of ``STATIONS``. Raises ValueError for another name.

    >>> pipeline("pieces").wide.axes[0].get_title()
    ''
    """
    names = (lit,) if isinstance(lit, str) else tuple(lit)
    for name in names:
        if name not in STATIONS:
            raise ValueError(f"lit={name!r}: allowed are {', '.join(STATIONS)}")

    def draw(narrow: bool) -> Figure:
        rows = 2 if narrow else 1
        figure, (axes,) = canvas(narrow, 92 * rows)
        figure.set_layout_engine("none")
        axes.set_position((0, 0, 1, 1))
        axes.set(xlim=(0, figure.bbox.width), ylim=(92 * rows, 0))
        axes.set_axis_off()
        for i, name in enumerate(STATIONS):
            _station(axes, _place(i, narrow), name, name in names)
        return figure

    return Drawing(draw)


def _place(i: int, narrow: bool) -> tuple[float, float]:
    """The middle of a pictogram; on a phone there are two rows of three."""
    column, row = (i % 3, i // 3) if narrow else (i, 0)
    return 57.0 + STEP * column + (0 if narrow else 10.5), 34.0 + 92 * row


def _station(axes: Axes, place: tuple[float, float], name: str, lit: bool) -> None:
    x, y = place
    ink = 1.0 if lit else QUIET
    half = SIDE / 2
    frame = FancyBboxPatch(
        (x - half, y - half),
        SIDE,
        SIDE,
        boxstyle="round,pad=3,rounding_size=9",
        facecolor=(svg.INK, 0.08) if lit else "none",
        edgecolor=svg.INK,
        linewidth=2.2 if lit else 1.0,
        alpha=None if lit else QUIET,
    )
    axes.add_patch(frame)
    STATIONS[name](axes, x, y, ink)
    size = FONT[False]
    weight = "bold" if lit else "normal"
    axes.text(x, y + half + 18, name, ha="center", fontsize=size, fontweight=weight)
    if name != next(iter(STATIONS)):
        _arrow(axes, x, y)


def _arrow(axes: Axes, x: float, y: float) -> None:
    """From the station before."""
    tip = x - SIDE / 2 - 10
    if tip < SIDE:
        return  # the first of a phone's second row
    axes.plot([tip - 34, tip], [y, y], color=svg.INK, linewidth=1.2, alpha=0.6)
    axes.plot([tip - 5, tip, tip - 5], [y - 4, y, y + 4], color=svg.INK, linewidth=1.2, alpha=0.6)


def _box(axes: Axes, x: float, y: float, wide: float, tall: float, colour: str, ink: float) -> None:
    axes.add_patch(Rectangle((x, y), wide, tall, facecolor=colour, linewidth=0, alpha=ink))


def _text(axes: Axes, x: float, y: float, ink: float) -> None:
    """Four lines of writing, the last one shorter."""
    for i, wide in enumerate((32, 28, 32, 18)):
        _box(axes, x - 16, y - 15 + 8.5 * i, wide, 3.6, svg.INK, ink)


def _pieces(axes: Axes, x: float, y: float, ink: float) -> None:
    """The same lines, cut."""
    for i, cuts in enumerate(((12, 16), (19, 6), (7, 21), (16,))):
        left = x - 16
        for wide in cuts:
            edge: dict[str, Any] = {"edgecolor": svg.ORIGINAL, "linewidth": 1.3, "alpha": ink}
            axes.add_patch(Rectangle((left, y - 16 + 8.7 * i), wide, 5.4, facecolor="none", **edge))
            left += wide + 4


def _logits(axes: Axes, x: float, y: float, ink: float) -> None:
    """Scores for every term at every place: above the line some, below it most."""
    axes.plot([x - 18, x + 18], [y + 1, y + 1], color=svg.INK, linewidth=1, alpha=ink)
    for i, height in enumerate((-9, 15, -13, 6, -6, -15, 10, -8)):
        left, below = x - 17 + 4.5 * i, height < 0
        style: dict[str, Any] = (
            {"facecolor": "none", "edgecolor": svg.LOST, "linewidth": 1.0}
            if below
            else {"facecolor": svg.INK, "linewidth": 0}
        )
        axes.add_patch(Rectangle((left, y + 1), 2.8, -height, alpha=ink, **style))


def _weights(axes: Axes, x: float, y: float, ink: float) -> None:
    """A sparse vector: words of the text, and one that was added."""
    bars = ((30, svg.ORIGINAL), (22, svg.EXPANSION), (14, svg.ORIGINAL), (8, svg.EXPANSION))
    for i, (wide, colour) in enumerate(bars):
        _box(axes, x - 15, y - 16 + 8.6 * i, wide, 5.2, colour, ink)


def _postings(axes: Axes, x: float, y: float, ink: float) -> None:
    """Drawers, one of them pulled open with its cards."""
    for i, shift in enumerate((0, 7, 0)):
        edge: dict[str, Any] = {
            "edgecolor": svg.INK,
            "linewidth": 1.2,
            "alpha": ink,
            "facecolor": "none",
        }
        axes.add_patch(Rectangle((x - 19 + shift, y - 17 + 12 * i), 31, 10, **edge))
        for card in range(3 if shift else 0):
            _box(axes, x - 8 + 7.5 * card, y - 3.4, 3.2, 6.8, svg.ORIGINAL, ink)
        if not shift:
            _box(axes, x - 7, y - 13 + 12 * i, 7, 2, svg.INK, ink)


def _score(axes: Axes, x: float, y: float, ink: float) -> None:
    """A ranking: bars of parts, the longest first."""
    for i, parts in enumerate(((20, 14), (15, 8), (9, 4))):
        left = x - 17
        for wide, colour in zip(parts, (svg.ORIGINAL, svg.EXPANSION), strict=True):
            _box(axes, left, y - 15 + 11 * i, wide, 7.6, colour, ink)
            left += wide + 1.2


Pictogram = Callable[[Axes, float, float, float], None]
STATIONS: Mapping[str, Pictogram] = {
    "text": _text,
    "pieces": _pieces,
    "logits": _logits,
    "weights": _weights,
    "postings": _postings,
    "score": _score,
}
