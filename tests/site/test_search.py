"""The book searches itself: the dialog, the page at Sphinx's old address, and what they fetch."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.site.test_site import anchors
from tests.site.visits import violations
from tests.site.watching import HTML, Watched

LIGHT = "glossary.html"  # a page without explorers
LIVE = HTML / "_static" / "live"
DATA = ("sections.json", "vocabulary.txt", "search.js")
MOST = 400_000  # bytes as sent, of the vectors and texts
SETTLED = 1_200  # ms: the answer was read aloud
PLACE = "node => node.getBoundingClientRect().y"
TYPED = """([field, text]) => { for (let n = 1; n <= text.length; n++) {
  field.value = text.slice(0, n); field.dispatchEvent(new Event('input', {bubbles: true})); } }"""
WATCH = """() => { window.told = []; const live = document.querySelector('.ws-found [role=status]');
  new MutationObserver(() => told.push(live.textContent)).observe(live, {childList: true}); }"""


def opened(site: Watched, name: str = LIGHT) -> Page:
    """A page with the dialog open, and all that it fetches there."""
    page = site.open(name)
    page.keyboard.press("Control+k")
    page.wait_for_selector(".ws-found")
    page.wait_for_load_state("networkidle")
    return page


def field(page: Page) -> Locator:
    return page.locator("#pst-search-dialog input")


def found(page: Page, query: str) -> list[str]:
    """Type a query; the places of the sections that come up."""
    field(page).fill(query)
    page.wait_for_selector(".ws-found li")
    links = page.locator(".ws-found li > a").evaluate_all("all => all.map((a) => a.href)")
    return [link.split("/why-splade-works/")[1] for link in links]


def said(page: Page, query: str) -> str:
    field(page).fill(query)
    page.wait_for_timeout(SETTLED)
    return page.locator(".ws-said").inner_text()


def test_the_data_are_light() -> None:
    content = (LIVE / "sections.json").read_bytes()
    assert len(gzip.compress(content, 6)) < MOST


def test_every_section_s_address_is_a_place_in_the_book() -> None:
    listed = json.loads((LIVE / "sections.json").read_text(encoding="utf-8"))["sections"]
    places = [section["section_id"].split("#") for section in listed]
    missing = [f"{page}#{at}" for page, at in places if at not in anchors(page).ids]
    assert missing == []


@pytest.mark.parametrize("name", ["index.html", LIGHT, "search.html", "404.html"])
def test_nothing_is_left_of_sphinx_s_search(name: str) -> None:
    page = (HTML / name).read_text(encoding="utf-8")
    assert re.findall(r"searchindex|searchtools|language_data|sphinx_highlight", page) == []


def test_nothing_is_fetched_before_the_search_is_opened(site: Watched) -> None:
    asked: list[str] = []
    site.page.on("request", lambda request: asked.append(request.url))
    site.open("index.html")
    assert [url for url in asked if url.endswith(DATA)] == []


def test_the_shortcut_opens_the_dialog_with_the_focus_in_its_field(site: Watched) -> None:
    page = opened(site)
    assert field(page).evaluate("input => input === document.activeElement")
    assert (site.external, site.failed, site.errors) == ([], [], [])


def test_the_button_opens_the_dialog(site: Watched) -> None:
    page = site.open(LIGHT)
    page.locator(".search-button-field:visible").click()
    assert page.locator("#pst-search-dialog").is_visible()


def test_sections_appear_as_one_types(site: Watched) -> None:
    page = opened(site)
    page.keyboard.type("what is a posting")
    page.wait_for_selector(".ws-found li")
    assert "Posting" in page.locator(".ws-found .ws-title").first.inner_text()


def test_a_page_in_a_folder_leads_to_the_same_sections(site: Watched) -> None:
    page = opened(site, "appendix/growth.html")
    assert found(page, "license")[0] == "citing.html#licences"


def test_the_arrows_move_and_enter_opens_the_section(site: Watched) -> None:
    page = opened(site)
    second = found(page, "stop words")[1]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{second}")


def test_the_arrows_lead_back_to_the_field(site: Watched) -> None:
    page = opened(site)
    found(page, "stop words")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert field(page).evaluate("input => input === document.activeElement")


def test_enter_in_the_field_opens_the_first_section(site: Watched) -> None:
    page = opened(site)
    first = found(page, "license")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first}")


def test_a_section_of_the_same_page_is_shown_and_the_dialog_closed(site: Watched) -> None:
    page = opened(site)
    found(page, "wordpiece")
    page.keyboard.press("Enter")
    page.wait_for_url("**#term-WordPiece")
    assert not page.locator("#pst-search-dialog").is_visible()
    page.wait_for_timeout(300)
    assert 0 <= page.locator("#term-WordPiece").evaluate(PLACE) < 900


def test_escape_closes_the_dialog_and_gives_the_focus_back(site: Watched) -> None:
    page = site.open(LIGHT)
    button = page.locator(".search-button-field:visible")
    button.click()
    page.wait_for_selector(".ws-found")
    found(page, "stop words")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert not page.locator("#pst-search-dialog").is_visible()
    assert button.evaluate("node => node === document.activeElement")


def test_one_announcement_per_settled_answer(site: Watched) -> None:
    page = opened(site)
    page.wait_for_timeout(SETTLED)
    page.evaluate(WATCH)
    page.evaluate(TYPED, [field(page).element_handle(), "license"])
    page.wait_for_timeout(SETTLED)
    shown = page.locator(".ws-found li").count()
    assert page.evaluate("told") == [f"{shown} sections"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Type a word or a question: the sections that answer appear as you type."),
        ("  ", "Type a word or a question: the sections that answer appear as you type."),
        ("x" * 10_000, "A query has at most 300 characters; this one has 10,000."),
        ("😀", "“😀” names nothing to look for: only signs, or words that every text has."),
        ("the of", "“the of” names nothing to look for: only signs, or words that every text has."),
        ("xyzzy", "No section of the book answers “xyzzy”. Try other words for it."),
    ],
)
def test_odd_input_gets_one_plain_sentence(site: Watched, query: str, sentence: str) -> None:
    page = opened(site)
    assert said(page, query) == sentence
    assert page.locator(".ws-found li").count() == 0
    assert site.errors == []


def test_what_is_typed_becomes_no_markup(site: Watched) -> None:
    page = opened(site)
    said(page, "<img src=x onerror=alert(1)> <script>alert(1)</script> zzzq")
    assert page.locator(".ws-found :is(img, script)").count() == 0


def test_a_word_that_is_being_typed_is_finished(site: Watched) -> None:
    assert said(opened(site), "what is a postin").endswith("for “what is a postings”")


def test_what_is_typed_goes_nowhere(site: Watched) -> None:
    page = opened(site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found(page, "license")
    page.keyboard.press("Enter")
    page.wait_for_url("**/citing.html#licences")
    assert [url for url in asked if "license" in url or "?q" in url] == []


def test_the_words_of_the_query_are_marked(site: Watched) -> None:
    page = opened(site)
    found(page, "what is a posting")
    marked = page.locator(".ws-found li mark.ws-own").all_inner_texts()
    assert {word.lower() for word in marked} <= {"posting", "postings"}
    assert marked


def test_the_word_that_an_expansion_comes_from_is_marked_otherwise(site: Watched) -> None:
    page = opened(site)
    found(page, "license")
    first = page.locator(".ws-found li").first
    assert "licence" in first.locator("mark.ws-expanded").first.inner_text().lower()


def test_a_match_is_told_as_products(site: Watched) -> None:
    page = opened(site)
    found(page, "license")
    first = page.locator(".ws-found li").first
    first.locator("summary").click()
    first.locator("tbody tr").first.wait_for()
    term, query, section, product, origin = first.locator("tbody tr").first.locator("th, td").all()
    assert term.inner_text() == "license"
    one, other = float(query.inner_text()), float(section.inner_text())
    assert float(product.inner_text()) == pytest.approx(one * other, abs=0.02)
    assert "expansion" in origin.inner_text()
    assert "BM25 does not find it." in first.inner_text()


def test_the_old_address_shows_the_same_sections(site: Watched) -> None:
    page = site.open("search.html?q=stop+words")
    page.wait_for_selector("main .ws-found li")
    first = page.locator("main .ws-found li > a").first
    assert (first.get_attribute("href") or "").endswith("glossary.html#term-Stop-words")
    assert (site.external, site.failed, site.errors) == ([], [], [])


def test_without_javascript_the_page_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search.html?q=stop")
    assert "needs JavaScript" in page.locator("main").inner_text()
    context.close()


def test_without_the_data_a_sentence_says_so(site: Watched) -> None:
    site.page.route("**/sections.json", lambda route: route.abort())
    page = site.open(LIGHT)
    page.keyboard.press("Control+k")
    page.wait_for_selector(".ws-found")
    assert "could not be fetched" in said(page, "stop words")


def test_without_the_script_a_sentence_says_so(site: Watched) -> None:
    site.page.route("**/search.js", lambda route: route.abort())
    page = site.open(LIGHT)
    page.keyboard.press("Control+k")
    page.wait_for_function(
        "document.querySelector('#pst-search-dialog').textContent.includes('could not be fetched')"
    )


def test_the_magnifier_covers_no_letter(site: Watched) -> None:
    page = opened(site)
    icon = page.locator("#pst-search-dialog .fa-magnifying-glass").bounding_box()
    box = field(page).bounding_box()
    assert icon
    assert box
    assert icon["x"] + icon["width"] <= box["x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_has_no_grave_violation(
    browser: Browser, address: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = opened(Watched(context.new_page(), address))
    found(page, "heart attack")
    page.locator(".ws-found summary").first.click()
    assert violations(page) == []
    context.close()


def test_the_answer_fits_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = opened(Watched(context.new_page(), address))
    found(page, "what is a posting")
    page.locator(".ws-found summary").first.click()
    box = page.locator("#pst-search-dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 740
    assert page.locator(".ws-found-parts").evaluate("n => n.scrollWidth <= n.clientWidth")
    context.close()
