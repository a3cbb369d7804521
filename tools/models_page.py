"""Write the table of models into book/models.md, from the registry.

python -m tools.models_page            writes it
python -m tools.models_page --check    fails when it is stale
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from helpers.registry import REGISTRY, Kind, ModelCard

PAGE = Path(__file__).resolve().parent.parent / "book" / "models.md"
START, END = "<!-- made by `python -m tools.models_page` -->", "<!-- end of what it made -->"
TITLES: dict[Kind, str] = {
    "splade": "SPLADE",
    "masked_lm": "Masked language models",
    "static_vectors": "Static word vectors",
}
HEAD = ("`MODEL =`", "licence", "size", "language, special tokens", "published")
COMMERCIAL = {True: "yes", False: "**no**", None: "not stated"}
# on a phone a row is a card, whose lines say by themselves what they are
FENCE = ":::{table}\n:class: ws-stacked\n\n%s\n:::"


def tables() -> str:
    """Write a table for each kind of model, as Markdown."""
    parts = []
    for kind, title in TITLES.items():
        rows = [row(card) for card in REGISTRY.values() if card.kind == kind]
        lines = "\n".join([line(HEAD), line(["---"] * len(HEAD)), *map(line, rows)])
        parts.append(f"## {title}\n\n{FENCE % lines}")
    return "\n\n".join(parts)


def row(card: ModelCard) -> list[str]:
    """Lay out one model.

    >>> row(REGISTRY["clinical-splade"])[:2]
    ['`"clinical-splade"`', 'Apache-2.0; commercial use: yes']
    """
    where = "in the book" if card.source == "embedded" else f"{card.download} MB to fetch"
    published = f"{card.quality} ({card.quality_source})" if card.quality else "no figure published"
    if card.source == "embedded" and card.quality_source:
        published = f"measured in this book: {card.quality_source}"
    return [
        f'`"{card.name}"`',
        f"{card.licence}; commercial use: {COMMERCIAL[card.commercial]}",
        f"{card.parameters:.1f} million numbers, {where}",
        f"{card.languages}; special tokens: {card.special_tokens}",
        published,
    ]


def line(cells: list[str] | tuple[str, ...]) -> str:
    """Write a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def page() -> str:
    """Put today's tables into the page, between its two marks; a ValueError where it has none."""
    text = PAGE.read_text(encoding="utf-8")
    between = re.compile(f"{re.escape(START)}.*{re.escape(END)}", re.DOTALL)
    if not between.search(text):
        raise ValueError(f"{PAGE}: want {START} and {END} in it")
    return between.sub(lambda _: f"{START}\n\n{tables()}\n\n{END}", text)


def main(arguments: list[str] | None = None) -> None:
    """Write the page, or say that it is stale."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
    made = page()
    if not parser.parse_args(arguments).check:
        PAGE.write_text(made, encoding="utf-8")
    elif made != PAGE.read_text(encoding="utf-8"):
        sys.exit(f"{PAGE.name} is stale: python -m tools.models_page")


if __name__ == "__main__":
    main()
