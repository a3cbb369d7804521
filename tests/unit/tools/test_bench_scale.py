"""tools/bench_scale.py: each system answers, and what is stored names its machine."""

from __future__ import annotations

import pytest

from helpers.scale.growth import COSTS, SYSTEMS, measured
from tools import bench_scale

pytestmark = [pytest.mark.engine, pytest.mark.model]


@pytest.mark.slow
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_is_measured_whole(system: str) -> None:
    row = bench_scale.measure(system, 200)
    assert row.keys() == {"system", "n", *COSTS}
    assert (row["system"], row["n"]) == (system, 200)
    assert 0 < row["median_ms"] <= row["p95_ms"]
    assert row["insert_s"] > 0
    assert (row["disk_mb"] > 0) == (system == "Milvus Lite")


def test_the_machine_is_named_without_its_address() -> None:
    told = bench_scale.machine()
    assert "cores" in told
    assert "milvus-lite" in told
    assert "/" not in told


def test_what_is_stored_has_the_form_that_is_measured_today() -> None:
    stored = measured()
    assert stored["queries"] == bench_scale.N_QUERIES
    assert [p["n"] for p in stored["postings"]] == list(bench_scale.SIZES)
    assert all(row.keys() == {"system", "n", *COSTS} for row in stored["rows"])
