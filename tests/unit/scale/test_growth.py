"""helpers/scale/growth.py: made-up collections, fitted lines, and what the bench has stored."""

from __future__ import annotations

import doctest
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from helpers.records import load_lay_terms
from helpers.scale import growth
from helpers.scale.growth import (
    COSTS,
    SETTLED,
    extrapolated,
    fit_power_law,
    lines,
    measured,
    synthetic,
    synthetic_texts,
)
from helpers.vectors import collection_vectors
from tests.matrices import same

pytestmark = pytest.mark.model

SIZES = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000]


@pytest.fixture(scope="module")
def real() -> csr_matrix:
    made: csr_matrix = collection_vectors(load_lay_terms()).documents
    return made


def test_examples() -> None:
    assert doctest.testmod(growth).failed == 0


def test_active_dims_are_distributed_as_the_real_ones(real: csr_matrix) -> None:
    made = synthetic(real, 20_000)
    ends = [5, 25, 50, 75, 95]
    found, wanted = (np.percentile(v.getnnz(axis=1), ends) for v in (made, real))
    assert found == pytest.approx(wanted, abs=2)


def test_postings_are_about_as_long_as_the_real_ones(real: csr_matrix) -> None:
    made = synthetic(real, 20_000)
    found, wanted = (v.getnnz(axis=0) / v.shape[0] for v in (made, real))
    distance = np.abs(found - wanted)
    assert distance[wanted < 0.5].max() < 0.15  # longer ones come out shorter: no term twice
    assert distance.mean() < 0.001
    assert np.corrcoef(found, wanted)[0, 1] > 0.98


def test_weights_are_the_real_ones(real: csr_matrix) -> None:
    assert set(synthetic(real, 500).data.tolist()) <= set(real.data.tolist())


def test_the_same_seed_makes_the_same_documents(real: csr_matrix) -> None:
    one, other, third = synthetic(real, 50), synthetic(real, 50), synthetic(real, 50, seed=1)
    assert same(one, other)
    assert not same(one, third)


@pytest.mark.parametrize("n", [0, -1])
def test_no_documents_cannot_be_made_up(n: int) -> None:
    with pytest.raises(ValueError, match=f"n={n}"):
        synthetic(csr_matrix([[1.0]]), n)
    with pytest.raises(ValueError, match=f"n={n}"):
        synthetic_texts([["a"]], n)


def test_nothing_comes_of_nothing() -> None:
    with pytest.raises(ValueError, match="0 postings"):
        synthetic(csr_matrix((2, 3)), 5)
    with pytest.raises(ValueError, match="1 texts"):
        synthetic_texts([[]], 5)


def test_made_up_texts_have_real_lengths_and_tokens() -> None:
    texts = [["a", "b", "c"], ["d"]]
    made = synthetic_texts(texts, 200)
    assert {len(text) for text in made} == {1, 3}
    assert {token for text in made for token in text} == set("abcd")


@given(st.floats(0.1, 2), st.floats(1e-3, 1e3))
def test_a_power_is_found_again(slope: float, factor: float) -> None:
    found = fit_power_law(SIZES, [factor * n**slope for n in SIZES])
    assert found.slope == pytest.approx(slope)
    assert found.at(1e6) == pytest.approx(factor * 1e6**slope)


@pytest.mark.parametrize(("n", "cost"), [([10], [1]), ([10, 20], [1, 0]), ([0, 1], [1, 1])])
def test_points_that_have_no_line_are_refused(n: list[float], cost: list[float]) -> None:
    with pytest.raises(ValueError, match="want two points or more, all above 0"):
        fit_power_law(n, cost)


def test_every_system_was_measured_at_every_size() -> None:
    rows = measured()["rows"]
    assert [p["n"] for p in measured()["postings"]] == SIZES
    for system in ("scipy", "Milvus Lite", "rank_bm25"):
        assert [row["n"] for row in rows if row["system"] == system] == SIZES


def test_what_was_counted_is_what_is_counted_today(real: csr_matrix) -> None:
    """Counts do not depend on a machine: the stored ones must be those of today's code."""
    for point in measured()["postings"][:3]:
        vectors = synthetic(real, point["n"])
        assert vectors.nnz == point["postings"]
        assert vectors.getnnz(axis=0).max() == point["longest"]


def test_a_measured_system_has_every_cost() -> None:
    assert all(row.keys() == {"system", "n", *COSTS} for row in measured()["rows"])


def made_up(slope: float) -> growth.Measured:
    """A system whose costs grow with this slope, but for dear beginnings."""
    rows = [
        {"system": "s", "n": n, **dict.fromkeys(COSTS, 2.0 * n**slope + 1e6 * (n < SETTLED))}
        for n in SIZES
    ]
    return {"rows": rows}


@pytest.mark.parametrize("slope", [0.5, 1.5])
def test_sizes_before_costs_are_settled_are_left_out(slope: float) -> None:
    for line in lines(made_up(slope))["s"].values():
        assert line.slope == pytest.approx(slope)


@pytest.mark.parametrize(("slope", "carried"), [(0.5, 1.0), (1.5, 1.5)])
def test_what_is_carried_on_grows_at_least_with_the_documents(slope: float, carried: float) -> None:
    largest = 2.0 * SIZES[-1] ** slope
    for line in extrapolated(made_up(slope))["s"].values():
        assert line.at(10 * SIZES[-1]) == pytest.approx(largest * 10**carried)


def test_lines_go_through_the_largest_sizes() -> None:
    made = lines(measured())
    assert set(made) == {"scipy", "Milvus Lite", "rank_bm25"}
    assert "disk_mb" in made["Milvus Lite"]
    assert "disk_mb" not in made["scipy"]
    largest = {row["system"]: row for row in measured()["rows"] if row["n"] == SIZES[-1]}
    for system, costs in made.items():
        for cost in ("memory_mb", "median_ms"):
            assert costs[cost].at(SIZES[-1]) == pytest.approx(largest[system][cost], rel=0.25)


def test_what_is_carried_on_starts_at_the_last_point_and_grows_with_the_documents() -> None:
    largest = {row["system"]: row for row in measured()["rows"] if row["n"] == SIZES[-1]}
    for system, costs in extrapolated(measured()).items():
        for cost, line in costs.items():
            assert line.at(SIZES[-1]) == pytest.approx(largest[system][cost])
            assert line.slope == max(1, lines(measured())[system][cost].slope)


@pytest.mark.parametrize("content", [None, "{ not json"])
def test_a_missing_or_damaged_file_says_what_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    path = tmp_path / "measured.json"
    if content is not None:
        path.write_text(content)
    monkeypatch.setattr(growth, "measured_file", lambda: path)
    with pytest.raises(ValueError, match=r"cannot be read .*make bench-scale"):
        measured()
