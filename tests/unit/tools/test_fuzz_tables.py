"""tools/fuzz_tables.py: hostile files are read or refused, and no row of them is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.fuzz_tables import File, check, fuzz

SOUND = b"id,text\na,x\nb,y\n"
PAIRS = [["a", "x"], ["b", "y"]]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_lost(seed: int) -> None:
    found = fuzz(300, seed)
    assert set(found) <= {"sound: read", "damaged: read", "damaged: refused"}


def test_half_of_the_files_are_sound() -> None:
    assert fuzz(100, seed=4)["sound: read"] == 50


def test_a_seed_gives_the_same_files() -> None:
    assert fuzz(60, seed=5) == fuzz(60, seed=5)


def test_a_row_that_differs_is_found(tmp_path: Path) -> None:
    file = File("t.csv", SOUND, [["a", "x"], ["b", "z"]])
    assert check(file, tmp_path, sound=True) == "a row differs"


def test_a_sound_file_that_is_refused_is_found(tmp_path: Path) -> None:
    assert check(File("t.csv", b"x", PAIRS), tmp_path, sound=True) == "a sound file is refused"


@pytest.mark.parametrize("sound", [True, False])
def test_a_file_that_is_read_is_read(tmp_path: Path, sound: bool) -> None:
    assert check(File("t.csv", SOUND, PAIRS), tmp_path, sound) == "read"
