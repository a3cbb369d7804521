"""Stored logs of trainings: three short ones that tell the loss's parts apart, and SPLADE's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypedDict

import pandas as pd

from helpers.paths import damaged, data_folder

REGIMES = ("both", "ranking", "flops")
COLUMNS = {
    "kl": "divergence",
    "ce": "contrastive loss",
    "flops_q": "FLOPS of queries",
    "flops_p": "FLOPS of passages",
    "nnz_q": "terms per query",
    "nnz_p": "terms per passage",
    "dev_rr": "development RR",
}


def load_training_logs(folder: Path | None = None) -> dict[str, pd.DataFrame]:
    """Read each regime's steps as a table, a row per step (``data/losses/README.md``).

    Columns are those of ``COLUMNS``; development figures are there where they were measured. Raises
    ValueError, naming the file, when one is missing or damaged.

    >>> [len(steps) for steps in load_training_logs().values()]
    [90, 90, 42]
    """
    folder = folder or data_folder() / "losses"
    return {name: _steps(folder / f"{name}.jsonl") for name in REGIMES}


def _steps(path: Path) -> pd.DataFrame:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        table = pd.DataFrame([json.loads(line) for line in lines]).set_index("step")
    except (OSError, ValueError, KeyError):
        raise damaged(path) from None
    return table.rename(columns=COLUMNS)


class Followed(TypedDict):
    """A query that was followed through the training, and the documents that it is after."""

    query_id: str
    text: str
    wanted: list[dict[str, str]]


class Steps(TypedDict):
    """What ``training.experiments.steps`` stored; ``curve`` are (step, query, passage terms)."""

    queries: list[Followed]
    documents: int
    curve: list[tuple[int, float, float]]
    checkpoints: list[Any]


def steps_file() -> Path:
    """Name the file that ``training.experiments.steps`` writes."""
    return data_folder() / "experiments" / "training_steps.json"


def load_training_steps(path: Path | None = None) -> Steps:
    """Read what SPLADE's vectors were at each checkpoint (``data/experiments/README.md``).

    Raises ValueError when the file is missing or damaged.

    >>> load_training_steps()["checkpoints"][0]["step"]
    0
    """
    path = path or steps_file()
    try:
        found: Steps = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise damaged(path) from None
    return found
