"""helpers/vectors.py: a collection encoded once, kept, and indexed; FLOPS by hand."""

from __future__ import annotations

import doctest
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.sparse import csr_matrix
from sentence_transformers.sparse_encoder.losses import FlopsLoss

from helpers import cache, vectors
from helpers.paths import PACKAGE
from helpers.records import Collection, Document, Query
from helpers.registry import MODEL
from helpers.search import InvertedIndex
from helpers.splade import SpladeEncoder, active_dims, load_encoder
from helpers.vectors import (
    MODULES,
    Vectors,
    collection_vectors,
    encode_texts,
    flops,
    splade_index,
)
from tests.matrices import same

pytestmark = pytest.mark.model

TEXTS = ("a swollen toe", "a swollen knee", "gout")


@pytest.fixture(scope="module")
def made(hospital: Collection) -> Vectors:
    return collection_vectors(hospital)


@pytest.fixture(scope="module")
def index(hospital: Collection) -> InvertedIndex:
    return splade_index(hospital)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int]:
    """How many texts the encoder is asked for, call by call, with an empty store."""
    sizes: list[int] = []
    encode = SpladeEncoder._encode

    def counted(encoder: SpladeEncoder, texts: tuple[str, ...]) -> csr_matrix:
        sizes.append(len(texts))
        return encode(encoder, texts)

    monkeypatch.setattr(SpladeEncoder, "_encode", counted)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    return sizes


def test_examples() -> None:
    assert doctest.testmod(vectors).failed == 0


def test_vectors_are_the_encoder_s(hospital: Collection, made: Vectors) -> None:
    encoder = load_encoder(MODEL)
    wanted = encoder.encode_document([d.contents for d in hospital.documents[:3]])
    assert np.abs((made.documents[:3] - wanted).toarray()).max() < 1e-5
    wanted = encoder.encode_query([q.text for q in hospital.queries[:3]])
    assert np.abs((made.queries[:3] - wanted).toarray()).max() < 1e-5


def test_vectors_are_made_once(hospital: Collection, made: Vectors) -> None:
    assert collection_vectors(hospital, "clinical-splade") is made


def test_what_was_encoded_once_is_read_the_next_time(asked: list[int]) -> None:
    first, second = encode_texts(TEXTS), encode_texts(TEXTS)
    assert asked == [3]
    assert same(first, second)


def test_texts_are_encoded_and_kept_some_at_a_time(
    asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load_encoder(MODEL).encode_document(TEXTS)
    monkeypatch.setattr(vectors, "TEXTS_AT_ONCE", 2)
    parts = encode_texts(TEXTS)
    assert asked == [3, 2, 1]
    assert np.abs((parts - whole).toarray()).max() < 1e-4


def test_what_was_stopped_goes_on_from_there(
    asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "TEXTS_AT_ONCE", 2)
    encode_texts(TEXTS[:2])
    encode_texts(TEXTS)
    assert asked == [2, 1]


def test_a_text_that_somebody_typed_is_not_kept(asked: list[int], tmp_path: Path) -> None:
    encode_texts(TEXTS[:1])
    assert asked == [1]
    assert list(tmp_path.iterdir()) == []


def test_no_text_gives_no_row() -> None:
    assert encode_texts(()).shape == (0, 30522)


@pytest.mark.parametrize("queries", [(), (Query("Q1", "toe"),)])
def test_a_collection_may_have_no_query(queries: tuple[Query, ...]) -> None:
    small = Collection("small", (Document("D1", "", "toe"), Document("D2", "", "hip")), queries)
    assert collection_vectors(small).queries.shape == (len(queries), 30522)


def test_a_vector_s_modules_are_ours() -> None:
    assert all((PACKAGE / f"{name}.py").is_file() for name in MODULES)


def test_an_index_is_made_once(hospital: Collection, index: InvertedIndex) -> None:
    assert splade_index(hospital, "clinical-splade") is index


def test_the_index_holds_the_documents_vectors(
    hospital: Collection, made: Vectors, index: InvertedIndex
) -> None:
    assert index.n_postings == sum(active_dims(made.documents)) == made.documents.nnz
    assert [len(index.document_terms(d)) for d in hospital.doc_ids] == active_dims(made.documents)


def test_what_a_search_reads_is_the_sum_of_posting_lengths(
    made: Vectors, index: InvertedIndex
) -> None:
    query = made.queries[0]
    wanted = sum(len(index.postings(made.vocabulary[t])) for t in query.indices)
    assert index.postings_read(query) == wanted


def test_matches_sum_to_the_score_for_500_random_pairs(
    hospital: Collection, made: Vectors, index: InvertedIndex
) -> None:
    rng = np.random.default_rng(0)
    for _ in range(500):
        q, d = int(rng.integers(len(hospital.queries))), int(rng.integers(len(hospital.documents)))
        pair = made.queries[[q]].astype(float) @ made.documents[[d]].astype(float).T
        parts = index.matches(made.queries[q], hospital.documents[d].doc_id)
        assert sum(p.score for p in parts) == pytest.approx(float(pair.sum()), abs=1e-6)
        assert all(p.score == p.query_weight * p.document_weight for p in parts)


def test_a_hit_s_score_is_the_sum_of_its_matches(
    hospital: Collection, made: Vectors, index: InvertedIndex
) -> None:
    for i in range(0, len(hospital.queries), 10):
        query = made.queries[i]
        for hit in index.search(query, 5):
            parts = index.matches(query, hit.doc_id)
            assert hit.score == pytest.approx(sum(p.score for p in parts), abs=5.1e-6)


def test_flops_by_hand() -> None:
    # means 1.5, 0.5 and 1: squares 2.25 + 0.25 + 1
    assert flops(csr_matrix([[1.0, 1.0, 2.0], [2.0, 0.0, 0.0]])) == pytest.approx(3.5)


def test_flops_is_the_loss_of_sentence_transformers() -> None:
    batch = np.abs(np.random.default_rng(0).normal(size=(4, 50))).astype(np.float32)
    loss = FlopsLoss(model=None)  # type: ignore[arg-type]
    theirs = loss.compute_loss_from_embeddings(torch.from_numpy(batch))
    assert flops(csr_matrix(batch)) == pytest.approx(float(theirs), rel=1e-5)
