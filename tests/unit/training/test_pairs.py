"""training/pairs.py: what is paired, and what never is."""

from __future__ import annotations

from pathlib import Path

from tests.unit.training.conftest import TERMS
from training import corpus
from training.pairs import Pair, development_pairs, ranking_pairs


def test_no_test_term_is_ever_paired(folder: Path) -> None:
    test = {t["name"] for t in TERMS if t["split"] == "test"}
    paired = " ".join(p.passage for p in ranking_pairs(folder, 0))
    assert test
    assert not [name for name in test if f"{name}." in paired]


def test_no_development_term_is_paired(folder: Path) -> None:
    dev = {t["name"] for t in corpus.hpo_terms(folder, "dev")}
    paired = " ".join(p.passage for p in ranking_pairs(folder, 0))
    assert dev
    assert not [name for name in dev if f"{name}." in paired]


def test_pairs_are_the_same_for_a_seed(folder: Path) -> None:
    assert ranking_pairs(folder, 1) == ranking_pairs(folder, 1)


def test_another_seed_is_another_order(folder: Path) -> None:
    assert ranking_pairs(folder, 1) != ranking_pairs(folder, 2)


def test_no_pair_has_an_empty_side(folder: Path) -> None:
    assert all(p.query.strip() and p.passage.strip() for p in ranking_pairs(folder, 0))


def test_a_term_is_paired_with_its_synonyms(folder: Path) -> None:
    name = corpus.hpo_terms(folder, "train")[0]["name"]
    assert Pair("lay", f"{name}. x") in ranking_pairs(folder, 0)


def test_development_pairs_are_of_the_development_terms(folder: Path) -> None:
    made = development_pairs(folder)
    wanted = [Pair("lay", corpus.document(t)) for t in corpus.hpo_terms(folder, "dev")]
    assert list(made) == ["lay", "question", "synonym", "exact"]
    assert made["lay"] == wanted
    assert not set(made["lay"]) & set(ranking_pairs(folder, 0))
