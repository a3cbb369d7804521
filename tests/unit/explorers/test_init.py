"""helpers/explorers: found by their names when first asked for, and not before."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from helpers import explorers
from helpers.explorers import NAMES


def imported(code: str, *modules: str) -> list[str]:
    """Which of these modules a fresh process has after running the code."""
    asked = f"{code}; import sys; print([m for m in {modules} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    found: list[str] = eval(run.stdout)  # noqa: S307 - our own list
    return found


def test_every_explorer_is_there() -> None:
    names = "bm25 compare context decision engine growth inverted_index masking match neighbours"
    others = "request scoreboard splade tokens training_steps"
    assert f"{names} {others}".split() == NAMES


@pytest.mark.parametrize("name", ["tokens", "bm25", "inverted_index"])
def test_a_module_gives_its_widget_and_its_answer(name: str) -> None:
    module = importlib.import_module(f"helpers.explorers.{name}")
    for attribute in (f"{name}_explorer", f"explore_{name}"):
        assert getattr(explorers, attribute) is getattr(module, attribute)


def test_what_can_be_imported_is_listed() -> None:
    assert {"tokens_explorer", "explore_bm25"} <= set(dir(explorers))
    assert len(dir(explorers)) == 2 * len(NAMES)


@pytest.mark.parametrize("name", ["explore", "token_explorer", "explore_nothing", "base_explorer"])
def test_what_is_no_explorer_is_no_attribute(name: str) -> None:
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'"):
        getattr(explorers, name)


@pytest.mark.parametrize(
    "code",
    [
        "import helpers.explorers",
        "from helpers.explorers import tokens_explorer, bm25_explorer",
        "from helpers.explorers import explore_tokens, explore_bm25, inverted_index_explorer",
    ],
)
def test_chapter_1_needs_neither_torch_nor_gensim(code: str) -> None:
    assert imported(code, "torch", "transformers", "gensim") == []


def test_listing_imports_no_explorer() -> None:
    assert imported("import helpers.explorers as e; dir(e)", "anywidget", "ipywidgets") == []
