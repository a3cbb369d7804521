"""helpers/explorers/dashboard.py: one box drives every explorer."""

from __future__ import annotations

import pytest

from helpers.explorers import every_explorer
from helpers.explorers.dashboard import Dashboard
from helpers.explorers.sentences import say
from helpers.records import Collection

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def dashboard(hospital: Collection) -> Dashboard:
    made: Dashboard = every_explorer(hospital, "heart attack")
    return made


def test_one_box_drives_every_explorer(dashboard: Dashboard) -> None:
    assert dashboard.set("gout") == dict.fromkeys(dashboard.explorers, "")
    for explorer in dashboard.explorers.values():
        assert "gout" in str(explorer.view.result)


def test_every_note_is_passed_on(dashboard: Dashboard) -> None:
    assert dashboard.set("the of and")["What BM25 finds"] == say("no_terms")


def test_a_shared_box_is_shown_once(dashboard: Dashboard) -> None:
    boxes = [e for e in dashboard.explorers.values() if dashboard.box in e.children]
    assert boxes == []
    assert dashboard.children[0] is dashboard.box


def test_no_address_in_a_repr(dashboard: Dashboard) -> None:
    assert "0x" not in repr(dashboard)
