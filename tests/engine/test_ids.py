"""An id is whatever somebody's file says; none of it is ever read as a filter."""

from __future__ import annotations

import random

import pytest

from helpers.records import Document
from helpers.scale.milvus import Engine, open_engine
from tests.engine.conftest import NAME, documents, vectors

pytestmark = pytest.mark.engine

N = 1_000
PIECES = (
    "'", '"', "`", "\\", "\\'", "\n", "\r\n", "\t", "\x00", " ", "%", "_", "*", "{", "}", "[", "]",
    "(", ";", "--", "/*", "\\n", "\\u0041", "'] or doc_id in ['", 'doc_id != ""', 'x" or key != "',
    "like '%'", "count(*)", "null", "心臓", "قلب", "दिल", "لا\u202e", "e\u0301", "é", "😀",
    "\u200b", "Crohn's disease", "docs\\new", "x'] or doc_id in ['Gout",
)  # fmt: skip
BYSTANDERS = ("Gout", "D1", "'", " ")


def hostile_ids() -> list[str]:
    """So many different ids: every piece alone, pieces in any order, and some of 512 characters."""
    rng = random.Random(0)
    made = dict.fromkeys(PIECES)
    while len(made) < N:
        text = "".join(rng.choices(PIECES, k=rng.randint(2, 9)))
        made[(text * 512)[:512] if rng.random() < 0.1 else text] = None
    return [doc_id for doc_id in made if doc_id not in BYSTANDERS][:N]


def weights(n: int, term: int) -> list[dict[int, float]]:
    """A vector each, no two with the same weight."""
    return [{term: 1.0 + i} for i in range(n)]


def found(engine: Engine, term: int) -> list[str]:
    """The documents that have the term, lightest first."""
    return [hit.doc_id for hit in engine.search(vectors({term: 1.0}), 2 * N)][::-1]


def test_a_thousand_hostile_ids_are_names_and_nothing_else(engine: Engine) -> None:
    ids = hostile_ids()
    first, second = ids[: N // 2], ids[N // 2 :]
    engine.add(documents(*BYSTANDERS), vectors(*weights(len(BYSTANDERS), 2)))

    assert engine.add(documents(*ids), vectors(*weights(len(ids), 1))) == len(ids)
    assert found(engine, 1) == ids
    assert [engine.document(i) for i in ids[::20]] == documents(*ids[::20])
    for doc_id in ids[::100]:
        with pytest.raises(ValueError, match="it is there already"):
            engine.add(documents(doc_id), vectors({1: 1.0}))

    replaced = [Document(i, "new", "") for i in first]
    assert engine.update(replaced, vectors(*weights(len(first), 3))) == len(first)
    assert (found(engine, 3), found(engine, 1)) == (first, second)
    assert engine.count() == len(ids) + len(BYSTANDERS)

    assert engine.delete(second) == len(second)
    assert engine.delete(second) == 0
    engine.close()
    with open_engine(engine.uri, "a-model", "a-checksum", NAME) as again:
        assert (found(again, 3), found(again, 1)) == (first, [])
        assert [again.document(i) for i in first[::20]] == replaced[::20]
        assert found(again, 2) == list(BYSTANDERS)
        assert again.count() == len(first) + len(BYSTANDERS)


def test_a_filter_in_place_of_an_id_deletes_nothing(engine: Engine) -> None:
    engine.add(documents(*BYSTANDERS), vectors(*weights(len(BYSTANDERS), 2)))
    assert engine.delete(["x'] or doc_id in ['Gout", 'x" or key != "', 'key != ""', "*"]) == 0
    assert engine.count() == len(BYSTANDERS)
