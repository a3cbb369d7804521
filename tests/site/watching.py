"""A page with a record of what went wrong on it."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

from tools.offline import BUILT, SHOWN

HTML = Path(
    os.environ.get("SITE", BUILT)
)  # another build may be tried: SITE=FOLDER pytest tests/site


OPEN_FOLDS = "document.querySelectorAll('.ws-deeper').forEach((fold) => (fold.open = true))"


class Watched:
    """A page with a record of what went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.external: list[str] = []
        self.failed: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self._note(request.url))
        page.on("requestfailed", lambda request: self.failed.append(request.url))
        page.on("response", lambda r: self.failed.append(r.url) if r.status >= 400 else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.external.append(url)

    def open(self, name: str, *, whole: bool = True) -> Page:
        """Go to a page of the site and wait until all has come and its explorers stand.

        What goes deeper lies closed for a reader; here it is open, unless ``whole`` is false.
        """
        self.page.goto(self.address + name)
        self.page.wait_for_function(SHOWN)
        if whole:
            self.page.evaluate(OPEN_FOLDS)
        return self.page
