"""A score as a bar that is cut into what each term adds, every piece with its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
from matplotlib.figure import Figure

from helpers import svg
from helpers.drawing import FONT, Drawing, canvas, filled
from helpers.labels import spread, text_width, wrapped

GAP = 12.0  # pixels between neighbouring labels
EDGE = 11.0  # pixels left and right of the axis, for half of a number
KEY = (("in the query", svg.ORIGINAL), ("+ added by the model", svg.EXPANSION))


def contributions(
    rows: Mapping[str, Mapping[str, float] | pd.Series[float]],
    xlabel: str = "BM25 score",
    original: Collection[str] | None = None,
) -> Drawing:
    """Draw one bar per document, cut into what each term adds: ``{title: {term: score}}``.

    Terms that add 0 are left out. With ``original``, the terms that the query itself has, all
    others are drawn as expansion and marked with a plus; without it all are original.
    """
    parts = {title: {t: float(v) for t, v in dict(row).items() if v} for title, row in rows.items()}
    order = list(dict.fromkeys(term for row in parts.values() for term in row))
    added = {term for term in order if original is not None and term not in original}
    names = {t: f"+{t}" if t in added and "expansion" not in t else t for t in order}
    names = {t: name.replace(", ", ",\n") for t, name in names.items()}

    def draw(narrow: bool) -> Figure:
        bars = _Bars(
            narrow, names, added, max((sum(r.values()) for r in parts.values()), default=0)
        )
        if any(name.startswith("+") for name in names.values()):
            bars.key()
        for title, row in parts.items():
            bars.add(title, {t: row[t] for t in order if t in row})
        bars.axes.set(xlabel=xlabel)
        return bars.finished()

    return Drawing(draw)


class _Bars:
    """Bars from top to bottom: y counts pixels downwards, x is the score."""

    def __init__(
        self, narrow: bool, names: Mapping[str, str], added: set[str], longest: float
    ) -> None:
        self.figure, (self.axes,) = canvas(narrow, 100)
        self.figure.set_layout_engine("none")
        self.names, self.added, self.size = names, added, FONT[narrow]
        self.width = self.figure.bbox.width - 2 * EDGE
        self.unit = (self.width - 3.5 * self.size) / (longest or 1.0)  # pixels of a score of 1
        self.tall = self.size * max((1.25 + 1.2 * n.count("\n") for n in names.values()), default=1)
        self.tall += 8
        self.top = 3.0

    def key(self) -> None:
        """Say what the two colours mean, above the bars."""
        at = 0.0
        for text, colour in KEY:
            drawn = filled(colour)
            self.axes.plot(
                [(at + 7) / self.unit],
                [self.top + self.size * 0.6],
                "s",
                markersize=10,
                markerfacecolor=drawn["facecolor"],
                markeredgecolor=drawn["edgecolor"],
                clip_on=False,
            )
            self.axes.text(
                (at + 18) / self.unit, self.top + self.size * 0.6, text, va="center_baseline"
            )
            at += 18 + text_width(text, self.size) + 20
        self.top += self.size * 2.0

    def add(self, title: str, row: Mapping[str, float]) -> None:
        """A title, its bar, and below it the names that its pieces have no room for."""
        shown = wrapped(title, self.size, self.width - 10, "bold")
        self.axes.text(0, self.top, shown, va="top", fontweight="bold")
        self.top += self.size * 1.25 * (shown.count("\n") + 1) + 4
        middle, start, outside = self.top + self.tall / 2, 0.0, []
        for term, score in row.items():
            colour = svg.EXPANSION if term in self.added else svg.ORIGINAL
            self.axes.barh(middle, score, self.tall, left=start, **filled(colour))
            if text_width(self.names[term], self.size) + 8 < score * self.unit:
                label = self.axes.text(start + score / 2, middle, self.names[term])
                label.set(ha="center", va="center_baseline", linespacing=1.1)
            else:
                outside.append((self.names[term], (start + score / 2) * self.unit))
            start += score
        total = f"{start:.2f}" if row else ""
        self.axes.text(start + 5 / self.unit, middle, total, va="center_baseline")
        self.top += self.tall
        self._below(outside)
        self.top += 12

    def _below(self, pieces: list[tuple[str, float]]) -> None:
        """Write names under the bar, each tied to its piece: in one line, or else in two.

        In two lines every second name is lower, and the names above it make way for its tie.
        """
        widths = [text_width(name, self.size) + GAP for name, _ in pieces]
        two = sum(widths) > self.width
        lower = [two and i % 2 == 1 for i in range(len(pieces))]
        sizes = [GAP if low else width for low, width in zip(lower, widths, strict=True)]
        at = spread([centre for _, centre in pieces], sizes, 0, self.width)
        bottom = self.top
        for line in (False, True) if two else (False,):
            of = [i for i in range(len(pieces)) if lower[i] == line]
            centres = spread([at[i] for i in of], [widths[i] for i in of], 0, self.width)
            first = self.top + 8 if of else self.top
            for i, centre in zip(of, centres, strict=True):
                name, piece = pieces[i]
                x = [place / self.unit for place in (piece, at[i], at[i])]
                y = [bottom, bottom + 8, first]
                self.axes.plot(x, y, color=svg.INK, alpha=0.5, linewidth=0.8, clip_on=False)
                base = first + self.size * (1 + 1.1 * name.count("\n"))
                label = self.axes.text(centre / self.unit, base, name)
                label.set(ha="center", va="baseline", linespacing=1.1)
                self.top = max(self.top, base + self.size * 0.3)

    def finished(self) -> Figure:
        """Give the figure the height that its bars came to, and an axis below them."""
        self.top -= 4
        height = round(self.top + self.size * 3.4)
        self.figure.set_size_inches(self.figure.bbox.width / 72, height / 72)
        whole, low = self.figure.bbox.width, 1 - self.top / height
        self.axes.set_position((EDGE / whole, low, self.width / whole, 1 - low))
        self.axes.set(xlim=(0, self.width / self.unit), ylim=(self.top, 0), yticks=[])
        self.axes.spines["left"].set_visible(False)
        return self.figure
