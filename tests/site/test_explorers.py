"""The explorers of the built page, driven as a reader would drive them."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from helpers.explorers import explore_match
from helpers.explorers.choices import POOLINGS
from helpers.explorers.splade import explore_splade
from helpers.records import Collection
from helpers.splade import load_encoder
from tests.site.watching import Watched
from tests.test_backend import MATCH as SPLADE_MATCH

CHAPTER = "01_hospital_search.html"
MATCH = SPLADE_MATCH | {"document": "D001"}
QUICK = "Answered at once without a model"
INJECTED = ["<script>window.hit = 1</script>", '<img src="x" onerror="window.hit = 1">']


@pytest.fixture
def page(site: Watched) -> Page:
    opened = site.open(CHAPTER)
    opened.wait_for_selector(".ws-view .ws-hits")
    return opened


def explorer(page: Page, label: str) -> Locator:
    """The explorer that has a control of this label; of a query, not the inverted index."""
    found = page.locator(".widget-vbox", has=page.get_by_label(label, exact=True))
    if label != "Query":
        return found
    return found.filter(has_not=page.get_by_label("Weights", exact=True))


def status(box: Locator) -> Locator:
    return box.locator(".ws-status")


def type_in(box: Locator, label: str, text: str) -> None:
    field = box.get_by_label(label, exact=True)
    field.fill(text)
    field.dispatch_event("change")


def says(box: Locator, sentence: str) -> None:
    status(box).filter(has_text=sentence).wait_for(timeout=5_000)


def test_the_stored_answer_stands_at_once(page: Page) -> None:
    tokens = explorer(page, "Your text").locator(".ws-token b").all_inner_texts()
    assert tokens[:5] == ["heart", "attack", "treatment", "protocol", "my"]


def test_typing_splits_anew(page: Page) -> None:
    box = explorer(page, "Your text")
    type_in(box, "Your text", "coronary")
    box.locator(".ws-token", has_text="##ry").wait_for()
    assert "2 tokens from 1 word," in box.inner_text()


def test_choosing_a_tokenizer_and_a_document(page: Page) -> None:
    box = explorer(page, "Your text")
    type_in(box, "Your text", "blood in the lungs")
    box.get_by_label("Tokenizer", exact=True).select_option(index=2)
    box.get_by_label("Compare with", exact=True).select_option(index=30)
    box.locator(".ws-named", has_text="Pulmonary embolism pathway").wait_for()
    says(box, "The two texts share no token.")


def test_a_query_ranks_anew(page: Page) -> None:
    box = explorer(page, "Query")
    type_in(box, "Query", "FRM-118")
    says(box, "frm, 118")
    assert "Request for echocardiography" in box.locator(".ws-hit").first.inner_text()


def test_sliding_k1_by_keyboard_changes_the_scores(page: Page) -> None:
    box = explorer(page, "Query")
    before = box.locator(".ws-score").first.inner_text()
    handle = box.locator(".noUi-handle").first
    handle.focus()
    for _ in range(5):
        handle.press("ArrowRight")
    expect(box.locator(".ws-score").first).not_to_have_text(before)  # whichever node has it now


def test_a_hit_explains_itself_by_keyboard(page: Page) -> None:
    box = explorer(page, "Query")
    second = box.locator(".ws-hit").nth(1)
    title = second.locator("b").inner_text()
    second.press("Enter")
    box.locator("caption", has_text=title).wait_for()
    assert second.get_attribute("aria-pressed") == "true"


def test_the_document_asked_for_is_explained(page: Page) -> None:
    box = explorer(page, "Query")
    box.get_by_label("Explain", exact=True).select_option(index=1)
    box.get_by_text("This document has none of the terms").wait_for()


@pytest.mark.parametrize("text", INJECTED)
@pytest.mark.parametrize("label", ["Your text", "Query"])
def test_markup_stays_text(page: Page, site: Watched, label: str, text: str) -> None:
    box = explorer(page, label)
    box.get_by_label("Tokenizer" if label == "Your text" else "Analyzer").select_option(index=0)
    type_in(box, label, text)
    says(box, "" if label == "Your text" else "finds nothing")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit") is None
    assert site.errors == []


@pytest.mark.parametrize(
    ("label", "text", "sentence"),
    [
        ("Your text", "", "The text is empty"),
        ("Your text", "x" * 10_001, "10,001 characters"),
        ("Query", " ", "The query is empty"),
        ("Query", "the of and", "only stop words"),
        ("Query", "😀", "only stop words or signs"),
        ("Query", "xyzzy", "No document contains"),
    ],
)
def test_bad_input_gets_one_sentence_and_the_control_works_on(
    page: Page, label: str, text: str, sentence: str
) -> None:
    box = explorer(page, label)
    type_in(box, label, text)
    says(box, sentence)
    type_in(box, label, "hip")
    box.locator(".ws-view").get_by_text("hip").first.wait_for()


def test_without_a_connection_the_stored_answer_stays(page: Page, site: Watched) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/live/**", refuse)
    box = explorer(page, "Query")
    type_in(box, "Query", "gout")
    says(box, "could not fetch")
    assert box.locator(".ws-hit").count() == 10
    page.unroute("**/live/**", refuse)
    type_in(box, "Query", "gout and warfarin")
    says(box, "gout, warfarin")


def test_a_fast_typist_gets_the_last_answer(page: Page) -> None:
    box = explorer(page, "Query")
    field = box.get_by_label("Query", exact=True)
    field.fill("")
    field.press_sequentially("warfarin", delay=5)
    field.dispatch_event("change")
    says(box, "at least one of: warfarin.")
    time.sleep(0.3)
    assert "at least one of: warfarin." in status(box).inner_text()


@pytest.fixture
def chapter_2(site: Watched) -> Locator:
    opened = site.open("02_expanding_query_tokens.html")
    opened.wait_for_selector(".ws-view .ws-ranking")
    return explorer(opened, "Query")


def test_neighbours_of_an_own_query(chapter_2: Locator) -> None:
    type_in(chapter_2, "Query", "broken hip xyzzyx")
    says(chapter_2, "Without a vector: xyzzyx")
    assert "pop" in chapter_2.inner_text()


def test_the_weight_moves_the_second_ranking(chapter_2: Locator) -> None:
    type_in(chapter_2, "Query", "broken hip surgery")
    says(chapter_2, "of the first 5 documents are new")
    handle = chapter_2.locator(".noUi-handle").nth(1)
    handle.focus()
    handle.press("Home")
    says(chapter_2, "0 of the first 5 documents are new")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "There is no word to look up"), ("😀", "no word"), ("x" * 10_001, "10,001 characters")],
)
def test_neighbours_of_bad_inputs(chapter_2: Locator, text: str, sentence: str) -> None:
    type_in(chapter_2, "Query", text)
    says(chapter_2, sentence)


def test_vectors_that_the_page_lacks(chapter_2: Locator) -> None:
    chapter_2.get_by_label("Vectors", exact=True).select_option(index=1)
    says(chapter_2, "needs a kernel")


@pytest.fixture
def chapter_3(site: Watched) -> Locator:
    opened = site.open("03_contextual_predictions.html")
    opened.wait_for_selector(".ws-view .ws-pick")
    return explorer(opened, "Text")


def test_a_token_is_hidden_by_keyboard_and_keeps_the_focus(chapter_3: Locator) -> None:
    says(chapter_3, "attack:")
    second = chapter_3.get_by_role("button", name="[MASK]")
    second.press("Enter")
    says(chapter_3, "Nothing is hidden")
    first = chapter_3.get_by_role("button", name="heart", exact=True)
    first.press("Enter")
    says(chapter_3, "heart:")
    assert chapter_3.page.evaluate("document.activeElement.dataset.key") == "0"


def test_a_listed_text_answers(chapter_3: Locator) -> None:
    type_in(chapter_3, "Text", "blood thinner before surgery")
    says(chapter_3, "thin")


def test_an_own_text_says_what_it_needs_and_the_control_works_on(chapter_3: Locator) -> None:
    type_in(chapter_3, "Text", "<b>my own</b>")
    says(chapter_3, "The model clinical-mlm answers your own words")
    type_in(chapter_3, "Text", "vomiting blood")
    says(chapter_3, "blood:")


@pytest.fixture
def chapter_4(site: Watched) -> Page:
    opened = site.open("04_splade_vectors.html")
    opened.wait_for_selector(".ws-view .ws-machine")
    opened.wait_for_selector(".ws-view .ws-match")
    return opened


def active(model: str, pooling: int) -> str:
    """What the explorer says of the nurse's query, by Python's reckoning."""
    over = POOLINGS[pooling][1]
    n = explore_splade("heart attack treatment protocol", model, over, [])["n_active"]
    return f"{n:,} of 30,522 terms have a weight"


def test_a_model_and_a_pooling_change_the_vector(chapter_4: Page) -> None:
    box = explorer(chapter_4, "Text")
    says(box, active("clinical-splade", 0))
    box.get_by_label("Model", exact=True).select_option(label="clinical-mlm (here)")
    says(box, active("clinical-mlm", 0))
    box.get_by_label("Pooling", exact=True).select_option(index=2)
    says(box, active("clinical-mlm", 2))


def test_a_term_is_traced_by_keyboard_and_keeps_the_focus(chapter_4: Page) -> None:
    box = explorer(chapter_4, "Text")
    box.get_by_role("button", name="cardiac: weight").press("Enter")
    box.get_by_text("cardiac weighs").wait_for()
    assert "“heart” (position 1)" in box.inner_text()
    assert chapter_4.evaluate("document.activeElement.dataset.key") == "cardiac"


def test_a_listed_text_has_its_vector(chapter_4: Page) -> None:
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", "blood thinner before surgery")
    terms = load_encoder().encode_query(["blood thinner before surgery"]).nnz
    says(box, f"{terms} of 30,522 terms have a weight")


@pytest.mark.parametrize("text", [*INJECTED, "my own words", "😀", "x" * 10_001])
def test_an_own_text_says_what_it_needs_in_chapter_4(chapter_4: Page, text: str) -> None:
    box = explorer(chapter_4, "Text")
    type_in(box, "Text", text)
    says(box, "10,001 characters" if len(text) > 10_000 else "answers your own words")
    type_in(box, "Text", "vomiting blood")
    says(box, "terms have a weight")
    assert not chapter_4.evaluate("window.hit")


def finds(hospital: Collection, **switched: bool) -> str:
    """How the match explorer's summary begins."""
    found = explore_match(**(MATCH | switched), collection=hospital)
    return f"{found['n_query_terms']} query terms find"


