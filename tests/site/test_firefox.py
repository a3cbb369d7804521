"""Every page in a second browser: Firefox, where the machine has one (WebDriver BiDi)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from helpers.records import Collection
from helpers.systems import bm25_system
from tests.site.visits import PAGES
from tools.assets import NODE_BIN

SCRIPT = Path(__file__).resolve().parents[2] / "browser" / "test" / "firefox.js"
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


@pytest.fixture(scope="module")
def seen(address: str) -> Any:
    """What Firefox says of every page, and of a query typed into chapter 1."""
    if FIREFOX is None:
        pytest.skip("no Firefox on this machine (Debian: apt-get install firefox-esr)")
    command = [str(NODE_BIN / "node"), str(SCRIPT), FIREFOX, address, *PAGES]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_no_page_has_an_error(seen: Any) -> None:
    assert {name: wrong for name, wrong in seen["pages"].items() if wrong} == {}


def test_a_query_is_answered_as_python_does(seen: Any, hospital: Collection) -> None:
    (best,) = bm25_system(hospital).search("gout", 1)
    assert seen["answer"] == {"hit": hospital.document(best.doc_id).label, "wrong": []}
