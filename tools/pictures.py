"""Take the pictures of the front page: one for README.md, one that other sites show beside a link.

    make book && python -m tools.pictures

Both are of the built page, so they show what the book shows. They are taken last, when it is final.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tools import chromium
from tools.assets import ASSETS, ROOT
from tools.local_server import Static, serving

HTML = ROOT / "book" / "_build" / "html"
READ = ".bd-sidebar-primary { display: none !important; }"  # the page without the list of pages
# The title, the box and the lists are left: a small picture has no room for more.
ALONE = """
.bd-sidebar, .bd-header, .bd-header-article, .bd-article p:not(.ws-status), .ws-chips, .headerlink,
.skip-link, .ws-box > span { display: none !important; }
.bd-main, .bd-content, .bd-article-container, .bd-page-width { max-width: none !important; }
.bd-article-container .bd-article { padding: .9rem 2.2rem !important; }
.bd-article h1 { margin: 0 0 .8rem; font-weight: 600; }
.ws-two { --ws-row: 1.9rem !important; }
.cell.tag_full-width { width: 100% !important; max-width: none !important; margin: 0 !important; }
"""


class Picture(NamedTuple):
    """A file, the page's width and height in CSS pixels, pixels for each, and further styles."""

    name: str
    width: int
    height: int
    scale: float
    style: str


PICTURES = (
    Picture("screenshot.png", 1280, 800, 1.0, READ),
    Picture("social.png", 960, 504, 1.25, ALONE),  # 1,200 to 630, what such pictures have
)


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Open the front page and save one picture of its first screen."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        color_scheme="light",
        reduced_motion="reduce",
    )
    page.goto(address + "index.html")
    page.wait_for_selector(".ws-two .ws-found")
    page.add_style_tag(content=picture.style)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=ASSETS / picture.name)
    page.close()


def main() -> None:
    """Take all of them; without a built book or a browser, say what is missing."""
    found = chromium.find()
    if found is None or not (HTML / "index.html").exists():
        sys.exit(f"{HTML}: not built; run `make book`" if found else chromium.MISSING)
    with serving(HTML, Static) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, root, picture)
        browser.close()


if __name__ == "__main__":
    main()
