"""helpers/bootstrap.py: the paired bootstrap, against scipy's."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from scipy.stats import bootstrap

from helpers import bootstrap as module
from helpers.bootstrap import SAMPLES_AT_ONCE, paired_bootstrap


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


def test_bootstrap_of_a_constant_gap_has_no_width() -> None:
    gap = paired_bootstrap({"Q1": 0.5, "Q2": 0.7}, {"Q1": 0.25, "Q2": 0.45})
    assert gap == pytest.approx((0.25, 0.25, 0.25))


def test_bootstrap_contains_the_mean_and_is_the_same_twice() -> None:
    ours = {f"Q{i}": i % 3 / 2 for i in range(30)}
    theirs = dict.fromkeys(ours, 0.4)
    gap = paired_bootstrap(ours, theirs)
    assert gap.low < gap.mean < gap.high
    assert paired_bootstrap(ours, theirs) == gap


def test_the_order_of_the_queries_does_not_count() -> None:
    ours, theirs = {"Q1": 1.0, "Q2": 0.2, "Q3": 0.4}, {"Q1": 0.0, "Q2": 0.3, "Q3": 0.5}
    assert paired_bootstrap(dict(reversed(ours.items())), theirs) == paired_bootstrap(ours, theirs)


def test_the_seed_decides_what_is_drawn() -> None:
    ours = {f"Q{i}": float(i * i) for i in range(12)}
    theirs = dict.fromkeys(ours, 0.0)
    one, other = (paired_bootstrap(ours, theirs, 100, seed) for seed in (0, 1))
    assert one.mean == other.mean
    assert one.low != other.low


@pytest.mark.parametrize("samples", [1, SAMPLES_AT_ONCE, SAMPLES_AT_ONCE + 1])
def test_so_many_samples_are_drawn(samples: int) -> None:
    drawn = module._resampled(np.array([0.0, 1.0]), np.array([1, 1]), samples, seed=0)
    assert len(drawn) == samples


def test_queries_of_a_group_are_drawn_together() -> None:
    ours = {f"Q{i:02d}": float(i // 5) for i in range(30)}
    theirs = dict.fromkeys(ours, 0.0)
    alone = paired_bootstrap(ours, theirs)
    together = paired_bootstrap(ours, theirs, groups={q: int(q[1:]) // 5 for q in ours})
    assert together.mean == pytest.approx(alone.mean)
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


def test_groups_of_one_change_nothing() -> None:
    ours = {f"Q{i}": i % 3 / 2 for i in range(30)}
    theirs = dict.fromkeys(ours, 0.4)
    assert paired_bootstrap(ours, theirs, groups={q: q for q in ours}) == paired_bootstrap(
        ours, theirs
    )


def test_bootstrap_agrees_with_scipy() -> None:
    rng = np.random.default_rng(3)
    ours = {f"Q{i:02d}": float(v) for i, v in enumerate(rng.normal(size=60))}
    gap = paired_bootstrap(ours, dict.fromkeys(ours, 0.0))
    theirs = bootstrap(
        (list(ours.values()),), np.mean, n_resamples=10_000, method="percentile", random_state=rng
    ).confidence_interval
    assert (gap.low, gap.high) == pytest.approx((theirs.low, theirs.high), abs=0.02)


@pytest.mark.parametrize(
    ("ours", "theirs"), [({"Q1": 1.0}, {"Q2": 1.0}), ({"Q1": 1.0}, {}), ({}, {})]
)
def test_bootstrap_wants_the_same_queries(ours: dict[str, float], theirs: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="want the same ones"):
        paired_bootstrap(ours, theirs)
