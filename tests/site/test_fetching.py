"""What a reader sees when a page needs a model: the offer, the fetch, and what can go wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.site.test_explorers import INJECTED, explorer, says, status, type_in
from tests.site.watching import HTML, Watched

FETCHED = 20_000  # ms: 38 MB, unpacked and compiled on a busy machine


@pytest.fixture
def chapter_4(site: Watched) -> Page:
    opened = site.open("04_splade_vectors.html")
    opened.wait_for_selector(".ws-view .ws-machine")
    return opened


def fetch(box: Locator, sentence: str, button: str = "Fetch") -> None:
    """Ask for the model and wait for what the explorer says with it, or without it."""
    box.get_by_role("button", name=button).click()
    status(box).filter(has_text=sentence).wait_for(timeout=FETCHED)


def fetch_for_query(box: Locator) -> None:
    """Ask for the model, and wait until its answer stands in the place of the quick one."""
    box.get_by_role("button", name="Fetch").click()
    read_by_the_model(box)


def read_by_the_model(box: Locator) -> None:
    """Wait until the quick answer's line and all that belongs to a fetch are gone."""
    box.locator(".ws-offer").wait_for(state="detached", timeout=FETCHED)


def answers_stored_texts(box: Locator) -> None:
    """The control still works: a listed text needs no model."""
    type_in(box, "Text", "vomiting blood")
    says(box, "terms have a weight")


def test_an_own_text_is_answered_once_the_model_is_here(chapter_4: Page, site: Watched) -> None:
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", "my knee hurts")
    says(box, "The model clinical-splade answers your own words: 38.")
    fetch(box, "terms have a weight")
    assert "knee" in box.inner_text()
    type_in(box, "Text", "gallstones")
    box.locator(".ws-machine-term", has_text="gall").first.wait_for()
    assert site.external == site.failed == site.errors == []


def test_all_explorers_of_a_page_share_a_model(chapter_4: Page) -> None:
    vector, match = explorer(chapter_4, "Text"), explorer(chapter_4, "Query")
    type_in(match, "Query", "my knee hurts")
    match.get_by_role("button", name="Fetch").wait_for()
    type_in(vector, "Text", "my knee hurts")
    says(vector, "answers your own words")
    fetch(vector, "terms have a weight")
    says(match, "query terms find")
    assert match.get_by_role("button", name="Fetch").count() == 0


def test_the_model_is_kept_for_the_next_page(chapter_4: Page, site: Watched) -> None:
    box = explorer(chapter_4, "Query")
    type_in(box, "Query", "my knee hurts")
    fetch_for_query(box)
    asked: list[str] = []
    chapter_4.on("request", lambda request: asked.append(request.url))
    box = explorer(site.open("05_conclusion.html"), "Query")
    box.locator(".ws-match").wait_for()
    type_in(box, "Query", "my knee hurts")
    read_by_the_model(box)
    says(box, "query terms find")
    assert not [url for url in asked if ".onnx" in url or ".wasm" in url]


def test_a_fast_typist_gets_the_last_vector(chapter_4: Page) -> None:
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", "a")
    fetch(box, "terms have a weight")
    field = box.get_by_label("Text", exact=True)
    field.fill("")
    field.press_sequentially("kidney stones and gallstones", delay=5)
    box.get_by_text("##stones").first.wait_for()
    chapter_4.wait_for_timeout(300)
    tokens = box.locator(".ws-machine-token-head").all_inner_texts()
    assert tokens == ["[CLS]", "kidney", "stones", "and", "gall", "##stones", "[SEP]"]


def test_a_cut_connection_is_said_and_tried_again(chapter_4: Page) -> None:
    start = (HTML / "_static" / "live" / "clinical-splade.onnx").read_bytes()[:1_000_000]

    def half(route: Route) -> None:
        route.fulfill(body=start)

    chapter_4.route("**/clinical-splade.onnx*", half)
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", "my knee hurts")
    fetch(box, "lost before all of clinical-splade had arrived")
    answers_stored_texts(box)
    type_in(box, "Text", "my knee hurts")
    chapter_4.unroute("**/clinical-splade.onnx*", half)
    fetch(box, "terms have a weight", "Try again")


def test_a_lost_connection_is_said_and_tried_again(chapter_4: Page) -> None:
    chapter_4.route("**/*.onnx*", lambda route: route.abort())
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", "my knee hurts")
    fetch(box, "the server could not be reached")
    chapter_4.unroute_all()
    fetch(box, "terms have a weight", "Try again")


SLOW = {"offline": False, "latency": 50, "uploadThroughput": -1}
FAST = -1  # as fast as it can be


