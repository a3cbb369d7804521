"""Documents, queries, judgements and scores, a collection of them, and its loader."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from helpers.paths import data_folder

if TYPE_CHECKING:
    import pandas as pd


LABEL = 50  # characters of a text that stand for its title


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

    @property
    def label(self) -> str:
        """What to call it in a table: the title, or without one the beginning of the text."""
        start = " ".join(self.text[: 2 * LABEL].split())
        return self.title or (start if len(start) <= LABEL else f"{start[:LABEL].rstrip()}…")


class Query(NamedTuple):
    """What somebody typed, and what kind of query it is."""

    query_id: str
    text: str
    type: str = ""


class Qrel(NamedTuple):
    """A judgement: how relevant a document is to a query, 0 (not at all) or a grade above."""

    query_id: str
    doc_id: str
    relevance: int


class ScoredDoc(NamedTuple):
    """One line of a run: a document with its score for a query."""

    query_id: str
    doc_id: str
    score: float


def by_query(run: Iterable[ScoredDoc]) -> dict[str, list[ScoredDoc]]:
    """Put a run's hits under their queries, each in its order.

    >>> list(by_query([ScoredDoc("Q1", "D1", 2.0), ScoredDoc("Q2", "D1", 1.0)]))
    ['Q1', 'Q2']
    """
    found: dict[str, list[ScoredDoc]] = {}
    for hit in run:
        found.setdefault(hit.query_id, []).append(hit)
    return found


@dataclass(frozen=True, eq=False, repr=False)
class Collection:
    """Documents, queries and the judgements that join them."""

    name: str
    documents: tuple[Document, ...]
    queries: tuple[Query, ...] = ()
    qrels: tuple[Qrel, ...] = ()

    def __repr__(self) -> str:
        return f"{self.name}: {len(self.documents):,} documents, {len(self.queries):,} queries"

    @property
    def short_name(self) -> str:
        """The name without the folder that it lies in: what its stored files are called."""
        return self.name.rpartition("/")[2]

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.doc_id: document for document in self.documents}

    @property
    def doc_ids(self) -> list[str]:
        """The documents' ids, in their order."""
        return [document.doc_id for document in self.documents]

    def document(self, doc_id: str) -> Document:
        """Find the document with this id; a ValueError when there is none."""
        if doc_id not in self._by_id:
            raise ValueError(f"doc_id={doc_id!r}: not a document of {self.name}")
        return self._by_id[doc_id]

    def titled(self, title: str) -> Document:
        """Find the document with exactly this title; a ValueError when there is none."""
        for document in self.documents:
            if document.title == title:
                return document
        raise ValueError(f"title={title!r}: no document of {self.name} has it")

    def show(self, hits: Sequence[ScoredDoc], decimals: int = 2) -> pd.DataFrame:
        """Lay out a ranking as a table: rank, document, score and title."""
        import pandas as pd

        rows = [
            (rank, hit.doc_id, round(hit.score, decimals), self.document(hit.doc_id).label)
            for rank, hit in enumerate(hits, 1)
        ]
        return pd.DataFrame(rows, columns=["rank", "document", "score", "title"]).set_index("rank")

    def ranks(self, hits: Sequence[ScoredDoc], doc_ids: Iterable[str]) -> pd.DataFrame:
        """Say where some documents are in a ranking: their rank and score, empty when not found."""
        import pandas as pd

        found = {hit.doc_id: (rank, hit.score) for rank, hit in enumerate(hits, 1)}
        rows = [(i, self.document(i).title, *found.get(i, (None, None))) for i in doc_ids]
        table = pd.DataFrame(rows, columns=["document", "title", "rank", "score"])
        return table.astype({"rank": "Int64", "score": "Float64"}).round(2).set_index("document")


Record = TypeVar("Record", Document, Query)


@cache
def load_hospital() -> Collection:
    """Load the running example: a hospital's intranet (``data/hospital/README.md``).

    Raises ValueError, naming file and line, when a file is missing or damaged.

    >>> len(load_hospital().documents)
    194
    """
    return load_collection(data_folder() / "hospital", "data/hospital")


