"""The machine of chapter 4: what it draws is Python's, and its steps are taken by any hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from helpers.explorers.splade import EXAMPLES, explore_splade
from tests.site.test_explorers import explorer, type_in
from tests.site.watching import Watched

CHAPTER = "04_splade_vectors.html"
DRAWN = """rows => rows.map(row => {
  const pieces = [...row.querySelectorAll('.ws-machine-segment')];
  const width = pieces.reduce((sum, piece) => sum + piece.getBoundingClientRect().width, 0);
  const of = name => row.querySelector(`.ws-machine-${name}`);
  return [of('term').dataset.key, of('number').textContent, of('proposer').textContent,
    row.classList.contains('ws-own'), width];
})"""
RECORD = """node => {
  window.steps = [];
  const seen = () => {
    const now = node.querySelector('.ws-machine-stage')?.dataset.step;
    if (now && now !== window.steps.at(-1)) window.steps.push(now);
  };
  const what = { subtree: true, childList: true, attributes: true, attributeFilter: ['data-step'] };
  new MutationObserver(seen).observe(node, what);
}"""
SQUARES = """rows => rows.map(row =>
  [...row.querySelectorAll('.ws-machine-square')].map(square => Number(square.dataset.value)))"""


def machine(page: Page) -> Locator:
    """Chapter 4's machine, in sight."""
    body = explorer(page, "Text").locator(".ws-body")  # stays while answers are drawn anew
    body.evaluate("node => node.scrollIntoView()")
    return body.locator(".ws-machine")


def step(found: Locator, number: int) -> None:
    """Wait until the machine stands at a step."""
    found.locator(f'.ws-machine-stage[data-step="{number}"]').wait_for(timeout=15_000)


@pytest.fixture
def still(browser: Browser, address: str) -> Iterator[Page]:
    """Chapter 4 for a reader who asked for less motion."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield Watched(context.new_page(), address).open(CHAPTER)
    context.close()


def test_the_end_state_is_python_s_vector(still: Page) -> None:
    rows = explore_splade(EXAMPLES[0], "clinical-splade", "max", [])["rows"]
    drawn = machine(still).locator(".ws-machine-made").evaluate_all(DRAWN)
    heaviest = drawn[0][4] / rows[0]["weight"]
    assert [row[:4] for row in drawn] == [
        [row["term"], f"{row['weight']:.2f}", row["proposed_by"], row["original"]] for row in rows
    ]
    widths = [max(2, heaviest * row["weight"]) for row in rows]
    assert [row[4] for row in drawn] == pytest.approx(widths, abs=1)


def test_the_first_step_is_python_s_logits(still: Page) -> None:
    found = machine(still)
    explorer(still, "Text").locator(".ws-body").press("1")
    values = found.locator(".ws-machine-made").evaluate_all(SQUARES)
    rows = explore_splade(EXAMPLES[0], "clinical-splade", "max", [])["rows"]
    for shown, row in zip(values, rows, strict=True):
        assert shown == pytest.approx(row["logits"], abs=0.0051), row["term"]


def test_the_sum_s_bars_are_made_of_as_many_pieces_as_positions_spoke(still: Page) -> None:
    explorer(still, "Text").get_by_label("Pooling", exact=True).select_option(index=1)
    found = machine(still)
    found.get_by_text("Each term adds up its values").wait_for()
    rows = explore_splade(EXAMPLES[0], "clinical-splade", "sum", [])["rows"]
    pieces = [
        row.locator(".ws-machine-segment").count()
        for row in found.locator(".ws-machine-made").all()
    ]
    assert pieces == [sum(logit > 0 for logit in row["logits"]) for row in rows]


def test_it_stands_still_for_a_reader_who_asked_for_that(still: Page) -> None:
    found = machine(still)
    still.wait_for_timeout(1500)
    assert found.locator('.ws-machine-stage[data-step="4"]').count() == 1


def test_it_plays_when_it_is_first_seen(site: Watched) -> None:
    found = machine(site.open(CHAPTER))
    step(found, 1)
    step(found, 4)


def test_steps_are_taken_by_number_by_arrow_and_by_button(still: Page) -> None:
    found = machine(still)
    button = found.get_by_role("button", name="2 ReLU")
    button.click()
    step(found, 2)
    button.press("ArrowRight")
    step(found, 3)
    assert still.evaluate("document.activeElement.dataset.key") == "step 3"
    found.locator(".ws-machine-term").first.press("1")
    step(found, 1)
    assert found.locator('.ws-machine-step[aria-pressed="true"]').inner_text() == "1 logits"


def test_a_step_says_what_it_left(still: Page) -> None:
    result = explore_splade(EXAMPLES[0], "clinical-splade", "max", [])
    found = machine(still)
    explorer(still, "Text").locator(".ws-body").press("2")
    left = f"{result['n_positive']} of {result['n_cells']:,}"
    assert left in found.locator(".ws-machine-said").inner_text()


def test_another_text_is_played_from_the_first_step(site: Watched) -> None:
    page = site.open(CHAPTER)
    found = machine(page)
    step(found, 1)
    step(found, 4)
    box = explorer(page, "Text")
    box.locator(".ws-body").evaluate(RECORD)
    type_in(box, "Text", "broken hip surgery")
    page.wait_for_function("window.steps.join(' ') === '1 2 3 4'", timeout=15_000)


def test_a_row_under_the_pointer_lights_the_token_that_proposed_it(still: Page) -> None:
    found = machine(still)
    found.locator(".ws-machine-made", has_text="cardiac").hover()
    assert found.locator(".ws-machine-token-head.ws-lit").all_inner_texts() == ["heart"]


def test_the_arrow_keys_go_from_row_to_row(still: Page) -> None:
    terms = machine(still).locator(".ws-machine-term")
    terms.first.press("ArrowDown")
    assert still.evaluate("document.activeElement.dataset.key") == terms.nth(1).get_attribute(
        "data-key"
    )


def test_a_long_text_scrolls_within_itself_and_shows_every_winner(still: Page) -> None:
    listed = max(EXAMPLES, key=len)
    type_in(explorer(still, "Text"), "Text", listed)
    found = machine(still)
    found.locator(".ws-machine-token-head", has_text="hospital").wait_for()
    rows = explore_splade(listed, "clinical-splade", "max", [])["rows"]
    assert found.locator(".ws-machine-square.ws-machine-part").count() == len(rows)
    assert still.evaluate("document.documentElement.scrollWidth") <= 1280
