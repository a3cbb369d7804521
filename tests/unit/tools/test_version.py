"""tools/version.py: one version, wherever it is stated."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools import version


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (*version.PLACES, "CHANGELOG.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(version.ROOT / name, tmp_path / name)
    return tmp_path


def test_every_place_has_the_same_version() -> None:
    assert set(version.stated().values()) == {version.current()}


def test_a_new_version_is_written_everywhere(root: Path) -> None:
    version.set_version("12.3.45", root)
    assert set(version.stated(root).values()) == {"12.3.45"}
    assert version.current(root) == "12.3.45"


def test_writing_the_same_version_changes_no_byte(root: Path) -> None:
    before = {name: (root / name).read_bytes() for name in version.PLACES}
    version.set_version(version.current(root), root)
    assert {name: (root / name).read_bytes() for name in version.PLACES} == before


@pytest.mark.parametrize("wrong", ["", "1.2", "v1.2.3", "1.2.3\n", "1.2.3 beta"])
def test_another_form_is_refused(root: Path, wrong: str) -> None:
    with pytest.raises(ValueError, match="want three numbers"):
        version.set_version(wrong, root)


def test_a_place_without_a_version_is_named(root: Path) -> None:
    (root / "CITATION.cff").write_text("title: none\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"CITATION\.cff"):
        version.stated(root)


def test_the_notes_are_those_of_the_version(root: Path) -> None:
    assert version.notes("0.1.0", root).startswith("Five chapters")


def test_a_version_that_is_not_named_takes_what_is_unreleased(root: Path) -> None:
    assert version.notes("9.9.9", root).startswith("### For readers")


def test_a_wrong_tag_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"the tag says 0\.0\.0"):
        version.main(["--check", "0.0.0"])
