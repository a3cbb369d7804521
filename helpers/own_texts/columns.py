"""Which column of a table is read as what: by its usual names, or by the one that is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Roles = Mapping[str, tuple[str, ...]]

DOCUMENTS: Roles = {
    "id": ("id", "_id", "doc_id", "docid", "docno", "document_id", "pid", "key"),
    "title": ("title", "heading", "headline", "name"),
    "text": ("text", "body", "contents", "content", "passage", "abstract", "description"),
    "department": ("department",),
    "kind": ("kind",),
}
QUERIES: Roles = {
    "query_id": ("query_id", "qid", "topic_id", "_id"),
    "query": ("query", "question", "text", "topic"),
    "answer": ("answer", "answer_id", "doc_id", "docid", "document_id", "corpus_id", "pid"),
    "relevance": ("relevance", "grade", "rel", "score", "label"),
    "type": ("type",),
}
JUDGEMENTS: Roles = {
    "query_id": (*QUERIES["query_id"], "query"),
    "answer": (*QUERIES["answer"], "id"),
    "relevance": QUERIES["relevance"],
}
SHARED = "query_id"  # in the queries' file and in that of the judgements
NAMES = tuple(dict.fromkeys([*DOCUMENTS, *QUERIES]))  # what a reader may name a column for


def check_names(named: Mapping[str, str]) -> None:
    """Raise ValueError for a keyword that is no role of a column."""
    for name, value in named.items():
        if name not in NAMES:
            raise ValueError(f"{name}={value!r}: allowed are {', '.join(NAMES)}")


def usual(name: str) -> str:
    """Write a column's name as it is compared: "Query-ID " is query_id.

    >>> usual("Query-ID ")
    'query_id'
    """
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def count_known(columns: Sequence[str], roles: Roles, named: Mapping[str, str]) -> int:
    """Count the columns that can be read as something."""
    known = {usual(n) for names in roles.values() for n in names} | {"id"}
    known |= {usual(n) for n in named.values()}
    return len({usual(column) for column in columns} & known)


def assign(columns: Sequence[str], roles: Roles, named: Mapping[str, str]) -> dict[str, str]:
    """Say which column is read as what: ``{role: column}``; each column once.

    A name that the reader gives goes before the usual ones. Raises ValueError for one that no
    column has, but for a query's id, which two files have under two names.

    >>> assign(["_id", "Body", "url"], DOCUMENTS, {})
    {'id': '_id', 'text': 'Body'}
    """
    free = {usual(column): column for column in reversed(columns)}
    found = {}
    for role in (r for r in roles if r in named):
        if usual(named[role]) not in free and role == SHARED:
            continue
        if usual(named[role]) not in free:
            raise ValueError(f"{role}={named[role]!r}: the columns are {', '.join(columns)}")
        found[role] = free.pop(usual(named[role]))
    for role, names in roles.items():
        name = next((n for n in names if n in free), None)
        if role not in found and name is not None:
            found[role] = free.pop(name)
    return {role: found[role] for role in roles if role in found}
