"""Add, search, delete, count: a small face over pymilvus, the same for a file and a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from os import PathLike, fspath

from pymilvus import MilvusClient
from scipy.sparse import csr_matrix

from helpers._progress import progress
from helpers.records import Document, ScoredDoc
from helpers.scale.milvus.connection import connect, disconnect, plainly
from helpers.scale.milvus.schema import ONLY, Row, analyzed, indexes, key_of, rows, schema
from helpers.search import DECIMALS
from helpers.sparse import row_weights

PAGE = 500  # rows in one message, well below the 64 MB that a server takes
MOST = 16_384  # hits: a server gives no more
SPARE = 10  # hits asked for beyond the wanted ones, because a tie may go on there
DIGITS = 10  # of a checksum: enough to tell two models apart
PREFIX = "why_splade_works_"  # of every collection that this book makes or clears


def open_engine(
    uri: str | PathLike[str], model: str, checksum: str, name: str = "documents"
) -> Engine:
    """Open the documents in a file, on a server or in a cluster.

    ``uri`` is a path that ends in .db, or an address. ``model`` and ``checksum``
    (``helpers.registry.fingerprint``) say who made the vectors: they are stored with a new
    collection and compared with an old one. The collection is called ``why_splade_works_`` and
    ``name``; no other one is touched. Raises ValueError when they differ, or when the engine
    cannot be reached.
    """
    return Engine(fspath(uri), {"model": model, "checksum": checksum}, name)


class Engine:
    """A collection of documents in Milvus; open it with ``open_engine``, best in a ``with``.

    What was added is there when the call returns, also when this process is killed. Every
    method raises ValueError, in plain words, for what the engine refuses.
    """

    def __init__(self, uri: str, made: dict[str, str], name: str) -> None:
        self.uri, self.name, self._made = uri, PREFIX + name, made
        self._client, self._open = connect(uri), True
        try:
            self._enter_collection()
        except ValueError:
            self.close()
            raise

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Engine({self.name.removeprefix(PREFIX)!r}, {'open' if self._open else 'closed'})"

    @contextmanager
    def _asking(self) -> Iterator[MilvusClient]:
        if not self._open:
            raise ValueError(f"uri={self.uri!r}: the engine is closed; open it again")
        with plainly(self.uri):
            yield self._client

    def _enter_collection(self) -> None:
        """Make the collection, or check who made the one that is there."""
        with self._asking() as client:
            if not client.has_collection(self.name):
                return self._create(client)
            client.load_collection(self.name)
            found = client.describe_collection(self.name)["properties"]
        stored = {key: found.get(f"why_splade.{key}", "unknown") for key in self._made}
        if stored != self._made:
            theirs, ours = (_in_words(made) for made in (stored, self._made))
            raise ValueError(
                f"name={self.name!r}: its vectors are of model {theirs}, not of {ours}; "
                "want the same model, or another name or file"
            )

    def _create(self, client: MilvusClient) -> None:
        client.create_collection(
            self.name,
            schema=schema(),
            index_params=indexes(),
            properties={f"why_splade.{key}": value for key, value in self._made.items()},
            consistency_level="Strong",  # a search sees what was added before it
        )

    def add(self, documents: Sequence[Document], vectors: csr_matrix) -> int:
        """Add new documents with their vectors, a row of (documents, vocabulary) each.

        Returns how many. Raises ValueError, before anything is sent, for an id that is there
        already and for what ``rows`` refuses. Two processes that add the same id at once are not
        kept apart.
        """
        known = self._known([d.doc_id for d in documents])
        if known:
            raise ValueError(f"doc_id={min(known)!r}: it is there already; `update` replaces it")
        return self.update(documents, vectors)

    def update(self, documents: Sequence[Document], vectors: csr_matrix) -> int:
        """As ``add``, but a document that is there already is replaced.

        Doing the same twice is as doing it once: after a crash, send all of it again.
        """
        sent = iter(progress(rows(documents, vectors), "adding", len(documents)))
        with self._asking() as client:
            while page := list(islice(sent, PAGE)):
                client.upsert(self.name, page)
        return len(documents)

    def _known(self, doc_ids: Sequence[str]) -> set[str]:
        """Which of these ids the collection has."""
        return {row["doc_id"] for row in self._get(doc_ids, ["doc_id"])}

    def _get(self, doc_ids: Sequence[str], fields: list[str]) -> list[Row]:
        """The documents with these ids, looked up by their keys."""
        found: list[Row] = []
        with self._asking() as client:
            for start in range(0, len(doc_ids), PAGE):
                keys = [key_of(doc_id) for doc_id in doc_ids[start : start + PAGE]]
                found += client.get(self.name, ids=keys, output_fields=fields)
        return found

    def delete(self, doc_ids: Sequence[str]) -> int:
        """Delete documents by id; returns how many of them were there."""
        known = sorted(self._known(doc_ids))
        with self._asking() as client:
            for start in range(0, len(known), PAGE):
                keys = [key_of(doc_id) for doc_id in known[start : start + PAGE]]
                client.delete(self.name, ids=keys)
        return len(known)

    def clear(self) -> None:
        """Delete every document."""
        with self._asking() as client:
            client.drop_collection(self.name)
            self._create(client)

    def count(self) -> int:
        """Count the documents."""
        with self._asking() as client:
            return int(
                client.query(self.name, filter="", output_fields=["count(*)"])[0]["count(*)"]
            )

    def document(self, doc_id: str) -> Document:
        """Find the document with this id; a ValueError when there is none."""
        found = self._get([doc_id], list(Document._fields))
        if not found:
            raise ValueError(f"doc_id={doc_id!r}: not a document of {self.name}")
        return Document(*(found[0][field] for field in Document._fields))

    def flush(self) -> None:
        """Write what is in memory into files of its own.

        Worth it once after adding many: Milvus Lite indexes what is not written anew in every
        search, and what is written once, in the first search after opening.
        """
        with self._asking() as client:
            client.flush(self.name)

    def search(
        self, query: csr_matrix, top_k: int = 10, department: str = "", query_id: str = ""
    ) -> list[ScoredDoc]:
        """Find the best documents for a query's vector, of one row, by inner product; ties by id.

        With ``department`` only that one's. Raises ValueError unless ``query`` is one row and
        ``top_k`` from 1 to 16,383.
        """
        return self._best("splade", _asked(query), top_k, department, query_id)

    def search_text(
        self, query: str, top_k: int = 10, department: str = "", query_id: str = ""
    ) -> list[ScoredDoc]:
        """Find the best documents by the engine's own BM25; else as ``search``."""
        return self._best("bm25", analyzed(query), top_k, department, query_id)

    def _best(
        self, field: str, data: object, top_k: int, department: str, query_id: str
    ) -> list[ScoredDoc]:
        """The engine breaks ties as it likes: ask on until the tie at the cut is whole."""
        check_top_k(top_k)
        limit = min(top_k + SPARE, MOST)
        while True:
            found = self._ask(field, data, limit, department)
            scores = [round(abs(hit["distance"]), DECIMALS) for hit in found]
            if len(found) < limit or limit == MOST or scores[-1] < scores[top_k - 1]:
                break
            limit = min(limit * 4, MOST)
        hits = [ScoredDoc(query_id, h["doc_id"], s) for h, s in zip(found, scores, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.doc_id))[:top_k]

    def _ask(self, field: str, data: object, limit: int, department: str) -> list[Row]:
        if not data:
            return []
        with self._asking() as client:
            found = client.search(
                self.name, [data], _only(department), limit, ["doc_id"], anns_field=field
            )
        return list(found[0])

    def close(self) -> None:
        """Let go of the engine; a second time does nothing."""
        if self._open:
            self._open = False
            disconnect(self._client, self.uri)


def _in_words(made: dict[str, str]) -> str:
    """A model's name and the first digits of its checksum."""
    return f"{made['model']} {made['checksum'][:DIGITS]}"


def _asked(query: csr_matrix) -> dict[int, float]:
    if query.shape[0] != 1:
        raise ValueError(f"query of shape {query.shape}: want one row")
    return row_weights(query)


def check_top_k(top_k: int) -> None:
    """Raise ValueError unless a server can give so many hits and one more."""
    if not 1 <= top_k < MOST:
        raise ValueError(f"top_k={top_k!r}: want 1 to {MOST - 1:,}")


def _only(department: str) -> str:
    """Milvus's filter for one department, by its key."""
    return f'{ONLY} == "{key_of(department)}"' if department else ""
