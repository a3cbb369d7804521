"""Runs and judgements in TREC's format, for trec_eval, ranx, ir_measures and the like.

A run's line is ``query Q0 document rank score tag``, a judgement's ``query 0 document relevance``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from helpers.records import Qrel, ScoredDoc, by_query

UNFIT = re.compile("[\\s\ufeff\ud800-\udfff]")  # blanks, and what no file holds
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
TAG = "why-splade-works"


def _name(value: str, argument: str) -> str:
    """A name that fits between blanks; a ValueError for one that does not."""
    if not value or UNFIT.search(value):
        raise ValueError(f"{argument}={value!r}: TREC's format has no room for blanks in it")
    return value


def write_run(path: Path | str, run: Iterable[ScoredDoc], tag: str = TAG) -> None:
    """Write a run, query by query, best document first; ties by id, as in the book.

    Of equal scores the later is written a hair lower (the next smaller float32), because
    trec_eval would order them by its own rule. Raises ValueError for an id, or a tag, with blanks
    in it.
    """
    _name(tag, "tag")
    text = "".join(_lines(run, tag))  # whole, before the old file goes
    Path(path).write_text(text, encoding="utf-8", newline="\n")


def _lines(run: Iterable[ScoredDoc], tag: str) -> Iterator[str]:
    for query_id, hits in by_query(run).items():
        _name(query_id, "query_id")
        before = np.float32(np.inf)
        for rank, hit in enumerate(sorted(hits, key=lambda h: (-h.score, h.doc_id)), 1):
            below = np.nextafter(before, np.float32(-np.inf))
            before = min(np.float32(hit.score), below)
            doc_id = _name(hit.doc_id, "doc_id")
            if not np.isfinite(before):
                raise ValueError(f"score={hit.score!r} of {doc_id!r}: want a finite number")
            yield f"{query_id} Q0 {doc_id} {rank} {before!s} {tag}\n"


def read_run(path: Path | str) -> list[ScoredDoc]:
    """Read a run, in its order; a ValueError names the first line that does not fit."""
    made = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8-sig").split("\n"), 1):
        fields = re.split(r"[ \t]+", line.strip(" \t\r"))
        if fields == [""]:
            continue
        try:
            query_id, _, doc_id, _, score, _ = fields
            if not NUMBER.fullmatch(score):
                raise ValueError(score)
            made.append(ScoredDoc(query_id, doc_id, float(score)))
        except ValueError:
            wanted = "want 'query Q0 document rank score tag'"
            raise ValueError(f"{path}, line {number}: {wanted}") from None
    return made


def write_qrels(path: Path | str, qrels: Iterable[Qrel]) -> None:
    """Write judgements; a ValueError for an id with blanks in it."""
    text = "".join(
        f"{_name(q.query_id, 'query_id')} 0 {_name(q.doc_id, 'doc_id')} {q.relevance}\n"
        for q in qrels
    )
    Path(path).write_text(text, encoding="utf-8", newline="\n")
