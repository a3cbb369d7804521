"""Draw the picture that other sites show beside a link to the book: book/_assets/social.png.

Run it as ``python -m tools.social``.
"""

from __future__ import annotations

from pathlib import Path

from matplotlib.text import Text

from helpers import plots
from helpers.records import load_hospital
from helpers.systems import splade_system

PICTURE = Path(__file__).resolve().parent.parent / "book" / "_assets" / "social.png"
QUERY, WANTED = "heart attack treatment protocol", ("D001", "D002", "D003")


def main() -> None:
    """The query, and what each shared term adds to the three documents that it should find."""
    hospital = load_hospital()
    splade = splade_system(hospital)
    rows = {hospital.document(d).title: splade.explain(QUERY, d).score[:6] for d in WANTED}
    figure = plots.contributions(rows, f"shared with “{QUERY}”")
    figure.set_size_inches(12, 6.3)
    for text in figure.findobj(lambda artist: isinstance(artist, Text)):
        text.set(fontsize=15)
    figure.suptitle("Why SPLADE works: an executable book\n", fontsize=30, fontweight="bold")
    figure.savefig(PICTURE, dpi=100, metadata={"Software": None})


if __name__ == "__main__":
    main()
