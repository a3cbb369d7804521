"""A process killed at any moment loses nothing that the engine had acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from helpers.scale.milvus import open_engine
from helpers.scale.milvus.schema import key_of
from tests.engine.killed import document, vector

pytestmark = [pytest.mark.engine, pytest.mark.slow]

KILLS, LONGEST = 20, 0.8  # seconds of work before a kill
# small, so that many kills fall into the moments when the engine writes its files anew
BUDGETS = {
    "MILVUS_LITE_WAL_SIZE_LIMIT_BYTES": "60000",
    "MILVUS_LITE_MEMTABLE_MEMORY_LIMIT_BYTES": "60000",
}


def killed(path: Path, first: int, seed: int, seconds: float) -> list[str]:
    """What the process printed in whole lines before it was killed."""
    run = [sys.executable, "-m", "tests.engine.killed", str(path), str(first), str(seed)]
    process = subprocess.Popen(run, stdout=subprocess.PIPE, text=True, env=os.environ | BUDGETS)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    said = process.stdout.read()
    assert process.wait() == -signal.SIGKILL
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


def test_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    rng, path = random.Random(8), tmp_path / "a.db"
    added, asked, deleted = 0, set[int](), set[int]()
    for seed in range(KILLS):
        for line in killed(path, added, seed, rng.uniform(0, LONGEST)):
            sign, number = line.split()
            if sign == "+":
                added = int(number)
            else:
                (asked if sign == "?" else deleted).add(int(number))
        check(path, added, asked, deleted)
    assert added > 1_000
    assert len(deleted) > 10


def check(path: Path, added: int, asked: set[int], deleted: set[int]) -> None:
    """Every acknowledged document is there, whole; what is surely deleted is not.

    A document whose deletion was asked for and not acknowledged may be either.
    """
    stored: dict[str, dict[str, Any]] = {}
    with open_engine(path, "a-model", "a-checksum") as engine, engine._asking() as client:
        for start in range(0, added, 1_000):
            keys = [key_of(f"D{i}") for i in range(start, min(start + 1_000, added))]
            stored |= {row["doc_id"]: row for row in client.get(engine.name, ids=keys)}
    assert not {f"D{i}" for i in deleted} & stored.keys()
    for i in set(range(added)) - asked:
        assert stored[f"D{i}"]["splade"] == vector(i)
        assert stored[f"D{i}"]["title"] == document(i).title
