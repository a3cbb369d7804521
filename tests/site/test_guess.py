"""A guess: what the directive makes of it, and what the reader can do with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.unit.extensions import FOLDER
from tools.local_server import serving

ASSETS = FOLDER.parent / "_assets"
FILES = ("guess.js", "guess.css", "book.css")
CONF = f"""
import sys
sys.path.insert(0, {str(FOLDER)!r})
extensions = ["myst_parser", "guess"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
html_static_path = ["assets"]
html_css_files = ["book.css", "guess.css"]
html_js_files = [["guess.js", {{"defer": "defer"}}]]
"""
GUESS = """# Page

:::{guess} How many words occur in *both*?
- None of them
- Two
- All four

<details><summary>Answer</summary>

**None of them.** They say *infarction*.

</details>
:::

:::{quiz} Why?

<details><summary>Answer</summary>

Because.

</details>
:::
"""
WRONG = GUESS.replace("**None of them.**", "**Three.**")


def built(folder: Path, text: str) -> str:
    """Build a book of one page into the folder ``html``; what the build had to say."""
    source = folder / "source"
    (source / "assets").mkdir(parents=True)
    for name in FILES:
        shutil.copy(ASSETS / name, source / "assets" / name)
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    (source / "index.md").write_text(text, encoding="utf-8")
    build = [sys.executable, "-m", "sphinx", "-q", "--no-color", str(source), str(folder / "html")]
    return subprocess.run(build, capture_output=True, text=True, check=False).stderr


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("guess")
    assert built(folder, GUESS) == ""
    with serving(folder / "html") as address:
        yield address


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(root)
    yield page
    context.close()


def test_the_answer_is_hidden_before_the_choice(page: Page) -> None:
    expect(page.get_by_role("radiogroup", name="How many words occur in both?")).to_be_visible()
    expect(page.get_by_text("They say")).to_be_hidden()


def test_a_wrong_choice_shows_both(page: Page) -> None:
    page.get_by_role("radio", name="Two").click()
    expect(page.get_by_role("status")).to_have_text("You chose “Two”. It is “None of them”.")
    expect(page.get_by_text("They say")).to_be_visible()
    expect(page.get_by_role("radio", name="Two your choice")).to_be_checked()
    expect(page.get_by_role("radio", name="None of them right")).not_to_be_checked()


def test_a_right_choice_is_confirmed(page: Page) -> None:
    page.get_by_role("radio", name="None of them").click()
    expect(page.get_by_role("status")).to_have_text("Right: None of them.")


def test_arrows_move_and_a_key_chooses(page: Page) -> None:
    page.get_by_role("radio", name="None of them").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Two")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("You chose “Two”. It is “None of them”.")


def test_a_second_choice_changes_nothing(page: Page) -> None:
    page.get_by_role("radio", name="Two").click()
    page.get_by_role("radio", name="All four").click(force=True)  # it says that it is disabled
    expect(page.get_by_role("radio", name="Two your choice")).to_be_checked()


def test_the_choice_is_remembered_and_can_be_taken_back(page: Page) -> None:
    page.get_by_role("radio", name="Two").click()
    page.reload()
    expect(page.get_by_role("radio", name="Two your choice")).to_be_checked()
    page.get_by_role("button", name="Choose again").click()
    expect(page.get_by_text("They say")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_an_open_question_keeps_its_fold(page: Page) -> None:
    page.get_by_text("Answer", exact=True).last.click()
    expect(page.get_by_text("Because.")).to_be_visible()


def test_without_javascript_it_is_a_list_and_a_fold(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root)
    expect(page.locator(".ws-choices").get_by_role("listitem")).to_have_count(3)
    page.get_by_text("Answer", exact=True).first.click()
    expect(page.get_by_text("They say")).to_be_visible()
    context.close()


def test_an_answer_that_is_no_choice_is_an_error_of_the_build(tmp_path: Path) -> None:
    said = built(tmp_path, WRONG)
    assert "ERROR: guess: answer='Three.': want it to begin with one of" in said
