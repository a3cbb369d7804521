"""Every example in a docstring is run, by its module's own test or here."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def with_examples() -> list[Path]:
    paths = [*ROOT.glob("helpers/**/*.py"), *ROOT.glob("tools/*.py")]
    return [path for path in paths if ">>> " in path.read_text(encoding="utf-8")]


def left_over() -> list[str]:
    """The modules whose own test does not run their examples."""
    tests = [p for p in ROOT.glob("tests/**/test_*.py") if "testmod" in p.read_text()]
    own = {path.stem.removeprefix("test_") for path in tests}
    left = [p for p in with_examples() if p.stem not in own and p.stem != "__init__"]
    return sorted(".".join(p.relative_to(ROOT).with_suffix("").parts) for p in left)


@pytest.mark.parametrize("name", left_over())
def test_examples(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert (found.failed, found.attempted > 0) == (0, True)
