"""helpers/explorers/splade.py: a text's vector, step by step."""

from __future__ import annotations

import doctest
import json
import math

import pytest

from helpers.explorers import splade
from helpers.explorers.sentences import say
from helpers.explorers.splade import (
    EXAMPLES,
    FEWER_TERMS,
    explore_splade,
    splade_explorer,
    splade_machine,
)
from helpers.splade import load_encoder
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.model

MODEL = "clinical-splade"


def test_examples() -> None:
    assert doctest.testmod(splade).failed == 0


@pytest.mark.parametrize("source", [*BAD_INPUTS, "hip \ud83d"])
def test_a_vector_of_bad_inputs(source: str) -> None:
    result = explore_splade(source, MODEL, "max", [])
    assert result["tokens"][0] == "[CLS]"
    assert result["n_active"] >= len(result["rows"])


def test_the_rows_are_the_vector_s_heaviest_terms() -> None:
    encoder = load_encoder(MODEL)
    wanted = encoder.decode(encoder.encode_query(["heart attack"]))
    result = explore_splade("heart attack", MODEL, "max", [])
    assert result["n_active"] == len(wanted)
    assert [r["term"] for r in result["rows"]] == [term for term, _ in wanted[:18]]
    assert [r["weight"] for r in result["rows"]] == pytest.approx(
        [weight for _, weight in wanted[:18]], abs=2e-5
    )


def test_a_weight_is_made_of_the_largest_logit_and_of_it_alone() -> None:
    for row in explore_splade("heart attack", MODEL, "max", [])["rows"]:
        assert row["logits"][row["position"]] == max(row["logits"])
        assert row["weight"] == pytest.approx(math.log1p(max(row["logits"])), abs=1e-4)


def test_with_the_sum_a_weight_is_made_of_every_logit_above_0() -> None:
    rows = explore_splade("heart attack heart", MODEL, "sum", [])["rows"]
    parts = [[math.log1p(logit) for logit in row["logits"] if logit > 0] for row in rows]
    assert max(map(len, parts)) > 1
    for row, of in zip(rows, parts, strict=True):
        assert row["weight"] == pytest.approx(sum(of), abs=1e-4)


def test_with_cls_alone_the_first_position_proposes_every_term() -> None:
    rows = explore_splade("heart attack", "clinical-mlm", "cls", [])["rows"]
    assert {(row["position"], row["proposed_by"]) for row in rows} == {(0, "[CLS]")}
    assert all(
        row["weight"] == pytest.approx(math.log1p(row["logits"][0]), abs=1e-4) for row in rows
    )


def test_cells_are_counted() -> None:
    result = explore_splade("heart attack", MODEL, "max", [])
    assert result["n_cells"] == 4 * 30522
    assert 0 < result["n_positive"] < result["n_cells"]


def test_a_text_s_own_terms_are_marked() -> None:
    rows = explore_splade("heart attack", MODEL, "max", [])["rows"]
    assert {row["term"] for row in rows if row["original"]} <= {"heart", "attack"}
    assert any(row["original"] for row in rows)


def test_a_chosen_term_says_where_it_comes_from() -> None:
    result = splade_explorer("heart attack").set(chosen=["cardiac"])
    assert result["explained"]["term"] == "cardiac"
    assert result["explained"]["candidates"][0]["token"] == "heart"


def test_without_a_chosen_term_none_is_explained() -> None:
    assert explore_splade("heart attack", MODEL, "max", ["no such term"])["explained"] is None


def test_the_true_count_is_told_where_not_all_is_shown() -> None:
    result = splade_explorer("heart attack").set(model="clinical-mlm")
    assert result["n_active"] > 5000
    assert len(result["rows"]) == 18


def test_the_page_stores_at_least_12_vectors() -> None:
    assert len(set(EXAMPLES)) >= 12


def test_an_unknown_pooling() -> None:
    with pytest.raises(ValueError, match="pooling='mean': allowed are max, sum, cls"):
        explore_splade("heart", MODEL, "mean", [])  # type: ignore[arg-type]


def test_an_empty_text_is_said() -> None:
    assert explore_splade("", MODEL, "max", [])["note"] == say("special_only")


def test_a_long_text_is_cut_and_that_is_said() -> None:
    said = splade_explorer("heart " * 600).view.result["note"]
    assert said == say("cut", limit=512, unread=90)


def test_a_text_too_long_is_one_sentence_and_the_control_works_on() -> None:
    explorer = splade_explorer("heart")
    assert explorer.set(text="x" * 10_001) == {
        "error": "The text has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(text="hip")["rows"]


def test_the_machine_alone_holds_every_text_s_result_and_is_small() -> None:
    texts = EXAMPLES[:8]
    view = splade_machine(texts)
    results = [view.result, *view.others]
    assert [result["text"] for result in results] == list(texts)
    assert all(1 <= len(result["rows"]) <= FEWER_TERMS for result in results)
    assert len(json.dumps(results)) < 60_000


def test_the_machine_alone_counts_the_whole_vector() -> None:
    whole = explore_splade("heart attack", "clinical-mlm", "max", [])
    assert splade_machine(["heart attack"], "clinical-mlm").result["n_active"] == whole["n_active"]


def test_a_machine_of_no_text() -> None:
    with pytest.raises(ValueError, match=r"texts=\[\]: want at least one text"):
        splade_machine([])
