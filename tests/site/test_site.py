"""Every built page: self-contained, without errors, and readable on a phone."""

from __future__ import annotations

import functools
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import SUB_PATH
from tests.site.visits import PAGES, Visits
from tests.site.watching import HTML, Watched
from tools.address import current

LIGHT = 1_000_000  # bytes
CHAPTERS = [name for name in PAGES if re.match(r"\d\d_|appendix/", name)]


def test_there_are_pages() -> None:
    assert {
        "index.html",
        "appendix/growth.html",
        "03_contextual_predictions.html",
        "glossary.html",
    } <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_outside_and_nothing_fails(visits: Visits, name: str) -> None:
    visit = visits(name)
    assert (visit.external, visit.failed, visit.errors) == ([], [], [])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(visits: Visits, name: str) -> None:
    assert visits(name).phone_width <= 360


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_complete_without_javascript(
    browser: Browser, address: str, name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + name)
    assert page.locator(".cell_output :is(pre, table)").count() > 5
    assert page.locator(".cell_output svg[role=img][aria-label]:visible").count() >= 1
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit_is_light(visits: Visits, name: str) -> None:
    """Everything that comes before the reader asks for a model, as sent: texts compressed."""
    n_bytes = visits(name).n_bytes
    print(f"{name}: {n_bytes / 1e6:.2f} MB")
    assert 0 < n_bytes <= LIGHT


class Anchors(HTMLParser):
    """The links of a page, and the places on it that links can name."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect hrefs and ids."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if tag == "a" and name == "href" and value:
                self.links.add(value)


@functools.cache
def anchors(name: str) -> Anchors:
    """A page's links and places, read once."""
    found = Anchors()
    found.feed((HTML / name).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_the_site_leads_somewhere(name: str) -> None:
    broken = []
    for link in anchors(name).links:
        target = urlsplit(urljoin(f"https://site{SUB_PATH}{name}", link))
        path = unquote(target.path.removeprefix(SUB_PATH)) or "index.html"
        if target.netloc != "site" or target.scheme != "https":
            continue
        known = path in PAGES and (not target.fragment or target.fragment in anchors(path).ids)
        if not known and not (path not in PAGES and (HTML / path).is_file()):
            broken.append(link)
    assert broken == []


def test_the_printed_page_is_the_article_alone(site: Watched) -> None:
    page = site.open("05_conclusion.html")
    page.emulate_media(media="print")
    assert not page.locator(".bd-sidebar-primary").is_visible()
    assert not page.locator("button.copybtn").first.is_visible()
    assert page.locator("h1:visible").first.inner_text().startswith("Conclusion")


def test_a_page_that_is_not_there_says_so_and_shows_the_way(site: Watched) -> None:
    page = site.open("old/chapter.html")
    assert page.get_by_role("heading", name="Not found").count() == 1
    page.get_by_role("link", name="first page").click()
    page.wait_for_load_state("networkidle")
    assert page.url == f"{site.address}index.html"
    assert site.failed == [f"{site.address}old/chapter.html"]


PUBLIC = current() is not None
needs_address = pytest.mark.skipif(not PUBLIC, reason="no public address: make set-repository")


@needs_address
def test_the_sitemap_has_every_page() -> None:
    listed = (HTML / "sitemap.xml").read_text()
    texts = set(PAGES) - {"404.html", "genindex.html", "search.html"}
    assert [name for name in texts if f"/{name}</loc>" not in listed] == []


@pytest.mark.parametrize("name", [*CHAPTERS, "index.html"])
def test_a_page_is_described_for_other_sites(visits: Visits, name: str) -> None:
    assert visits(name).description.endswith("?")


@needs_address
def test_a_page_has_a_picture_for_other_sites(site: Watched) -> None:
    picture = site.open("index.html").locator('meta[property="og:image"]').get_attribute("content")
    assert (picture or "").endswith("/_static/social.png")
    assert (HTML / "_static" / "social.png").exists()


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("03_contextual_predictions.html", "become a vector that a word index can search"),
        ("05_conclusion.html", "Does any of this hold for them?"),
        ("appendix/search_engine.html", "ten million"),
        ("appendix/other_engines.html", "What becomes of your query?"),
    ],
)
def test_the_footer_names_the_next_question(visits: Visits, name: str, asked: str) -> None:
    assert asked in visits(name).next_question


SERVICES = ["colab.research.google.com", "mybinder.org"]


@needs_address
@pytest.mark.parametrize("service", SERVICES)
def test_a_chapter_has_a_button_for_each_service(site: Watched, service: str) -> None:
    page = site.open("04_splade_vectors.html")
    links = page.locator(f'a[href*="{service}"]')
    assert "04_splade_vectors.ipynb" in (links.first.get_attribute("href") or "")


@pytest.mark.skipif(PUBLIC, reason="the book has a public address")
@pytest.mark.parametrize("service", [*SERVICES, "github.com", ".github.io"])
def test_without_an_address_no_button_leads_there(site: Watched, service: str) -> None:
    page = site.open("04_splade_vectors.html")
    assert page.locator(f'.header-article a[href*="{service}"]').count() == 0


def test_code_can_be_copied(site: Watched) -> None:
    page = site.open("04_splade_vectors.html")
    assert page.locator(".cell_input button.copybtn").count() > 10
