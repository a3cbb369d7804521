"""Queries and judgements: in one table, or apart, as TREC, BEIR and MS MARCO keep them."""

from __future__ import annotations

import re
from collections.abc import Collection as Container
from collections.abc import Iterator, Mapping
from pathlib import Path

from helpers.own_texts.columns import JUDGEMENTS, QUERIES, Roles
from helpers.own_texts.decoding import LINE_END, read_text
from helpers.own_texts.report import FileReport
from helpers.own_texts.tables import Fields, Wanted, read_table
from helpers.records import Qrel, Query

RELEVANT = 1  # an answer without a grade
TREC = re.compile(r"\s*\S+[ \t]+\S+[ \t]+\S+[ \t]+-?\d+\s*")
Judged = dict[tuple[str, str], Qrel]


class Judge:
    """Collects queries and judgements from rows; what does not fit goes to the file's report.

    A document may also be named by its file: ``names`` says which id that is.
    """

    def __init__(self, doc_ids: Container[str], names: Mapping[str, str] | None = None) -> None:
        self.doc_ids, self._names = doc_ids, names or {}
        self.queries: dict[str, Query] = {}
        self.qrels: Judged = {}
        self._by_text: dict[str, str] = {}

    def ask(self, row: Fields, report: FileReport) -> str | None:
        """Note a row's query, once; its id, or None when there is something wrong with it."""
        text, query_id = row.text("query"), row.name("query_id")
        if not text:
            report.problem("the query is empty", row.first, row.last)
            return None
        query_id = query_id or self._by_text.setdefault(text, self._fresh(row))
        if self.queries.setdefault(query_id, Query(query_id, text, row.name("type"))).text != text:
            why = f"the query id {query_id!r} was there before, with another text"
            report.problem(why, row.first, row.last)
            return None
        return query_id

    def _fresh(self, row: Fields) -> str:
        """A name for a query that has none: by its line, where others have names."""
        own_names = "query_id" in row.by_role
        return f"line{row.first}" if own_names else f"Q{len(self._by_text) + 1}"

    def judge(self, query_id: str, row: Fields, report: FileReport) -> bool:
        """Note a judgement; whether it could be used."""
        doc_id, said = row.name("answer"), row.name("relevance")
        doc_id = doc_id if doc_id in self.doc_ids else self._names.get(doc_id, doc_id)
        grade = _grade(said)
        if query_id not in self.queries:
            why = f"no query has the id {query_id!r}"
        elif doc_id not in self.doc_ids:
            why = f"no document has the id {doc_id!r}"
        elif grade is None:
            why = f"the relevance {said!r} is not a whole number"
        elif (query_id, doc_id) in self.qrels:
            why = f"query {query_id!r} and document {doc_id!r} were judged before"
        else:
            self.qrels[query_id, doc_id] = Qrel(query_id, doc_id, grade)
            return True
        report.problem(why, row.first, row.last)
        return False


def _grade(said: str) -> int | None:
    """A grade as a whole number; without one, an answer is relevant.

    >>> _grade("2.0"), _grade(""), _grade("yes")
    (2, 1, None)
    """
    if not said:
        return RELEVANT
    return int(said.split(".")[0]) if re.fullmatch(r"-?[0-9]{1,9}(\.0*)?", said) else None


def read_queries(path: Path, report: FileReport, judge: Judge, wanted: Wanted, apart: bool) -> None:
    """Read queries, with the document that answers each where the table says so.

    With ``apart``, judgements stand in another file, and a column ``id`` names the query.
    """
    for row in read_table(path, report, wanted._replace(roles=_roles(apart))):
        query_id = judge.ask(row, report)
        if query_id is None:
            continue
        if not row.name("answer") or judge.judge(query_id, row, report):
            report.used += 1


def _roles(apart: bool) -> Roles:
    """In a table with judgements ``id`` is the answer's, else it is the query's."""
    if apart:
        ours = {role: names for role, names in QUERIES.items() if role not in JUDGEMENTS}
        return {"query_id": (*QUERIES["query_id"], "id"), **ours}
    return {**QUERIES, "answer": (*QUERIES["answer"], "id")}


def read_qrels(path: Path, report: FileReport, judge: Judge, wanted: Wanted) -> None:
    """Read judgements: four columns without names (TREC, MS MARCO), or named ones (BEIR)."""
    text = read_text(path, FileReport(report.file), wanted.encoding)
    first = next((line for line in LINE_END.split(text) if line.strip()), "")
    rows = _trec(path, report, wanted) if TREC.fullmatch(first) else _named(path, report, wanted)
    for row in rows:
        if judge.judge(row.name("query_id"), row, report):
            report.used += 1


def _named(path: Path, report: FileReport, wanted: Wanted) -> Iterator[Fields]:
    return read_table(path, report, wanted._replace(roles=JUDGEMENTS, needed="answer"))


def _trec(path: Path, report: FileReport, wanted: Wanted) -> Iterator[Fields]:
    report.columns = {"query_id": "column 1", "answer": "column 3", "relevance": "column 4"}
    report.ignored = ["column 2"]
    text = read_text(path, report, wanted.encoding)
    for number, line in enumerate(LINE_END.split(text), 1):
        fields = re.split(r"[ \t]+", line.strip(" \t"))
        if fields == [""]:
            continue
        report.rows += 1
        if len(fields) != 4:
            why = f"{len(fields)} fields; want 'query 0 document relevance'"
            report.problem(why, number)
        else:
            by_role = dict(zip(("query_id", "", "answer", "relevance"), fields, strict=True))
            yield Fields(number, number, by_role)
