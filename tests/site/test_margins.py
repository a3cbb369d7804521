"""A note in the margin can be read whole: nothing that takes the margin too lies over it."""

from __future__ import annotations

import pytest

from tests.site.watching import Watched

PAGES = (
    "01_hospital_search",
    "02_expanding_query_tokens",
    "03_contextual_predictions",
    "04_splade_vectors",
    "05_conclusion",
    "appendix/search_engine",
)
COVERED = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)]
    .filter((node) => node.checkVisibility())
    .map((node) => ({ text: node.textContent.trim(), at: node.getBoundingClientRect() }))
    .filter(({ at }) => at.height);
  const meet = (a, b) => a.left < b.right - 2 && b.left < a.right - 2
    && a.top < b.bottom - 2 && b.top < a.bottom - 18;
  const outputs = boxes('.cell_output');
  return boxes('aside.margin')
    .filter((note) => outputs.some((output) => meet(note.at, output.at)))
    .map((note) => note.text.slice(0, 40));
}"""


@pytest.mark.parametrize("name", PAGES)
def test_nothing_lies_over_a_note_in_the_margin(site: Watched, name: str) -> None:
    page = site.open(f"{name}.html", whole=False)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate(COVERED) == []
