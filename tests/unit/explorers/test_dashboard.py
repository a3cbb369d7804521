"""helpers/explorers: the answers, and the controls that ask for them."""

from __future__ import annotations

import math
import time

import pytest

from helpers.explorers import (
    bm25_explorer,
    every_explorer,
    explore_bm25,
    explore_masking,
    explore_neighbours,
    explore_splade,
    explore_tokens,
    masking_explorer,
    match_explorer,
    neighbour_explorer,
    splade_explorer,
    token_explorer,
)
from helpers.explorers.base import Explorer
from helpers.explorers.masking import EXAMPLES
from helpers.explorers.splade import EXAMPLES as splade_examples  # noqa: N811
from helpers.explorers.splade import STEPS
from helpers.records import Collection
from tests.test_text import BAD_INPUTS

LONG = "x" * 10_001


def tokens(hospital: Collection, text: str, **changes: str) -> dict[str, object]:
    asked = {"tokenizer": "wordpiece", "other": "", "document": ""} | changes
    return dict(
        explore_tokens(text, asked["tokenizer"], asked["other"], asked["document"], hospital)
    )


def ranking(hospital: Collection, query: str, **changes: object) -> dict[str, object]:
    asked = {"tokenizer": "english", "k1": 1.5, "b": 0.75, "document": ""} | changes
    return dict(explore_bm25(query, collection=hospital, **asked))  # type: ignore[arg-type]


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_tokens_of_bad_inputs(hospital: Collection, source: str) -> None:
    assert "sides" in tokens(hospital, source)


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_ranking_of_bad_inputs(hospital: Collection, source: str) -> None:
    result = ranking(hospital, source)
    assert bool(result["rows"]) != bool(result["note"])


def test_notes_say_what_is_wrong(hospital: Collection) -> None:
    assert tokens(hospital, " ")["note"] == "The text is empty: type something to split."
    assert "leaves nothing" in str(tokens(hospital, "the of", tokenizer="english")["note"])
    assert "only stop words" in str(ranking(hospital, "the of")["note"])
    assert "finds nothing" in str(ranking(hospital, "xyzzy")["note"])


def test_a_document_replaces_the_second_text(hospital: Collection) -> None:
    sides = token_explorer(hospital, "a", other="b").set(document="D001")["sides"]
    assert sides[1]["label"] == "Myocardial infarction management guidelines"


def test_shared_tokens_are_marked(hospital: Collection) -> None:
    result = token_explorer(hospital, "heart attack", other="heart").view.result
    assert result["shared"] == ["heart"]
    assert [t["shared"] for t in result["sides"][0]["tokens"]] == [True, False]


def test_controls_move_the_result(hospital: Collection) -> None:
    explorer = bm25_explorer(hospital, "gout")
    before = explorer.view.result["rows"][0]["score"]
    assert explorer.set(k1=3.0)["rows"][0]["score"] != before


def test_a_text_too_long_is_one_sentence_and_the_control_works_on(hospital: Collection) -> None:
    explorer = token_explorer(hospital, "heart")
    assert explorer.set(text=LONG) == {
        "error": "The text has 10,001 characters; this page takes up to 10,000."
    }
    assert explorer.set(text="hip")["sides"][0]["tokens"][0]["term"] == "hip"


def test_parts_sum_to_the_score(hospital: Collection) -> None:
    for row in bm25_explorer(hospital, "warfarin bleeding").view.result["rows"]:
        assert sum(p["score"] for p in row["parts"]) == pytest.approx(row["score"], abs=1e-8)


def test_an_explained_document_need_not_be_found(hospital: Collection) -> None:
    result = bm25_explorer(hospital, "heart attack").set(document="D002")
    assert result["explained"]["score"] == 0


@pytest.mark.parametrize("make", [token_explorer, bm25_explorer])
def test_repr_has_no_address(hospital: Collection, make: object) -> None:
    explorer = make(hospital, "heart")  # type: ignore[operator]
    assert "0x" not in repr(explorer) + repr(explorer.view)


def test_an_answer_takes_under_100_ms(hospital: Collection) -> None:
    explorer = bm25_explorer(hospital, "heart attack")
    explorer.set(tokenizer="wordpiece")
    started = time.perf_counter()
    explorer.set(query="blood thinner before surgery")
    assert time.perf_counter() - started < 0.1


