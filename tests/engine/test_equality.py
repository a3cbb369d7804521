"""The engine against our own index and formulas, over whole collections."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pymilvus import AnnSearchRequest, RRFRanker
from scipy.sparse import csr_matrix

from helpers.lexical import BM25
from helpers.records import Collection, ScoredDoc, load_hospital, load_lay_terms
from helpers.registry import fingerprint
from helpers.scale.fusion import K, reciprocal_rank_fusion
from helpers.scale.milvus import Engine, open_engine
from helpers.scale.milvus.schema import analyzed
from helpers.sparse import row_weights
from helpers.vectors import collection_vectors, splade_index

pytestmark = [pytest.mark.engine, pytest.mark.model, pytest.mark.slow]

DEPTH = 100  # of the rankings that are fused
CLOSE = 1e-4
TOP_K = 100


@pytest.fixture(scope="module", params=[load_hospital, load_lay_terms], ids=lambda f: f.__name__)
def collection(request: pytest.FixtureRequest) -> Collection:
    made: Collection = request.param()
    return made


@pytest.fixture(scope="module")
def engine(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("engine") / "a.db"
    with open_engine(path, "clinical-splade", fingerprint("clinical-splade")) as opened:
        opened.add(collection.documents, collection_vectors(collection).documents)
        opened.flush()
        yield opened


def agrees(found: list[ScoredDoc], wanted: list[ScoredDoc]) -> bool:
    """The same hits in the same order, but for ties closer than the engine's float32."""
    scores = {hit.doc_id: hit.score for hit in wanted}
    last = wanted[-1].score if wanted else 0.0
    return len(found) == len(wanted) and all(
        abs(one.score - other.score) < CLOSE
        and abs(scores.get(one.doc_id, last) - other.score) < CLOSE
        for one, other in zip(found, wanted, strict=True)
    )


def test_every_query_finds_what_our_index_finds(engine: Engine, collection: Collection) -> None:
    queries = collection_vectors(collection).queries
    index = splade_index(collection)
    for i, query in enumerate(collection.queries):
        found = engine.search(queries[i], TOP_K, query_id=query.query_id)
        assert agrees(found, index.search(queries[i], TOP_K, query.query_id)), query


def test_the_engine_s_bm25_is_chapter_1_s_but_for_the_idf(
    engine: Engine, collection: Collection
) -> None:
    """Milvus has Lucene's idf; all else is as chapter 1 counts it."""
    index = BM25(collection.documents, variant="lucene")
    for query in collection.queries[:40]:
        for hit in engine.search_text(query.text, 5):
            wanted = sum(part.score for part in index.parts(query.text, hit.doc_id))
            assert hit.score == pytest.approx(wanted, abs=CLOSE)


def test_the_engine_s_own_fusion_is_ours(engine: Engine, collection: Collection) -> None:
    """Where no two documents tie: there the engine goes by an order of its own."""
    queries, tried = collection_vectors(collection).queries, 0
    for i, query in enumerate(collection.queries[:200]):
        rankings = [engine.search(queries[i], DEPTH), engine.search_text(query.text, DEPTH)]
        if all(len({hit.score for hit in hits}) == len(hits) > 0 for hits in rankings):
            tried += 1
            wanted = reciprocal_rank_fusion(rankings, 2 * DEPTH)
            assert own_fusion(engine, queries[i], query.text) == [h.doc_id for h in wanted]
    assert tried > 5


def own_fusion(engine: Engine, vector: csr_matrix, text: str) -> list[str]:
    asked: list[tuple[str, object]] = [("splade", row_weights(vector)), ("bm25", analyzed(text))]
    requests = [AnnSearchRequest([data], field, {}, DEPTH) for field, data in asked]
    with engine._asking() as client:
        found = client.hybrid_search(engine.name, requests, RRFRanker(K), 2 * DEPTH)
    hits = [(-round(hit["distance"], 7), hit["doc_id"]) for hit in found[0]]
    return [doc_id for _, doc_id in sorted(hits)]
