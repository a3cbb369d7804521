"""A first visit on a slow line and a slow machine, and typing there: part of `make bench`.

Each page is opened with an empty cache at 9 Mbit/s and a quarter of the processor; printed are the
kilobytes as sent, the largest contentful paint, and the total blocking time (each long task's time
beyond 50 ms, until the page is quiet). Typing is a ratio: 38 characters into an explorer that looks
up GloVe's neighbours at every key, against the same into an empty page's field, once as fast as a
quick typist types, once as fast as a program can.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tools import chromium
from tools.assets import ROOT
from tools.local_server import Static, serving

HTML = ROOT / "book" / "_build" / "html"
LINE = {"offline": False, "latency": 40, "downloadThroughput": 9e6 / 8, "uploadThroughput": -1}
SLOWER, QUIET = 4, 3_000  # times; ms
TYPED = "nose bleed that will not stop at night"
TYPIST = 80  # ms between two keys of a quick typist: 150 words a minute
WATCH = """window.seen = { paint: 0, blocked: 0 };
new PerformanceObserver((list) => { for (const e of list.getEntries()) seen.paint = e.startTime; })
  .observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) seen.blocked += Math.max(0, e.duration - 50);
}).observe({ type: 'longtask', buffered: true });"""


class Visit(NamedTuple):
    """What a first visit cost: kilobytes as sent, and milliseconds."""

    kilobytes: float
    paint: float
    blocked: float


def throttled(page: Page) -> None:
    """Make the line and the processor slow."""
    session = page.context.new_cdp_session(page)
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def visit(browser: Browser, address: str) -> Visit:
    """Open a page with an empty cache and wait until it is quiet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sent: list[int] = []
    page.on("requestfinished", lambda r: sent.append(r.sizes()["responseBodySize"]))
    page.add_init_script(WATCH)
    throttled(page)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET)
    seen = page.evaluate("window.seen")
    context.close()
    return Visit(sum(sent) / 1e3, seen["paint"], seen["blocked"])


def seconds_to_type(field: Locator, delay: float) -> float:
    """How long the browser takes over so many keys, ``delay`` ms between two of them."""
    field.fill("")
    field.focus()
    started = time.perf_counter()
    for key in TYPED:
        due = time.perf_counter() + delay / 1e3
        field.page.keyboard.type(key)
        time.sleep(max(0.0, due - time.perf_counter()))
    return time.perf_counter() - started


def typing_ratios(browser: Browser, address: str, delays: Sequence[float]) -> list[float]:
    """Typing into chapter 2's explorer over typing into an empty page's field, for each pace."""
    page = browser.new_page()
    page.goto(address + "02_expanding_query_tokens.html")
    box = page.locator(".widget-vbox", has=page.get_by_label("Neighbours", exact=True))
    field = box.get_by_label("Query", exact=True)
    field.fill("gout")
    page.wait_for_timeout(QUIET)
    bare = browser.new_page()
    bare.set_content("<!doctype html><input>")
    for one in (page, bare):
        throttled(one)
    empty = bare.locator("input")
    ratios = [seconds_to_type(field, ms) / seconds_to_type(empty, ms) for ms in delays]
    page.close()
    bare.close()
    return ratios


def main() -> None:
    """Print a line a page, and the ratio."""
    if not HTML.exists() or chromium.find() is None:
        print("first visits: not measured; they need `make book` and a browser")
        return
    with serving(HTML, Static) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        for path in sorted([*HTML.glob("*.html"), *HTML.glob("appendix/*.html")]):
            name = path.relative_to(HTML).as_posix()
            kilobytes, paint, blocked = visit(browser, root + name)
            print(
                f"{name}: {kilobytes:.0f} kB, painted at {paint:.0f} ms, blocked {blocked:.0f} ms"
            )
        typist, program = typing_ratios(browser, root, (TYPIST, 0))
        print(f"typing over an empty page's: {typist:.2f}, without a pause {program:.2f}")


if __name__ == "__main__":
    main()
