"""What an explorer shows always answers the question that it names."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route

from tests.site.test_explorers import explorer, says, status, type_in
from tests.site.watching import Watched

OLD = "answer for “heart attack treatment protocol”"
ASKED = [  # page, the label of a text, the label of a control that only this explorer has
    ("01_hospital_search.html", "Query", "Analyzer"),
    ("01_hospital_search.html", "Your text", "Tokenizer"),
    ("02_expanding_query_tokens.html", "Query", "Neighbours"),
    ("04_splade_vectors.html", "Text", "Text"),
]


def held(page: Page, pattern: str) -> list[Route]:
    """Requests of this pattern wait until they are let go."""
    routes: list[Route] = []
    page.route(pattern, lambda route: routes.append(route))
    return routes


def let_go(routes: list[Route]) -> None:
    for route in routes:
        route.continue_()


def is_dimmed(box: Locator) -> bool:
    shown = box.locator(".ws-body").evaluate("node => Number(getComputedStyle(node).opacity)")
    return bool(shown < 1)


@pytest.fixture
def waiting(site: Watched) -> tuple[Page, list[Route]]:
    """Chapter 1 whose answers do not come."""
    page = site.open("01_hospital_search.html")
    page.wait_for_selector(".ws-view .ws-hits")
    return page, held(page, "**/live/**")


def test_an_earlier_answer_is_dimmed_and_named_at_once(
    waiting: tuple[Page, list[Route]],
) -> None:
    box = explorer(waiting[0], "Query")
    type_in(box, "Query", "gout")
    box.locator(".ws-earlier", has_text=OLD).wait_for()
    assert is_dimmed(box)


def test_work_is_said_after_a_moment(waiting: tuple[Page, list[Route]]) -> None:
    box = explorer(waiting[0], "Query")
    type_in(box, "Query", "gout")
    says(box, "Working")
    assert box.locator(".ws-view").get_attribute("aria-busy") == "true"


def test_the_answer_takes_the_mark_away(waiting: tuple[Page, list[Route]]) -> None:
    page, routes = waiting
    box = explorer(page, "Query")
    type_in(box, "Query", "gout")
    says(box, "Working")
    let_go(routes)
    page.unroute_all()
    says(box, "at least one of: gout")
    assert not is_dimmed(box)
    assert box.locator(".ws-earlier").inner_text() == ""
    assert box.locator(".ws-view").get_attribute("aria-busy") is None


def test_a_refusal_leaves_the_mark(site: Watched) -> None:
    box = explorer(site.open("01_hospital_search.html"), "Query")
    type_in(box, "Query", "x" * 10_001)
    says(box, "10,001 characters")
    assert OLD in box.locator(".ws-earlier").inner_text()
    assert is_dimmed(box)


def test_the_question_of_the_answer_asked_again_is_no_earlier_one(site: Watched) -> None:
    box = explorer(site.open("01_hospital_search.html"), "Query")
    type_in(box, "Query", "x" * 10_001)
    says(box, "10,001 characters")
    type_in(box, "Query", "heart attack treatment protocol")
    says(box, "at least one of")
    assert not is_dimmed(box)


def test_an_answer_that_needs_a_model_names_the_earlier_one(site: Watched) -> None:
    box = explorer(site.open("04_splade_vectors.html"), "Text")
    type_in(box, "Text", "my knee hurts")
    says(box, "answers your own words")
    assert OLD in box.locator(".ws-earlier").inner_text()
    assert is_dimmed(box)


def test_what_needs_no_model_answers_at_once(site: Watched) -> None:
    box = explorer(site.open("04_splade_vectors.html"), "Query")
    type_in(box, "Query", "gout and warfarin")
    box.get_by_text("Answered at once without a model").wait_for()
    assert not is_dimmed(box)
    assert box.get_by_role("button", name="Fetch").count() == 1


@pytest.mark.parametrize(("name", "label", "mark"), ASKED)
def test_every_explorer_marks_an_earlier_answer(
    site: Watched, name: str, label: str, mark: str
) -> None:
    page = site.open(name)
    box = explorer(page, mark)
    page.route("**/live/**", lambda route: route.abort())
    type_in(box, label, "gout")
    box.locator(".ws-earlier", has_text="still the answer").wait_for()


def test_thirty_questions_over_a_lost_line_leave_no_stale_answer(site: Watched) -> None:
    """Typed one after the other with a cold cache, a slow line and then none."""
    page = site.open("04_splade_vectors.html")
    box = explorer(page, "Query")
    for i in range(30):
        if i == 10:
            page.context.set_offline(True)
        if i == 20:
            page.context.set_offline(False)
        type_in(box, "Query", f"my knee hurts {i} times")
    type_in(box, "Query", "gout")
    page.wait_for_function("() => !document.querySelector('.ws-old')")
    assert "query terms find" in status(box).inner_text()


def test_a_body_of_an_earlier_query_is_not_copied(site: Watched) -> None:
    page = site.open("appendix/other_engines.html")
    box = explorer(page, "Engine")
    page.route("**/live/**", lambda route: route.abort())
    type_in(box, "Query", "gout")
    box.locator(".ws-earlier", has_text="still the answer").wait_for()
    box.get_by_role("button", name="Copy the body").click()
    box.get_by_text("not copied").wait_for()


def test_one_settled_answer_is_announced_once(site: Watched) -> None:
    page = site.open("01_hospital_search.html")
    box = explorer(page, "Query")
    page.evaluate(
        """() => { window.heard = [];
        for (const node of document.querySelectorAll('[role=status]'))
          new MutationObserver(() => window.heard.push(node.textContent))
            .observe(node, { childList: true, characterData: true, subtree: true }); }"""
    )
    field = box.get_by_label("Query", exact=True)
    field.fill("")
    field.press_sequentially("blood thinner before surgery", delay=20)
    page.wait_for_timeout(1500)
    assert 1 <= len(page.evaluate("window.heard")) <= 2  # the first key, and the last
