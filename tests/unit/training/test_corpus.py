"""training/corpus.py: the splits, and what is read of each source."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from tests.unit.training.conftest import ENTRY, TERMS, written
from training import corpus


def test_examples() -> None:
    assert doctest.testmod(corpus).failed == 0


def test_every_source_is_there(folder: Path) -> None:
    assert {path.name.split(".")[0] for path in folder.iterdir()} == set(corpus.SOURCES)


def test_no_test_term_is_ever_read(folder: Path) -> None:
    test = {t["name"] for t in TERMS if t["split"] == "test"}
    read = " ".join(text for text, _ in corpus.mlm_texts(folder, 1.0))
    assert test
    assert not [name for name in test if f"{name}:" in read]


def test_no_development_term_is_trained_on(folder: Path) -> None:
    dev = {t["name"] for t in corpus.hpo_terms(folder, "dev")}
    trained = " ".join(text for text, out in corpus.mlm_texts(folder, 1.0) if not out)
    assert dev
    assert not [name for name in dev if f"{name}:" in trained]


def test_every_other_term_is_read(folder: Path) -> None:
    rest = [t["name"] for t in TERMS if t["split"] != "test"]
    split = [t["name"] for s in ("train", "dev") for t in corpus.hpo_terms(folder, s)]
    assert sorted(split) == sorted(rest)


def test_the_test_split_cannot_be_asked_for(folder: Path) -> None:
    with pytest.raises(ValueError, match="split='test': allowed are"):
        corpus.hpo_terms(folder, "test")


def test_a_record_that_gives_a_test_term_away_is_left_out_and_counted(tmp_path: Path) -> None:
    name = next(t["name"] for t in TERMS if t["split"] == "test")
    given = ENTRY | {"definition": f"Also: {name}, lay."}
    folder = written(tmp_path, doid=[ENTRY, given])
    assert corpus.read(folder, "doid") == (ENTRY,)
    assert corpus.left_out(folder) == dict.fromkeys(corpus.SOURCES, 0) | {"doid": 1}


def test_an_entry_has_one_of_its_names(folder: Path) -> None:
    texts = [text for text, _ in corpus.mlm_texts(folder, 1.0) if "infection" in text]
    assert len(texts) == 3
    assert all(("flu:" in text) != ("grippe:" in text) for text in texts)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_so_large_a_share_of_the_abstracts_is_read(tmp_path: Path, share: float) -> None:
    abstracts = [{"id": str(i), "text": f"abstract {i}"} for i in range(50)]
    read = corpus.mlm_texts(written(tmp_path, abstracts=abstracts), share)
    kept = [text for text, out in read if text.startswith("abstract") and not out]
    assert len(kept) == share * sum(not corpus.held_out(str(i)) for i in range(50))


def test_a_question_without_its_scars() -> None:
    assert corpus.question("What is (are) Gout ?") == "What is Gout?"


def test_a_term_without_a_definition_is_its_name() -> None:
    assert corpus.document({"name": "Gout", "definition": ""}) == "Gout"
    assert corpus.document({"name": "Gout", "definition": "A pain."}) == "Gout. A pain."
