"""The book as one PDF."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.site.watching import HTML
from tools import chromium, offline


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """Two pages of the book, the first with a link to the second."""
    if chromium.find() is None:
        pytest.skip(chromium.MISSING)
    target: Path = tmp_path_factory.mktemp("offline") / "two.pdf"
    # in a thread of its own: Playwright wants one loop a thread, and the other tests' is running
    with ThreadPoolExecutor(1) as other:
        other.submit(offline.make, ["citing", "bibliography"], target, HTML).result()
    return PdfReader(target)


def test_every_page_of_the_book_is_in_order() -> None:
    names = offline.in_order()
    assert names[0] == "index"
    assert not [name for name in names if not (HTML / f"{name}.html").exists()]


def test_a_printed_page_has_its_text(made: PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert "How to cite" in text
    assert "HPO" in text or "Human Phenotype Ontology" in text


def test_the_contents_name_each_page(made: PdfReader) -> None:
    assert [getattr(item, "title", None) for item in made.outline] == [
        "How to cite",
        "Bibliography",
    ]


def test_links_between_pages_stay_in_the_file(made: PdfReader) -> None:
    links = [a.get_object() for page in made.pages for a in page.get("/Annots", ())]
    assert not [x for x in links if "127.0.0.1" in str(x.get("/A", {}).get("/URI", ""))]
    assert [x for x in links if "/Dest" in x]
