"""Your own documents in place of the hospital's: a folder of .txt files, or a CSV.

A row that cannot be used is reported with the line where it stands, and the rest is used.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from helpers.paths import data_folder
from helpers.records import Collection, Document, Qrel, Query, ScoredDoc
from helpers.registry import MODEL
from helpers.systems import systems

EXAMPLE = (
    data_folder() / "own_texts"
)  # a bicycle workshop's notes, two of its lines broken on purpose
RELEVANT = 3


class Problem(NamedTuple):
    """A file or line that was left out, and why."""

    where: str
    why: str


class Read(NamedTuple):
    """What could be read, and what could not."""

    collection: Collection
    problems: list[Problem]


class Row(NamedTuple):
    """A line of a CSV by its column names, with where it stands."""

    where: str
    fields: Mapping[str, str]


def read_texts(documents: Path | str, queries: Path | str | None = None) -> Read:
    """Your documents, and if you have them your queries with the document that answers each.

    ``documents`` is a folder of ``.txt`` files (the first line is the title) or a CSV in UTF-8
    with a column ``text`` and, as you like, ``id`` and ``title``. ``queries`` is a CSV with the
    columns ``query`` and ``id``, the answer's; a query with several answers has a line for each.
    Raises ValueError for a path that is not there, a missing column, or when nothing is usable.

    >>> read = read_texts(EXAMPLE / "documents.csv", EXAMPLE / "queries.csv")
    >>> len(read.collection.documents), len(read.problems)
    (12, 2)
    """
    path = Path(documents)
    problems: list[Problem] = []
    made: dict[str, Document] = {}
    for where, document in _folder(path, problems) if path.is_dir() else _csv(path, problems):
        if document.doc_id in made:
            problems.append(Problem(where, f"the id {document.doc_id!r} was there before"))
        else:
            made[document.doc_id] = document
    if not made:
        raise ValueError(f"documents={str(path)!r}: no usable text in it{_first(problems)}")
    asked, answers = _queries(Path(queries), made, problems) if queries else ((), ())
    return Read(Collection(path.stem, tuple(made.values()), asked, answers), problems)


def _first(problems: list[Problem]) -> str:
    return f"; {problems[0].where}: {problems[0].why}" if problems else ""


def _folder(path: Path, problems: list[Problem]) -> Iterator[tuple[str, Document]]:
    """A document a file, in order of names; the first line is the title."""
    for file in sorted(path.glob("*.txt")):
        try:
            title, _, text = file.read_text(encoding="utf-8-sig").strip().partition("\n")
        except UnicodeDecodeError as error:
            problems.append(Problem(file.name, f"not UTF-8 text ({error.reason})"))
            continue
        if not title:
            problems.append(Problem(file.name, "the file is empty"))
        else:
            yield file.name, Document(file.stem, title.strip(), text.strip() or title.strip())


def _csv(path: Path, problems: list[Problem]) -> Iterator[tuple[str, Document]]:
    """A document a line; without an id it is named by the line."""
    for number, row in enumerate(_rows(path, "text", problems), 1):
        text = row.fields["text"].strip()
        if not text:
            problems.append(Problem(row.where, "the text is empty"))
            continue
        doc_id = row.fields.get("id", "").strip() or f"row{number}"
        yield row.where, Document(doc_id, row.fields.get("title", "").strip(), text)


def _queries(
    path: Path, documents: Mapping[str, Document], problems: list[Problem]
) -> tuple[tuple[Query, ...], tuple[Qrel, ...]]:
    """Each distinct query once, and a judgement a line."""
    asked: dict[str, Query] = {}
    answers: dict[tuple[str, str], Qrel] = {}
    for row in _rows(path, "query", problems):
        text, doc_id = row.fields["query"].strip(), row.fields.get("id", "").strip()
        if not text:
            problems.append(Problem(row.where, "the query is empty"))
        elif doc_id not in documents:
            problems.append(Problem(row.where, f"no document has the id {doc_id!r}"))
        else:
            query = asked.setdefault(text, Query(f"Q{len(asked) + 1}", text, "own"))
            answers[query.query_id, doc_id] = Qrel(query.query_id, doc_id, RELEVANT)
    return tuple(asked.values()), tuple(answers.values())


def _rows(path: Path, needed: str, problems: list[Problem]) -> Iterator[Row]:
    """The lines of a CSV that have as many fields as its head."""
    lines = csv.reader(_text(path).splitlines(keepends=True))
    head = [name.strip().lower() for name in next(lines, [])]
    if needed not in head:
        raise ValueError(f"{path}: want a column {needed!r}; it has {', '.join(head) or 'none'}")
    while True:
        where = f"{path.name}, line {lines.line_num + 1}"
        try:
            fields = next(lines)
        except StopIteration:
            return
        except csv.Error as error:  # a field of megabytes, or bytes that are no text
            problems.append(Problem(where, str(error)))
            continue
        if len(fields) == len(head):
            yield Row(where, dict(zip(head, fields, strict=True)))
        elif fields:
            why = f"{len(fields)} fields where the first line names {len(head)}"
            problems.append(Problem(where, why))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 text ({error.reason})") from None
    except OSError:
        raise ValueError(f"{path}: no such file or folder") from None


def ask(
    collection: Collection, query: str, top_k: int = 3, model: str = MODEL
) -> dict[str, list[ScoredDoc]]:
    """Find documents for one query by each of the book's four systems: ``{system: hits}``.

    Raises ValueError when ``top_k`` is below 1, or for an unknown model.
    """
    return {name: s.search(query, top_k) for name, s in systems(collection, model).items()}
