"""Files that the tests write, and the book's collections in each format that is read."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from helpers.own_texts import Read, read_texts
from helpers.records import Collection, Document, Qrel, Query

Records = Iterable[Mapping[str, Any]]


def save(path: Path, text: str, encoding: str = "utf-8", packed: bool = False) -> Path:
    """Write a text as it is, gzipped if that is asked for; the path that it has then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.with_name(f"{path.name}.gz") if packed else path
    data = text.encode(encoding)
    path.write_bytes(gzip.compress(data, 1) if packed else data)
    return path


def lines(path: Path, *rows: str) -> Path:
    """Write so many lines, each with its end."""
    return save(path, "".join(f"{row}\n" for row in rows))


def read_lines(folder: Path, *rows: str, **how: Any) -> Read:
    """Read a CSV file of these lines."""
    return read_texts(lines(folder / "d.csv", *rows), **how)


def texts(read: Read) -> list[str]:
    """The texts of the documents that were read."""
    return [document.text for document in read.collection.documents]


def problems(read: Read) -> list[str]:
    """The problems as sentences."""
    return [f"{problem.where}: {problem.why}" for problem in read.problems]


class Format(NamedTuple):
    """Writes a collection, gzipped or not, and says what of it the format keeps."""

    write: Callable[[Path, Collection, bool], tuple[Path, ...]]
    kept: Callable[[Collection], Collection]


def contents(collection: Collection) -> tuple[Any, ...]:
    """What two equal collections have in common; the order of judgements is none of it."""
    return collection.documents, collection.queries, set(collection.qrels)


def whole(collection: Collection) -> Collection:
    """The collection as it is."""
    return collection


def without_kinds(collection: Collection) -> Collection:
    """Only what BEIR knows: ids, titles and texts."""
    documents = tuple(Document(d.doc_id, d.title, d.text) for d in collection.documents)
    queries = tuple(Query(q.query_id, q.text) for q in collection.queries)
    return replace(collection, documents=documents, queries=queries)


def in_one_line(collection: Collection) -> Collection:
    """Only what MS MARCO knows: an id and a text without tabs and line ends."""
    plain = without_kinds(collection)
    documents = tuple(
        Document(d.doc_id, "", " ".join(d.contents.split())) for d in collection.documents
    )
    return replace(plain, documents=documents)


def in_cp1252(collection: Collection) -> Collection:
    """The collection with a question mark for each character that cp1252 lacks."""

    def kept(record: Any) -> Any:
        return type(record)(*(v.encode("cp1252", "replace").decode("cp1252") for v in record))

    documents = tuple(map(kept, collection.documents))
    return replace(collection, documents=documents, queries=tuple(map(kept, collection.queries)))


def json_lines(path: Path, rows: Records, packed: bool) -> Path:
    """Write an object a line."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return save(path, text, packed=packed)


def _questions(collection: Collection) -> Iterator[dict[str, Any]]:
    """A row for each judgement, and one for each query that has none."""
    judged: dict[str, list[Qrel | None]] = defaultdict(list)
    for qrel in collection.qrels:
        judged[qrel.query_id].append(qrel)
    for query in collection.queries:
        for answer in judged[query.query_id] or [None]:
            doc_id, grade = ("", "") if answer is None else (answer.doc_id, str(answer.relevance))
            yield {
                "query_id": query.query_id, "query": query.text, "type": query.type,
                "answer": doc_id, "relevance": grade,
            }  # fmt: skip


def _beir(folder: Path, collection: Collection, packed: bool) -> tuple[Path, ...]:
    documents = (
        {"_id": d.doc_id, "title": d.title, "text": d.text, "metadata": {"kind": d.kind}}
        for d in collection.documents
    )
    queries = ({"_id": q.query_id, "text": q.text, "metadata": {}} for q in collection.queries)
    json_lines(folder / "corpus.jsonl", documents, packed)
    json_lines(folder / "queries.jsonl", queries, packed)
    head = "query-id\tcorpus-id\tscore\n"
    rows = [f"{q.query_id}\t{q.doc_id}\t{q.relevance}\n" for q in collection.qrels]
    save(folder / "qrels" / "test.tsv", head + "".join(rows), packed=packed)
    save(folder / "qrels" / "train.tsv", head + rows[0], packed=packed)
    return (folder,)


def _ms_marco(folder: Path, collection: Collection, packed: bool) -> tuple[Path, ...]:
    documents = (f"{d.doc_id}\t{d.text}\n" for d in in_one_line(collection).documents)
    queries = (f"{q.query_id}\t{q.text}\n" for q in collection.queries)
    qrels = (f"{q.query_id}\t0\t{q.doc_id}\t{q.relevance}\n" for q in collection.qrels)
    save(folder / "collection.tsv", "".join(documents), packed=packed)
    save(folder / "queries.dev.tsv", "".join(queries), packed=packed)
    save(folder / "qrels.dev.tsv", "".join(qrels), packed=packed)
    return (folder,)


def _trec(folder: Path, collection: Collection, packed: bool) -> tuple[Path, ...]:
    documents = (d._asdict() for d in collection.documents)
    queries = ({"id": q.query_id, "text": q.text, "type": q.type} for q in collection.queries)
    qrels = (f"{q.query_id} 0 {q.doc_id} {q.relevance}\n" for q in collection.qrels)
    return (
        json_lines(folder / "d.jsonl", documents, packed),
        json_lines(folder / "q.jsonl", queries, packed),
        save(folder / "qrels.txt", "".join(qrels), packed=packed),
    )


def _json_lines(folder: Path, collection: Collection, packed: bool) -> tuple[Path, ...]:
    documents = (d._asdict() for d in collection.documents)
    return (
        json_lines(folder / "d.jsonl", documents, packed),
        json_lines(folder / "q.jsonl", _questions(collection), packed),
    )


def _json_list(folder: Path, collection: Collection, packed: bool) -> tuple[Path, ...]:
    documents = json.dumps([d._asdict() for d in collection.documents], indent=1)
    queries = json.dumps([*_questions(collection)])
    return (
        save(folder / "d.json", documents, packed=packed),
        save(folder / "q.json", queries, packed=packed),
    )


def _csv(delimiter: str, encoding: str = "utf-8") -> Callable[..., tuple[Path, ...]]:
    def table(path: Path, rows: Records, packed: bool) -> Path:
        made, file = [*rows], io.StringIO(newline="")
        writer = csv.DictWriter(file, [*made[0]], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(made)
        return save(path, file.getvalue(), encoding, packed)

    def write(folder: Path, collection: Collection, packed: bool) -> tuple[Path, ...]:
        documents = (d._asdict() for d in collection.documents)
        return (
            table(folder / "d.csv", documents, packed),
            table(folder / "q.csv", _questions(collection), packed),
        )

    return write


FORMATS = {
    "BEIR": Format(_beir, without_kinds),
    "MS MARCO": Format(_ms_marco, in_one_line),
    "TREC": Format(_trec, whole),
    "JSON Lines": Format(_json_lines, whole),
    "JSON list": Format(_json_list, whole),
    "commas": Format(_csv(","), whole),
    "semicolons": Format(_csv(";"), whole),
    "tabs": Format(_csv("\t"), whole),
    "bars": Format(_csv("|"), whole),
    "byte order mark": Format(_csv(",", "utf-8-sig"), whole),
    "UTF-16": Format(_csv(";", "utf-16"), whole),
    "cp1252": Format(lambda f, c, packed: _csv(";", "cp1252")(f, in_cp1252(c), packed), in_cp1252),
}
