"""training/: the splits, the pieces of the losses, and the way through int8."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from training import corpus
from training.export import coarse, quantised
from training.train_mlm import cut, mask
from training.train_splade import flops, hard_batch, ranking_losses

TERMS = [
    {
        "id": f"HP:{i}",
        "name": f"term {i}",
        "definition": "x",
        "lay": ["lay"],
        "synonyms": [],
        "split": "test" if corpus.digest(f"HP:{i}") % 10 == 0 else "train",
    }
    for i in range(60)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    records: dict[str, list[dict[str, Any]]] = {
        "hpo": TERMS,
        "medquad": [{"focus": "Gout", "question": "What is (are) Gout ?", "answer": "A. B. C. D."}],
        "medquad_synonyms": [{"focus": "Gout", "synonyms": ["podagra"]}],
        "abstracts": [{"id": "1", "text": "short"}],
    }
    for name, lines in records.items():
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
    return tmp_path


def test_no_test_term_is_ever_read(folder: Path) -> None:
    test = {t["name"] for t in TERMS if t["split"] == "test"}
    read = " ".join(text for text, _ in corpus.mlm_texts(folder, 1.0))
    paired = " ".join(p.passage for p in corpus.ranking_pairs(folder, 0))
    assert test
    assert not [name for name in test if f"{name}." in read + paired]


def test_no_development_term_is_trained_on(folder: Path) -> None:
    dev = {t["name"] for t in corpus.hpo_terms(folder, "dev")}
    trained = " ".join(text for text, out in corpus.mlm_texts(folder, 1.0) if not out)
    paired = " ".join(p.passage for p in corpus.ranking_pairs(folder, 0))
    assert dev
    assert not [name for name in dev if f"{name}." in trained + paired]


def test_the_test_split_cannot_be_asked_for(folder: Path) -> None:
    with pytest.raises(ValueError, match="split='test': allowed are"):
        corpus.hpo_terms(folder, "test")


def test_pairs_are_the_same_for_a_seed(folder: Path) -> None:
    assert corpus.ranking_pairs(folder, 1) == corpus.ranking_pairs(folder, 1)


def test_a_question_without_its_scars() -> None:
    assert corpus.question("What is (are) Gout ?") == "What is Gout?"


def test_sequences_stand_between_cls_and_sep() -> None:
    pieces = list(cut(list(range(200, 400)), 101, 102))
    assert [len(p) for p in pieces] == [128, 76]
    assert all(p[0] == 101 and p[-1] == 102 for p in pieces)


def test_only_words_are_masked_and_labels_are_the_originals() -> None:
    row = np.array([101, 2540, 2886, 102], dtype=np.int32)
    ids, attention, chosen, labels = mask([row] * 50, np.random.default_rng(0), 0.5, 103)
    assert not chosen[:, [0, 3]].any()
    assert set(labels.tolist()) == {2540, 2886}
    assert (ids[~chosen.bool()] != 103).all()
    assert attention.all()


def test_flops_by_hand() -> None:
    # mean weights 0.5 and 1: 0.25 + 1
    assert flops(torch.tensor([[1.0, 2.0], [0.0, 0.0]])).item() == 1.25


def test_hard_batch_has_distinct_neighbours() -> None:
    vectors = torch.nn.functional.normalize(torch.randn(200, 8), dim=-1)
    even = np.full(200, 1 / 200)
    rows = hard_batch(vectors, even, 16, np.random.default_rng(0))
    assert len(rows) == 64
    assert all(len(set(rows[i : i + 4])) == 4 for i in range(0, 64, 4))


def test_losses_of_a_perfect_student() -> None:
    teacher = torch.eye(4)
    same = torch.eye(4, dtype=torch.bool)
    divergence, contrastive = ranking_losses(teacher * 25, teacher, same)
    assert divergence.item() == pytest.approx(0, abs=1e-5)
    assert contrastive.item() < 1e-5


def test_the_same_passage_is_no_negative() -> None:
    scores = torch.zeros(2, 2)
    _, contrastive = ranking_losses(scores, scores, torch.ones(2, 2, dtype=torch.bool))
    assert contrastive.item() == pytest.approx(0, abs=1e-6)


def test_scales_have_four_bits_and_are_not_too_small() -> None:
    scale = torch.tensor([0.1, 0.0123, 3.7])
    rounded = coarse(scale)
    mantissa = torch.frexp(rounded)[0] * 16
    assert torch.equal(mantissa, mantissa.round())
    assert (rounded >= scale).all()


def test_int8_is_within_a_step() -> None:
    weight = torch.randn(5, 40)
    steps, scale = quantised(weight)
    assert ((steps.float() * scale - weight).abs() <= scale).all()
