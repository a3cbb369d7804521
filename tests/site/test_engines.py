"""The appendix's explorers on the built page, driven as a reader would drive them."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator
from scipy.sparse import csr_matrix

from helpers.records import Collection
from helpers.scale.compression import drop_smallest
from helpers.systems import splade_system
from helpers.vectors import splade_index
from tests.site.test_explorers import INJECTED, QUICK, explorer, says, type_in
from tests.site.watching import Watched


@pytest.fixture
def engine(site: Watched) -> Locator:
    page = site.open("appendix/search_engine.html")
    page.wait_for_selector(".ws-view .ws-ranking")
    return explorer(page, "Query")


def rankings(box: Locator) -> dict[str, list[str]]:
    """Each card's title and its lines."""
    cards = box.locator(".ws-card").all()
    return {c.locator("h3").inner_text(): c.locator("li").all_inner_texts() for c in cards}


def drop(box: Locator, key: str) -> None:
    handle = box.locator(".noUi-handle").first
    handle.focus()
    handle.press(key)


@pytest.fixture
def asked(hospital: Collection) -> csr_matrix:
    """The first query as SPLADE has it."""
    return splade_system(hospital).encode(["heart attack treatment protocol"])


def test_the_stored_ranking_stands_at_once(
    engine: Locator, asked: csr_matrix, hospital: Collection
) -> None:
    n, read = asked.nnz, splade_index(hospital).document_frequencies[asked.indices].sum()
    says(engine, f"{n} of {n} terms are searched, {read:,} postings read instead of {read:,}")
    assert list(rankings(engine)) == ["SPLADE", "BM25", "both, fused"]


def test_dropping_by_keyboard_names_the_terms_and_what_moved(
    engine: Locator, asked: csr_matrix
) -> None:
    drop(engine, "End")
    kept = drop_smallest(asked, 0.95).nnz
    engine.get_by_text("Dropped: ").wait_for()
    says(engine, f"{kept} of {asked.nnz} terms are searched")
    assert any("was" in line or "new" in line for line in rankings(engine)["SPLADE"])
    drop(engine, "Home")
    says(engine, f"{asked.nnz} of {asked.nnz} terms are searched")


def test_one_department(engine: Locator) -> None:
    engine.get_by_label("Only from", exact=True).select_option(label="Pharmacy")
    elsewhere = engine.locator(".ws-card li", has_text="Cardiology")
    elsewhere.first.wait_for(state="detached")
    lines = [line for lines in rankings(engine).values() for line in lines]
    assert lines
    assert all("Pharmacy" in line for line in lines)


def test_a_listed_query(engine: Locator) -> None:
    type_in(engine, "Query", "ondansetron 4 mg")
    engine.get_by_text("Ondansetron").first.wait_for()


@pytest.mark.parametrize("text", [*INJECTED, "my own words", "😀", "x" * 10_001])
def test_an_own_query_is_answered_or_refused(engine: Locator, text: str) -> None:
    type_in(engine, "Query", text)
    if len(text) > 10_000:
        says(engine, "10,001 characters")
    else:
        engine.get_by_text(QUICK).wait_for()
    type_in(engine, "Query", "")
    says(engine, "The query is empty")
    type_in(engine, "Query", "vomiting blood")
    says(engine, "terms are searched")
    assert not engine.page.evaluate("window.hit")


@pytest.fixture
def growth(site: Watched) -> Locator:
    page = site.open("appendix/growth.html")
    page.wait_for_selector(".ws-view table")
    return explorer(page, "Documents")


def test_growth_within_and_beyond_what_was_measured(growth: Locator) -> None:
    growth.get_by_label("Documents", exact=True).select_option(label="100,000")
    says(growth, "Within what was measured.")
    growth.get_by_label("Documents", exact=True).select_option(label="1,000,000,000")
    says(growth, "3,333 times as many as were measured")
    assert growth.get_by_text("1,000,000,000 documents on machines of").count()


def test_larger_machines_are_fewer(growth: Locator) -> None:
    def machines(memory: str) -> list[int]:
        growth.get_by_label("A machine has", exact=True).select_option(label=memory)
        growth.get_by_text(f"on machines of {memory}").wait_for()
        cells = growth.locator("tbody tr td:nth-child(4)").all_inner_texts()
        return [int(cell.replace(",", "")) for cell in cells]

    growth.get_by_label("Documents", exact=True).select_option(label="1,000,000,000")
    small, large = machines("16 GB"), machines("256 GB")
    assert all(a > b for a, b in zip(small, large, strict=True))


@pytest.fixture
def request_box(site: Watched) -> Locator:
    page = site.open("appendix/other_engines.html")
    page.wait_for_selector(".ws-view .ws-json")
    return explorer(page, "Engine")


def body(box: Locator) -> dict[str, object]:
    made: dict[str, object] = json.loads(box.locator(".ws-json").inner_text())
    return made


def test_every_engine_has_its_request(request_box: Locator) -> None:
    keys = {"Elasticsearch": "query", "Qdrant": "using", "Milvus": "annsField"}
    for name, key in keys.items():
        request_box.get_by_label("Engine", exact=True).select_option(label=name)
        request_box.page.wait_for_function(
            "key => document.querySelector('.ws-json').textContent.includes(key)", arg=f'"{key}"'
        )
        assert key in body(request_box)


def test_a_request_can_be_copied_or_says_why_not(request_box: Locator) -> None:
    request_box.get_by_role("button", name="Copy the body").click()
    request_box.locator("span[role=status]", has_text=".").wait_for()
    said = request_box.locator("span[role=status]").inner_text().strip()
    assert said in ("Copied.", "The browser does not allow it here: select the text below.")


def test_an_own_request_is_made_without_the_model(request_box: Locator) -> None:
    type_in(request_box, "Query", INJECTED[0])
    request_box.get_by_text(QUICK).wait_for()
    type_in(request_box, "Query", "vomiting blood")
    says(request_box, "terms, each by the id")


@pytest.mark.parametrize("label", ["Query", "Only from"])
def test_controls_have_names(engine: Locator, label: str) -> None:
    assert engine.get_by_label(label, exact=True).count() == 1
    assert engine.locator(".ws-spoken").get_attribute("role") == "status"
