"""The front page: a box, examples, two lists and the lines between them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.site.watching import Watched

FETCHED = 120_000  # ms
PEE, OWN = "cannot pee at all", "my nose is bleeding"
COUNT = """() => {
  window.moved = 0;
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...given) { moved++; return animate.apply(this, given); };
}"""
Asked = list[str]


@pytest.fixture
def asked(site: Watched) -> Asked:
    """The addresses that the page asks for."""
    made: Asked = []
    site.page.on("request", lambda request: made.append(request.url))
    return made


@pytest.fixture
def page(site: Watched, asked: Asked) -> Page:
    opened = site.open("index.html")
    opened.wait_for_selector(".ws-two .ws-found")
    return opened


def says(page: Page, sentence: str) -> None:
    page.locator(".ws-compare > .ws-status").filter(has_text=sentence).wait_for(timeout=10_000)


def ask(page: Page, text: str) -> None:
    page.get_by_label("Search a hospital’s documents", exact=True).fill(text)


def side(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def test_the_first_answer_needs_no_request_but_the_page_s_own(page: Page, asked: Asked) -> None:
    page.wait_for_load_state("networkidle")
    assert side(page, "SPLADE").get_by_role("button").count() >= 8
    assert [url for url in asked if "/live/" in url or "all-widgets" in url] == []


def test_both_lists_are_on_the_first_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = Watched(context.new_page(), address).open("index.html")
    for name in ("BM25", "SPLADE"):
        box = side(page, name).get_by_role("button").nth(7).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800, name
    context.close()


def test_a_phone_shows_the_box_and_the_first_list(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = Watched(context.new_page(), address).open("index.html")
    box = side(page, "BM25").get_by_role("button").nth(2).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 740
    context.close()


def test_an_example_answers_without_a_model(page: Page, asked: Asked) -> None:
    page.get_by_role("button", name=PEE).click()
    says(page, "Acute urinary retention")
    assert page.get_by_role("button", name=PEE).get_attribute("aria-pressed") == "true"
    assert page.get_by_label("Search a hospital’s documents", exact=True).input_value() == PEE
    assert [url for url in asked if ".onnx" in url or ".wasm" in url] == []


def test_an_own_query_answers_without_a_model_and_says_so(page: Page, asked: Asked) -> None:
    ask(page, OWN)
    side(page, "SPLADE").get_by_text("no model read the query").wait_for()
    assert side(page, "SPLADE").get_by_role("button").count() >= 1
    assert [url for url in asked if ".onnx" in url or ".wasm" in url] == []


def test_the_offer_of_a_model_does_not_push_the_lists_down(page: Page) -> None:
    before = page.locator(".ws-two").bounding_box()
    ask(page, OWN)
    offer = page.locator(".ws-offer")
    offer.get_by_role("button", name="Fetch").wait_for()
    lists, below = page.locator(".ws-two").bounding_box(), offer.bounding_box()
    assert before is not None
    assert lists is not None
    assert below is not None
    assert abs(lists["y"] - before["y"]) < 50  # the sentence above them may take a second line
    assert below["y"] >= lists["y"] + lists["height"]


def test_with_the_model_a_row_says_both_its_ranks(page: Page) -> None:
    ask(page, OWN)
    page.locator(".ws-offer").get_by_role("button", name="Fetch").click()
    quick = side(page, "SPLADE").locator(".ws-found small", has_text="quick")
    quick.first.wait_for(timeout=FETCHED)
    assert quick.count() >= 1


def test_a_list_that_finds_nothing_is_seen_to_be_empty(page: Page) -> None:
    ask(page, "bedwetting")
    says(page, "BM25 finds nothing.")
    assert side(page, "BM25").get_by_text("finds nothing").is_visible()
    assert side(page, "BM25").get_by_role("button").count() == 0


def test_a_line_joins_the_places_of_each_document_that_both_lists_show(page: Page) -> None:
    ids = [
        set(
            side(page, name)
            .locator("[data-doc]")
            .evaluate_all("all => all.map(n => n.dataset.doc)")
        )
        for name in ("BM25", "SPLADE")
    ]
    drawn = page.locator(".ws-slope").evaluate_all("all => all.map(n => n.dataset.doc)")
    assert sorted(drawn) == sorted(ids[0] & ids[1]) != []


def test_a_row_opens_its_document_and_closes_it_by_keyboard(page: Page) -> None:
    row = side(page, "SPLADE").get_by_role("button").first
    row.press("Enter")
    opened = page.locator(".ws-page")
    opened.wait_for()
    assert row.get_attribute("aria-expanded") == "true"
    assert opened.locator("mark").count() >= 1
    assert "04_splade_vectors.html" in (opened.get_by_text("how?").get_attribute("href") or "")
    row.press("Enter")
    opened.wait_for(state="detached")


def test_another_query_closes_the_document(page: Page) -> None:
    side(page, "SPLADE").get_by_role("button").first.click()
    page.locator(".ws-page").wait_for()
    ask(page, OWN)
    page.locator(".ws-page").wait_for(state="detached")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "The query is empty"),
        ("the of and", "finds nothing"),
        ("😀", "No model knows"),
        ("x" * 10_001, "10,001 characters"),
        ('<img src="x" onerror="window.hit = 1">', ""),
    ],
)
def test_bad_input_gets_one_sentence_and_the_box_works_on(
    page: Page, site: Watched, text: str, sentence: str
) -> None:
    ask(page, text)
    says(page, sentence)
    ask(page, "broken hip surgery")
    says(page, "fracture")
    assert page.evaluate("window.hit") is None
    assert site.errors == []


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_rows_glide_unless_the_reader_wants_no_motion(
    browser: Browser, address: str, motion: str, moves: bool
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = Watched(context.new_page(), address).open("index.html")
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    page.evaluate(COUNT)
    page.get_by_role("button", name=PEE).click()
    says(page, "Acute urinary retention")
    assert (page.evaluate("window.moved") > 0) == moves
    context.close()