def test_the_switchboard_answers_on_the_page(chapter_4: Page, hospital: Collection) -> None:
    box = explorer(chapter_4, "Query")
    says(box, finds(hospital))
    box.get_by_label("query expansion", exact=True).uncheck()
    says(box, finds(hospital, query_expansion=False))
    off = explore_match(**(MATCH | {"query_expansion": False}), collection=hospital)
    assert f"{off['measures']['SPLADE, as switched']['mismatch']:.3f}" in box.inner_text()
    box.get_by_label("query expansion", exact=True).check()
    says(box, finds(hospital))


def ribbon(box: Locator, term: str) -> Locator:
    return box.get_by_role("button", name=f"cut {term}:")


def test_ribbons_are_as_wide_as_python_s_products(chapter_4: Page, hospital: Collection) -> None:
    found = explore_match(**MATCH, collection=hospital)["explained"]
    assert found is not None
    box = explorer(chapter_4, "Query")
    widths = {
        node.get_attribute("data-terms"): float(node.get_attribute("data-width") or 0)
        for node in box.locator(".ws-ribbon").all()
    }
    largest = found["parts"][0]
    for part in found["parts"][: len(widths)]:
        share = part["score"] / largest["score"]
        wide = widths[part["term"]] / widths[largest["term"]]
        assert wide == pytest.approx(share, abs=1e-3)
    assert len(widths) == min(16, len(found["parts"]))


