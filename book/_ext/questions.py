"""Name the question of the previous and the next page at the foot of each page."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def question(app: Sphinx, link: str) -> str:
    """The question that a page opens with, in its first admonition; empty where it has none."""
    page = link.split("#")[0].removesuffix(".html").split("/")[-1]
    if page not in app.env.found_docs:
        return ""
    for admonition in app.env.get_doctree(page).findall(nodes.admonition):
        if "important" in admonition.get("classes", []):
            return admonition.children[-1].astext()
    return ""


def add_questions(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Append it to the titles that the theme prints below the page."""
    for side in ("prev", "next"):
        neighbour = context.get(side)
        asked = question(app, neighbour["link"]) if neighbour else ""
        if asked:
            title = f'{neighbour["title"]}<br><span class="ws-question">{asked}</span>'
            context[side] = neighbour | {"title": title}


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("html-page-context", add_questions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
