"""References to chapters by their number: ``[](03_contextual_predictions)`` reads "Chapter 3".

``_toc.yml`` numbers the pages. Jupyter shows no text for such a link, so a notebook writes it out,
``[Chapter 3](03_contextual_predictions.ipynb)``; a number that is not the page's is a warning,
which fails our builds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join, logging

LOGGER = logging.getLogger(__name__)
WRITTEN = re.compile(r"(chapter|appendix) ([0-9]+|[A-Z])\b", re.IGNORECASE)
NO_BREAK = "\N{NO-BREAK SPACE}"
Numbers = Mapping[str, Mapping[str, Sequence[int | str] | None]]


def label(numbers: Numbers, page: str) -> str:
    """Name a page by its number; empty where it has none.

    >>> label({"01_search": {"": (1,)}, "appendix/growth": {"": ("C",)}}, "appendix/growth")
    'Appendix C'
    """
    number = (numbers.get(page) or {}).get("")
    if not number:
        return ""
    kind = "Chapter" if isinstance(number[0], int) else "Appendix"
    return f"{kind} {number[0]}"


def wrong(text: str, name: str) -> bool:
    """Say whether a link's text names a chapter other than the one that it leads to.

    >>> wrong("chapter 2", "Chapter 3"), wrong("Chapter 3, on masks", "Chapter 3")
    (True, False)
    """
    found = WRITTEN.match(text)
    return found is not None and found[0].lower() != name.lower()


class Chapters(SphinxPostTransform):
    """Give links to numbered pages their text, or check the one that they have."""

    default_priority = 8  # MyST resolves its links at 9

    def run(self, **_: Any) -> None:
        """Do it for one page."""
        for link in self.document.findall(addnodes.pending_xref):
            if link["reftype"] == "myst" and not link.get("reftargetid"):
                self.name(link, label(self.env.toc_secnumbers, self.page(link)))

    def page(self, link: addnodes.pending_xref) -> str:
        """Name the page that a link leads to: MyST has found it where the link names the file."""
        target = str(link["reftarget"])
        known = link["refdomain"] == "doc"
        return target if known else docname_join(link.get("refdoc", self.env.docname), target)

    def name(self, link: addnodes.pending_xref, name: str) -> None:
        """Do it for one link to a page called ``name``."""
        if name and wrong(link.astext(), name):
            LOGGER.warning("%r leads to %s", link.astext(), name, location=link)
        if name and not link["refexplicit"]:
            link["refexplicit"] = True
            link[0].children = [nodes.Text(name.replace(" ", NO_BREAK))]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_post_transform(Chapters)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
