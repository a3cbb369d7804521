"""Somebody's files, of whatever format, to a collection and an account of every row."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path

from helpers._progress import progress
from helpers.own_texts.columns import DOCUMENTS, QUERIES, check_names
from helpers.own_texts.folders import Layout, layout, texts_in
from helpers.own_texts.judgements import Judge, read_qrels, read_queries
from helpers.own_texts.prose import read_prose
from helpers.own_texts.report import FileReport, Read, read_of
from helpers.own_texts.tables import Fields, Wanted, read_table
from helpers.paths import data_folder
from helpers.records import Collection, Document
from helpers.text import whole_characters

EXAMPLE = data_folder() / "own_texts"  # a bicycle workshop's notes, some broken on purpose
QUESTIONS = {"query": "question", "answer": "note", "relevance": "grade"}  # its columns
Found = dict[str, Document]


def read_texts(
    documents: Path | str,
    queries: Path | str | None = None,
    qrels: Path | str | None = None,
    *,
    split: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    **columns: str,
) -> Read:
    """Read your documents and, if you have them, queries and judgements.

    ``documents`` is a table, a folder with one text in each file, or a folder with a collection
    in BEIR's layout (``corpus``, ``queries``, ``qrels``), of which ``split`` names the part; the
    test part when nothing is said. A table is JSON Lines, or CSV with ``,`` ``;`` tab or ``|``;
    MS MARCO's files, which name no columns, are known. Everything may be gzipped, in UTF-8,
    UTF-16 or cp1252. ``queries`` is a table with the queries and, in a column ``id`` or
    ``answer``, the document that answers each; or the judgements are apart, in ``qrels``, as TREC
    or BEIR write them.

    Formats and columns are found by looking; ``encoding`` and ``delimiter`` settle it, and
    ``text="body"`` names a column (``id``, ``title``, ``text``, ``department``, ``kind`` of
    documents; ``query``, ``query_id``, ``answer``, ``relevance``, ``type`` of queries).
    Every row is in the collection or among the problems; ``table()`` shows the account. Raises
    ValueError for a path that is not there, a missing column, or when nothing is usable.

    >>> read = read_texts(EXAMPLE / "documents.csv", EXAMPLE / "queries.csv")
    >>> len(read.collection.documents), len(read.problems)
    (12, 2)
    """
    check_names(columns)
    path = Path(documents)
    files = Files(path, columns, encoding, delimiter)
    found = (layout(path, split) if path.is_dir() else None) or Layout(path, None, None)
    made = files.texts(path) if found.documents.is_dir() else files.rows(found.documents)
    if not made:
        raise ValueError(f"documents={str(path)!r}: no usable text in it{files.first_problem()}")
    judge = Judge(made, files.names)
    asked, judged = queries or found.queries, qrels or (None if queries else found.qrels)
    files.questions(judge, asked and Path(asked), judged and Path(judged))
    if found.documents.parent == path:
        files.others(path, {found.documents, asked, judged})
    asked_for, answers = tuple(judge.queries.values()), tuple(judge.qrels.values())
    return read_of(Collection(path.stem, tuple(made.values()), asked_for, answers), files.reports)


def read_workshop() -> Read:
    """Read the example of the appendix: a folder of notes, and questions in a CSV of its own.

    >>> read_workshop().collection
    workshop: 19 documents, 15 queries
    """
    return read_texts(EXAMPLE / "workshop", EXAMPLE / "workshop_questions.csv", **QUESTIONS)


class Files:
    """Reads files one after the other and keeps the account of each."""

    def __init__(
        self, given: Path, columns: Mapping[str, str], encoding: str | None, delimiter: str | None
    ) -> None:
        self.given, self.reports = given, list[FileReport]()
        self.names: dict[str, str] = {}  # the id of each file's text
        self.columns, self.encoding, self.delimiter = columns, encoding, delimiter

    def report(self, path: Path) -> FileReport:
        """Begin a file's account; one below the folder that was given is named from there."""
        inside = path != self.given and path.is_relative_to(self.given)
        name = path.relative_to(self.given).as_posix() if inside else path.name
        self.reports.append(FileReport(name))
        return self.reports[-1]

    def first_problem(self) -> str:
        """What went wrong first, to end a sentence with."""
        problems = [problem for report in self.reports for problem in report.problems]
        return f"; {problems[0].where}: {problems[0].why}" if problems else ""

    def texts(self, folder: Path) -> Found:
        """Read a text a file; its id is its place in the folder, without the ending."""
        made: Found = {}
        for path in progress(texts_in(folder, self.reports.append), "reading"):
            report = self.report(path)
            prose = read_prose(path, report, self.encoding)
            if prose is not None:
                doc_id = _free(whole_characters(report.file), path.suffix, made)
                made[doc_id] = Document(doc_id, prose.title, prose.text)
                self.names[report.file] = doc_id
        return made

    def others(self, folder: Path, used: set[Path | str | None]) -> None:
        """Note what lies beside a collection's own files."""
        for path in texts_in(folder, self.reports.append):
            if path not in used:
                report = self.report(path)
                report.problem("not read: it is none of the collection's files that are used")

    def rows(self, path: Path) -> Found:
        """Read a document a row."""
        made: Found = {}
        report = self.report(path)
        for row in progress(read_table(path, report, self._wanted("text")), "reading"):
            document = _document(row)
            if not document.text:
                report.problem("the text is empty", row.first, row.last)
            elif document.doc_id in made:
                why = f"the id {document.doc_id!r} was there before"
                report.problem(why, row.first, row.last)
            else:
                made[document.doc_id] = document
                report.used += 1
        return made

    def questions(self, judge: Judge, queries: Path | None, qrels: Path | None) -> None:
        """Read queries and their judgements, from one file or two."""
        if queries is not None:
            report = self.report(queries)
            read_queries(queries, report, judge, self._wanted("query"), apart=qrels is not None)
        if qrels is not None:
            read_qrels(qrels, self.report(qrels), judge, self._wanted("answer"))

    def _wanted(self, needed: str) -> Wanted:
        roles = DOCUMENTS if needed == "text" else QUERIES
        return Wanted(roles, needed, self.columns, self.encoding, self.delimiter)


def _free(name: str, ending: str, taken: Found) -> str:
    """A file's name without its ending; with it, and a number, where it is taken."""
    numbered = (f"{name}#{n}" for n in count(2))
    names = chain([name.removesuffix(ending), name], numbered)
    return next(n for n in names if n not in taken)


def _document(row: Fields) -> Document:
    """A row as a document; without an id it is named by its line, and a title alone is its text."""
    doc_id = row.name("id") or f"line{row.first}"
    title, text = row.text("title"), row.text("text")
    department, kind = row.name("department"), row.name("kind")
    return Document(doc_id, title if text else "", text or title, department, kind)
