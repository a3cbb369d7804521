"""Figures as part of the page: an image could not take the page's colours, so SVG stands inline.

MyST-NB would write each figure to a file and show it as ``<img>``. Here its two versions, wide
and narrow (``helpers/drawing.py``), are put into the page itself, read anew by ``helpers.svg``
(which lets only what draws through), with the cell's alt text; the style sheet shows one of them.
"""

from __future__ import annotations

from html import escape

from docutils import nodes
from myst_nb.core import render
from sphinx.application import Sphinx

from helpers import svg

MIME = "image/svg+xml"


def inline(text: str, kind: str, prefix: str, alt: str) -> str:
    """One version as an element of the page: its ids begin with ``prefix``, its name is ``alt``."""
    written = svg.written(svg.parsed(text), prefix)
    return written.replace(
        "<svg ", f'<svg class="{kind}" role="img" aria-label="{escape(alt)}" ', 1
    )


class Figures(render.MimeRenderPlugin):
    """What MyST-NB asks how an output of a cell is to be shown."""

    @staticmethod
    def handle_mime(
        renderer: render.NbElementRenderer, data: render.MimeData, inline_: bool
    ) -> list[nodes.Element] | None:
        """Both versions as HTML; None, which leaves it to MyST-NB, where it is not a figure.

        Warns, which fails our builds, where the cell has no alt text or the SVG cannot be read.
        """
        if data.mime_type != MIME or inline_:
            return None
        options = renderer.renderer.get_cell_level_config(
            "render_image_options", data.cell_metadata, line=data.line
        )
        alt = options.get("alt", "")
        if not alt:
            renderer.logger.warning("a figure without alt text", subtype="figure", line=data.line)
        versions = {"ws-wide": data.string}
        if narrow := data.output_metadata.get(MIME, {}).get("narrow"):
            versions["ws-narrow"] = narrow
        place = f"ws-{data.cell_index}-{data.output_index}"
        try:
            made = [inline(t, kind, f"{place}-{kind[3:]}", alt) for kind, t in versions.items()]
        except ValueError as problem:
            renderer.logger.warning(f"a figure: {problem}", subtype="figure", line=data.line)
            return []
        alone = "" if len(made) > 1 else " ws-alone"
        html = f'<div class="output ws-figure{alone}">{"".join(made)}</div>'
        return [nodes.raw(text=html, format="html")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the class to MyST-NB's plugins.

    It looks for these among the entry points of installed packages only, and keeps what it found;
    so that nothing has to be installed for one class beside the book, its list is replaced here.
    """
    found = [plugin for plugin in render.load_mime_renders() if plugin is not Figures]
    render.load_mime_renders = lambda: [Figures, *found]
    return {"parallel_read_safe": True, "parallel_write_safe": True}
