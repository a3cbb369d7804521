"""Reader mode: the code of every cell lies closed in a ``<details>``, one switch opens it all.

Without JavaScript each cell's own marker opens it. ``book/_assets/reader.js`` is the switch,
``_templates/show-code.html`` its button; in Jupyter nothing of this shows. A table that says in
numbers what a picture beside it shows has the tag ``closed-table``, and lies closed as well.
"""

from __future__ import annotations

from typing import Any

from closed import Closed
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

CELL, INPUT, OUTPUT = "cell_code", "cell_code_source", "cell_code_output"
TABLE = "tag_closed-table"
VIEW = "application/vnd.jupyter.widget-view+json"
WITHOUT_INPUT = {"input": None, "input+output": "output"}  # MyST-NB's ways of hiding, less ours


def close(cell: nodes.Element) -> None:
    """Put a cell's input into a ``Closed``, in place of what the tag ``hide-input`` would do.

    >>> cell = nodes.container("", nodes.container(nb_element=INPUT), hide_mode="input")
    >>> close(cell)
    >>> cell["hide_mode"], type(cell[0]).__name__, cell[0][0]["nb_element"]
    (None, 'Closed', 'cell_code_source')
    """
    cell["hide_mode"] = WITHOUT_INPUT.get(cell.get("hide_mode"), cell.get("hide_mode"))
    for part in list(cell.children):
        if part.get("nb_element") == INPUT:
            _put(part, Closed(kind="ws-code", says="code"))
        elif part.get("nb_element") == OUTPUT and TABLE in cell["classes"]:
            _put(part, Closed(kind="ws-numbers", says="In numbers"))


def _put(part: nodes.Node, into: Closed) -> None:
    part.parent.replace(part, into)
    into += part


def widen(cell: nodes.Element, beside: bool) -> None:
    """Give a cell that holds an explorer the page's full width.

    With a list of contents ``beside`` it, the theme's class moves that out of the way.

    >>> cell = nodes.container("", nodes.raw("", f'<script type="{VIEW}">'))
    >>> widen(cell, beside=True)
    >>> cell["classes"]
    ['ws-explorer', 'full-width']
    """
    if any(VIEW in shown.astext() for shown in cell.findall(nodes.raw)):
        cell["classes"] += ["ws-explorer", "full-width"] if beside else ["ws-explorer"]


class CloseCode(SphinxPostTransform):
    """Close every cell's code; drop a cell of which nothing is left to show."""

    default_priority = 198  # MyST-NB hides inputs at 199
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do it for one page."""
        listed = sum(1 for _ in self.document.findall(nodes.section)) > 1
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") == CELL and cell.children:
                close(cell)
                widen(cell, listed)
            elif cell.get("nb_element") == CELL:
                cell.parent.remove(cell)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.setup_extension("closed")
    app.add_post_transform(CloseCode)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
