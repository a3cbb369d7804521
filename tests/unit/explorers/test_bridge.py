"""helpers/explorers/bridge.py: what two vectors share, what leads nowhere, and what was cut."""

from __future__ import annotations

import doctest

import pytest

from helpers.explorers import bridge as module
from helpers.explorers.bridge import MOST_LOOSE, Bridge, Side, bridge
from helpers.records import Document

DOCUMENT = Document("D1", "Infarction", "Give relief after cardiac arrest", "Cardiology", "note")
QUERY = Side({"heart": 2.0, "cardiac": 0.5, "ang": 0.25, "pee": 0.1}, frozenset({"heart", "pee"}))
TEXT = Side(
    {"cardiac": 1.5, "relief": 1.0, "heart": 0.5, "stroke": 0.75, "ang": 0.5},
    frozenset({"cardiac", "relief"}),
)


def built(*cut: str) -> Bridge:
    return bridge(DOCUMENT, QUERY, TEXT, frozenset(cut))


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


def test_shared_terms_are_parts_largest_first() -> None:
    assert [(p["term"], p["score"]) for p in built()["parts"]] == [
        ("heart", 1.0),
        ("cardiac", 0.75),
        ("ang", 0.125),
    ]


def test_a_part_says_which_text_has_its_term() -> None:
    own = {p["term"]: (p["in_query"], p["in_document"]) for p in built()["parts"]}
    assert own == {"heart": (True, False), "cardiac": (False, True), "ang": (False, False)}


def test_a_cut_part_is_shown_and_does_not_count() -> None:
    whole, left = built(), built("heart")
    assert [p["term"] for p in left["parts"] if p["cut"]] == ["heart"]
    assert left["score"] == pytest.approx(whole["score"] - 1.0)


def test_what_only_one_side_has_is_a_loose_end() -> None:
    found = built()
    assert [(end["term"], end["original"]) for end in found["query_loose"]] == [("pee", True)]
    assert [end["term"] for end in found["document_loose"]] == ["relief", "stroke"]


def test_a_loose_end_that_was_cut_is_none() -> None:
    assert built("pee")["query_loose"] == []


def test_of_many_loose_ends_the_heaviest_are_shown_and_all_are_counted() -> None:
    many = Side({f"t{i}": float(i) for i in range(1, 9)}, frozenset())
    found = bridge(DOCUMENT, many, TEXT, frozenset())
    assert [end["term"] for end in found["query_loose"]] == ["t8", "t7", "t6", "t5"]
    assert (len(found["query_loose"]), found["n_query_loose"]) == (MOST_LOOSE, 8)


@pytest.mark.parametrize(
    ("cut", "marks"),
    [
        ([], {"cardiac": "asked", "relief": "own"}),
        (["cardiac"], {"cardiac": "cut", "relief": "own"}),
    ],
)
def test_the_text_is_marked_by_what_its_words_are_to_the_query(
    cut: list[str], marks: dict[str, str]
) -> None:
    found = {s["text"]: s["mark"] for s in built(*cut)["page"]["text"] if s["mark"]}
    assert found == marks


def test_what_the_document_grew_is_listed_what_the_query_asks_for_first() -> None:
    page = built()["page"]
    assert [(g["term"], g["mark"]) for g in page["grown"]] == [
        ("heart", "query"),
        ("ang", "asked"),
        ("stroke", ""),
    ]
    assert page["n_more"] == 0


def test_a_word_of_the_query_is_marked_though_the_vector_lacks_it() -> None:
    query = Side({"relief": 1.0}, frozenset({"relief"}))
    page = bridge(DOCUMENT, query, Side({}, frozenset()), frozenset())["page"]
    assert [s["text"] for s in page["text"] if s["mark"] == "query"] == ["relief"]
