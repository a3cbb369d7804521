"""Draw the picture that other sites show beside a link to the book: book/_assets/social.png.

Run it as ``python -m tools.social``.
"""

from __future__ import annotations

from pathlib import Path

from helpers import plots
from helpers.records import load_hospital
from helpers.systems import splade_system

PICTURE = Path(__file__).resolve().parent.parent / "book" / "_assets" / "social.png"
QUERY, WANTED = "heart attack treatment protocol", ("D001", "D002", "D003")
WIDTH, HEIGHT = 1200, 630  # pixels


def main() -> None:
    """The query, and what each shared term adds to the three documents that it should find."""
    hospital = load_hospital()
    splade = splade_system(hospital)
    rows = {hospital.document(d).title: splade.explain(QUERY, d).score[:6] for d in WANTED}
    figure = plots.contributions(rows, f"shared with “{QUERY}”", QUERY.split()).wide
    scale = WIDTH / figure.bbox.width
    left, low, width, high = figure.axes[0].get_position().bounds
    drawn, tall = figure.bbox.height, HEIGHT / scale
    figure.set_size_inches(figure.get_figwidth(), tall / 72)  # room for the title
    figure.axes[0].set_position((left, low * drawn / tall, width, high * drawn / tall))
    figure.suptitle("Why SPLADE works: an executable book", fontsize=20, fontweight="bold")
    figure.savefig(PICTURE, dpi=72 * scale, facecolor="white", metadata={"Software": None})


if __name__ == "__main__":
    main()
