"""helpers/ablation.py: each part that is off takes away what it names and nothing else."""

from __future__ import annotations

import doctest
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from helpers import ablation, cache
from helpers.ablation import (
    ABLATIONS,
    Ablation,
    ablate,
    ablated,
    ablated_documents,
    ablated_queries,
    ablations,
    deleted_ids,
    encode,
)
from helpers.pooling import POOLINGS, Pooling
from helpers.records import Collection
from helpers.splade import load_encoder
from helpers.systems import run, splade_system
from helpers.vectors import Vectors, collection_vectors
from tests.matrices import same

pytestmark = pytest.mark.model

BOTH = csr_matrix([[2.0, 3.0, 0.0], [0.0, 0.5, 4.0]])
OWN = csr_matrix([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])


@pytest.fixture(scope="module")
def vectors(hospital: Collection) -> Vectors:
    return collection_vectors(hospital)


@pytest.fixture(scope="module")
def texts(hospital: Collection) -> tuple[str, ...]:
    return tuple(d.contents for d in hospital.documents)


def documents(hospital: Collection, off: Ablation) -> csr_matrix:
    return ablated_documents([d.contents for d in hospital.documents], off)


def queries(hospital: Collection, off: Ablation) -> csr_matrix:
    return ablated_queries([q.text for q in hospital.queries], off)


def test_examples() -> None:
    assert doctest.testmod(ablation).failed == 0


def test_everything_on_takes_nothing_away() -> None:
    assert same(ablate(BOTH, OWN), BOTH)


def test_without_expansion_a_text_s_own_terms_keep_their_weights() -> None:
    assert ablate(BOTH, OWN, expansion=False).toarray().tolist() == [[2, 0, 0], [0, 0.5, 0]]


def test_without_weights_every_term_that_is_left_counts_1() -> None:
    assert ablate(BOTH, OWN, weights=False).toarray().tolist() == [[1, 1, 0], [0, 1, 1]]
    assert ablate(BOTH, OWN, False, False).toarray().tolist() == [[1, 0, 0], [0, 1, 0]]


def test_a_deleted_term_is_no_posting_any_more() -> None:
    made = ablate(BOTH, OWN, deleted=[1])
    assert (made.toarray().tolist(), made.nnz) == ([[2, 0, 0], [0, 0, 4]], 2)


def test_vectors_stay_as_they_are() -> None:
    before = BOTH.copy()
    ablate(BOTH, OWN, expansion=False, weights=False, deleted=[1])
    assert same(before, BOTH)


def test_deleted_terms_have_their_ids() -> None:
    assert deleted_ids(["a", "b", "c"], ["c", "a"]) == [0, 2]


def test_a_deleted_term_that_is_no_term(hospital: Collection) -> None:
    with pytest.raises(ValueError, match="deleted='myocardial': not a term of the vocabulary"):
        ablated(hospital, Ablation(deleted=frozenset(["myocardial"])))


def test_everything_on_is_splade(hospital: Collection) -> None:
    whole = run(splade_system(hospital), hospital.queries)
    assert run(ablated(hospital, Ablation()), hospital.queries) == whole


def test_without_expansion_only_own_terms_are_left(hospital: Collection) -> None:
    encoder = load_encoder()
    off = Ablation(query_expansion=False, document_expansion=False)
    for made, said in (
        (queries(hospital, off), [q.text for q in hospital.queries]),
        (documents(hospital, off), [d.contents for d in hospital.documents]),
    ):
        assert made.nnz
        assert same(made.multiply(encoder.input_terms(said)), made)


@pytest.mark.parametrize(
    "off", [Ablation(query_expansion=False), Ablation(query_weights=False)], ids=str
)
def test_what_is_off_for_queries_leaves_documents_alone(
    hospital: Collection, vectors: Vectors, off: Ablation
) -> None:
    assert same(documents(hospital, off), vectors.documents)
    assert not same(queries(hospital, off), vectors.queries)


@pytest.mark.parametrize(
    "off", [Ablation(document_expansion=False), Ablation(document_weights=False)], ids=str
)
def test_what_is_off_for_documents_leaves_queries_alone(
    hospital: Collection, vectors: Vectors, off: Ablation
) -> None:
    assert same(queries(hospital, off), vectors.queries)
    assert not same(documents(hospital, off), vectors.documents)


def test_without_weights_no_term_is_lost(hospital: Collection, vectors: Vectors) -> None:
    off = Ablation(query_weights=False, document_weights=False)
    for made, whole in (
        (queries(hospital, off), vectors.queries),
        (documents(hospital, off), vectors.documents),
    ):
        assert set(made.data.tolist()) == {1.0}
        assert made.nnz == whole.nnz


def test_a_deleted_term_is_gone_from_both_sides(hospital: Collection, vectors: Vectors) -> None:
    off = Ablation(deleted=frozenset(["rehabilitation"]))
    term = vectors.vocabulary.index("rehabilitation")
    made = (queries(hospital, off), documents(hospital, off))
    assert [matrix[:, [term]].nnz for matrix in made] == [0, 0]
    assert vectors.documents[:, [term]].nnz > 0


def test_the_logarithm_is_the_only_difference_between_two_ways(texts: tuple[str, ...]) -> None:
    for over in ("max", "cls"):
        with_log, without = (encode(texts, Pooling(over, log)) for log in (True, False))
        assert np.abs(np.expm1(with_log.toarray()) - without.toarray()).max() < 1e-4


def test_max_and_sum_agree_on_which_terms_are_active(texts: tuple[str, ...]) -> None:
    most, total = encode(texts, Pooling("max")), encode(texts, Pooling("sum"))
    assert same(most.sign(), total.sign())
    assert (total - most).min() > -1e-5


def test_cls_alone_drops_most_terms(texts: tuple[str, ...], vectors: Vectors) -> None:
    assert encode(texts, Pooling("cls")).nnz < vectors.documents.nnz / 10


def test_an_unknown_pooling_is_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="pooling='mean': allowed are max, sum, cls"):
        encode(texts, Pooling("mean"))  # type: ignore[arg-type]


@pytest.mark.parametrize("pooling", POOLINGS, ids=str)
def test_a_text_alone_is_encoded_as_among_others(pooling: Pooling) -> None:
    both, alone = encode(("gout", "hip"), pooling), encode(("gout",), pooling)
    assert np.abs((both[[0]] - alone).toarray()).max() < 1e-4


def test_a_text_that_somebody_typed_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    encode(("a swollen toe",), Pooling("sum"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_every_ablation_differs_from_splade(hospital: Collection) -> None:
    made = {name: run(s, hospital.queries) for name, s in ablations(hospital).items()}
    assert [name for name, found in made.items() if found == made["SPLADE"]] == ["SPLADE"]
    assert list(made) == list(ABLATIONS)


def test_the_index_holds_what_the_ablation_left(hospital: Collection) -> None:
    off = Ablation(document_expansion=False)
    assert ablated(hospital, off).index.n_postings == documents(hospital, off).nnz
