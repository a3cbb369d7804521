"""Documents, queries, judgements and scores, and the loader of a collection of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

DATA = Path(__file__).resolve().parent.parent / "data"
GRADES = range(4)


class Document(NamedTuple):
    """A text that can be found.

    >>> Document("D1", "Gout", "Acute gout guideline").contents
    'Gout. Acute gout guideline'
    """

    doc_id: str
    title: str
    text: str
    department: str = ""
    kind: str = ""

    @property
    def contents(self) -> str:
        """What a search engine indexes: the title, then the text where it says more."""
        return f"{self.title}. {self.text}" if self.title not in ("", self.text) else self.text


class Query(NamedTuple):
    """What somebody typed, and what kind of query it is."""

    query_id: str
    text: str
    type: str = ""


class Qrel(NamedTuple):
    """A judgement: how relevant a document is to a query, 0 (not at all) to 3 (the answer)."""

    query_id: str
    doc_id: str
    relevance: int


class ScoredDoc(NamedTuple):
    """One line of a run: a document with its score for a query."""

    query_id: str
    doc_id: str
    score: float


@dataclass(frozen=True)
class Collection:
    """Documents, queries and the judgements that join them."""

    name: str
    documents: tuple[Document, ...]
    queries: tuple[Query, ...]
    qrels: tuple[Qrel, ...]

    def document(self, doc_id: str) -> Document:
        """The document with this id; a ValueError when there is none."""
        for document in self.documents:
            if document.doc_id == doc_id:
                return document
        raise ValueError(f"doc_id={doc_id!r}: not a document of {self.name}")

    def titled(self, title: str) -> Document:
        """The document with exactly this title; a ValueError when there is none."""
        for document in self.documents:
            if document.title == title:
                return document
        raise ValueError(f"title={title!r}: no document of {self.name} has it")


Record = TypeVar("Record")


def load_hospital(folder: Path = DATA / "hospital") -> Collection:
    """The running example: a hospital's intranet (``data/hospital/README.md``).

    Raises ValueError, naming file and line, when a file is missing or damaged.

    >>> len(load_hospital().documents)
    194
    """
    return load_collection(folder, "data/hospital")


def load_lay_terms(folder: Path = DATA / "lay_terms") -> Collection:
    """The benchmark that nobody wrote for this book (``data/lay_terms/README.md``).

    A query is a lay name, its one relevant document the clinical term with its definition; a
    query's type says how many analyzer terms the two share: none, one, more.

    >>> len(load_lay_terms().documents)
    1914
    """
    return load_collection(folder, "data/lay_terms")


def load_collection(folder: Path, name: str) -> Collection:
    """Read ``documents.jsonl``, ``queries.jsonl`` and ``qrels.txt`` from a folder, and check them.

    Raises ValueError, naming file and line, for anything that is missing, empty, repeated or
    unknown.
    """
    documents = _records(folder / "documents.jsonl", _document, lambda d: d.doc_id)
    queries = _records(folder / "queries.jsonl", _query, lambda q: q.query_id)
    doc_ids = {d.doc_id for d in documents}
    query_ids = {q.query_id for q in queries}
    qrels = _qrels(folder / "qrels.txt", query_ids, doc_ids)
    return Collection(name, documents, queries, qrels)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line of a file that is not blank, with where it stands."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ValueError(
            f"{path}: the file is missing; `git checkout {path}` restores it"
        ) from None
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 text ({error.reason})") from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"{path}, line {number}", line


def _records(
    path: Path, make: Callable[[dict[str, Any]], Record], key: Callable[[Record], str]
) -> tuple[Record, ...]:
    """The records of a JSON Lines file, each id once, no field empty."""
    made: dict[str, Record] = {}
    for where, line in _lines(path):
        try:
            record = make(json.loads(line))
        except (json.JSONDecodeError, AttributeError, TypeError):
            raise ValueError(f"{where}: not a JSON object") from None
        except (KeyError, ValueError) as error:
            raise ValueError(f"{where}: {error.args[0]} is missing or empty") from None
        if key(record) in made:
            raise ValueError(f"{where}: the id {key(record)!r} stands here a second time")
        made[key(record)] = record
    if not made:
        raise ValueError(f"{path}: no record in it")
    return tuple(made.values())


def _filled(fields: dict[str, Any], name: str) -> str:
    """A field that must be text and not blank."""
    value = fields[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(repr(name))
    return value


def _document(fields: dict[str, Any]) -> Document:
    doc_id, title, text = (_filled(fields, name) for name in ("id", "title", "text"))
    return Document(
        doc_id, title, text, str(fields.get("department", "")), str(fields.get("kind", ""))
    )


def _query(fields: dict[str, Any]) -> Query:
    return Query(_filled(fields, "id"), _filled(fields, "text"), str(fields.get("type", "")))


def _qrels(path: Path, query_ids: Iterable[str], doc_ids: Iterable[str]) -> tuple[Qrel, ...]:
    """TREC judgements (``query 0 document relevance``) over known ids, each pair once."""
    known_queries, known_docs = set(query_ids), set(doc_ids)
    made: dict[tuple[str, str], Qrel] = {}
    for where, line in _lines(path):
        fields = line.split()
        if len(fields) != 4 or fields[3] not in map(str, GRADES):
            raise ValueError(f"{where}: want 'query 0 document relevance', relevance 0 to 3")
        query_id, _, doc_id, relevance = fields
        if query_id not in known_queries:
            raise ValueError(f"{where}: the query {query_id!r} is unknown")
        if doc_id not in known_docs:
            raise ValueError(f"{where}: the document {doc_id!r} is unknown")
        if (query_id, doc_id) in made:
            raise ValueError(f"{where}: {query_id} and {doc_id} are judged a second time")
        made[query_id, doc_id] = Qrel(query_id, doc_id, int(relevance))
    return tuple(made.values())
