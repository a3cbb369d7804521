"""How long the built pages are, and of what: `make measure`, after `make book`.

Each page is opened at 1,280 pixels with its code closed. Printed are its height in pixels, the
lines of code that show, the lines of printed output (neither table nor figure nor explorer), and
the words of its prose; then what is over the book's limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools import chromium
from tools.assets import ROOT
from tools.local_server import Static, serving

HTML = ROOT / "book" / "_build" / "html"
WIDTH = 1280
TALLEST, PRINTED = 7_000, 150  # px per chapter; lines in the whole book
CHAPTER = re.compile(r"\d\d_")
LEFT_OUT = ("404.html", "genindex.html", "search.html")
WAIT = 30_000  # ms; a page whose explorers do not come is measured as it stands
READY = """() => document.readyState === 'complete' && (document.documentElement.dataset.widgets
  || !document.querySelector('script[type$="widget-view+json"]'))"""
COUNT = r"""() => {
  const lines = (node) => node.innerText.split('\n').filter((line) => line.trim()).length;
  const sum = (selector) => [...document.querySelectorAll(selector)]
    .filter((node) => node.checkVisibility())
    .reduce((total, node) => total + lines(node), 0);
  const prose = document.querySelector('article.bd-article').cloneNode(true);
  prose.querySelectorAll('.cell, pre, table, script, style, .headerlink, .math, noscript')
    .forEach((node) => node.remove());
  return {
    height: document.documentElement.scrollHeight,
    code: sum('.cell_input pre'),
    printed: sum('.cell_output :is(.text_plain, .stream) pre'),
    words: prose.textContent.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
  };
}"""
Counts = Mapping[str, int]


def over(name: str, counts: Counts) -> list[str]:
    """Say which of a page's own limits it is over.

    >>> over("04_splade.html", {"height": 9000, "code": 0, "printed": 3, "words": 10})
    ['height']
    >>> over("glossary.html", {"height": 9000, "code": 2, "printed": 3, "words": 10})
    ['code']
    """
    tall = CHAPTER.match(name) is not None and counts["height"] > TALLEST
    return ["height"] * tall + ["code"] * (counts["code"] > 0)


def table(pages: Mapping[str, Counts]) -> Iterator[str]:
    """Write the lines of the table, the whole book's last.

    >>> print("\\n".join(table({"a.html": {"height": 9, "code": 0, "printed": 151, "words": 2}})))
    page                                 height   code  printed    words
    a.html                                    9      0      151        2
    the whole book                            9      0      151        2  over: printed
    """
    yield f"{'page':<34}{'height':>9}{'code':>7}{'printed':>9}{'words':>9}"
    total = {
        key: sum(counts[key] for counts in pages.values()) for key in next(iter(pages.values()))
    }
    for name, counts in pages.items():
        yield _line(name, counts, over(name, counts))
    yield _line("the whole book", total, ["printed"] * (total["printed"] > PRINTED))


def _line(name: str, counts: Counts, beyond: list[str]) -> str:
    said = f"  over: {', '.join(beyond)}" if beyond else ""
    numbers = (
        f"{counts['height']:>9,}{counts['code']:>7}{counts['printed']:>9}{counts['words']:>9,}"
    )
    return f"{name:<34}{numbers}{said}"


def measured(page: Page, address: str) -> Counts:
    """Open a page, wait for its explorers, and count."""
    page.goto(address)
    page.wait_for_function(READY, timeout=WAIT)
    counts: Counts = page.evaluate(COUNT)
    return counts


def every_page(browser: Browser, folder: Path) -> dict[str, Counts]:
    """Measure all pages of a built book, in the order of their names."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.html"))
    with serving(folder, Static) as root:
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        return {
            name: measured(page, root + name)
            for name in names
            if "_static" not in name and name not in LEFT_OUT
        }


def main() -> None:
    """Measure the built book and print the table."""
    if not (HTML / "index.html").exists():
        raise SystemExit(f"{HTML}: not built; run `make book`")
    found = chromium.find()
    if found is None:
        raise SystemExit(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(chromium.FLAGS))
        print("\n".join(table(every_page(browser, HTML))))
        browser.close()


if __name__ == "__main__":
    main()
