"""Stored logs of three short trainings, which tell the parts of SPLADE's loss apart."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.records import DATA

Step = dict[str, float]
REGIMES = ("both", "ranking", "flops")


def load_losses(folder: Path = DATA / "losses") -> dict[str, list[Step]]:
    """The steps of each regime, in order (``data/losses/README.md`` names the fields).

    Raises ValueError, naming the file, when one is missing or damaged.

    >>> [len(steps) for steps in load_losses().values()]
    [90, 90, 42]
    """
    return {name: _steps(folder / f"{name}.jsonl") for name in REGIMES}


def _steps(path: Path) -> list[Step]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError):
        raise ValueError(f"{path}: missing or damaged; `git checkout {path}` restores it") from None