class Line:
    """The line of a page, as slow as one likes."""

    def __init__(self, page: Page) -> None:
        self.page, self._session = page, page.context.new_cdp_session(page)

    def carries(self, throughput: int) -> None:
        """So many bytes per second."""
        conditions = SLOW | {"downloadThroughput": throughput}
        self._session.send("Network.emulateNetworkConditions", conditions)


@pytest.fixture
def slow(chapter_4: Page) -> Line:
    line = Line(chapter_4)
    line.carries(2_000_000)
    return line


def test_a_slow_fetch_shows_how_far_it_is_and_can_be_cancelled(slow: Line) -> None:
    box = explorer(slow.page, "Text")
    type_in(box, "Text", "my knee hurts")
    box.get_by_role("button", name="Fetch").click()
    box.get_by_text(" of 38.").wait_for()
    assert box.get_by_role("progressbar").count() == 1
    box.get_by_role("button", name="Cancel").click()
    says(box, "was not fetched")
    answers_stored_texts(box)
    slow.carries(FAST)
    type_in(box, "Text", "my knee hurts")
    fetch(box, "terms have a weight")


def test_what_had_arrived_is_not_fetched_again(slow: Line) -> None:
    box = explorer(slow.page, "Text")
    type_in(box, "Text", "my knee hurts")
    box.get_by_role("button", name="Fetch").click()
    slow.page.wait_for_function("document.querySelector('progress')?.value > 3e6")
    box.get_by_role("button", name="Cancel").click()
    offered = box.get_by_role("button", name="Fetch").inner_text()
    assert 20 < float(offered.split()[1]) < 36, "the size of what is left"
    parts: list[str] = []
    slow.page.on("request", lambda r: parts.append(r.headers.get("range", "whole")))
    slow.carries(FAST)
    fetch(box, "terms have a weight")
    assert any(part.startswith("bytes=") for part in parts)


def test_every_view_that_waits_shows_the_same_progress(slow: Line) -> None:
    vector, match = explorer(slow.page, "Text"), explorer(slow.page, "Query")
    for box, label in ((match, "Query"), (vector, "Text")):
        type_in(box, label, "my knee hurts")
        box.get_by_role("button", name="Fetch").wait_for()
    match.get_by_role("button", name="Fetch").click()
    for box in (match, vector):
        box.get_by_text(" of 38.").wait_for()
        assert box.get_by_role("button", name="Fetch").count() == 0
    vector.get_by_role("button", name="Cancel").click()
    for box in (match, vector):
        box.get_by_role("button", name="Fetch").wait_for()


def test_a_listed_text_leaves_the_progress_of_a_fetch(slow: Line) -> None:
    box = explorer(slow.page, "Text")
    type_in(box, "Text", "my knee hurts")
    box.get_by_role("button", name="Fetch").click()
    box.get_by_text(" of 38.").wait_for()
    answers_stored_texts(box)
    assert box.get_by_role("progressbar").count() == 1
    box.get_by_role("button", name="Cancel").click()
    box.get_by_role("progressbar").wait_for(state="detached")


def test_two_models_share_the_runtime(site: Watched) -> None:
    page = site.open("try_it.html")
    page.locator(".ws-machine").wait_for()
    fetched: list[str] = []
    page.on("request", lambda r: fetched.append(r.url) if ".wasm" in r.url else None)
    line = Line(page)
    line.carries(4_000_000)
    page.get_by_label("Query", exact=True).fill("my knee hurts")
    for model in ("clinical-mlm", "clinical-splade"):
        box = page.locator(".ws-view", has_text=f"The model {model} answers your own words").first
        box.get_by_role("button", name="Fetch").click()
    page.wait_for_timeout(1_000)
    line.carries(FAST)
    page.get_by_text("terms have a weight").wait_for(timeout=FETCHED)
    assert len(fetched) == 1


@pytest.mark.parametrize(
    ("status_code", "sentence"),
    [(404, "is not where it should be on this site (404)"), (503, "the server answered 503")],
)
def test_a_server_s_refusal_is_told_apart(chapter_4: Page, status_code: int, sentence: str) -> None:
    chapter_4.route("**/*.onnx*", lambda route: route.fulfill(status=status_code))
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", "my knee hurts")
    fetch(box, sentence)


def test_a_damaged_file_is_thrown_away(site: Watched) -> None:
    """The list says another checksum than what arrives has."""

    def another(route: Route) -> None:
        files = route.fetch().json()
        files["clinical-splade"]["sha256"] = "0" * 64
        route.fulfill(json=files)

    site.page.route("**/models.json", another)
    box = explorer(site.open("04_splade_vectors.html"), "Text")
    type_in(box, "Text", "my knee hurts")
    fetch(box, "arrived damaged")
    assert box.get_by_role("button", name="Try again").count() == 1


