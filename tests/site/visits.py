"""Each page opened once, wide and on a phone, light and dark, and what many tests want to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from tests.site.watching import HTML, Watched
from tools.assets import MODULES

AXE = MODULES / "axe-core" / "axe.min.js"
# what passes is not listed, which is most of the work on a long page
FIND = "axe.run(document, { resultTypes: ['violations'] })"
NAMED = 600  # ms: sliders' handles get their names a moment after they are drawn
# the theme's picture of the logo lies above its landmarks, where the book has no template
THEME_S = [("region", [".only-light"]), ("region", [".only-dark"])]
OPEN = ".cell_input pre:visible"
PAGES = sorted(
    path.relative_to(HTML).as_posix()
    for path in HTML.rglob("*.html")
    if "_static" not in path.parts
)


@dataclass
class Visit:
    """What a page did when it was opened, and what stood on it."""

    external: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    n_bytes: float = 0.0  # as sent, of all that came before the reader asked for anything
    n_code: int = 0  # cells whose code is seen
    description: str = ""
    next_question: str = ""
    phone_width: int = 0  # of the page, on a screen of 360 px
    violations: dict[str, list[str]] = field(default_factory=dict)  # by width and theme


def violations(page: Page) -> list[str]:
    """axe-core's findings of any level but the theme's own, with the elements that it names."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(FIND)["violations"]
    return [
        f"{v['id']} ({v['impact']}): {node['target']} {node['failureSummary'][:200]}"
        for v in found
        for node in v["nodes"]
        if (v["id"], node["target"]) not in THEME_S
    ]


Visits = Callable[[str], Visit]


def visited(browser: Browser, address: str, name: str) -> Visit:
    """Open a page as a new reader does, wide; then anew on a phone, first in the dark."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    watched = Watched(context.new_page(), address)
    found = Visit(watched.external, watched.failed, watched.errors)
    _weigh(watched.page, found)
    page = watched.open(name)
    page.wait_for_timeout(NAMED)
    found.n_code = page.locator(OPEN).count()
    found.description = _described(page)
    found.next_question = " ".join(page.locator(".right-next").all_inner_texts())
    _look(page, found)
    context.close()
    _on_a_phone(browser, address, name, found)
    return found


def _weigh(page: Page, found: Visit) -> None:
    """Count the bytes of everything that comes."""

    def add(event: dict[str, Any]) -> None:
        found.n_bytes += event["encodedDataLength"]

    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", add)


def _described(page: Page) -> str:
    """The page's description, which is the same for searchers and for other sites, or nothing."""
    both = {
        page.locator(f'meta[{kind}="{key}"]').get_attribute("content") or ""
        for kind, key in (("name", "description"), ("property", "og:description"))
        if page.locator(f'meta[{kind}="{key}"]').count()
    }
    return both.pop() if len(both) == 1 else ""


def _look(page: Page, found: Visit) -> None:
    """Ask axe about the page as it is, with nothing moving, and in the dark."""
    page.emulate_media(reduced_motion="reduce")
    found.violations["wide, light"] = violations(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    found.violations["wide, dark"] = violations(page)


def _on_a_phone(browser: Browser, address: str, name: str, found: Visit) -> None:
    """Open the page on a screen of 360 px, measure it, ask axe."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, color_scheme="dark", reduced_motion="reduce"
    )
    page = Watched(context.new_page(), address).open(name)
    page.wait_for_timeout(NAMED)
    found.phone_width = page.evaluate("document.documentElement.scrollWidth")
    found.violations["phone, dark"] = violations(page)
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    found.violations["phone, light"] = violations(page)
    context.close()
