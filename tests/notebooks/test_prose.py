"""A number in the prose of a chapter is printed on its page, or its line cites a source."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from tools.notebooks import BOOK, STATE

CHAPTERS = sorted(path.name for path in BOOK.glob("0*.ipynb"))
NUMBER = re.compile(r"(?<![\w.@-])\d[\d,]*(?:\.\d+)?(?![\w@]|\.\d)")
# what is no figure: names, and words about the scale itself
NAMES = re.compile(
    r"[Cc]hapters? \d|n?D?CG@\d+|RR?@\d+|BM25|L6-v2|D\d{3}|FRM-\d+|About \d+ minutes|95 %"
    r"|\b\d+ mg\b|graded from 0 to 3"
)
# worked arithmetic of questions and exercises; code, formulas, targets of links, options
ELSEWHERE = re.compile(
    r":::\{(quiz|exercise|solution)\}.*?\n:::\n|```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$"
    r"|\]\([^)]*\)|^:\w+:.*?$",
    re.DOTALL | re.MULTILINE,
)
SCALE = {"0", "1"}  # a measure's ends, a vector's zeros


def cells(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((BOOK / name).read_text())["cells"]
    return found


def prose(name: str) -> list[str]:
    """The lines that a reader reads."""
    texts = ("".join(c["source"]) + "\n" for c in cells(name) if c["cell_type"] == "markdown")
    text = ELSEWHERE.sub("", "\n\n".join(texts))
    return [NAMES.sub("", part) for part in text.split("\n\n") if "{cite" not in part]


@cache
def printed(name: str) -> str:
    """Everything that the page's cells and explorers show, and the code that made it."""
    notebook = json.loads((BOOK / name).read_text())
    code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    state = notebook["metadata"].get("widgets", {}).get(STATE, {})
    parts = [[c["source"], json.dumps(c["outputs"])] for c in code]
    return json.dumps(parts) + json.dumps(state)


def numbers(text: str) -> list[str]:
    return [found for found in NUMBER.findall(text) if found not in SCALE]


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_number_in_the_prose_is_printed_on_the_page(name: str) -> None:
    shown = printed(name)
    assert not [n for part in prose(name) for n in numbers(part) if n not in shown]


def test_numbers_are_found_and_names_are_not() -> None:
    text = NAMES.sub("", "In chapter 3 BM25 has 0.643 nDCG@10 on 1,914 texts, D001 among them.")
    assert numbers(text) == ["0.643", "1,914"]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_prose(name: str) -> None:
    assert sum(len(part.split()) for part in prose(name)) > 300
