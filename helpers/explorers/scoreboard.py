"""The scoreboard explorer: every system so far on one scale, and behind each dot its queries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypedDict

from helpers import scores
from helpers.explorers import base, controls
from helpers.scores import GROUPS, KINDS, SYSTEMS

MOST = 20  # queries that are listed at a time
COLLECTIONS = [
    ("the hospital: 194 documents written for this book", "hospital"),
    ("lay terms: 1,914 clinical terms, asked for in lay words", "lay_terms"),
]


class Dot(TypedDict):
    """A system's mean over a group, its difference to BM25's, and their 95 % intervals."""

    system: str
    label: str
    added: bool
    mean: float
    low: float
    high: float
    difference: float
    difference_low: float
    difference_high: float


class Group(TypedDict):
    """A group of queries with a dot per system."""

    group: str
    label: str
    n: int
    dots: list[Dot]


class Row(TypedDict):
    """A query with nDCG@10 by the system whose dot is open, and by its rival."""

    query_id: str
    text: str
    ndcg: float
    rival: float


class Opened(TypedDict):
    """A dot's queries of one kind; ``rival`` is empty where there is no other system."""

    system: str
    label: str
    group: str
    group_label: str
    rival: str
    rival_label: str
    kind: str
    counts: dict[str, int]
    rows: list[Row]


class Found(TypedDict):
    """A document of a list, its grade for the query, and its rank in the other list, or None."""

    doc_id: str
    title: str
    grade: int
    other: int | None


class TopTen(TypedDict):
    """A system's first ten documents for the query."""

    system: str
    label: str
    ndcg: float
    documents: list[Found]


class Tens(TypedDict):
    """A query's lists; ``missed`` are the relevant documents that are in neither."""

    query_id: str
    text: str
    n_relevant: int
    missed: list[str]
    lists: list[TopTen]


class ScoreboardResult(TypedDict):
    """What the view draws; ``mean_ndcg``, by system and group, is for a page without JavaScript."""

    texts: str
    mean_ndcg: dict[str, dict[str, float]]
    groups: list[Group]
    opened: Opened | None
    tens: Tens | None


class ScoreboardView(base.View):
    """Draws a ScoreboardResult; ``chosen`` holds system, group, kind and query of what is open."""

    _esm = base.source("scoreboard_queries.js", "scoreboard.js")


def explore_scoreboard(
    texts: str, chosen: Sequence[str], systems: Sequence[str], added: Sequence[str]
) -> ScoreboardResult:
    """Lay out the systems' means by group of queries, and what is open of them.

    ``texts`` names a collection, ``added`` the systems that are new. ``chosen`` is empty, or a
    system and a group, then perhaps one of ``KINDS``, then perhaps a query. Raises ValueError for
    names that are not stored.

    >>> explore_scoreboard("hospital", [], ["BM25"], [])["groups"][0]["n"]
    32
    """
    board = scores.load_board(texts)
    _check(systems, added, board)
    groups = [name for name in GROUPS if name in board["groups"]]
    system, group, kind, query_id = (*chosen, "", "", "", "")[:4]
    if system not in ("", *systems) or group not in ("", *GROUPS) or kind not in ("", *KINDS):
        raise ValueError(f"chosen={list(chosen)!r}: want a system of {list(systems)} and a group")
    here = group in groups  # what was chosen in another collection is not there in this one
    opened = _opened(board, system, group, kind, _rival(system, systems)) if here else None
    asked = [query["query_id"] for query in board["queries"]]
    at = asked.index(query_id) if query_id in asked else None
    tens = None if opened is None or at is None else _tens(texts, board, opened, at)
    result: ScoreboardResult = {
        "texts": texts,
        "mean_ndcg": {
            SYSTEMS[system]: {group: board["means"][system][group]["mean"] for group in groups}
            for system in systems
        },
        "groups": [_group(board, name, systems, added) for name in groups],
        "opened": opened,
        "tens": tens,
    }
    return result


