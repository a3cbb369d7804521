"""Every built page: self-contained, without errors, and readable on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import HTML, Watched

PAGES = sorted(
    path.relative_to(HTML).as_posix()
    for path in HTML.rglob("*.html")
    if "_static" not in path.parts
)


def test_there_are_pages() -> None:
    assert {"index.html", "03_contextual_predictions.html", "glossary.html"} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_outside_and_nothing_fails(site: Watched, name: str) -> None:
    site.open(name)
    assert (site.external, site.failed, site.errors) == ([], [], [])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = Watched(context.new_page(), address).open(name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.parametrize("name", [p for p in PAGES if p[0].isdigit()])
def test_a_chapter_is_complete_without_javascript(
    browser: Browser, address: str, name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + name)
    assert page.locator(".cell_output pre").count() > 5
    assert page.locator(".cell_output img[alt]").count() >= 1
    context.close()


def test_search_works_offline(site: Watched) -> None:
    page = site.open("search.html?q=stemming")
    page.wait_for_selector("#search-results li")
    assert (site.external, site.failed, site.errors) == ([], [], [])