def test_the_ends_of_a_ribbon_are_labelled_with_python_s_numbers(
    chapter_4: Page, hospital: Collection
) -> None:
    found = explore_match(**MATCH, collection=hospital)["explained"]
    assert found is not None
    for part in found["parts"][:5]:
        labels = ribbon(explorer(chapter_4, "Query"), part["term"]).locator("text")
        numbers = [f"{part[n]:.2f}" for n in ("query_weight", "document_weight", "score")]
        assert [t for t in labels.all_text_contents() if t[-1].isdigit()] == numbers


def test_a_ribbon_is_cut_and_mended(chapter_4: Page, hospital: Collection) -> None:
    box = explorer(chapter_4, "Query")
    ranked = box.get_by_role("group", name="SPLADE, as switched").locator(".ws-found-as > span")
    before = ranked.all_inner_texts()
    ribbon(box, "heart").press("Enter")
    says(box, "Without heart:")
    cut = explore_match(**(MATCH | {"chosen": ["heart"]}), collection=hospital)
    assert cut["explained"] is not None
    assert ranked.all_inner_texts() == [hit["title"] for hit in cut["ranking"]] != before
    box.get_by_text(f"score {cut['explained']['score']:.2f}", exact=True).wait_for()
    assert ribbon(box, "heart").get_attribute("aria-pressed") == "true"
    assert ribbon(box, "heart").evaluate("node => node === document.activeElement")
    ribbon(box, "heart").press("Enter")
    says(box, finds(hospital))
    assert ranked.all_inner_texts() == before


def test_a_document_can_be_read_with_its_words_marked(chapter_4: Page) -> None:
    page = explorer(chapter_4, "Query").locator(".ws-read")
    assert "Refer every survivor to cardiac rehabilitation" in page.inner_text()
    assert "cardiac" in page.locator(".ws-text .ws-is-asked").all_inner_texts()
    grown = page.locator(".ws-unsaid li").all_inner_texts()
    assert any(term.startswith("+heart") for term in grown)


def test_a_hit_is_explained(chapter_4: Page, hospital: Collection) -> None:
    hit = explore_match(**MATCH, collection=hospital)["ranking"][1]
    title = hit["title"]
    box = explorer(chapter_4, "Query")
    box.get_by_role("button", name=title).first.click()
    box.locator("h3", has_text=f"{title}: rank").wait_for()
    assert box.get_by_label("Explain", exact=True).input_value().startswith(hit["doc_id"])


def test_a_hospital_query_and_an_own_one_are_answered(chapter_4: Page) -> None:
    box = explorer(chapter_4, "Query")
    type_in(box, "Query", "blood thinner before surgery")
    says(box, "query terms find")
    type_in(box, "Query", "<b>mine</b>")
    box.get_by_text(QUICK).wait_for()


def test_a_switch_is_answered(chapter_4: Page, hospital: Collection) -> None:
    off = explore_match(**(MATCH | {"log": False}), collection=hospital)
    mean = f"{off['measures']['SPLADE, as switched']['all']:.3f}"
    box = explorer(chapter_4, "Query")
    box.get_by_label("logarithm", exact=True).uncheck()
    box.get_by_text(mean).wait_for()
    box.get_by_label("document weights", exact=True).uncheck()
    box.get_by_text(mean).wait_for(state="detached")
