"""Narrow and wide: what matters is seen without scrolling sideways, and the width is used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.site.test_explorers import explorer
from tests.site.watching import Watched

THEMES = ("light", "dark")
FINGER = 44  # px
VISIBLE = "node => { const r = node.getBoundingClientRect(); return [r.left, r.right]; }"


def opened(browser: Browser, address: str, width: int, theme: str, name: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 740},
        color_scheme=theme,  # type: ignore[arg-type]  # one of THEMES
        has_touch=width < 500,
    )
    page = Watched(context.new_page(), address).open(name)
    page.wait_for_timeout(300)
    return page


@pytest.fixture(scope="module", params=[320, 400])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def chapter_4(browser: Browser, address: str, width: int, theme: str) -> Iterator[Page]:
    page = opened(browser, address, width, theme, "04_splade_vectors.html")
    page.wait_for_selector(".ws-machine")
    yield page
    page.context.close()


def within(page: Page, nodes: Locator) -> bool:
    """Whether all of these are on the screen from their left end to their right one."""
    size = page.viewport_size
    assert size is not None
    places = [node.evaluate(VISIBLE) for node in nodes.all()]
    return bool(places) and all(left >= 0 and right <= size["width"] + 1 for left, right in places)


@pytest.mark.parametrize("part", ["term", "segment", "number", "proposer"])
def test_terms_their_bars_and_who_proposed_them_are_on_the_screen(
    chapter_4: Page, part: str
) -> None:
    assert within(
        chapter_4, chapter_4.locator(f".ws-machine-made:not(.ws-machine-later) .ws-machine-{part}")
    )


def test_a_bridge_is_rows_that_are_on_the_screen(chapter_4: Page) -> None:
    assert within(chapter_4, chapter_4.locator(".ws-plank"))


def test_a_document_is_closed_until_it_is_asked_for(chapter_4: Page) -> None:
    page = chapter_4.locator(".ws-read").first
    assert not page.locator(".ws-text").is_visible()
    page.locator("summary").click()
    assert page.locator(".ws-text").is_visible()


def test_controls_fit_a_finger(chapter_4: Page) -> None:
    boxes = chapter_4.locator(
        ".widget-inline-hbox :is(select, input[type=text]), .ws-hit, .ws-plank"
    ).all()
    heights = [box.evaluate("node => node.getBoundingClientRect().height") for box in boxes]
    assert len(heights) > 10
    assert min(heights) >= FINGER


@pytest.mark.parametrize("name", ["01_hospital_search.html", "04_splade_vectors.html"])
def test_a_formula_can_be_read_from_its_left_end_on(
    browser: Browser, address: str, name: str
) -> None:
    page = opened(browser, address, 360, "light", name)
    for formula in page.locator(".katex-display").all():
        place = formula.evaluate(
            """node => { node.scrollLeft = 0; const own = node.getBoundingClientRect();
            return node.querySelector('.katex-html').getBoundingClientRect().left - own.left }"""
        )
        assert place >= -1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()


def test_controls_stand_beside_results_where_there_is_room(browser: Browser, address: str) -> None:
    page = opened(browser, address, 1280, "light", "01_hospital_search.html")
    box = explorer(page, "Your text")
    control = box.locator(".widget-inline-hbox").first.evaluate(VISIBLE)
    view = box.locator(".ws-view").evaluate(VISIBLE)
    assert control[1] <= view[0]
    assert view[1] - control[0] > 800, "more than the column of text"
    page.context.close()


def test_without_javascript_an_explorer_s_first_answer_is_a_table(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "01_hospital_search.html")
    for marker in page.locator(".ws-deeper > summary").all():
        marker.click()
    stored = page.locator(".ws-noscript", has_text="heart attack treatment protocol").last
    assert "This explorer needs JavaScript" in stored.inner_text()
    assert "Going home after your heart attack" in stored.inner_text()
    context.close()


def test_neighbours_are_looked_up_off_the_page_s_own_thread(site: Watched) -> None:
    page = site.open("02_expanding_query_tokens.html")
    with page.expect_worker(lambda worker: "words-worker" in worker.url):
        explorer(page, "Neighbours").get_by_label("Query", exact=True).fill("gout")
