"""helpers/paths.py: the data of a checkout, of a wheel, or of a folder that is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import paths
from helpers.paths import PACKAGE, VARIABLE, data_folder


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(VARIABLE, raising=False)
    data_folder.cache_clear()
    yield
    data_folder.cache_clear()


def with_hospital(folder: Path) -> Path:
    (folder / "hospital").mkdir(parents=True)
    return folder


def test_a_checkout_has_its_data_beside_the_package() -> None:
    assert data_folder() == PACKAGE.parent / "data"


def test_a_wheel_has_its_data_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "site-packages" / "helpers")
    inside = with_hospital(tmp_path / "site-packages" / "helpers" / "data")
    assert data_folder() == inside.resolve()


def test_a_named_folder_goes_before_the_checkout_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(with_hospital(tmp_path / "mine")))
    assert data_folder() == (tmp_path / "mine").resolve()


def test_a_named_folder_without_data_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(ValueError, match=rf"{VARIABLE}='{tmp_path}': no data .* in {tmp_path};"):
        data_folder()


def test_both_places_are_named_when_there_is_no_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "helpers"
    monkeypatch.setattr(paths, "PACKAGE", package)
    with pytest.raises(ValueError, match=f"in {tmp_path / 'data'} and {package / 'data'};"):
        data_folder()
