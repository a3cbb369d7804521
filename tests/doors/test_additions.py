"""A chapter, an explorer, a model and an engine, each added once by the steps of CONTRIBUTING."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat as untyped
import pytest

from helpers import evaluation, systems
from helpers.records import Collection, Query, ScoredDoc
from helpers.splade import load_encoder
from tools.address import ROOT
from tools.first_cell import source

nbformat: Any = untyped
pytestmark = pytest.mark.doors
EXPLORER = '''"""How often each letter occurs in a text."""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

from helpers.explorers import base, controls


class LettersResult(TypedDict):
    """What the view draws."""

    counts: dict[str, int]


class LettersView(base.View):
    """Draws a LettersResult."""

    _esm = base.source("letters.js")


def explore_letters(query: str) -> LettersResult:
    """Count the letters of a text."""
    return {"counts": dict(Counter(base.checked(query, "query")))}


def letters_explorer(query: str) -> base.Explorer:
    """Type a text."""
    named = {"query": controls.text_box(query, "Text")}
    return base.Explorer(LettersView, named, explore_letters)
'''
VIEW = """function draw(result) {
  return make('p', { textContent: JSON.stringify(result.counts) });
}
export default explorer(draw);
"""
DRIVEN = """
from helpers.explorers import explore_letters, letters_explorer
driven = letters_explorer("abba")
assert driven.view.result == explore_letters("abba") == {"counts": {"a": 2, "b": 2}}
assert driven.set(query="c") == {"counts": {"c": 1}}
assert "JSON.stringify(result.counts)" in driven.view._esm
"""
CARD = """    ModelCard(
        "my/splade", "splade", "hub", "my/splade", "main",
        "MIT", 1.0, 4, "a trial",
    ),
    *(
"""
LISTED = """
from helpers.explorers import choices
from helpers.models import load_network
assert "my/splade" in str(choices.models("splade"))
try:
    load_network("my/splade")
except ValueError as error:
    assert "could not be fetched (4 MB from the Hugging Face hub)" in str(error)
else:
    raise AssertionError("nobody has it")
"""

BUILD = "from jupyter_book.cli.main import main; main()"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and the book; the data stay where they are."""
    for folder in ("helpers", "book"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("_build"))
    (tmp_path / "data").symlink_to(ROOT / "data")
    return tmp_path


def runs(copy: Path, *arguments: str) -> None:
    """Run Python with the copy's package."""
    there = os.environ | {"PYTHONPATH": str(copy), "HF_HUB_OFFLINE": "1", "HF_HOME": str(copy)}
    subprocess.run([sys.executable, *arguments], cwd=copy, env=there, check=True)


def test_an_explorer_is_found_by_its_name(copy: Path) -> None:
    explorers = copy / "helpers" / "explorers"
    (explorers / "letters.py").write_text(EXPLORER, encoding="utf-8")
    (explorers / "views" / "letters.js").write_text(VIEW, encoding="utf-8")
    runs(copy, "-c", DRIVEN)


def test_a_model_is_a_line_of_the_registry(copy: Path) -> None:
    registry = copy / "helpers" / "registry.py"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace("    *(\n", CARD, 1), encoding="utf-8")
    runs(copy, "-c", LISTED)


def test_a_chapter_is_a_notebook_and_a_line(copy: Path) -> None:
    cells = [
        nbformat.v4.new_markdown_cell("# Once more\n\n*About 1 minute. Needs: nothing.*"),
        nbformat.v4.new_code_cell(source(None), metadata={"tags": ["remove-input"]}),
        nbformat.v4.new_code_cell("from helpers import text\ntext.terms('Heart attacks')"),
    ]
    path = copy / "book" / "06_once_more.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    toc = copy / "book" / "_toc.yml"
    line = "      - file: 05_conclusion\n"
    old = toc.read_text(encoding="utf-8")
    toc.write_text(old.replace(line, f"{line}      - file: 06_once_more\n"), encoding="utf-8")
    shutil.copytree(ROOT / "tools", copy / "tools")
    runs(copy, "-m", "tools.notebooks", str(path))
    runs(copy, "-c", BUILD, "build", "book", "--warningiserror", "--quiet")
    built = copy / "book" / "_build" / "html"
    page = re.sub("<[^>]+>", "", (built / "06_once_more.html").read_text(encoding="utf-8"))
    assert "['heart', 'attack']" in html.unescape(page)
    assert "06_once_more.html" in (built / "05_conclusion.html").read_text(encoding="utf-8")


class Remote:
    """An engine of one's own: here a matrix, elsewhere a client."""

    def __init__(self, hospital: Collection) -> None:
        self.ids = [d.doc_id for d in hospital.documents]
        self.encoder = load_encoder()
        self.vectors = self.encoder.encode_document([d.contents for d in hospital.documents])

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        """Find the best documents."""
        return self.search_all([Query("", query)], top_k)

    def search_all(self, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
        """Answer several queries."""
        products = self.vectors @ self.encoder.encode_query([q.text for q in queries]).T
        found: list[ScoredDoc] = []
        for query, scores in zip(queries, products.T.toarray().round(5).tolist(), strict=True):
            pairs = sorted(zip(self.ids, scores, strict=True), key=lambda p: (-p[1], p[0]))
            found += [ScoredDoc(query.query_id, i, s) for i, s in pairs[:top_k] if s > 0]
        return found


def test_an_engine_is_whatever_searches(hospital: Collection) -> None:
    queries = hospital.queries[:20]
    run = {
        "ours": systems.run(systems.splade_system(hospital), queries),
        "theirs": systems.run(Remote(hospital), queries),
    }
    board = evaluation.means(run, hospital)
    ours, theirs = board.to_numpy().tolist()
    assert ours == theirs
