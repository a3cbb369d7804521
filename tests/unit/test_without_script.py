"""book/_ext/without_script.py: an explorer's first answer for a reader without JavaScript."""

from __future__ import annotations

import doctest
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "book" / "_ext" / "without_script.py"
spec = importlib.util.spec_from_file_location("without_script", SOURCE)
assert spec is not None
assert spec.loader is not None
ext = importlib.util.module_from_spec(spec)
spec.loader.exec_module(ext)

RESULT: dict[str, Any] = {
    "n_found": 2,
    "ranking": [{"title": "<b>Gout</b>", "score": 1.23456, "other": None, "parts": [1, 2]}],
    "explained": {"title": "Gout", "parts": [{"term": "gout", "score": 1.0}]},
    "measures": {"BM25": {"all": 0.5}, "SPLADE": {"all": 0.75}},
    "note": "",
}


def page(result: dict[str, Any]) -> str:
    models = {
        "box": {"state": {"children": ["IPY_MODEL_view", "IPY_MODEL_text"]}},
        "view": {"state": {"result": result, "question": {"query": "gout & co"}}},
        "text": {"state": {"value": "gout"}},
    }
    state = json.dumps({"state": models}).replace("</", "<\\/")
    view = json.dumps({"model_id": "box"})
    kind = '<script type="application/vnd.jupyter.widget-'
    return f'<p>{kind}view+json">{view}</script></p>{kind}state+json">{state}</script>'


def test_examples() -> None:
    assert doctest.testmod(ext).failed == 0


@pytest.fixture
def made() -> str:
    return str(ext.with_tables(page(RESULT)))


def test_the_answer_stands_beside_the_explorer(made: str) -> None:
    assert "</script><noscript>" in made


def test_the_question_is_named(made: str) -> None:
    assert "Its first answer, for “gout &amp; co”" in made


def test_a_list_becomes_a_table_of_what_fits_into_cells(made: str) -> None:
    cells = "<td>&lt;b&gt;Gout&lt;/b&gt;</td><td>1.235</td><td></td></tr>"
    assert cells in made


def test_a_table_inside_is_found_and_named(made: str) -> None:
    assert "<caption>explained, Gout: parts</caption>" in made
    assert "<td>gout</td><td>1.000</td>" in made


def test_measures_by_system_are_a_table(made: str) -> None:
    assert "<td>SPLADE</td><td>0.750</td>" in made


def test_a_long_table_is_cut_and_says_so() -> None:
    made = ext.table("hits", [{"rank": i} for i in range(30)])
    assert made.count("<tr>") == ext.MOST_ROWS + 1
    assert f"the first {ext.MOST_ROWS} of 30" in made


def test_a_second_time_changes_nothing(made: str) -> None:
    assert ext.with_tables(made) == made


def test_a_page_without_explorers_stays() -> None:
    assert ext.with_tables("<p>text</p>") == "<p>text</p>"
