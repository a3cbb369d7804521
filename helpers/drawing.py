"""A figure in two widths: one for a page, one for a phone.

Text in a picture that is made to fit a phone becomes too small to read, so each figure is drawn
twice, and the page shows the one that fits. A notebook's output has room for one SVG
(``image/svg+xml``, the wide one: what Jupyter, Colab and others show), and an SVG cannot change
its own shape with the width of the screen. So the narrow one goes into the output's *metadata*,
beside the wide one: every front end keeps what it does not know there and shows nothing of it,
nbval compares no metadata, and ``book/_ext/figures.py`` finds both when the book is built.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers import svg

WIDE, NARROW = 700, 340  # pixels
MIME = "image/svg+xml"
FONT = {False: 12.5, True: 11.5}  # pixels, wide and narrow
TINT = 0.22  # of a filling: ink is readable on it in either theme
SIZES = ("font.size", "axes.titlesize", "axes.labelsize", "legend.fontsize")
DASHES = ("-", (0, (1, 1.6)), (0, (7, 2, 1, 2)), (0, (3, 1.5)))  # of lines without a colour
MARKS = ("o", "s", "^", "D")
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # text stays text: it can be found, copied, and has the page's font
    "svg.hashsalt": "why-splade-works",
    "text.parse_math": False,  # a reader's own words may hold dollars
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 2.0,
    "legend.frameon": False,
    "hatch.linewidth": 1.0,
} | {
    f"{name}color": svg.INK
    for name in ("text.", "axes.edge", "axes.label", "axes.title", "xtick.", "ytick.", "patch.edge")
}


class Drawing:
    """What ``draw`` draws, wide and narrow; a notebook shows it as SVG.

    ``draw(narrow)`` returns a new Figure made with ``canvas``; it is called at most twice.
    """

    def __init__(self, draw: Callable[[bool], Figure]) -> None:
        self._draw = draw

    @cached_property
    def wide(self) -> Figure:
        """The Figure for a page, ``WIDE`` pixels wide."""
        return self._drawn(False)

    @cached_property
    def narrow(self) -> Figure:
        """The Figure for a phone, ``NARROW`` pixels wide."""
        return self._drawn(True)

    def svg(self, narrow: bool = False) -> str:
        """Write one of the two as an SVG document; the same numbers give the same bytes."""
        unnamed = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        file = io.StringIO()
        with _styled(narrow):
            (self.narrow if narrow else self.wide).savefig(file, format="svg", metadata=unnamed)
        root = svg.parsed(file.getvalue())
        name = sha256(svg.written(root, "i").encode()).hexdigest()[:8]
        return svg.written(root, f"ws-{name}")

    def __repr__(self) -> str:
        return repr(self.wide)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        data = {MIME: self.svg(), "text/plain": repr(self)}
        return data, {MIME: {"narrow": self.svg(narrow=True)}}

    def _drawn(self, narrow: bool) -> Figure:
        with _styled(narrow):
            return self._draw(narrow)


@contextmanager
def _styled(narrow: bool) -> Iterator[None]:
    """Our settings on top of matplotlib's own, whatever the reader's are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        sizes = dict.fromkeys(SIZES, FONT[narrow])
        smaller = dict.fromkeys(("xtick.labelsize", "ytick.labelsize"), FONT[narrow] - 0.5)
        mpl.rcParams.update(STYLE | sizes | smaller)  # type: ignore[arg-type]
        yield


def canvas(
    narrow: bool, height: float, rows: int = 1, columns: int = 1, **shared: Any
) -> tuple[Figure, list[Axes]]:
    """Make a transparent figure of ``height`` pixels and its axes, row by row.

    At 72 dots an inch a pixel, a point and a unit of the SVG are the same. ``shared`` goes to
    ``Figure.subplots``: sharex, sharey.
    """
    size = ((NARROW if narrow else WIDE) / 72, height / 72)
    figure = Figure(figsize=size, dpi=72, layout="constrained")
    figure.patch.set_visible(False)
    made = list(figure.subplots(rows, columns, squeeze=False, **shared).flat)
    for axes in made:
        axes.patch.set_visible(False)
        axes.tick_params(length=3)
    return figure, made


def role(name: str) -> str:
    """Choose the colour that a run or a system has everywhere in the book, by its name."""
    if name.startswith("SPLADE"):
        return svg.SPLADE
    if "bm25" in name.lower():
        return svg.LEXICAL
    return svg.EXPANSION if name.startswith("+") else svg.INK


def filled(colour: str) -> dict[str, Any]:
    """How a bar of this colour is drawn: tinted, with an edge; BM25's edge is dashed."""
    edge = {"linestyle": (0, (4, 2))} if colour == svg.LEXICAL else {}
    return {"facecolor": (colour, TINT), "edgecolor": colour, "linewidth": 1.5, **edge}


def line_styles(names: Sequence[str], marked: bool) -> list[dict[str, Any]]:
    """Choose how each of several lines is drawn: SPLADE solid, BM25 dashed, others in turn."""
    styles: list[dict[str, Any]] = []
    for i, name in enumerate(names):
        colour = role(name)
        dash: Any = {svg.SPLADE: "-", svg.LEXICAL: "--"}.get(colour, DASHES[i % len(DASHES)])
        mark = {"marker": MARKS[i % len(MARKS)], "markersize": 5.5} if marked else {}
        styles.append({"color": colour, "linestyle": dash, **mark})
    return styles
