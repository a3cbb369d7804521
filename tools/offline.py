"""Print the built book into one PDF, to read without a network or a screen: `make offline`.

    python -m tools.offline [--code] [FILE]

A browser prints every page in the order of the table of contents, by the style sheet for paper: its
pictures and explorers as they are when nothing moves any more, what folds open, and the code
closed unless ``--code`` asks for it. Links between pages lead to places in the same file.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from tools import chromium
from tools.local_server import Static, serving

BOOK = Path(__file__).resolve().parent.parent / "book"
BUILT = BOOK / "_build" / "html"
FILE = BOOK / "_build" / "why-splade-works.pdf"
FLAGS = ["--no-sandbox", "--disable-gpu"]
SCALE = 0.8  # the letters of a screen are large on paper
MARGIN = {side: "18mm" for side in ("top", "bottom", "left", "right")}
# all has come, and the explorers stand
SHOWN = """() => document.readyState === 'complete' && (document.documentElement.dataset.widgets
  || !document.querySelector('script[type$="widget-view+json"]'))"""
OPENED = "for (const code of document.querySelectorAll('details.ws-code')) code.open = true"


def in_order(book: Path = BOOK) -> list[str]:
    """The pages of the table of contents, from the first to the last.

    >>> in_order()[:2]
    ['index', '01_hospital_search']
    """
    toc = yaml.safe_load((book / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter for part in toc.get("parts", []) for chapter in part["chapters"]]
    return [toc["root"], *(chapter["file"] for chapter in chapters)]


def printed(page: Page, address: str, code: bool = False) -> bytes:
    """Print one page of the site as a PDF of A4 pages."""
    page.emulate_media(media="print", color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    page.wait_for_function(SHOWN)
    if code:
        page.evaluate(OPENED)
    return page.pdf(format="A4", scale=SCALE, margin=MARGIN, print_background=True)  # type: ignore[arg-type]


def bound(parts: dict[str, bytes], root: str) -> PdfWriter:
    """Bind the pages of a site at this address into one file, with a table of contents.

    ``parts`` has each page's PDF by its name, such as "appendix/growth".
    """
    writer, starts = PdfWriter(), {}
    for name, content in parts.items():
        reader = PdfReader(io.BytesIO(content))
        starts[name] = len(writer.pages)
        title = (reader.metadata.title if reader.metadata else None) or name
        writer.append(reader, outline_item=title.partition(" \N{EM DASH} ")[0])
    for page in writer.pages:
        for annotation in page.get("/Annots", ()):
            _lead_inside(annotation.get_object(), writer, starts, root)
    writer.compress_identical_objects()
    return writer


def _lead_inside(link: Any, writer: PdfWriter, starts: dict[str, int], root: str) -> None:
    """Turn a link to a page of the site into one to where that begins in the file."""
    address = str(link.get("/A", {}).get("/URI", ""))
    if not address.startswith(root):
        return
    path = urlsplit(address.removeprefix(root)).path.removesuffix(".html") or "index"
    del link["/A"]
    if path in starts:
        place = writer.pages[starts[path]].indirect_reference
        link[NameObject("/Dest")] = ArrayObject([place, NameObject("/Fit")])


def make(names: list[str], target: Path, built: Path = BUILT, code: bool = False) -> int:
    """Print these pages of a built book into one file; returns how many sheets it has."""
    found = chromium.find()
    if found is None:
        raise ValueError(chromium.MISSING)
    with serving(built, Static) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page()
        parts = {name: printed(page, f"{root}{name}.html", code) for name in names}
        browser.close()
    writer = bound(parts, root)
    with target.open("wb") as file:
        writer.write(file)
    return len(writer.pages)


def main(arguments: list[str]) -> None:
    """Make the file, and say how large it is."""
    code = "--code" in arguments
    target = Path(next((a for a in arguments if a != "--code"), FILE))
    sheets = make(in_order(), target, code=code)
    print(f"{target}: {sheets} pages, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
