"""The book searches itself: its sections, encoded and written when it is built.

Takes the place of Sphinx's search: no ``searchindex.js`` is made, and no page loads it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from helpers.book_search import idf_weights, written
from helpers.book_vectors import MODULES, Section, section_vector
from helpers.cache import version_of
from helpers.registry import MODEL

FILE = "live/sections.json"  # beside the script that reads it
UNUSED = ("searchtools.js", "language_data.js", "sphinx_highlight.js")
BEFORE_SIGN = re.compile(r" (?=[.,;:])")  # left where a citation or a formula stood
# What is not prose. A heading is the section's title; an admonition's says the same on every page.
SKIPPED = (
    nodes.title,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.comment,
    nodes.image,
    addnodes.toctree,
    addnodes.glossary,
    addnodes.desc,  # a function of the page on the helpers
)


def prose(node: nodes.Element) -> str:
    """Read a node's text without headings, code, outputs and formulas.

    >>> prose(nodes.section("", nodes.title("", "A"), nodes.paragraph("", "One\\ntwo.")))
    'One two.'
    """
    text = " ".join("".join(_texts(node)).split())
    return BEFORE_SIGN.sub("", text)


def _texts(node: nodes.Element) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, nodes.Element) and not _left_out(child):
            yield from _texts(child)
            yield "" if isinstance(child, nodes.Inline | addnodes.pending_xref) else "\n"


def _left_out(node: nodes.Element) -> bool:
    cited = node.get("refdomain") == "cite"
    return cited or headed(node) or isinstance(node, SKIPPED) or "cell" in node["classes"]


def headed(node: nodes.Element) -> bool:
    """Say whether a node is a section with a heading; an exercise's content has none."""
    return isinstance(node, nodes.section) and any(isinstance(c, nodes.title) for c in node)


def sections_of(page: str, doctree: nodes.document) -> list[Section]:
    """Cut a page at its headings; each term of the glossary is a section of its own."""
    parts = list(doctree.findall(headed))
    page_title = parts[0].next_node(nodes.title).astext() if parts else ""
    titled = [(part["ids"][0], part.next_node(nodes.title).astext(), prose(part)) for part in parts]
    terms = [
        (item.next_node(nodes.term)["ids"][0], item.next_node(nodes.term).astext(), prose(item[-1]))
        for glossary in doctree.findall(addnodes.glossary)
        for item in glossary.findall(nodes.definition_list_item)
    ]
    rows = [*titled, *terms]
    return [Section(f"{page}.html#{at}", title, page_title, text) for at, title, text in rows]


def write(app: Sphinx, error: Exception | None) -> None:
    """Write the file that the page searches, unless it is already that of these sections."""
    target = Path(app.outdir) / "_static" / FILE
    if error or app.builder.format != "html":
        return
    pages = sorted(app.env.found_docs)
    sections = [s for page in pages for s in sections_of(page, app.env.get_doctree(page))]
    made_from = fingerprint(sections)
    if target.exists() and made_from in target.read_text(encoding="utf-8")[:200]:
        return
    vectors = [section_vector(section) for section in sections]
    target.parent.mkdir(parents=True, exist_ok=True)
    weights = idf_weights(sections, vectors)
    target.write_text(written(sections, vectors, weights, made_from), encoding="utf-8")


def fingerprint(sections: list[Section]) -> str:
    """Compute a checksum of all that the file depends on."""
    versions = version_of(MODEL, (*MODULES, "book_search"))
    return hashlib.sha256(json.dumps([versions, *sections]).encode()).hexdigest()


def without_sphinx_search(app: Sphinx) -> None:
    """Keep Sphinx from indexing every page."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Keep the page at the address of Sphinx's own, for links that name it."""
    if app.builder.format == "html":
        yield "search", {"title": "Search"}, "search.html"


def without_scripts(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Leave out the script that marks what Sphinx's search has found."""
    files = context.get("script_files", [])
    context["script_files"] = [file for file in files if "sphinx_highlight" not in str(file)]


def clear(app: Sphinx, error: Exception | None) -> None:
    """Take away what Sphinx copies for its own search."""
    for name in UNUSED:
        (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", without_sphinx_search)
    app.connect("html-collect-pages", search_page)
    app.connect("html-page-context", without_scripts)
    app.connect("build-finished", write)
    app.connect("build-finished", clear)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