def _check(systems: Sequence[str], added: Sequence[str], board: scores.Board) -> None:
    known = [name for name in SYSTEMS if name in board["means"]]
    for name in systems:
        if name not in known:
            raise ValueError(f"systems={name!r}: allowed are {', '.join(known)}")
    for name in added:
        if name not in systems:
            raise ValueError(f"added={name!r}: want some of {list(systems)}")


def _group(board: scores.Board, group: str, systems: Sequence[str], added: Sequence[str]) -> Group:
    dots: list[Dot] = [
        {
            "system": name,
            "label": SYSTEMS[name],
            "added": name in added,
            **board["means"][name][group],
        }
        for name in systems
    ]
    return {"group": group, "label": GROUPS[group], "n": board["groups"][group], "dots": dots}


def _rival(system: str, systems: Sequence[str]) -> str:
    """Whom a system is compared with: BM25; BM25 itself with the last of the others."""
    if system != scores.BASE:
        return scores.BASE
    others = [name for name in systems if name != scores.BASE]
    return "SPLADE" if "SPLADE" in others else others[-1] if others else ""


def _opened(board: scores.Board, system: str, group: str, kind: str, rival: str) -> Opened:
    ours = board["ndcg"][system]
    theirs = board["ndcg"].get(rival, [0.0] * len(ours))
    rows: dict[str, list[Row]] = {name: [] for name in KINDS}
    for query, ndcg, other in zip(board["queries"], ours, theirs, strict=True):
        if group in ("all", query["type"]):
            won = "better" if ndcg > other else "worse" if ndcg < other else "equal"
            row = {"query_id": query["query_id"], "text": query["text"]}
            rows[won].append({**row, "ndcg": ndcg, "rival": other})  # type: ignore[typeddict-item]
    shown = kind or next(name for name in ("better", "worse", "equal") if rows[name])
    ordered = sorted(rows[shown], key=lambda r: (-abs(r["ndcg"] - r["rival"]), -r["ndcg"]))
    return {
        "system": system,
        "label": SYSTEMS[system],
        "group": group,
        "group_label": GROUPS[group],
        "rival": rival,
        "rival_label": SYSTEMS.get(rival, ""),
        "kind": shown,
        "counts": {name: len(found) for name, found in rows.items()},
        "rows": ordered[:MOST],
    }


def _tens(texts: str, board: scores.Board, opened: Opened, at: int) -> Tens:
    lists, query = scores.load_lists(texts), board["queries"][at]
    names = [name for name in (opened["system"], opened["rival"]) if name]
    top = dict(zip(lists["systems"], lists["top"][at], strict=True))
    found = {name: scores.signs(top[name]) for name in names}
    grades = [int(digit) for digit in lists["grades"][at]]
    titles = [lists["documents"][n] for n in lists["pools"][at]]
    every = {place for places in found.values() for place in places}

    def top_ten(name: str) -> TopTen:
        others = found[names[names.index(name) - 1]] if len(names) > 1 else []
        documents: list[Found] = [
            {
                "doc_id": titles[place][0],
                "title": titles[place][1],
                "grade": grades[place],
                "other": others.index(place) + 1 if place in others else None,
            }
            for place in found[name]
        ]
        ndcg = board["ndcg"][name][at]
        return {"system": name, "label": SYSTEMS[name], "ndcg": ndcg, "documents": documents}

    return {
        "query_id": query["query_id"],
        "text": query["text"],
        "n_relevant": sum(grade > 0 for grade in grades),
        "missed": [titles[n][1] for n, grade in enumerate(grades) if grade > 0 and n not in every],
        "lists": [top_ten(name) for name in names],
    }


def scoreboard_explorer(
    systems: Sequence[str], added: Sequence[str] = (), texts: str = "hospital"
) -> base.Explorer:
    """Show these systems of ``helpers.rivals``, those that are ``added`` dropping in."""
    given = {"systems": list(systems), "added": list(added)}
    named = {"texts": controls.dropdown(list(COLLECTIONS), texts, "Collection")}
    answer = partial(explore_scoreboard, systems=given["systems"], added=given["added"])
    return base.Explorer(ScoreboardView, named, answer, chosen=[], given=given)
