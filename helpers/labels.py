"""Labels beside what they name, moved apart where they would meet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from helpers.svg import INK

LEADER = {"arrowstyle": "-", "color": INK, "alpha": 0.5, "linewidth": 0.8}
CROWD = 60.0  # pixels: points nearer than this are in each other's way
# Places for a point's name, in the order of trying: right, left, below, above, then further off.
PLACES = [(7.0, 0.0), (-7.0, 0.0), (5.0, -9.0), (5.0, 9.0), (0.0, 12.0), (0.0, -12.0), (-5.0, 9.0)]
PLACES += [(-5.0, -9.0)]
PLACES += [
    (round(far * dx, 1), round(far * dy, 1))
    for far in (16, 22, 30, 40, 52)
    for dx, dy in ((1, 0), (0.9, 0.4), (0.9, -0.4), (0.7, 0.7), (0.7, -0.7), (0, 1), (0, -1))
    for dx in dict.fromkeys((dx, -dx))
]
Box = tuple[float, float, float, float]  # left, bottom, right, top


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Measure a text in pixels, in the font that matplotlib brings: wider than most others."""
    lines = text.split("\n")
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return max(
        float(text_to_path.get_text_width_height_descent(s, font, ismath=False)[0]) for s in lines
    )


def wrapped(text: str, size: float, width: float, weight: str = "normal") -> str:
    """Break a text between words so that no line is wider than ``width`` pixels."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres as near to ``wanted`` as pieces of these sizes can lie between low and high.

    Pieces keep the order of their wanted centres; where they do not fit at all they go beyond
    ``high``.

        >>> spread([5, 6], [4, 4], 0, 20)
        [3.5, 7.5]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[tuple[float, float, list[int]]] = []  # start, length, members
    for i in order:
        start, length, members = max(low, wanted[i] - sizes[i] / 2), sizes[i], [i]
        while blocks and blocks[-1][0] + blocks[-1][1] > start:
            _, before, earlier = blocks.pop()
            members, length = earlier + members, before + length
            offsets = np.cumsum([0.0, *(sizes[m] for m in members)])
            shifts = [wanted[m] - sizes[m] / 2 - o for m, o in zip(members, offsets, strict=False)]
            start = max(low, float(np.mean(shifts)))
        blocks.append((start, length, members))
    found = [0.0] * len(wanted)
    limit = high
    for start, length, members in reversed(blocks):
        at = max(low, min(start, limit - length))
        limit = at
        for m in members:
            found[m] = at + sizes[m] / 2
            at += sizes[m]
    return found


def settle(figure: Figure) -> None:
    """Lay the figure out once and for all: what is placed after this moves nothing."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def name_ends(
    figure: Figure, ends: Sequence[tuple[Axes, Sequence[tuple[str, float, float]]]]
) -> None:
    """Write each line's name at its end: ``(axes, [(name, x, y), ...])``, x and y in data units.

    Settles the figure; a label that had to move has a thin line to its place.
    """
    made = []
    for axes, lines in ends:
        for name, x, y in lines:
            made.append(
                axes.annotate(
                    name,
                    (x, y),
                    xytext=(16, 0),
                    textcoords="offset points",
                    va="center",
                    arrowprops=LEADER,
                )
            )
    settle(figure)
    for axes, lines in ends:
        size = float(axes.xaxis.label.get_fontsize())
        own = [label for label in made if label.axes is axes]
        at = [float(axes.transData.transform((x, y))[1]) for _, x, y in lines]
        low, high = axes.bbox.y0 - size, axes.bbox.y1 + size
        for label, y, new in zip(
            own, at, spread(at, [size * 1.25] * len(at), low, high), strict=True
        ):
            moved = abs(new - y) > 1
            label.set_position((16 if moved else 8, new - y))
            if label.arrow_patch and not moved:
                label.arrow_patch.set_visible(False)


def name_points(figure: Figure, axes: Axes, points: Sequence[tuple[str, float, float]]) -> None:
    """Write each point's name beside it, clear of the others: ``(name, x, y)`` in data units.

    Settles the figure, so call it last. The most crowded point comes first and takes the nearest
    free place; a name that is further off has a thin line to its point. Where no place is free
    the least covered one is taken.
    """
    settle(figure)
    size = float(axes.xaxis.label.get_fontsize())
    bounds = (axes.bbox.x0, axes.bbox.y0, figure.bbox.x1 - 3, axes.bbox.y1 + size)
    at = np.array([axes.transData.transform((x, y)) for _, x, y in points])
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in at]
    near = [int((np.hypot(*(at - centre).T) < CROWD).sum()) for centre in at]
    for i in sorted(range(len(points)), key=lambda i: -near[i]):
        name, x, y = points[i]
        extent = text_width(name, size), size * 1.15
        others = [box for j, box in enumerate(taken) if j != i]
        boxes = [_box(at[i], place, extent) for place in PLACES]
        ties = [_tie(at[i], place) for place in PLACES]
        cost = [
            n
            + sum(1e3 * _covered(part, others) for part in [box, *tie])
            + 1e4 * (_covered(box, [bounds]) < 0.999)
            for n, (box, tie) in enumerate(zip(boxes, ties, strict=True))
        ]
        best = int(np.argmin(cost))
        taken += [boxes[best], *ties[best]]
        (dx, dy), align = PLACES[best], {-1: "right", 0: "center", 1: "left"}
        axes.annotate(
            name,
            (x, y),
            xytext=(dx, dy),
            textcoords="offset points",
            ha=align[int(np.sign(dx))],
            va="center",
            arrowprops=LEADER if ties[best] else None,
        )


def _box(centre: Sequence[float], place: tuple[float, float], extent: tuple[float, float]) -> Box:
    """Where a label of this extent lies that is this far from its point."""
    (dx, dy), (width, height) = place, extent
    left = centre[0] + dx - width * (1 - np.sign(dx)) / 2
    return left, centre[1] + dy - height / 2, left + width, centre[1] + dy + height / 2


def _tie(centre: Sequence[float], place: tuple[float, float]) -> list[Box]:
    """The line from a point to a name that is not right beside it, in small pieces."""
    if np.hypot(*place) < 14:
        return []
    steps = [(centre[0] + place[0] * f, centre[1] + place[1] * f) for f in (0.35, 0.5, 0.65, 0.8)]
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in steps]


def _covered(box: Box, others: Sequence[Box]) -> float:
    """How much of a box the others cover: 0 where it is free, 1 for the whole of it by one."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return (
        sum(
            max(0.0, min(box[2], o[2]) - max(box[0], o[0]))
            * max(0.0, min(box[3], o[3]) - max(box[1], o[1]))
            for o in others
        )
        / area
    )
