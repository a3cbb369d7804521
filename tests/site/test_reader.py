"""Reader mode: one switch opens a page's code, keeps its place, and is remembered."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.test_site import CHAPTERS
from tests.site.visits import OPEN, Visits
from tests.site.watching import HTML, Watched

CHAPTER = "01_hospital_search.html"
REFUSED = """for (const name of ['getItem', 'setItem', 'removeItem']) {
  const own = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key === 'ws-code') throw new DOMException('refused', 'SecurityError');
    return own.call(this, key, ...rest);
  };
}"""


def shown(page: Page) -> int:
    return page.locator(OPEN).count()


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_code_shows_at_first(visits: Visits, name: str) -> None:
    assert visits(name).n_code == 0


def test_the_switch_opens_all_code_and_closes_it(site: Watched) -> None:
    page = site.open(CHAPTER)
    switch = page.get_by_role("button", name="Show code")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert shown(page) == page.locator("details.ws-code").count() > 10
    switch.press("Enter")
    assert shown(page) == 0


def test_the_choice_holds_on_the_next_page(site: Watched) -> None:
    site.open(CHAPTER).get_by_role("button", name="Show code").click()
    page = site.open("02_expanding_query_tokens.html")
    assert shown(page) > 5
    expect(page.get_by_role("button", name="Show code")).to_have_attribute("aria-pressed", "true")


def test_it_works_where_the_browser_keeps_nothing(site: Watched) -> None:
    site.page.add_init_script(REFUSED)
    page = site.open(CHAPTER)
    page.get_by_role("button", name="Show code").click()
    assert shown(page) > 10
    assert not [error for error in site.errors if "refused" in error]


def pressed(page: Page) -> None:
    """Press the switch where it is: Playwright's own click scrolls the page to a sticky element."""
    box = page.get_by_role("button", name="Show code").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("heading", ["what-a-match-is-worth-bm25", "three-kinds-of-query"])
def test_what_is_looked_at_stays_where_it_is(site: Watched, heading: str) -> None:
    page = site.open(CHAPTER)
    page.evaluate(f"document.getElementById('{heading}').scrollIntoView({{behavior: 'instant'}})")
    place = f"document.getElementById('{heading}').getBoundingClientRect().top"
    before = page.evaluate(place)
    for _ in range(2):
        pressed(page)
        assert page.evaluate(place) == pytest.approx(before, abs=2)


def test_one_cell_is_opened_by_its_marker(site: Watched) -> None:
    page = site.open(CHAPTER)
    marker = page.locator("details.ws-code > summary").nth(3)
    marker.focus()
    expect(marker.locator("span")).to_have_css("opacity", "1")
    marker.press("Enter")
    assert shown(page) == 1


def test_without_javascript_a_cell_has_its_own_toggle(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address + CHAPTER)
    expect(page.locator(".ws-show-code")).to_be_hidden()
    page.locator("details.ws-code > summary").first.click()
    assert shown(page) == 1
    context.close()


def test_the_printed_page_has_the_code_that_is_open(site: Watched) -> None:
    page = site.open(CHAPTER)
    page.emulate_media(media="print")
    assert shown(page) == 0


def test_a_page_without_code_has_no_switch(site: Watched) -> None:
    assert site.open("glossary.html").locator(".ws-show-code").count() == 0


def test_chapters_are_numbered_alike_in_list_and_heading(site: Watched) -> None:
    page = site.open("appendix/growth.html")
    listed = page.locator(".bd-sidebar-primary .toctree-l1 > a").all_inner_texts()
    numbers = [found[1] for text in listed if (found := re.match(r"(\d|[A-D])\. ", text))]
    assert numbers == ["1", "2", "3", "4", "5", "A", "B", "C", "D"]
    assert page.locator("article h1 .section-number").inner_text().strip() == "C."
    assert page.locator("article h2 .section-number").count() == 0


def test_a_link_without_a_text_names_the_chapter() -> None:
    text = (HTML / "index.html").read_text(encoding="utf-8")
    assert "Chapter\N{NO-BREAK SPACE}3</span></a>" in text


def sizes(page: Page) -> list[float]:
    read = "nodes => nodes.map((n) => parseFloat(getComputedStyle(n).fontSize))"
    return [
        page.locator(f"article {name}").first.evaluate_all(read)[0] for name in ("h1", "h2", "h3")
    ]


def test_a_heading_is_larger_than_those_below_it(site: Watched) -> None:
    h1, h2, h3 = sizes(site.open("04_splade_vectors.html"))
    assert h1 > 1.2 * h2 > 1.2 * 1.2 * h3


@pytest.mark.parametrize("width", [1000, 1100, 1199, 1200, 1440])
def test_an_explorer_is_wide_and_stays_on_the_page(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = Watched(context.new_page(), address).open(CHAPTER)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = json.loads(
        page.locator(".ws-explorer").first.evaluate(
            "node => JSON.stringify(node.getBoundingClientRect())"
        )
    )
    assert box["width"] > 0.65 * width
    context.close()
