"""A table of any of the formats that are read, as rows by role; the format is found by looking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from helpers.own_texts.columns import Roles, assign, count_known
from helpers.own_texts.decoding import read_text
from helpers.own_texts.report import FileReport
from helpers.own_texts.rows import Row, delimited, json_lines, kind_of, split_lines
from helpers.text import whole_characters

DELIMITERS = ",;\t|"
JSON = (".jsonl", ".ndjson", ".json")
HEADLESS: Mapping[tuple[str, int], tuple[str, ...]] = {  # MS MARCO's files name no columns
    ("text", 2): ("id", "text"),
    ("text", 4): ("id", "url", "title", "text"),
    ("query", 2): ("query_id", "query"),
}


class Wanted(NamedTuple):
    """What is looked for in a table, and what its reader says about it.

    ``roles`` are the usual names of columns, ``needed`` the role without which nothing can be
    read, ``named`` the columns that the reader names, by role. An encoding or a delimiter that is
    None is found by looking.
    """

    roles: Roles
    needed: str
    named: Mapping[str, str]
    encoding: str | None = None
    delimiter: str | None = None


class Fields(NamedTuple):
    """One row: its texts by role, and the lines that it takes."""

    first: int
    last: int
    by_role: Mapping[str, str]

    def text(self, role: str) -> str:
        """The text in a role, as it is; empty where there is none, or only blanks."""
        text = self.by_role.get(role, "")
        return text if text.strip() else ""

    def name(self, role: str) -> str:
        """The text in a role as a name: without blanks at its ends."""
        return self.by_role.get(role, "").strip(" \t\r\n")


def suffix(path: Path) -> str:
    """The ending of a file's name in small letters, .gz not counted.

    >>> suffix(Path("corpus.JSONL.gz"))
    '.jsonl'
    """
    return Path(path.name.lower().removesuffix(".gz")).suffix


def read_table(path: Path, report: FileReport, wanted: Wanted) -> Iterator[Fields]:
    """Read a table's rows by role; broken ones go to the report, and all are counted there.

    Raises ValueError for a file that cannot be read, and when no column is the needed one.
    """
    text = read_text(path, report, wanted.encoding)
    if suffix(path) in JSON or text.lstrip()[:1] in ("{", "["):
        return _objects(text, report, wanted)
    return _rows(text, report, wanted)


def _objects(text: str, report: FileReport, wanted: Wanted) -> Iterator[Fields]:
    """JSON objects; read twice, because any row may have a column that the others lack."""
    columns = dict.fromkeys(name for row in json_lines(text) for name in row.fields)
    found = assigned(list(columns), report, wanted)
    for row in json_lines(text):
        report.rows += 1
        wrong = row.why or _not_text(row.fields, found)
        if wrong:
            report.problem(wrong, row.line)
        else:
            texts = {role: _text(row.fields.get(name)) for role, name in found.items()}
            yield Fields(row.line, row.line, texts)


def _not_text(fields: Mapping[str, Any], found: Mapping[str, str]) -> str:
    for name in found.values():
        if isinstance(fields.get(name), (list, dict, bool)):
            return f"its {name!r} is no text but {kind_of(fields[name])}"
    return ""


def _text(value: object) -> str:
    return "" if value is None else whole_characters(str(value))


def _rows(text: str, report: FileReport, wanted: Wanted) -> Iterator[Fields]:
    delimiter = wanted.delimiter
    if text[:4].lower() == "sep=":  # what Excel writes for itself
        delimiter, text = delimiter or text[4:5], text[5:]
    lines = split_lines(text)
    columns = _headless(lines, wanted)
    if columns:  # there a quote is a quote
        return _by_role(delimited(lines, "\t", quotes=False), columns, report, wanted)
    rows = delimited(lines, delimiter or _delimiter(lines, wanted))
    return _by_role(rows, _head(rows, report), report, wanted)


def _headless(lines: list[str], wanted: Wanted) -> tuple[str, ...]:
    """The columns of a file in MS MARCO's format: tabs, and a first line that names nothing."""
    first = lines[0].rstrip("\r\n").split("\t") if lines else []
    named = not first[:1] or not first[0].isdecimal()  # no column is called 42
    if wanted.delimiter not in (None, "\t") or (named and _names_any(lines[:1], wanted)):
        return ()
    return HEADLESS.get((wanted.needed, len(first)), ())


def _names_any(lines: list[str], wanted: Wanted) -> bool:
    """Whether the first line names a column that is known, whatever delimits it."""
    cells = (lines[0].rstrip("\r\n").split(delimiter) for delimiter in DELIMITERS)
    heads = ([cell.strip('"') for cell in row] for row in cells) if lines else ()
    return any(count_known(head, wanted.roles, wanted.named) for head in heads)


def _head(rows: Iterator[Row], report: FileReport) -> list[str]:
    row = next(rows, Row(1, 1, []))
    if row.why:
        raise ValueError(f"{report.file}, line {row.first}: {row.why}")
    return row.fields


def _delimiter(lines: list[str], wanted: Wanted) -> str:
    """The one by which the first row has most columns that are known, then most columns."""

    def columns(delimiter: str) -> tuple[int, int]:
        row = next(delimited(lines, delimiter), Row(1, 1, []))
        head = lines[row.first - 1].strip().split(delimiter) if row.why else row.fields
        return count_known(head, wanted.roles, wanted.named), len(head)

    return max(DELIMITERS, key=columns)


def _by_role(
    rows: Iterator[Row], columns: Sequence[str], report: FileReport, wanted: Wanted
) -> Iterator[Fields]:
    found = assigned(columns, report, wanted)
    places = {role: list(columns).index(name) for role, name in found.items()}
    for row in rows:
        if len(columns) > 1 and len(row.fields) == 1 and not row.fields[0].strip():
            continue  # a line of blanks
        report.rows += 1
        fields = _as_many(row.fields, len(columns))
        if row.why or len(fields) != len(columns):
            why = row.why or f"{len(fields)} fields where the first line names {len(columns)}"
            report.problem(why, row.first, row.last)
        else:
            yield Fields(row.first, row.last, {role: fields[i] for role, i in places.items()})


def _as_many(fields: list[str], wanted: int) -> list[str]:
    """The fields without empty ones beyond the last column, which spreadsheets leave."""
    return fields if any(fields[wanted:]) else fields[:wanted]


def assigned(columns: Sequence[str], report: FileReport, wanted: Wanted) -> dict[str, str]:
    """Say which column is read as what, also to the report; a ValueError without the needed one."""
    named = {role: name for role, name in wanted.named.items() if role in wanted.roles}
    found = assign(columns, wanted.roles, named)
    if wanted.needed not in found:
        have = ", ".join(name for name in columns if name.strip()) or "none"
        raise ValueError(
            f"{report.file}: want a column {wanted.needed!r}, or its name as "
            f"{wanted.needed}=...; the columns are {have}"
        )
    report.columns = found
    report.ignored = [
        name.strip() or f"column {i}"
        for i, name in enumerate(columns, 1)
        if name not in found.values() or name in columns[: i - 1]
    ]
    return found
