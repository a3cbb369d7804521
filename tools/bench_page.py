"""How fast a model answers in the built page, in headless Chromium: part of `make bench`."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from helpers.records import load_hospital
from helpers.text import tokenize
from tools import chromium
from tools.assets import ROOT
from tools.local_server import serving

HTML = ROOT / "book" / "_build" / "html"
TURNS = 50
MATCH = {
    "model": "clinical-splade", "document": "", "query_expansion": True, "document_expansion": True,
    "query_weights": True, "document_weights": True, "pooling": "max", "log": True, "chosen": [],
}  # fmt: skip
LOAD = """async (name) => {
  window.backend = await import('./_static/live/backend.js');
  const started = performance.now();
  await window.backend.models.load(name);
  return performance.now() - started;
}"""
ANSWER = """async ([kind, asks]) => {
  const taken = [];
  for (const ask of asks) {
    const started = performance.now();
    await window.backend.answer(kind, ask);
    taken.push(performance.now() - started);
  }
  return taken;
}"""


@contextmanager
def opened() -> Iterator[Page]:
    """A page of the built book behind a local server."""
    with serving(HTML) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(root + "notation.html")
        yield page
        browser.close()


def texts(n_tokens: int) -> list[str]:
    """Texts of exactly so many tokens, no two the same: an answer is kept for the same text."""
    words = [w for d in load_hospital().documents for w in d.text.split()]
    words = [w for w in words if len(tokenize(w, "wordpiece")) == 1]
    starts = range(0, TURNS * 7, 7)
    return [" ".join(words[start : start + n_tokens]) for start in starts]


def main() -> None:
    """Print the time to load a model, and the medians of a query and a document."""
    if not HTML.exists() or chromium.find() is None:
        print("the page: not measured; it needs `make book` and a browser")
        return
    with opened() as page:
        ready = page.evaluate(LOAD, MATCH["model"])
        print(f"in the page, clinical-splade is ready after {ready:.0f} ms")
        for what, n_tokens in (("query", 8), ("document", 128)):
            vector = {"model": MATCH["model"], "step": "pooled", "pooling": "max", "chosen": []}
            asks = [vector | {"text": text} for text in texts(n_tokens)]
            took = statistics.median(page.evaluate(ANSWER, ["splade", asks]))
            print(f"{what} of {n_tokens} tokens: {took:.0f} ms, median of {TURNS}")
        asks = [MATCH | {"query": text} for text in texts(8)]
        took = statistics.median(page.evaluate(ANSWER, ["match", asks]))
        print(f"query of 8 tokens, ranked beside BM25 and explained: {took:.0f} ms")


if __name__ == "__main__":
    main()