def near(hospital: Collection, query: str, **changes: object) -> dict[str, object]:
    asked = {"top_k": 3, "vectors": "glove-50k", "weight": 0.5} | changes
    return dict(explore_neighbours(query, collection=hospital, **asked))  # type: ignore[arg-type]


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_neighbours_of_bad_inputs(hospital: Collection, source: str) -> None:
    assert "words" in near(hospital, source)


def test_a_word_without_a_vector_is_said(hospital: Collection) -> None:
    assert near(hospital, "xyzzyx gout")["words"][0] == {  # type: ignore[index]
        "word": "xyzzyx",
        "known": False,
        "near": [],
    }


def test_weight_0_leaves_the_ranking(hospital: Collection) -> None:
    result = near(hospital, "heart attack", weight=0.0)
    assert result["after"] == result["before"]


def test_added_terms_are_named(hospital: Collection) -> None:
    result = neighbour_explorer(hospital, "broken hip").set(weight=1.0)
    assert any(hit["added"] for hit in result["after"])
    assert not any(hit["added"] for hit in result["before"])


def test_top_k_of_0_is_one_sentence(hospital: Collection) -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more"):
        near(hospital, "heart", top_k=0)


def test_vectors_out_of_reach_are_one_sentence(
    hospital: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        raise OSError("no network")

    monkeypatch.setattr("gensim.downloader.load", refuse)
    explorer = neighbour_explorer(hospital, "heart")
    said = explorer.set(vectors="glove-wiki-gigaword-100")["error"]
    assert said.startswith("glove-wiki-gigaword-100 could not be fetched (128 MB")
    assert explorer.set(vectors="glove-50k")["words"]


def test_neighbours_answer_within_100_ms(hospital: Collection) -> None:
    explorer = neighbour_explorer(hospital, "heart attack")
    started = time.perf_counter()
    explorer.set(query="blood thinner before surgery")
    assert time.perf_counter() - started < 0.1


@pytest.mark.parametrize("source", [*BAD_INPUTS[:-1], "[MASK] attack"])
def test_masking_of_bad_inputs(source: str) -> None:
    assert "tokens" in explore_masking(source, 3, "clinical-mlm", [0])


def test_choosing_tokens_hides_them() -> None:
    result = masking_explorer().set(chosen=[0, 1])
    assert [place["token"] for place in result["places"]] == ["heart", "attack"]


def test_a_shorter_text_drops_positions_that_it_lacks() -> None:
    explorer = masking_explorer("heart attack treatment", chosen=(2,))
    result = explorer.set(text="heart")
    assert result["places"] == []
    assert result["note"] == "Nothing is hidden: choose a token."


def test_a_masking_text_too_long_is_one_sentence() -> None:
    said = masking_explorer().set(text="heart " * 600)["error"]
    assert said == "text of 602 tokens: want at most 512"


def test_static_neighbours_do_not_change_with_the_sentence() -> None:
    one = explore_masking("They live in the heart of the city.", 5, "clinical-mlm", [4])
    other = explore_masking(EXAMPLES[0], 5, "clinical-mlm", [0])
    assert one["places"][0]["neighbours"] == other["places"][0]["neighbours"]
    assert one["places"][0]["predictions"] != other["places"][0]["predictions"]


def test_the_page_stores_at_least_12_texts() -> None:
    assert len(set(EXAMPLES)) >= 12


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_a_vector_of_bad_inputs(source: str) -> None:
    result = explore_splade(source, "clinical-splade", "pooled", "max", [])
    assert result["tokens"][0] == "[CLS]"
    assert result["n_active"] >= len(result["rows"])


def test_each_step_has_its_numbers() -> None:
    explorer = splade_explorer("heart attack")
    rows = {step: explorer.set(step=step)["rows"][0] for _, step in STEPS}
    place = rows["logits"]["winner"]
    logit = rows["logits"]["values"][place]
    assert rows["relu"]["values"] == [max(v, 0) for v in rows["logits"]["values"]]
    assert rows["log"]["values"][place] == pytest.approx(math.log1p(logit), abs=1e-4)
    assert rows["pooled"]["weight"] == rows["log"]["values"][place]
    assert sum(v > 0 for v in rows["pooled"]["values"]) == 1


def test_a_chosen_term_says_where_it_comes_from() -> None:
    result = splade_explorer("heart attack").set(chosen=["cardiac"])
    assert result["explained"]["term"] == "cardiac"
    assert result["explained"]["candidates"][0]["token"] == "heart"


def test_the_true_count_is_told_where_not_all_is_shown() -> None:
    result = splade_explorer("heart attack").set(model="clinical-mlm")
    assert result["n_active"] > 5000
    assert len(result["rows"]) == 24


def test_the_page_stores_at_least_12_vectors() -> None:
    assert len(set(splade_examples)) >= 12


def test_a_step_that_is_none() -> None:
    with pytest.raises(ValueError, match="step='softmax': allowed are logits, relu, log, pooled"):
        explore_splade("heart", "clinical-splade", "softmax", "max", [])


def test_a_long_text_is_cut_and_that_is_said() -> None:
    said = splade_explorer("heart " * 600).view.result["note"]
    assert said == "The text is longer than the model reads: it was cut at 512 tokens."


def test_a_vector_within_100_ms() -> None:
    explorer = splade_explorer("heart attack treatment protocol")
    started = time.perf_counter()
    explorer.set(text="blood thinner before surgery")
    assert time.perf_counter() - started < 0.1


@pytest.fixture(scope="module")
def match(hospital: Collection) -> Explorer:
    return match_explorer(hospital, "heart attack treatment protocol")


@pytest.fixture
def fresh(match: Explorer) -> Explorer:
    """The match explorer with everything on again."""
    switches = ("query_expansion", "document_expansion", "query_weights", "document_weights", "log")
    match.set(query="heart attack treatment protocol", document="", pooling="max", chosen=[])
    match.set(**dict.fromkeys(switches, True))
    return match


@pytest.mark.parametrize("source", BAD_INPUTS)
def test_a_match_of_bad_inputs(fresh: Explorer, source: str) -> None:
    result = fresh.set(query=source)
    assert "error" not in result
    assert bool(result["note"]) == (not source.strip())


def test_parts_of_a_match_sum_to_its_score(fresh: Explorer) -> None:
    explained = fresh.set(document="D001")["explained"]
    assert sum(p["score"] for p in explained["parts"]) == pytest.approx(explained["score"])
    assert explained["score"] > 0


def test_a_deleted_term_is_in_no_match(fresh: Explorer) -> None:
    result = fresh.set(document="D001", chosen=["heart"])
    assert result["deleted"] == ["heart"]
    assert "heart" not in {p["term"] for p in result["explained"]["parts"]}


def test_a_switch_moves_ranking_and_measures(fresh: Explorer) -> None:
    before = fresh.view.result
    after = fresh.set(query_expansion=False)
    assert after["ranking"] != before["ranking"]
    assert after["measures"]["SPLADE, as switched"] != before["measures"]["SPLADE, as switched"]
    assert after["measures"]["BM25"] == before["measures"]["BM25"]


def test_a_match_without_common_terms_is_said(fresh: Explorer) -> None:
    result = fresh.set(query_expansion=False, document_expansion=False, document="D002")
    assert result["explained"]["parts"] == []
    assert result["explained"]["score"] == 0


def test_nothing_left_of_a_query_is_said(fresh: Explorer) -> None:
    said = fresh.set(query="xyzzyx", query_expansion=False)["note"]
    assert said in ("Nothing is left of the query's vector: switch a part back on.", "")
    fresh.set(query="", query_expansion=False)
    assert "empty" in fresh.view.result["note"]


def test_a_match_model_out_of_reach_is_one_sentence(fresh: Explorer) -> None:
    said = fresh.set(model="rasyosef/splade-tiny")["error"]
    assert said.startswith("rasyosef/splade-tiny could not be fetched (18 MB")
    assert fresh.set(model="clinical-splade")["ranking"]


def test_the_switchboard_answers_within_300_ms(fresh: Explorer) -> None:
    for change in ({"document_weights": False}, {"pooling": "sum"}, {"query": "broken hip"}):
        started = time.perf_counter()
        fresh.set(**change)
        assert time.perf_counter() - started < 0.3


def test_one_box_drives_every_explorer(hospital: Collection) -> None:
    together = every_explorer(hospital, "heart attack")
    said = together.set("the of and")
    assert "only stop words" in said["What BM25 finds"]
    assert together.set("gout") == dict.fromkeys(together.explorers, "")
    for explorer in together.explorers.values():
        result = explorer.view.result
        assert "gout" in str(result)


def test_a_shared_box_stands_once(hospital: Collection) -> None:
    together = every_explorer(hospital, "heart attack")
    boxes = [e for e in together.explorers.values() if together.box in e.children]
    assert boxes == []
    assert together.children[0] is together.box
    assert "0x" not in repr(together)
