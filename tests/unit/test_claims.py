"""Claims are filled from what was measured, and say so where a figure is missing."""

from __future__ import annotations

import pytest

from helpers.claims import CLAIMS, Claim, filled, table

GROUPS = ("all", "none", "exact", "mismatch")
SYSTEMS = (
    "BM25",
    "+ GloVe",
    "+ masked",
    "translation table",
    "untrained head",
    "dense MiniLM",
    "SPLADE",
    "without query expansion",
    "without document expansion",
    "sum, not max",
    "[CLS] only",
    "both alone",
)


def figures(value: float) -> dict[str, dict[str, float]]:
    return {system: dict.fromkeys(GROUPS, value) for system in SYSTEMS}


def test_every_claim_has_its_figures_filled_in() -> None:
    made = table(figures(0.25), figures(0.75))
    assert len(made) == len(CLAIMS)
    assert not [text for text in made.iloc[:, 1] if "{" in text or "0." not in text]


def test_each_collection_fills_its_own_places() -> None:
    claim = Claim("", "{hospital[SPLADE][all]:.2f} {lay[SPLADE][all]:.2f}", "")
    assert filled(claim, figures(0.25), figures(0.75)) == "0.25 0.75"


def test_a_name_in_brackets_is_found() -> None:
    assert filled(Claim("", "{lay[CLS only][all]:.1f}", ""), {}, figures(0.5)) == "0.5"


def test_a_missing_figure_is_named() -> None:
    with pytest.raises(ValueError, match="RM3"):
        filled(Claim("it works", "{lay[RM3][all]:.1f}", ""), {}, figures(0.5))


def test_a_claim_that_was_not_measured_says_so_and_the_others_stand() -> None:
    less = {name: of for name, of in figures(0.25).items() if name != "dense MiniLM"}
    measured = table(less, figures(0.75)).set_index("what is said").iloc[:, 0]
    silent = measured[measured.str.startswith("not measured")]
    assert list(silent.index) == ["It beats dense vectors."]
    assert "dense MiniLM" in silent.iloc[0]
