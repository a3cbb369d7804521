"""A ``<details>`` for what a reader opens: code, a table, an answer, what goes deeper."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class Closed(nodes.General, nodes.Element):
    """What lies closed. Attributes: ``kind``, its class, and ``says``, the text of its marker."""


def visit(translator: Any, node: Closed) -> None:
    """Open the element; its marker says what it opens."""
    says = translator.encode(node["says"])
    opened = f'<details class="{node["kind"]}"><summary><span>{says}</span></summary>\n'
    translator.body.append(opened)


def depart(translator: Any, _node: Closed) -> None:
    """Close the element."""
    translator.body.append("</details>\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_node(Closed, html=(visit, depart))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
