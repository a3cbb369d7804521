"""Every example in a docstring is run, by its module's own test or here."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = (
    "helpers._batches",
    "helpers.claims",
    "helpers.dense",
    "helpers.inference_free",
    "helpers.labels",
    "tools.address",
    "tools.first_cell",
    "tools.repository",
)


def with_examples() -> list[Path]:
    paths = [*ROOT.glob("helpers/**/*.py"), *ROOT.glob("tools/*.py")]
    return [path for path in paths if ">>> " in path.read_text(encoding="utf-8")]


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("name", HERE)
def test_examples(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert (found.failed, found.attempted > 0) == (0, True)


def test_no_example_is_forgotten() -> None:
    tests = [p for p in ROOT.glob("tests/**/test_*.py") if "testmod" in p.read_text()]
    own = {path.stem.removeprefix("test_") for path in tests}
    left = [module(p) for p in with_examples() if p.stem not in own and p.stem != "__init__"]
    assert sorted(left) == sorted(HERE)
