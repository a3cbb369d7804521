"""A progress bar for what takes longer than two seconds, and for nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

SECONDS_BEFORE_BAR = 2
T = TypeVar("T")


def progress(work: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """Go through the work under a bar, unless it is soon done or ``TQDM_DISABLE`` is set."""
    from tqdm.auto import tqdm  # in a notebook it imports ipywidgets: only where something is done

    off = "TQDM_DISABLE" in os.environ
    bar: Iterable[T] = tqdm(
        work, what, total=total, leave=False, delay=SECONDS_BEFORE_BAR, disable=off
    )
    return bar
