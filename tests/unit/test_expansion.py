"""helpers/expansion.py: what is added to a query, and what it weighs."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from hypothesis import given

from helpers import cache, expansion, masked_lm
from helpers.evaluation import means
from helpers.expansion import (
    Expansion,
    flat,
    masked_expansion,
    query_words,
    show,
    static_expansion,
    weighted_query,
)
from helpers.masked_lm import predict_each
from helpers.records import Collection
from helpers.static_vectors import neighbours
from helpers.systems import bm25_system, expanded_system, run
from helpers.text import STOP_WORDS, terms
from tests.inputs import BAD_INPUTS, any_text

pytestmark = pytest.mark.model

QUERY = "heart attack treatment protocol"


@pytest.fixture
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))


def test_examples() -> None:
    assert doctest.testmod(expansion).failed == 0


def test_query_words_are_distinct_in_their_order_and_no_stop_words() -> None:
    assert query_words("The hip of the Heart, the hip") == ["hip", "heart"]


def test_static_expansion_brings_the_neighbours() -> None:
    wanted = [("attack", n.word, n.cosine) for n in neighbours("attack", 3)]
    assert static_expansion("the attack", 3) == wanted


def test_attack_brings_violence() -> None:
    assert "bombing" in {e.word for e in static_expansion(QUERY, 5)}


def test_masked_expansion_brings_whole_words_only() -> None:
    made = masked_expansion(QUERY, 5)
    assert {e.token for e in made} == set(QUERY.split())
    assert all(e.word.isalnum() and e.word != e.token for e in made)
    assert not {e.word for e in made} & STOP_WORDS


def test_masked_expansion_takes_top_k_a_token() -> None:
    made = masked_expansion(QUERY, 3)
    assert [sum(e.token == token for e in made) for token in QUERY.split()] == [3, 3, 3, 3]


def _may_be_added(term: str, token: str) -> bool:
    return term.isalnum() and term != token and term not in STOP_WORDS


def test_masked_expansion_takes_the_most_probable() -> None:
    wanted = [
        (token, p.term, p.probability)
        for token, row in predict_each(QUERY, 40)
        for p in [p for p in row if _may_be_added(p.term, token)][:2]
    ]
    assert masked_expansion(QUERY, 2) == [pytest.approx(e, abs=1e-6) for e in wanted]


@pytest.mark.usefixtures("_own_store")
def test_what_was_predicted_once_is_read_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the model was asked again")

    before = masked_expansion("a swollen toe", 2)
    monkeypatch.setattr(masked_lm, "predict_each", refuse)
    assert masked_expansion("a swollen toe", 2) == before
    with pytest.raises(AssertionError):
        masked_expansion("a swollen toe", 3)


@pytest.mark.slow
@pytest.mark.parametrize(("before", "expanded"), [(63, True), (64, False)])
def test_of_a_long_query_the_first_64_tokens_are_expanded(before: int, expanded: bool) -> None:
    query = " ".join(["blood"] * before + ["kidney", "pain"])
    assert ("kidney" in {e.token for e in masked_expansion(query, 5)}) is expanded


def test_a_mask_that_somebody_typed_takes_nothing_from_the_other_tokens() -> None:
    made = [e for e in masked_expansion("[MASK] attack", 3) if e.token == "attack"]
    row = dict(predict_each("[MASK] attack", 20))["attack"]
    assert [e.word for e in made] == [p.term for p in row if p.term.isalnum()][:3]


def test_an_unknown_masked_model_is_named() -> None:
    with pytest.raises(ValueError, match="name='no-such': no model of that name"):
        masked_expansion("toe", 2, "no-such")


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_bad_inputs_give_a_list(text: str) -> None:
    assert isinstance(static_expansion(text, 2), list)


@pytest.mark.parametrize("text", ["", "😀🏥", "...", "the of", "\ud83d ward"])
def test_masked_expansion_of_bad_inputs(text: str) -> None:
    assert all(e.word.isalnum() for e in masked_expansion(text, 2))


def test_flat_words_are_all_as_close() -> None:
    made = flat([Expansion("a", "b", 0.1), Expansion("c", "d", 0.9)])
    assert made == [("a", "b", 1.0), ("c", "d", 1.0)]


def test_an_added_term_counts_its_highest_weight() -> None:
    added = [Expansion("a", "cardiac", 0.2), Expansion("b", "cardiac", 0.6)]
    for order in (added, added[::-1]):
        assert weighted_query("heart", order, 0.5) == {"cardiac": 0.3, "heart": 1.0}


def test_the_query_s_own_terms_keep_their_count() -> None:
    added = [Expansion("a", "heart", 0.9)]
    assert weighted_query("heart heart", added, 0.5) == {"heart": 2.0}


def test_an_added_word_is_read_by_the_tokenizer() -> None:
    added = [Expansion("a", "Treatments", 1.0)]
    assert weighted_query("x", added, 1, "english") == {"x": 1.0, "treatment": 1.0}
    assert weighted_query("x", added, 1, "words") == {"x": 1.0, "treatments": 1.0}


@pytest.mark.parametrize(("weight", "closeness"), [(0, 0.5), (0.5, 0.0), (0.5, -0.1)])
def test_what_does_not_weigh_more_than_0_is_not_added(weight: float, closeness: float) -> None:
    assert weighted_query("x", [Expansion("x", "gout", closeness)], weight) == {"x": 1.0}


@given(any_text(60))
def test_a_query_s_own_weights_are_its_counts(query: str) -> None:
    made = weighted_query(query, [], 0.5)
    assert sum(made.values()) == len(terms(query))


def test_a_table_has_a_row_a_token() -> None:
    made = [Expansion("a", "x", 0.1), Expansion("b", "y", 0.2), Expansion("a", "z", 0.3)]
    assert show(made)["added"].to_dict() == {"a": "x, z", "b": "y"}


def test_solution_of_the_weight_exercise(hospital: Collection) -> None:
    light = expanded_system(hospital, static_expansion, 0.2)
    runs = {
        "plain": run(bm25_system(hospital), hospital.queries),
        "light": run(light, hospital.queries),
    }
    found = means(runs, hospital)
    assert found["exact"]["plain"] - found["exact"]["light"] < 0.01
    assert found["mismatch"]["light"] <= found["mismatch"]["plain"]
