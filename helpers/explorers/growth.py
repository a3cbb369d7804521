"""The growth explorer: what a collection of your size would cost, from what was measured."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TypedDict

from helpers.explorers import base, controls
from helpers.scale import growth

SIZES = [(f"{n:,}", n) for n in (10**e for e in range(5, 10))]
DECIMALS = 6
MEMORIES = [(f"{n} GB", n) for n in (16, 64, 256, 1024)]


class SystemCost(TypedDict):
    """One system's cost: seconds, megabytes, milliseconds; ``machines`` by memory alone."""

    system: str
    insert_s: float
    memory_mb: float
    machines: int
    query_ms: float
    sharded_ms: float


class GrowthResult(TypedDict):
    """What the view draws; ``times_beyond`` the largest collection measured, 1 within."""

    n: int
    memory_gb: int
    times_beyond: float
    systems: list[SystemCost]
    encode_s: float
    query_encode_ms: float
    longest: float


class GrowthView(base.View):
    """Draws a GrowthResult."""

    _esm = base.source("growth.js")


def explore_growth(documents: int, memory: int, measured: growth.Measured) -> GrowthResult:
    """The costs of so many documents on machines of so many gigabytes, by the carried lines.

    Raises ValueError for fewer than one document or gigabyte.
    """
    if documents < 1 or memory < 1:
        raise ValueError(f"documents={documents!r}, memory={memory!r}: want 1 or more of each")
    last = measured["postings"][-1]
    result: GrowthResult = {
        "n": documents,
        "memory_gb": memory,
        "times_beyond": max(1.0, documents / last["n"]),
        "systems": [
            _cost(documents, memory, system, lines)
            for system, lines in growth.extrapolated(measured).items()
        ],
        "encode_s": documents / measured["encoder"]["documents_per_s"],
        "query_encode_ms": measured["encoder"]["query_median_ms"],
        "longest": last["longest"] / last["n"] * documents,
    }
    rounded: GrowthResult = base.rounded(result, DECIMALS)  # the fit's last digits vary
    return rounded


def _cost(n: int, memory: int, system: str, lines: dict[str, growth.Power]) -> SystemCost:
    megabytes = lines["memory_mb"].at(n)
    machines = ceil(megabytes / (1000 * memory))
    return {
        "system": system,
        "insert_s": lines["insert_s"].at(n),
        "memory_mb": megabytes,
        "machines": machines,
        "query_ms": lines["median_ms"].at(n),
        "sharded_ms": lines["median_ms"].at(n / machines),
    }


def growth_explorer(documents: int = 100_000_000, memory: int = 16) -> base.Explorer:
    """Choose how many documents and how large a machine."""
    named = {
        "documents": controls.dropdown(list(SIZES), documents, "Documents"),
        "memory": controls.dropdown(list(MEMORIES), memory, "A machine has"),
    }
    return base.Explorer(GrowthView, named, partial(explore_growth, measured=growth.measured()))
