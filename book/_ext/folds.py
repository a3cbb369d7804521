"""A section that goes deeper lies closed below its first lines, so that a chapter keeps its line.

    ## The switchboard

    Which part does the work? For mismatch queries, both expansions.

    <!-- deeper: Switch the parts off one at a time -->

What follows the comment, to the end of its section, goes into a ``<details>`` whose marker is the
comment's text. Jupyter shows no comment, and everything; so does paper. An address that points
into the section opens it (``book/_assets/folds.js``).
"""

from __future__ import annotations

import re
from typing import Any

from closed import Closed
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

COMMENT = re.compile(r"\A(?:<!--)?\s*deeper:\s*(?P<says>.+?)\s*(?:-->)?\s*\Z", re.DOTALL)


def marker(node: nodes.Node) -> str:
    """What the marker of a fold that begins here says; nothing where none begins.

    >>> marker(nodes.comment("", "deeper: The same, by hand"))
    'The same, by hand'
    >>> marker(nodes.comment("", "a remark"))
    ''
    """
    if not isinstance(node, (nodes.comment, nodes.raw)):
        return ""
    found = COMMENT.match(node.astext())
    return found["says"] if found else ""


def fold(section: nodes.Element) -> None:
    """Close what follows a section's comment.

    >>> section = nodes.section("", nodes.title(), nodes.comment("", "deeper: More"))
    >>> section += nodes.paragraph(text="in depth")
    >>> fold(section)
    >>> type(section[1]).__name__, section[1].astext()
    ('Closed', 'in depth')
    """
    for place, node in enumerate(section.children):
        if says := marker(node):
            rest = section.children[place + 1 :]
            if not rest:
                raise ValueError(f"deeper: {says!r}: nothing follows it in its section")
            section[place:] = [Closed("", *rest, kind="ws-deeper", says=says)]
            return


class FoldSections(SphinxPostTransform):
    """Close the deeper part of every section that has one."""

    default_priority = 197  # before comments are dropped, and cells are closed
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Do it for one page."""
        for section in list(self.document.findall(nodes.section)):
            fold(section)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.setup_extension("closed")
    app.add_post_transform(FoldSections)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
