"""What the tests share, and what each of them needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.records import Collection, load_hospital

HERE = Path(__file__).parent
BUILT = HERE.parent / "book" / "_build" / "html" / "index.html"
NOT_BUILT = "the book is not built: `make book`"
# by folder or file
NEEDS = {"site": "site", "engine": "engine", "test_backend": "site", "test_search": "site"}


@pytest.fixture(scope="session")
def hospital() -> Collection:
    return load_hospital()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a folder's tests need; those of the built book are skipped where there is none."""
    for item in items:
        place = item.path.relative_to(HERE).parts[0].removesuffix(".py")
        if need := NEEDS.get(place.removesuffix("_engines")):
            item.add_marker(need)
        if item.get_closest_marker("site") and not BUILT.exists():
            item.add_marker(pytest.mark.skip(reason=NOT_BUILT))
