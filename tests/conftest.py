"""What the tests share."""

from __future__ import annotations

import pytest

from helpers.records import Collection, load_hospital


@pytest.fixture(scope="session")
def hospital() -> Collection:
    return load_hospital()
