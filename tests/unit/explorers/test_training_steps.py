"""helpers/explorers/training_steps.py: a query at every stored step of the training."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.explorers.base import Explorer
from helpers.explorers.training_steps import explore_training_steps, training_steps_explorer
from helpers.records import Collection
from helpers.training_logs import Steps, load_training_steps


@pytest.fixture(scope="module")
def stored() -> Steps:
    return load_training_steps()


@pytest.fixture
def explorer() -> Explorer:
    return training_steps_explorer()


def test_steps_ascend_from_the_untrained_start(explorer: Explorer) -> None:
    steps = [checkpoint["step"] for checkpoint in explorer.view.result["checkpoints"]]
    assert steps[0] == 0
    assert len(steps) > 1
    assert steps == sorted(set(steps))


def test_terms_are_the_heaviest_first(explorer: Explorer) -> None:
    for checkpoint in explorer.view.result["checkpoints"]:
        weights = [term["weight"] for term in checkpoint["terms"]]
        assert weights == sorted(weights, reverse=True)
        assert len(weights) <= min(16, checkpoint["active"])


def test_wanted_documents_are_relevant(stored: Steps, hospital: Collection) -> None:
    grades = {(q.query_id, q.doc_id): q.relevance for q in hospital.qrels}
    for query in stored["queries"]:
        assert query["wanted"]
        assert all(grades[query["query_id"], d["doc_id"]] >= 2 for d in query["wanted"])


def test_every_query_can_be_chosen(explorer: Explorer, stored: Steps) -> None:
    for query in stored["queries"]:
        ranks = explorer.set(query=query["text"])["checkpoints"][0]["ranks"]
        assert [rank["doc_id"] for rank in ranks] == [d["doc_id"] for d in query["wanted"]]


def test_training_thins_documents_out(stored: Steps) -> None:
    first, *_, last = stored["checkpoints"]
    assert last["document_terms"] < first["document_terms"]


def test_another_query_was_not_followed(stored: Steps) -> None:
    with pytest.raises(ValueError, match="query='gout': allowed are heart attack treatment"):
        explore_training_steps("gout", stored)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"steps.json: missing or damaged; `git checkout"):
        load_training_steps(tmp_path / "steps.json")
