"""helpers/explorers/splade.py: a text's vector, step by step."""

from __future__ import annotations

import doctest
import math

import pytest

from helpers.explorers import splade
from helpers.explorers.sentences import say
from helpers.explorers.splade import EXAMPLES, STEPS, explore_splade, splade_explorer
from helpers.splade import load_encoder
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.model

MODEL = "clinical-splade"


def test_examples() -> None:
    assert doctest.testmod(splade).failed == 0


@pytest.mark.parametrize("source", [*BAD_INPUTS, "hip \ud83d"])
def test_a_vector_of_bad_inputs(source: str) -> None:
    result = explore_splade(source, MODEL, "pooled", "max", [])
    assert result["tokens"][0] == "[CLS]"
    assert result["n_active"] >= len(result["rows"])


def test_the_rows_are_the_vector_s_heaviest_terms() -> None:
    encoder = load_encoder(MODEL)
    wanted = encoder.decode(encoder.encode_query(["heart attack"]))
    result = explore_splade("heart attack", MODEL, "pooled", "max", [])
    assert result["n_active"] == len(wanted)
    assert [r["term"] for r in result["rows"]] == [term for term, _ in wanted[:24]]
    assert [r["weight"] for r in result["rows"]] == pytest.approx(
        [weight for _, weight in wanted[:24]], abs=2e-5
    )


def test_each_step_has_its_numbers() -> None:
    explorer = splade_explorer("heart attack")
    rows = {step: explorer.set(step=step)["rows"][0] for _, step in STEPS}
    place = rows["logits"]["winner"]
    logit = rows["logits"]["values"][place]
    assert rows["relu"]["values"] == [max(v, 0) for v in rows["logits"]["values"]]
    assert rows["log"]["values"][place] == pytest.approx(math.log1p(logit), abs=1e-4)
    assert rows["pooled"]["weight"] == rows["log"]["values"][place]
    assert sum(v > 0 for v in rows["pooled"]["values"]) == 1


def test_with_the_sum_every_position_is_left() -> None:
    row = explore_splade("heart attack", MODEL, "pooled", "sum", [])["rows"][0]
    assert sum(row["values"]) == pytest.approx(row["weight"], abs=1e-4)
    assert sum(v > 0 for v in row["values"]) > 1


def test_with_cls_alone_the_first_position_wins() -> None:
    rows = explore_splade("heart attack", MODEL, "pooled", "cls", [])["rows"]
    assert {row["winner"] for row in rows} <= {0}
    assert all(value == 0 for row in rows for value in row["values"][1:])


def test_cells_are_counted() -> None:
    result = explore_splade("heart attack", MODEL, "logits", "max", [])
    assert result["n_cells"] == 4 * 30522
    assert 0 < result["n_positive"] < result["n_cells"]


def test_a_text_s_own_terms_are_marked() -> None:
    rows = explore_splade("heart attack", MODEL, "pooled", "max", [])["rows"]
    assert {row["term"] for row in rows if row["original"]} <= {"heart", "attack"}
    assert any(row["original"] for row in rows)


def test_a_chosen_term_says_where_it_comes_from() -> None:
    result = splade_explorer("heart attack").set(chosen=["cardiac"])
    assert result["explained"]["term"] == "cardiac"
    assert result["explained"]["candidates"][0]["token"] == "heart"


def test_without_a_chosen_term_the_heaviest_is_explained() -> None:
    result = explore_splade("heart attack", MODEL, "pooled", "max", ["no such term"])
    assert result["explained"] is not None
    assert result["explained"]["term"] == result["rows"][0]["term"]


def test_the_true_count_is_told_where_not_all_is_shown() -> None:
    result = splade_explorer("heart attack").set(model="clinical-mlm")
    assert result["n_active"] > 5000
    assert len(result["rows"]) == 24


def test_the_page_stores_at_least_12_vectors() -> None:
    assert len(set(EXAMPLES)) >= 12


def test_a_step_that_is_none() -> None:
    with pytest.raises(ValueError, match="step='softmax': allowed are logits, relu, log, pooled"):
        explore_splade("heart", MODEL, "softmax", "max", [])


def test_an_unknown_pooling() -> None:
    with pytest.raises(ValueError, match="pooling='mean': allowed are max, sum, cls"):
        explore_splade("heart", MODEL, "pooled", "mean", [])  # type: ignore[arg-type]


def test_an_empty_text_is_said() -> None:
    assert explore_splade("", MODEL, "pooled", "max", [])["note"] == say("special_only")


def test_a_long_text_is_cut_and_that_is_said() -> None:
    said = splade_explorer("heart " * 600).view.result["note"]
    assert said == say("cut", limit=512, unread=90)


def test_a_text_too_long_is_one_sentence_and_the_control_works_on() -> None:
    explorer = splade_explorer("heart")
    assert explorer.set(text="x" * 10_001) == {
        "error": "The text has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(text="hip")["rows"]
