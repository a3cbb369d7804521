"""helpers/explorers/drawers.py: which drawers a query opens, in the dictionary's order."""

from __future__ import annotations

import pytest

from helpers.explorers.drawers import (
    FEW_DRAWERS,
    MOST_DRAWERS,
    counted,
    dictionary,
    neighbours,
    opened,
)
from helpers.lexical import bm25_index
from helpers.records import Collection, Document

SMALL = Collection("own", (Document("D1", "", "gout gout hip"), Document("D2", "", "hip knee")))


def test_the_dictionary_is_the_index_s_terms_sorted(hospital: Collection) -> None:
    assert dictionary(bm25_index(hospital).index) == sorted(bm25_index(hospital).index.terms)


def test_a_drawer_holds_its_term_s_postings() -> None:
    asked = counted("hip", SMALL)
    (drawer,) = [d for d in opened(asked, dictionary(asked.index))[0] if d["asked"]]
    assert (drawer["documents"], drawer["tf"]) == ([0, 1], [1, 1])
    assert drawer["scores"] == list(asked.index.drawer("hip").values())


def test_what_a_posting_adds_is_its_weight_as_often_as_the_query_has_the_word() -> None:
    once, twice = (counted(query, SMALL) for query in ("gout", "gout gout"))
    scores = [opened(asked, dictionary(asked.index))[0][0]["scores"] for asked in (once, twice)]
    assert scores[1] == [2 * scores[0][0]]


def test_a_closed_neighbour_shows_no_posting() -> None:
    asked = counted("hip", SMALL)
    drawers, _ = opened(asked, dictionary(asked.index))
    closed = {d["term"]: (d["df"], d["documents"]) for d in drawers if not d["asked"]}
    assert closed == {"gout": (1, []), "knee": (1, [])}


def test_a_word_without_a_drawer_stands_where_it_would_be() -> None:
    asked = counted("hernia", SMALL)
    drawers, _ = opened(asked, dictionary(asked.index))
    assert [(d["term"], d["df"]) for d in drawers] == [("gout", 1), ("hernia", 0), ("hip", 2)]


@pytest.mark.parametrize("query", ["heart attack", "xyzzy heart", "aaa", "zzz", ""])
def test_every_drawer_is_drawn_or_counted(query: str, hospital: Collection) -> None:
    asked = counted(query, hospital)
    names = dictionary(asked.index)
    drawers, below = opened(asked, names)
    assert sum(d["skipped"] + bool(d["df"]) for d in drawers) + below == len(names)


def test_many_drawers_have_no_neighbours(hospital: Collection) -> None:
    asked = counted(" ".join(bm25_index(hospital).index.terms[: FEW_DRAWERS + 4]), hospital)
    assert len(asked.weights) > FEW_DRAWERS
    assert all(d["asked"] for d in opened(asked, dictionary(asked.index))[0])


def test_of_very_many_drawers_the_heaviest_are_drawn(hospital: Collection) -> None:
    words = sorted(bm25_index(hospital).index.terms)[-MOST_DRAWERS - 20 :]
    asked = counted(" ".join([*words, words[-1]]), hospital)
    drawers, _ = opened(asked, dictionary(asked.index))
    assert len(drawers) == MOST_DRAWERS < len(asked.weights)
    assert max(asked.weights, key=lambda term: asked.weights[term]) in {d["term"] for d in drawers}


def test_at_the_ends_of_the_dictionary_there_is_one_neighbour() -> None:
    assert neighbours("a", ["a", "b", "c"]) == ["b"]
    assert neighbours("d", ["a", "b", "c"]) == ["c"]
