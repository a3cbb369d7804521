"""tools/models_page.py: the page of models is the registry's."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from helpers.registry import REGISTRY, ModelCard
from tools import models_page


def test_examples() -> None:
    assert doctest.testmod(models_page).failed == 0


def test_the_committed_page_is_today_s() -> None:
    assert models_page.page() == models_page.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REGISTRY)
def test_every_model_has_a_line(name: str) -> None:
    lines = [row for row in models_page.tables().split("\n") if f'`"{name}"`' in row]
    assert len(lines) == 1
    assert REGISTRY[name].licence in lines[0]


def test_what_may_not_be_used_commercially_says_so() -> None:
    card = REGISTRY["naver/splade-cocondenser-ensembledistil"]
    assert models_page.row(card)[1].endswith("commercial use: **no**")


@pytest.mark.parametrize("card", REGISTRY.values(), ids=lambda c: str(c.name))
def test_a_published_figure_names_its_source(card: ModelCard) -> None:
    assert bool(card.quality) <= bool(card.quality_source)


@pytest.mark.parametrize("card", REGISTRY.values(), ids=lambda c: str(c.name))
def test_a_licence_without_commercial_use_is_no_free_one(card: ModelCard) -> None:
    assert ("NC" in card.licence) == (card.commercial is False)


def test_a_stale_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = tmp_path / "models.md"
    stale.write_text(f"{models_page.START}\n{models_page.END}")
    monkeypatch.setattr(models_page, "PAGE", stale)
    with pytest.raises(SystemExit, match=r"models\.md is stale"):
        models_page.main(["--check"])
    models_page.main([])
    models_page.main(["--check"])
