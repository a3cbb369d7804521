"""helpers/switchboard.py: each switch takes away what it names and nothing else."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from helpers import switchboard
from helpers.records import Collection
from helpers.search import Vectors, collection_vectors, splade_run
from helpers.splade import SPLADE, WAYS, Way
from helpers.switchboard import ABLATIONS, Switches, switched, switched_index, switched_run


@pytest.fixture(scope="module")
def vectors(hospital: Collection) -> Vectors:
    return collection_vectors(hospital)


def test_examples() -> None:
    assert doctest.testmod(switchboard).failed == 0


def test_everything_on_is_splade(hospital: Collection) -> None:
    assert switched_run(hospital, Switches()) == splade_run(hospital)


def test_without_expansion_only_own_terms_are_left(vectors: Vectors) -> None:
    off = Switches(query_expansion=False, document_expansion=False)
    for made, own in zip(
        switched(vectors, off), (vectors.own_queries, vectors.own_documents), strict=True
    ):
        assert (made.multiply(own) != made).nnz == 0


def test_one_switch_leaves_the_other_side_alone(vectors: Vectors) -> None:
    queries, documents = switched(vectors, Switches(query_expansion=False))
    assert (documents != vectors.documents[SPLADE]).nnz == 0
    assert queries.nnz < vectors.queries[SPLADE].nnz


def test_without_weights_every_term_counts_1(vectors: Vectors) -> None:
    off = Switches(query_weights=False, document_weights=False)
    for made, whole in zip(
        switched(vectors, off), (vectors.queries[SPLADE], vectors.documents[SPLADE]), strict=True
    ):
        assert set(made.data.tolist()) == {1.0}
        assert made.nnz == whole.nnz


def test_a_deleted_term_is_gone_from_both_sides(vectors: Vectors) -> None:
    term = vectors.names.index("rehabilitation")
    made = switched(vectors, Switches(deleted=frozenset(["rehabilitation"])))
    assert [matrix[:, term].nnz for matrix in made] == [0, 0]
    assert vectors.documents[SPLADE][:, term].nnz > 0


def test_a_deleted_term_that_is_no_term(vectors: Vectors) -> None:
    with pytest.raises(ValueError, match="deleted='myocardial': not a term of the vocabulary"):
        switched(vectors, Switches(deleted=frozenset(["myocardial"])))


def test_the_logarithm_is_the_only_difference_between_two_ways(vectors: Vectors) -> None:
    for pooling in ("max", "cls"):
        with_log, without = (vectors.documents[Way(pooling, log)] for log in (True, False))
        assert np.abs(np.expm1(with_log.toarray()) - without.toarray()).max() < 1e-4


def test_max_and_sum_agree_on_which_terms_are_active(vectors: Vectors) -> None:
    most, total = vectors.documents[Way("max")], vectors.documents[Way("sum")]
    assert ((most > 0) != (total > 0)).nnz == 0
    assert (total - most).min() > -1e-5


def test_cls_alone_drops_most_terms(vectors: Vectors) -> None:
    assert vectors.documents[Way("cls")].nnz < vectors.documents[SPLADE].nnz / 10


def test_every_ablation_differs_from_splade(hospital: Collection) -> None:
    whole = splade_run(hospital)
    same = [name for name, off in ABLATIONS.items() if switched_run(hospital, off) == whole]
    assert same == ["SPLADE"]


def test_all_ways_are_there(vectors: Vectors) -> None:
    assert set(vectors.documents) == set(vectors.queries) == set(WAYS)


def test_the_index_holds_what_the_switches_left(hospital: Collection, vectors: Vectors) -> None:
    off = Switches(document_expansion=False)
    wanted = switched(vectors, off)[1].nnz
    assert switched_index(hospital, off).posting_lengths().sum() == wanted
