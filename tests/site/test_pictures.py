"""The pictures of the chapters end in Python's numbers, and answer where they stand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page

from helpers.explorers.context import EXAMPLES, explore_context
from helpers.explorers.inverted_index import explore_inverted_index
from helpers.explorers.scoreboard import explore_scoreboard
from helpers.records import Collection
from tests.site.test_explorers import explorer, type_in
from tests.site.watching import Watched

NURSE = "heart attack treatment protocol"
HAS = r"""said =>
  document.querySelector('.ws-ledger').innerText.replace(/\s+/g, ' ').includes(said)"""
COLUMN = re.compile(r"M([\d.]+) [\d.-]+h[\d.]+v([\d.]+)h")  # a column's place, and how tall it is
BOARDS = [  # chapter, collection, systems so far, those that drop in
    ("01_hospital_search.html", "hospital", ["BM25"], ["BM25"]),
    ("02_expanding_query_tokens.html", "lay_terms", ["BM25", "+ GloVe", "RM3"], ["RM3"]),
]


def words(found: Locator) -> str:
    """The text of an element, its spaces made one."""
    return " ".join(found.inner_text().split())


def cabinet(page: Page) -> Locator:
    return explorer(page, "Weights").locator(".ws-view")


@pytest.mark.parametrize(
    ("name", "weights"), [("01_hospital_search.html", "BM25"), ("04_splade_vectors.html", "SPLADE")]
)
def test_the_counts_of_postings_are_python_s(
    site: Watched, hospital: Collection, name: str, weights: str
) -> None:
    result = explore_inverted_index(NURSE, weights, hospital)
    ledger = words(cabinet(site.open(name)).locator(".ws-ledger"))
    assert f"{result['n_read']:,} of {result['n_postings']:,} postings read" in ledger
    assert f"{len(result['ranking']):,} of 194 documents touched" in ledger


def test_the_wanted_documents_get_nothing_under_bm25(site: Watched) -> None:
    view = cabinet(site.open("01_hospital_search.html"))
    assert view.get_by_text("no open drawer names it").count() == 3


@pytest.mark.parametrize(
    ("name", "weights"), [("01_hospital_search.html", "BM25"), ("04_splade_vectors.html", "SPLADE")]
)
def test_a_column_s_sum_is_the_document_s_score(
    site: Watched, hospital: Collection, name: str, weights: str
) -> None:
    ranking = explore_inverted_index(NURSE, weights, hospital)["ranking"]
    paths = cabinet(site.open(name)).locator(".ws-foot path")
    tall = dict.fromkeys((hit["place"] for hit in ranking), 0.0)
    for drawn in paths.evaluate_all("paths => paths.map((path) => path.getAttribute('d'))"):
        for place, height in COLUMN.findall(drawn):
            tall[int(float(place))] += float(height)
    best = ranking[0]
    for hit in ranking:
        wanted = tall[best["place"]] * hit["score"] / best["score"]
        assert tall[hit["place"]] == pytest.approx(wanted, abs=2.2)  # no part is lower than 1


def test_what_comes_from_drawers_that_are_not_drawn_is_named(site: Watched) -> None:
    said = "grey: from drawers not drawn"
    assert cabinet(site.open("04_splade_vectors.html")).get_by_text(said).is_visible()
    assert not cabinet(site.open("01_hospital_search.html")).get_by_text(said).count()


def test_another_word_opens_another_drawer(site: Watched, hospital: Collection) -> None:
    page = site.open("01_hospital_search.html")
    type_in(explorer(page, "Weights"), "Query", f"{NURSE} infarction")
    result = explore_inverted_index(f"{NURSE} infarction", "BM25", hospital)
    said = f"{result['n_read']:,} of {result['n_postings']:,} postings read"
    page.wait_for_function(HAS, arg=said)


@pytest.mark.parametrize(("name", "texts", "systems", "added"), BOARDS)
def test_the_scoreboard_s_dots_are_python_s(
    site: Watched, name: str, texts: str, systems: list[str], added: list[str]
) -> None:
    groups = explore_scoreboard(texts, [], systems, added)["groups"]
    wanted = {
        f"{group['group']} {dot['system']}": round(100 * dot["mean"], 2)
        for group in groups
        for dot in group["dots"]
    }
    drawn = explorer(site.open(name), "Collection").locator("[data-dot]")
    found = drawn.evaluate_all(
        "all => all.map(n => [n.dataset.dot, parseFloat(n.style.getPropertyValue('--ws-mean'))])"
    )
    shown = {key: value for key, value in found if key in wanted}
    assert shown == pytest.approx(wanted, abs=0.01)


def test_a_dot_opens_its_queries(site: Watched) -> None:
    box = explorer(site.open("01_hospital_search.html"), "Collection")
    box.locator('[data-dot="exact BM25"]').click()
    box.locator(".ws-opened", has_text="FRM-").wait_for()


def test_a_word_s_predictions_are_python_s(site: Watched) -> None:
    readings = explore_context(**EXAMPLES[0], hidden=False)["readings"]
    box = explorer(site.open("03_contextual_predictions.html"), "In one sentence")
    for side, reading in zip(("first", "second"), readings, strict=True):
        entries = box.locator(f".ws-{side} .ws-entry").all_inner_texts()
        assert entries == [proposal["term"] for proposal in reading["proposals"]]


def test_a_sentence_without_the_word_is_told_so(site: Watched) -> None:
    box = explorer(site.open("03_contextual_predictions.html"), "In one sentence")
    type_in(box, "In one sentence", "Nothing of the kind.")
    box.locator(".ws-status", has_text="ward").wait_for()


def test_a_decision_changes_with_what_is_wanted(site: Watched) -> None:
    box = explorer(site.open("05_conclusion.html"), "Answer within")
    before = words(box.locator(".ws-answer"))
    box.get_by_label("Answer within", exact=True).select_option(label="10 ms")
    box.page.wait_for_timeout(500)
    assert words(box.locator(".ws-answer")) != before
