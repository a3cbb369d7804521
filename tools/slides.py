"""Write each figure of the book as an SVG file of its own, for slides.

    python -m tools.slides [FOLDER]      (book/_build/slides without one)

The figures are those that the committed notebooks show. On a page they take the page's colours;
a file of its own has to bring them, so here every variable becomes its light value.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat

from helpers.drawing import MIME
from tools.notebooks import BOOK, Notebook, code_cells, notebooks

SLIDES = BOOK / "_build" / "slides"
VARIABLE = re.compile(r"var\(--[\w-]+, ([^()]+)\)")  # each bears its light value as its fallback
INK = re.compile(r'(?<=style=")color: ([^;"]+)')


def coloured(figure: str) -> str:
    """Set the colours of a figure: its variables' fallbacks, and the root's ink for the lines.

    >>> coloured('<svg style="color: var(--ws-ink, #111)"><g style="fill: currentColor"/></svg>')
    '<svg style="color: #111"><g style="fill: #111"/></svg>'
    """
    fixed = VARIABLE.sub(r"\1", figure)
    ink = INK.search(fixed)
    return fixed.replace("currentColor", ink[1]) if ink else fixed


def figures(notebook: Notebook) -> Iterator[str]:
    """Find a notebook's figures, in their order on the page."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if MIME in output.get("data", {}):
                yield output["data"][MIME]


def write(folder: Path = SLIDES, book: Path = BOOK) -> list[Path]:
    """Write the figures of all notebooks as PAGE-NN.svg; what was in the folder before goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    written = []
    for page in notebooks(book):
        notebook = nbformat.read(page, as_version=4)  # type: ignore[no-untyped-call]
        for number, figure in enumerate(figures(notebook), 1):
            written.append(folder / f"{page.stem}-{number:02}.svg")
            written[-1].write_text(coloured(figure), encoding="utf-8")
    return written


def main(arguments: list[str]) -> None:
    """Write them and say how many there are."""
    folder = Path(arguments[0]) if arguments else SLIDES
    print(f"{len(write(folder))} figures in {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
