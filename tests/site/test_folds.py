"""Sections that go deeper lie closed, and an address that points into one opens it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.site.watching import Watched
from tools.measure import TALLEST

CHAPTER = "04_splade_vectors.html"
CLOSED = ".ws-deeper:not([open])"
SWITCHBOARD = "#the-switchboard"
# chapters that are longer than the book wants: how far they may be, so that none grows unseen
LONGER = {"01_hospital_search": 7_600, "04_splade_vectors": 8_450, "05_conclusion": 8_650}
SHORT = ("02_expanding_query_tokens", "03_contextual_predictions")


def folded(page: Page, section: str) -> bool:
    return page.locator(f"{section} > .ws-deeper").get_attribute("open") is None


def test_what_goes_deeper_is_closed_at_first(site: Watched) -> None:
    page = site.open(CHAPTER, whole=False)
    assert page.locator(".ws-deeper").count() == page.locator(CLOSED).count() > 3


def test_an_address_with_a_section_opens_it(site: Watched) -> None:
    page = site.open(CHAPTER + SWITCHBOARD, whole=False)
    assert not folded(page, SWITCHBOARD)
    assert abs(page.locator(f"{SWITCHBOARD} > h2").bounding_box()["y"]) < 400  # type: ignore[index]


def test_a_link_in_the_page_opens_it_also_a_second_time(site: Watched) -> None:
    page = site.open(CHAPTER + SWITCHBOARD, whole=False)
    page.locator(f"{SWITCHBOARD} > .ws-deeper > summary").click()
    assert folded(page, SWITCHBOARD)
    page.evaluate(f"document.querySelector('a[href$=\"{SWITCHBOARD}\"]').click()")
    assert not folded(page, SWITCHBOARD)


def test_a_key_opens_it(site: Watched) -> None:
    page = site.open(CHAPTER, whole=False)
    page.locator(f"{SWITCHBOARD} > .ws-deeper > summary").press("Enter")
    assert not folded(page, SWITCHBOARD)


def test_an_explorer_in_a_fold_has_its_width_when_it_is_opened(site: Watched) -> None:
    page = site.open(CHAPTER, whole=False)
    page.locator("#what-it-costs > .ws-deeper > summary").click()
    view = page.locator("#what-it-costs .ws-view").first
    view.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#what-it-costs .ws-view').clientWidth > 700")


@pytest.mark.parametrize("chapter", [*SHORT, *LONGER])
def test_a_chapter_is_as_long_as_its_line(site: Watched, chapter: str) -> None:
    page = site.open(f"{chapter}.html", whole=False)
    tall = page.evaluate("document.documentElement.scrollHeight")
    assert tall <= LONGER.get(chapter, TALLEST)


def test_a_page_without_the_script_opens_by_its_own_marker(site: Watched) -> None:
    page = site.page.context.browser.new_context(java_script_enabled=False).new_page()  # type: ignore[union-attr]
    page.goto(site.address + CHAPTER)
    page.locator(f"{SWITCHBOARD} > .ws-deeper > summary").click()
    assert page.locator(f"{SWITCHBOARD} .ws-figure").first.is_visible()
    page.context.close()
