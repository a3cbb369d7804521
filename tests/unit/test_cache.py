"""helpers/cache.py: computed once, and anew when anything that the result depends on changes."""

from __future__ import annotations

import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import joblib
import pytest

import helpers
from helpers import cache
from helpers.cache import LIBRARIES, VARIABLE, folder, kept, version_of
from helpers.paths import PACKAGE

MODEL = "clinical-splade"  # its checksum is read, and nothing is loaded
CALLS: list[tuple[object, ...]] = []
ENGINES = ("helpers.scale.milvus", "helpers.scale.recorder")  # need more than the helpers do
OTHER_PROCESS = """
from helpers.cache import kept

@kept("text")
def made(text, model="clinical-splade"):
    print("made", text)
    return text.upper()

print(made("toe"), made("knee"))
"""


@kept("text")
def added(one: int, other: int = 2, model: str = MODEL) -> int:
    CALLS.append((one, other, model))
    return one + other


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store of this test's own."""
    CALLS.clear()
    version_of.cache_clear()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "store"))
    yield tmp_path / "store"
    version_of.cache_clear()


def test_the_second_call_reads_what_the_first_made() -> None:
    assert (added(1, 2), added(1, 2)) == (3, 3)
    assert len(CALLS) == 1


def test_by_place_by_name_or_by_default_an_argument_is_the_same() -> None:
    assert {added(1), added(1, 2), added(one=1), added(other=2, one=1), added(1, model=MODEL)} == {
        3
    }
    assert len(CALLS) == 1


@pytest.mark.parametrize("other", [{"one": 2}, {"other": 3}, {"model": "clinical-mlm"}])
def test_another_argument_is_another_result(other: dict[str, object]) -> None:
    added(1)
    added(**({"one": 1} | other))  # type: ignore[arg-type]
    assert len(CALLS) == 2


def test_two_functions_of_one_name_are_two_results() -> None:
    class Other:
        @staticmethod
        @kept("text")
        def added(one: int, other: int = 2, model: str = MODEL) -> int:
            return one * other

    assert (added(3), Other.added(3)) == (5, 6)


def test_another_process_reads_what_the_first_made() -> None:
    run = [sys.executable, "-c", OTHER_PROCESS]
    said = [subprocess.run(run, capture_output=True, text=True, check=True).stdout for _ in "ab"]
    assert said == ["made toe\nmade knee\nTOE KNEE\n", "TOE KNEE\n"]


@pytest.mark.parametrize("content", [b"", b"damaged", b"\x80\x04K"])
def test_a_damaged_file_is_made_anew(store: Path, content: bytes) -> None:
    added(1)
    (path,) = store.rglob("*.joblib")
    path.write_bytes(content)
    assert (added(1), added(1)) == (3, 3)
    assert len(CALLS) == 2


def test_what_is_there_is_believed(store: Path) -> None:
    added(1)
    (path,) = store.rglob("*.joblib")
    joblib.dump(7, path)
    assert added(1) == 7


def test_nothing_half_written_is_left(store: Path) -> None:
    added(1)
    assert [path.suffix for path in store.rglob("*.*")] == [".joblib"]


def test_where_no_folder_can_be_made_nothing_is_kept_and_all_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("precious")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))
    assert (added(1), added(1)) == (3, 3)
    assert len(CALLS) == 2
    assert (tmp_path / "file").read_text() == "precious"


def test_a_full_disk_leaves_nothing_and_all_works(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(joblib, "dump", full)
    assert added(1) == 3
    assert [path for path in store.rglob("*") if path.is_file()] == []


def test_an_error_is_not_kept() -> None:
    @kept("text")
    def failing(model: str = MODEL) -> None:
        CALLS.append((model,))
        raise KeyError(model)

    for _ in "ab":
        with pytest.raises(KeyError):
            failing()
    assert len(CALLS) == 2


def test_the_store_is_beside_the_package_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert folder() == PACKAGE.parent / ".cache"


def test_a_version_changes_with_the_model() -> None:
    assert version_of("clinical-splade", ("text",)) != version_of("clinical-mlm", ("text",))


def test_a_version_changes_with_the_modules() -> None:
    assert version_of(MODEL, ("text",)) != version_of(MODEL, ("text", "bm25"))


def test_a_version_changes_with_a_named_source_and_with_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("text.py", "bm25.py"):
        shutil.copy(PACKAGE / name, tmp_path / name)
    before = version_of(MODEL, ("text",))
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    version_of.cache_clear()
    assert version_of(MODEL, ("text",)) == before
    for name, same in (("bm25.py", True), ("text.py", False)):
        (tmp_path / name).write_text((tmp_path / name).read_text() + "\n# a word more\n")
        version_of.cache_clear()
        assert (version_of(MODEL, ("text",)) == before) is same


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_version_changes_with_a_library(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    before, whole = version_of(MODEL, ("text",)), metadata.version
    monkeypatch.setattr(cache, "version", lambda n: "0.0.1" if n == library else whole(n))
    version_of.cache_clear()
    assert version_of(MODEL, ("text",)) != before


def test_a_changed_version_makes_a_result_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    added(1)
    monkeypatch.setattr(cache, "version_of", lambda *_: "another")
    added(1)
    assert len(CALLS) == 2


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(ValueError, match="name='no-such': no model of that name"):
        added(1, model="no-such")


@pytest.mark.slow
def test_importing_the_helpers_makes_no_folder(tmp_path: Path, store: Path) -> None:
    found = pkgutil.walk_packages(helpers.__path__, "helpers.")
    names = [m.name for m in found if not m.name.startswith(ENGINES)]
    own = PACKAGE.parent
    before = sorted(path.name for path in own.iterdir())
    subprocess.run(
        [sys.executable, "-c", f"import {', '.join(names)}"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(own), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
    assert list(tmp_path.iterdir()) == []
    assert sorted(path.name for path in own.iterdir()) == before
    assert not store.exists()
