"""The page on a reader's own texts, used as a reader would."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.test_explorers import explorer, says, type_in
from tests.site.watching import Watched


@pytest.fixture
def page(site: Watched) -> Page:
    opened = site.open("appendix/own_texts.html")
    opened.wait_for_selector(".ws-view .ws-ranking, .ws-view .ws-hits")
    return opened


def test_the_explorer_searches_the_workshop_and_not_the_hospital(page: Page) -> None:
    box = explorer(page, "Query")
    type_in(box, "Query", "flat tyre")
    says(box, "query terms find")
    found = box.get_by_role("button", name="Replacing a punctured inner tube")
    expect(found.first).to_be_visible()


def test_a_choice_of_what_went_wrong_shows_its_advice(page: Page) -> None:
    advice = page.get_by_text("a quotation mark inside a quoted text must be written twice")
    expect(advice.first).to_be_hidden()
    page.get_by_text("Rows are missing", exact=True).click()
    expect(advice.first).to_be_visible()


@pytest.mark.parametrize("name", ["index.html", "05_conclusion.html"])
def test_other_pages_lead_there(site: Watched, name: str) -> None:
    page = site.open(name)
    assert page.locator("article a[href*='appendix/own_texts']").count() > 0
