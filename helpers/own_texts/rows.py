"""A table's text in rows: delimited as Python's csv reads it, or a JSON object a line.

Every line of the file belongs to exactly one row, whole or broken, or is blank. Lines end where
csv and editors end them: at \\n, \\r\\n or \\r, and at nothing else.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal, NamedTuple

from helpers.own_texts.decoding import LINE_END

PATIENCE = 100  # quotes that nothing closes, after which quotes are taken line by line
LIMIT = min(sys.maxsize, 2**31 - 1)  # characters in a field: no limit of ours


class Row(NamedTuple):
    """A row with the lines that it takes; ``why`` says what is wrong with a broken one."""

    first: int
    last: int
    fields: list[str]
    why: str = ""


class _Lines:
    """Lines for csv's reader, which can be sent back to an earlier one."""

    def __init__(self, lines: list[str]) -> None:
        self.lines, self.at, self.end = lines, 0, len(lines)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.at >= self.end:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


@contextmanager
def _fields_of_any_length() -> Iterator[None]:
    before = csv.field_size_limit(LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def split_lines(text: str) -> list[str]:
    """Cut a text into lines, each with its end."""
    return list(io.StringIO(text, newline=""))


def delimited(text: list[str], delimiter: str, quotes: bool = True) -> Iterator[Row]:
    """Read rows from lines as csv's strict reader does; a broken one ends with its first line.

    A quote that nothing closes breaks the row that it is in, and not what follows. Blank lines
    are no rows.

    >>> [row.fields for row in delimited(split_lines('a,"b\\nc"\\r\\nd,e'), ",")]
    [['a', 'b\\nc'], ['d', 'e']]
    """
    lines = _Lines(text)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=delimiter, strict=True, quoting=quoting)
    broken = 0
    while lines.at < len(lines.lines):
        first = lines.at
        lines.end = first + 1 if broken >= PATIENCE else len(lines.lines)
        try:
            with _fields_of_any_length():
                fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            broken += 1
            lines.at = first + 1
            yield Row(first + 1, first + 1, [], _plainly(str(error)))
            continue
        if fields:
            yield Row(first + 1, lines.at, fields)


def _plainly(error: str) -> str:
    if "unexpected end" in error:
        return "a quote is opened that nothing closes"
    if "expected after" in error:
        return "text follows a closing quote; a quote inside a text is written twice"
    return error


class JsonRow(NamedTuple):
    """An object with the line that it is on; ``why`` says what is wrong with a broken one."""

    line: int
    fields: dict[str, Any]
    why: str = ""


def json_lines(text: str) -> Iterator[JsonRow]:
    """Read a JSON object a line, or the objects of one list, which are counted as lines.

    >>> [row.fields for row in json_lines('{"id": 1}\\n{"id": 2}')]
    [{'id': 1}, {'id': 2}]
    """
    listed = _list(text)
    if listed is not None:
        yield from (_object(number, item) for number, item in enumerate(listed, 1))
        return
    for number, line in enumerate(LINE_END.split(text), 1):
        if line.strip():
            yield _json(number, line)


def _loads(text: str) -> Any:
    """JSON's value; NaN, which pandas writes for what is missing, is null."""
    return json.loads(text, parse_constant=lambda _: None)


def _list(text: str) -> list[Any] | None:
    """The items of a file that is one JSON list, else None."""
    if text.lstrip().startswith("["):
        with suppress(ValueError, RecursionError):
            items = _loads(text)
            return items if isinstance(items, list) else None
    return None


def _json(number: int, line: str) -> JsonRow:
    try:
        return _object(number, _loads(line))
    except (ValueError, RecursionError) as error:  # too deep, or a number of 5,000 digits
        return JsonRow(number, {}, f"not JSON ({str(error).split(':')[0]})")


def _object(number: int, value: object) -> JsonRow:
    if isinstance(value, dict):
        return JsonRow(number, value)
    return JsonRow(number, {}, f"not a JSON object but {kind_of(value)}")


def kind_of(value: object) -> str:
    """Say in a word what a JSON value is."""
    kinds = {list: "a list", dict: "an object", str: "a text", bool: "true or false"}
    return "null" if value is None else kinds.get(type(value), "a number")
