"""helpers/expansion.py."""

from __future__ import annotations

import pytest

from helpers import expansion
from helpers.bm25 import bm25_index, bm25_run
from helpers.expansion import (
    Added,
    expanded_run,
    masked_expansion,
    static_expansion,
    weighted_query,
)
from helpers.records import Collection
from helpers.static_vectors import neighbours
from tests.test_text import BAD_INPUTS

QUERY = "heart attack treatment protocol"


def test_static_expansion_brings_the_neighbours() -> None:
    wanted = [(n.word, n.cosine) for n in neighbours("attack", 3)]
    made = static_expansion("the attack", 3)
    assert [(a.word, a.closeness) for a in made] == wanted


def test_attack_brings_violence() -> None:
    assert "bombing" in {a.word for a in static_expansion(QUERY, 5)}


def test_masked_expansion_brings_whole_words_only() -> None:
    made = masked_expansion(QUERY, 5)
    assert {a.token for a in made} == set(QUERY.split())
    assert all(a.word.isalnum() and a.word != a.token for a in made)


def test_masked_expansion_takes_at_most_top_k_a_token() -> None:
    made = masked_expansion(QUERY, 3)
    assert all(sum(a.token == token for a in made) <= 3 for token in QUERY.split())


def test_what_was_predicted_once_is_read_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the model was asked again")

    before = masked_expansion("a swollen toe", 2)
    monkeypatch.setattr(expansion, "predict_batch", refuse)
    assert masked_expansion("a swollen toe", 2) == before
    with pytest.raises(AssertionError):
        masked_expansion("a swollen toe", 3)


def test_an_unknown_masked_model_is_named() -> None:
    with pytest.raises(ValueError, match="name='no-such': no masked_lm of that name"):
        masked_expansion("toe", 2, "no-such")


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_bad_inputs_give_a_list(text: str) -> None:
    assert isinstance(static_expansion(text, 2), list)


@pytest.mark.parametrize("text", ["", "😀🏥", "...", "the of"])
def test_masked_expansion_of_bad_inputs(text: str) -> None:
    assert all(a.word.isalnum() for a in masked_expansion(text, 2))


def test_an_added_term_counts_its_highest_weight() -> None:
    added = [Added("a", "cardiac", 0.2), Added("b", "cardiac", 0.6)]
    assert weighted_query("heart", added, 0.5) == {"cardiac": 0.3, "heart": 1.0}


def test_the_query_s_own_terms_keep_their_count() -> None:
    added = [Added("a", "heart", 0.9)]
    assert weighted_query("heart heart", added, 0.5) == {"heart": 2.0}


def test_expansion_by_nothing_is_bm25(hospital: Collection) -> None:
    index = bm25_index(hospital)
    made = expanded_run(index, hospital, lambda _: [], 0.5)
    wanted = bm25_run(index, hospital)
    assert [(h.query_id, h.doc_id) for h in made] == [(h.query_id, h.doc_id) for h in wanted]


def test_weights_multiply_the_score(hospital: Collection) -> None:
    index = bm25_index(hospital)
    once, twice = (index.search_weighted({"gout": w})[0].score for w in (1.0, 2.0))
    assert twice == pytest.approx(2 * once)


def test_solution_of_the_weight_exercise(hospital: Collection) -> None:
    from helpers.evaluation import means

    index = bm25_index(hospital)
    runs = {
        "plain": bm25_run(index, hospital),
        "light": expanded_run(index, hospital, static_expansion, 0.2),
    }
    found = means(runs, hospital, "nDCG@10")
    assert found["plain"]["exact"] - found["light"]["exact"] < 0.01
    assert found["light"]["mismatch"] <= found["plain"]["mismatch"]
