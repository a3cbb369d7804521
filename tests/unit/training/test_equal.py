"""training/experiments/equal.py: equal sparsity, and differences between starts."""

from __future__ import annotations

import pytest
import torch

from training.experiments import equal
from training.pairs import Pair

PAIRS = {
    "lay": [Pair("nosebleed", "Epistaxis"), Pair("heart attack", "A heart attack leaflet")],
    "exact": [Pair("FRM-118", "Form FRM-118")],
}


def ranks(lay: list[float], exact: list[float]) -> equal.Ranks:
    return {"lay": torch.tensor(lay), "exact": torch.tensor(exact)}


@pytest.mark.parametrize("most", [1, 3, 5])
def test_a_vector_keeps_no_more_than_its_heaviest_terms(most: int) -> None:
    vectors = torch.rand(4, 9, generator=torch.Generator().manual_seed(0)) + 0.1
    cut = equal.heaviest(vectors, most)
    assert (cut > 0).sum(1).tolist() == [most] * 4
    assert torch.equal(cut.max(1).values, vectors.max(1).values)


def test_a_short_vector_stays_as_it_is() -> None:
    vectors = torch.tensor([[0.0, 2.0, 0.0, 1.0]])
    assert torch.equal(equal.heaviest(vectors, 3), vectors)


def test_pairs_without_a_word_in_common_are_told_apart() -> None:
    assert equal.none_shared(ranks([0.5, 1.0], [1.0]), PAIRS) == 0.5


def test_a_start_does_not_differ_from_itself() -> None:
    rows = equal.differences({"mlm": [ranks([0.5, 1.0], [1.0])]}, "mlm", PAIRS)
    assert {(row["difference"], row["low"], row["high"]) for row in rows} == {(0.0, 0.0, 0.0)}


def test_seeds_are_averaged_before_they_are_compared() -> None:
    found = {
        "mlm": [ranks([1.0, 1.0], [1.0])],
        "nothing": [ranks([0.0, 1.0], [1.0]), ranks([0.5, 1.0], [1.0])],
    }
    rows = equal.differences(found, "mlm", PAIRS)
    nothing = {row["pairs"]: row for row in rows if row["start"] == "nothing"}
    assert nothing["none shared"]["difference"] == pytest.approx(-0.75)
    assert nothing["all"]["difference"] == pytest.approx(-0.25)
    assert (nothing["none shared"]["n"], nothing["all"]["n"]) == (1, 3)