def test_offline_is_said(chapter_4: Page) -> None:
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", "my knee hurts")
    box.get_by_role("button", name="Fetch").wait_for()
    chapter_4.context.set_offline(True)
    fetch(box, "this device is offline")


def test_a_second_tab_takes_what_the_first_has_kept(chapter_4: Page, address: str) -> None:
    first = explorer(chapter_4, "Text")
    second = chapter_4.context.new_page()
    second.goto(address + "04_splade_vectors.html")
    second.wait_for_selector(".ws-view .ws-machine")
    other = explorer(second, "Text")
    for box in (first, other):
        type_in(box, "Text", "my knee hurts")
        box.get_by_role("button", name="Fetch").wait_for()
    fetch(first, "terms have a weight")
    says(other, "terms have a weight")


def test_without_a_store_nothing_is_promised(site: Watched) -> None:
    site.page.add_init_script("delete window.caches; Object.defineProperty(window, 'caches', {})")
    box = explorer(site.open("04_splade_vectors.html"), "Text")
    type_in(box, "Text", "my knee hurts")
    says(box, "this browser keeps nothing")


def test_focus_stays_through_a_fetch(slow: Line) -> None:
    box = explorer(slow.page, "Text")
    type_in(box, "Text", "my knee hurts")
    box.get_by_role("button", name="Fetch").press("Enter")
    focused = "document.activeElement.textContent"
    slow.page.wait_for_function(f"{focused} === 'Cancel'")
    slow.page.keyboard.press("Enter")
    slow.page.wait_for_function(f"{focused}.startsWith('Fetch')")


def test_an_old_browser_gets_one_sentence(site: Watched) -> None:
    site.page.add_init_script("WebAssembly.validate = () => false")
    box = explorer(site.open("04_splade_vectors.html"), "Text")
    type_in(box, "Text", "my knee hurts")
    says(box, "lacks WebAssembly SIMD")
    answers_stored_texts(box)


def test_too_little_memory_is_one_sentence(chapter_4: Page) -> None:
    worker = "onmessage = ({ data: { ticket } }) => postMessage({ ticket, error: 'bad_alloc' })"
    chapter_4.route(
        "**/worker.js", lambda r: r.fulfill(body=worker, content_type="text/javascript")
    )
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", "my knee hurts")
    fetch(box, "too little memory")
    answers_stored_texts(box)
    type_in(box, "Text", "my knee hurts more")
    says(box, "too little memory")
    assert box.get_by_role("button", name="Fetch").count() == 0


def test_a_second_hidden_token_asks_for_the_model(site: Watched) -> None:
    page = site.open("03_contextual_predictions.html")
    box = explorer(page, "Text")
    box.get_by_role("button", name="heart", exact=True).click()
    says(box, "The model clinical-mlm answers your own words: 38.")
    says(box, "(and 3 MB of word vectors)")
    fetch(box, "heart: ")
    assert box.get_by_role("button", name="[MASK]").count() == 2
    for text in INJECTED:
        type_in(box, "Text", text)
        box.get_by_role("button", name="[MASK]").first.wait_for()
    assert page.evaluate("window.hit") is None
    assert site.external == site.errors == []


def test_the_page_for_trying_reads_its_address(site: Watched) -> None:
    page = site.open("try_it.html?q=gout+and+warfarin")
    box = page.locator(".widget-vbox", has=page.get_by_label("Query", exact=True)).first
    assert page.get_by_label("Query", exact=True).input_value() == "gout and warfarin"
    box.get_by_text("at least one of: gout, warfarin").wait_for()
    page.get_by_label("Query", exact=True).fill("<b>hip</b> & knee")
    box.get_by_text("at least one of: b, hip, knee").wait_for()
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "<b>hip</b> & knee"
    assert site.errors == []


def test_one_query_is_answered_by_all_explorers(site: Watched) -> None:
    page = site.open("try_it.html?q=my+knee+hurts")
    page.get_by_text("query terms find").wait_for()
    page.get_by_role("button", name="Fetch 38.").nth(1).click()
    page.get_by_text("terms have a weight").wait_for()
    page.get_by_role("button", name="Fetch 23.").or_(
        page.get_by_role("button", name="Fetch 38.")
    ).click()
    page.get_by_role("button", name="[MASK]").wait_for()
    assert site.external == site.failed == site.errors == []
