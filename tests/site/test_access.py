"""Every page for every reader: what axe-core finds, of any level, in both themes and widths."""

from __future__ import annotations

import pytest

from tests.site.visits import PAGES, Visits


@pytest.mark.parametrize("name", PAGES)
def test_no_violation(visits: Visits, name: str) -> None:
    assert {place: found for place, found in visits(name).violations.items() if found} == {}
