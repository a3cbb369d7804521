"""helpers/_memory.py: it gives back where the C library can, and never fails."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pytest

from helpers import _memory
from helpers._memory import give_back


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    _memory._trim.cache_clear()
    yield
    _memory._trim.cache_clear()


def library(trim: Callable[[int], int]) -> object:
    return type("Library", (), {"malloc_trim": staticmethod(trim)})


def test_the_c_library_is_asked_to_trim(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def trim(pad: int) -> int:
        asked.append(pad)
        return 1

    monkeypatch.setattr(ctypes, "CDLL", lambda _: library(trim))
    give_back()
    assert asked == [0]


@pytest.mark.parametrize("error", [OSError, TypeError, AttributeError])
def test_another_c_library_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(_: object) -> None:
        raise error

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    give_back()