@cache
def load_lay_terms() -> Collection:
    """Load the benchmark that nobody wrote for this book (``data/lay_terms/README.md``).

    A query is a lay name, its one relevant document the clinical term with its definition; a
    query's type says how many analyzer terms the two share: none, one, more.

    >>> len(load_lay_terms().documents)
    1914
    """
    return load_collection(data_folder() / "lay_terms", "data/lay_terms")


@cache
def load_second_judge() -> Collection:
    """Load the hospital with a second judge's grades of what systems had found for some queries.

    Grade 0 is written out here: what has no line was not read (``data/hospital/README.md``).
    """
    return load_collection(data_folder() / "hospital", "data/hospital", "second_judge.txt")


def load_collection(folder: Path, name: str, judgements: str = "qrels.txt") -> Collection:
    """Read ``documents.jsonl``, ``queries.jsonl`` and the judgements from a folder; check them.

    Raises ValueError, naming file and line, for anything that is missing, empty, repeated or
    unknown.
    """
    documents = _records(folder / "documents.jsonl", _document, lambda d: d.doc_id)
    queries = _records(folder / "queries.jsonl", _query, lambda q: q.query_id)
    doc_ids = {d.doc_id for d in documents}
    query_ids = {q.query_id for q in queries}
    qrels = _qrels(folder / judgements, query_ids, doc_ids)
    return Collection(name, documents, queries, qrels)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line of a file that is not blank, with where it is."""
    try:
        text = path.read_text(encoding="utf-8-sig")
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
    """The records of a JSON Lines file, each id once."""
    found: dict[str, Record] = {}
    for where, line in _lines(path):
        try:
            record = make(json.loads(line))
        except (json.JSONDecodeError, AttributeError, TypeError):
            raise ValueError(f"{where}: not a JSON object") from None
        except (KeyError, ValueError) as error:
            raise ValueError(f"{where}: {error.args[0]} is missing or empty") from None
        if key(record) in found:
            raise ValueError(f"{where}: the id {key(record)!r} occurs a second time")
        found[key(record)] = record
    if not found:
        raise ValueError(f"{path}: no record in it")
    return tuple(found.values())


def _text(fields: dict[str, Any], name: str) -> str:
    """A field as text: null and a missing one are empty, a number is its digits."""
    value = fields.get(name)
    return "" if value is None else str(value)


def _filled(fields: dict[str, Any], name: str) -> str:
    """A field that must not be blank."""
    value = _text(fields, name)
    if not value.strip():
        raise ValueError(repr(name))
    return value


def _document(fields: dict[str, Any]) -> Document:
    doc_id, text = _filled(fields, "id"), _filled(fields, "text")
    department, kind = _text(fields, "department"), _text(fields, "kind")
    return Document(doc_id, _text(fields, "title"), text, department, kind)


def _query(fields: dict[str, Any]) -> Query:
    return Query(_filled(fields, "id"), _filled(fields, "text"), _text(fields, "type"))


def _qrels(path: Path, query_ids: Iterable[str], doc_ids: Iterable[str]) -> tuple[Qrel, ...]:
    """TREC judgements (``query 0 document relevance``) over known ids, each pair once."""
    known_queries, known_docs = set(query_ids), set(doc_ids)
    found: dict[tuple[str, str], Qrel] = {}
    for where, line in _lines(path):
        fields = line.split()
        if len(fields) != 4 or not fields[3].removeprefix("-").isdecimal():
            raise ValueError(f"{where}: want 'query 0 document relevance', a whole number last")
        query_id, _, doc_id, relevance = fields
        if query_id not in known_queries:
            raise ValueError(f"{where}: the query {query_id!r} is unknown")
        if doc_id not in known_docs:
            raise ValueError(f"{where}: the document {doc_id!r} is unknown")
        if (query_id, doc_id) in found:
            raise ValueError(f"{where}: {query_id} and {doc_id} are judged a second time")
        found[query_id, doc_id] = Qrel(query_id, doc_id, int(relevance))
    return tuple(found.values())
