"""helpers/seen.py: queries that occur in training text."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import seen
from helpers.records import load_lay_terms
from helpers.seen import SEEN, by_seen


def test_both_kinds_of_query_are_there() -> None:
    assert {query.type for query in by_seen(load_lay_terms()).queries} == set(SEEN)


def test_only_the_types_differ() -> None:
    lay = load_lay_terms()
    made = by_seen(lay)
    assert [q._replace(type="") for q in made.queries] == [q._replace(type="") for q in lay.queries]
    assert (made.documents, made.qrels) == (lay.documents, lay.qrels)


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "seen_queries.json"
    path.write_text("[")
    monkeypatch.setattr(seen, "seen_file", lambda: path)
    with pytest.raises(ValueError, match=r"seen_queries\.json"):
        by_seen(load_lay_terms())
