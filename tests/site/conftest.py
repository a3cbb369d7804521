"""The built site behind a local server, and a real browser to open it with."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.site.visits import Visits, visited
from tests.site.watching import HTML, Watched
from tools import chromium
from tools.local_server import Static, serving

SUB_PATH = "/why-splade-works/"
# refused by the browser itself: a route of Playwright's would ask Python about every request
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


class Host(Static):
    """Serves the site below its sub-path, and its 404 page for all else."""

    def translate_path(self, path: str) -> str:
        """The file behind a path below the sub-path."""
        below = path.removeprefix(SUB_PATH) if path.startswith(SUB_PATH) else "nothing/here"
        return super().translate_path("/" + below)

    def send_error(self, code: int, *args: object) -> None:
        """As GitHub's pages do: the site's own page, with the error's code."""
        body = (HTML / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The site's address, below a sub-path as on a project's pages."""
    if not (HTML / "index.html").exists():
        pytest.fail(f"{HTML}: not built; run `make book`")
    with serving(HTML, Host) as root:
        yield root.removesuffix("/") + SUB_PATH


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where none can be had the tests fail in CI and are skipped, aloud, elsewhere."""
    found = chromium.find()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(chromium.MISSING)
    with sync_playwright() as playwright:
        flags = [*chromium.FLAGS, NO_OTHER_HOST]
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visits(browser: Browser, address: str) -> Visits:
    """What a page did and had when it was opened: each is opened once, when first asked about."""
    return functools.cache(lambda name: visited(browser, address, name))


@pytest.fixture
def site(browser: Browser, address: str) -> Iterator[Watched]:
    """A fresh page, wide and light."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield Watched(context.new_page(), address)
    context.close()
