"""helpers/explorers/growth.py: what a collection of your size would cost."""

from __future__ import annotations

import pytest

from helpers.explorers.growth import explore_growth, growth_explorer
from helpers.scale.growth import SETTLED, extrapolated, measured


def test_more_documents_cost_more() -> None:
    explorer = growth_explorer()
    small, large = (explorer.set(documents=n) for n in (100_000, 1_000_000_000))
    assert small["times_beyond"] == 1.0
    assert large["times_beyond"] == pytest.approx(1e9 / 300_000, abs=1e-6)
    for one, other in zip(small["systems"], large["systems"], strict=True):
        assert one["memory_mb"] < other["memory_mb"]
        assert one["query_ms"] < other["query_ms"]
    assert large["encode_s"] == pytest.approx(1e4 * small["encode_s"], abs=1e-2)


def test_smaller_machines_are_more_and_each_has_less_to_do() -> None:
    explorer = growth_explorer(documents=1_000_000_000)
    small, large = (explorer.set(memory=gigabytes) for gigabytes in (16, 1024))
    for one, other in zip(small["systems"], large["systems"], strict=True):
        assert one["machines"] > other["machines"] >= 1
        assert one["sharded_ms"] < other["sharded_ms"] <= other["query_ms"]


def test_growth_is_by_the_lines_carried_on() -> None:
    result = growth_explorer().set(documents=10_000_000)
    line = extrapolated(measured())["Milvus Lite"]["memory_mb"]
    (shown,) = (s for s in result["systems"] if s["system"] == "Milvus Lite")
    assert shown["memory_mb"] == pytest.approx(line.at(10_000_000), abs=1e-6)
    assert SETTLED < 10_000_000


@pytest.mark.parametrize(("documents", "memory"), [(0, 16), (100, 0), (-1, -1)])
def test_less_than_one_is_refused(documents: int, memory: int) -> None:
    said = f"documents={documents}, memory={memory}: want 1 or more of each"
    with pytest.raises(ValueError, match=said):
        explore_growth(documents, memory, measured())


def test_no_address_in_a_repr() -> None:
    explorer = growth_explorer()
    assert "0x" not in repr(explorer) + repr(explorer.view)
