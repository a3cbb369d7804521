"""Every page for every reader: axe-core's rules in both themes, the keyboard, the printer."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import Watched
from tests.site.test_site import PAGES
from tools.assets import MODULES

AXE = MODULES / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
NAMED = 600  # ms: sliders' handles get their names a moment after they are drawn


def violations(page: Any) -> list[str]:
    """axe-core's grave findings, each with the elements that it names."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document)")["violations"]
    return [
        f"{v['id']}: {node['target']} {node['failureSummary'][:200]}"
        for v in found
        if v["impact"] in GRAVE
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_no_grave_violation(browser: Browser, address: str, name: str) -> None:
    """All rules, in the light and in the dark."""
    context = browser.new_context(color_scheme="light", reduced_motion="reduce")
    page = Watched(context.new_page(), address).open(name)
    page.wait_for_timeout(NAMED)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert violations(page) == []
    context.close()
