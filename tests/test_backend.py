"""browser/src answers as helpers/explorers do, on texts that generators make up."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from helpers.explorers import (
    context,
    decision,
    explore_bm25,
    explore_compare,
    explore_context,
    explore_decision,
    explore_inverted_index,
    explore_masking,
    explore_match,
    explore_neighbours,
    explore_scoreboard,
    explore_splade,
    explore_tokens,
    explore_training_steps,
    splade,
)
from helpers.explorers.masking import EXAMPLES
from helpers.own_texts import read_workshop
from helpers.passages import in_parts
from helpers.records import Collection
from helpers.scale.growth import measured
from helpers.scores import load_board
from helpers.text import TOKENIZERS, wordpiece
from helpers.training_logs import load_training_steps
from tests.inputs import BAD_INPUTS

ROOT = Path(__file__).resolve().parent.parent
ODD = (
    "abc ÉéİıßΣς 你好 한국 😀👩⚕ \u0301\u200d\xa0\x1c\x85\ufeff½²٣ ﬁ Ǆ .,'-—_“”°€$+ 12.5 3,000 "
    "[MASK] [SEP] <b>&amp; \t\n hy\u00adper नमस्ते مَدْرَسَة שָׁלוֹם e\u0301 \u200c\u20dd\ufe0f"
)
WORLD = (  # words of the world's scripts, composed and not
    "Ménière naïve Ångström œdème",
    "Größe İstanbul ıssız ﬁbrosis",
    "Việt Nam tiếng",
    "Ελλάδα όγκος",
    "Йод ёлка",
    "हिन्दी नमस्ते",
    "தமிழ் நோய்",
    "বাংলা রোগ",
    "مَدْرَسَة كِتَابٌ",
    "שָׁלוֹם",
    "ภาษาไทย",
    "한국어 병원",
    "日本語 がん ｶﾞﾝ",
    "中文 糖尿病",
    "ⅷ ½ ² ﷺ",
    "e\u0301\u0323 \u0323\u0301e",
    "Ω Ω K K",
)
Ask = dict[str, Any]


def texts(hospital: Collection) -> list[str]:
    """Bad inputs, words of the corpus in any order, and odd characters: 250 of them."""
    rng = random.Random(0)
    words = [word for d in hospital.documents for word in d.text.split()]
    made = [" ".join(rng.choices(words, k=rng.randrange(1, 12))) for _ in range(110)]
    made += ["".join(rng.choices(ODD, k=rng.randrange(1, 40))) for _ in range(110)]
    return [*BAD_INPUTS, *made, *(q.text for q in hospital.queries[:22]), "y" * 10_001]


def asks(hospital: Collection) -> list[tuple[str, Ask]]:
    rng = random.Random(1)
    made: list[tuple[str, Ask]] = []
    for text in texts(hospital):
        tokenizer, document = rng.choice([*TOKENIZERS]), rng.choice(["", "D001", "D150"])
        other = "".join(rng.choices(ODD, k=12))
        common = {"tokenizer": tokenizer, "document": document}
        made.append(("tokens", {"text": text, "other": other, **common}))
        settings = {"k1": rng.choice([0.1, 1.2, 4.0]), "b": rng.choice([0.0, 0.75, 1.0])}
        made.append(("bm25", {"query": text, **settings, **common}))
    return made


def in_browser(questions: list[tuple[str, Ask]]) -> list[Mapping[str, Any]]:
    """The JavaScript back end's answers, under Node.js."""
    node = [str(Path(sys.executable).parent / "node"), "browser/test/answer.js"]
    lines = "\n".join(json.dumps({"kind": kind, "ask": ask}) for kind, ask in questions)
    run = subprocess.run(
        [*node, "book/_assets/live"], input=lines, capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.rstrip("\n").split("\n")]


def in_python(kind: str, ask: Ask, hospital: Collection) -> Mapping[str, Any]:
    answers: dict[str, Callable[..., Any]] = {"tokens": explore_tokens, "bm25": explore_bm25}
    try:
        return dict(answers[kind](**ask, collection=hospital))
    except ValueError as error:
        return {"error": str(error)}


DIGIT = 5e-5  # sums of some fifty products; the last digits differ between processors


def near_ties(ranking: list[Any]) -> set[str]:
    """Hits whose order two sums of floats may settle either way, in the last digit."""
    scores = [9e9, *(hit["score"] for hit in ranking), -1]
    return {
        hit["doc_id"]
        for above, hit, below in zip(scores, ranking, scores[2:], strict=False)
        if min(above - hit["score"], hit["score"] - below) <= DIGIT
    }


def assert_equal(ours: Any, theirs: Any, at: str = "", within: float = 1e-8) -> None:
    """The same shape and values; numbers within a tolerance, absolute or relative."""
    if isinstance(ours, Mapping):
        assert ours.keys() == theirs.keys(), at
        for key in ours:
            assert_equal(ours[key], theirs[key], f"{at}.{key}", within)
    elif isinstance(ours, list):
        assert len(ours) == len(theirs), at
        for i, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            assert_equal(one, other, f"{at}[{i}]", within)
    elif isinstance(ours, float):
        assert ours == pytest.approx(theirs, rel=within, abs=within), at
    else:
        assert ours == theirs, at


def test_the_browser_answers_as_python_does(hospital: Collection) -> None:
    questions = asks(hospital)
    assert len(questions) >= 400
    for (kind, ask), theirs in zip(questions, in_browser(questions), strict=True):
        assert_equal(in_python(kind, ask, hospital), theirs, f"{kind} {ask}"[:200])


def test_half_a_character_is_read_as_python_reads_it(hospital: Collection) -> None:
    texts = ["heart\ud83d attack", "\udc00", "a\ud83db [MASK]"]
    questions: list[tuple[str, Ask]] = [
        ("tokens", {"text": text, "other": text, "tokenizer": tokenizer, "document": ""})
        for text in texts
        for tokenizer in TOKENIZERS
    ]
    for (kind, ask), theirs in zip(questions, in_browser(questions), strict=True):
        ours = in_python(kind, ask, hospital)
        assert [side["tokens"] for side in ours["sides"]] == [
            side["tokens"] for side in theirs["sides"]
        ]


@pytest.mark.parametrize("tokenizer", [*TOKENIZERS])
def test_every_unicode_form_of_a_text_is_read_as_python_reads_it(
    tokenizer: str, hospital: Collection
) -> None:
    questions: list[tuple[str, Ask]] = [
        ("tokens", {"text": text, "other": form, "tokenizer": tokenizer, "document": ""})
        for text in WORLD
        for form in (unicodedata.normalize(name, text) for name in ("NFC", "NFD", "NFKC", "NFKD"))
    ]
    for (kind, ask), theirs in zip(questions, in_browser(questions), strict=True):
        assert_equal(in_python(kind, ask, hospital), theirs, ascii(ask)[:200])


def test_wordpiece_is_python_s_for_every_character_of_the_first_planes() -> None:
    points = [*range(0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE0200)]
    blocks = [points[i : i + 2_500] for i in range(0, len(points), 2_500)]
    texts = [" ".join(f"a{chr(point)}b" for point in block) for block in blocks]
    common = {"tokenizer": "wordpiece", "other": "", "document": ""}
    answers = in_browser([("tokens", {"text": text, **common}) for text in texts])
    for text, theirs in zip(texts, answers, strict=True):
        shown = theirs["sides"][0]["tokens"]
        assert [(t["term"], t["start"], t["end"], t["word"], t["id"]) for t in shown] == [
            tuple(token) for token in wordpiece(text)
        ]


def test_the_javascript_s_own_tests_pass() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).parent / "node"), "--test", "browser/test/*.test.js"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout


def test_every_query_of_the_hospital_ranks_the_same(hospital: Collection) -> None:
    common = {"tokenizer": "english", "k1": 1.5, "b": 0.75, "document": ""}
    questions = [("bm25", {"query": q.text, **common}) for q in hospital.queries]
    for (kind, ask), theirs in zip(questions, in_browser(questions), strict=True):
        ours = in_python(kind, ask, hospital)
        assert [r["doc_id"] for r in ours["rows"]] == [r["doc_id"] for r in theirs["rows"]]


def test_neighbours_are_python_s_for_every_query(hospital: Collection) -> None:
    rng = random.Random(2)
    questions: list[tuple[str, Ask]] = [
        (
            "neighbours",
            {
                "query": text,
                "top_k": rng.randrange(1, 16),
                "vectors": "glove-50k",
                "weight": rng.choice([0.0, 0.3, 1.0]),
            },
        )
        for text in [*texts(hospital)[:-1:4], *(q.text for q in hospital.queries)]
    ]
    for (_, ask), theirs in zip(questions, in_browser(questions), strict=True):
        ours = explore_neighbours(**ask, collection=hospital)
        assert_equal(ours, theirs, str(ask)[:200], within=2e-6)


def test_other_vectors_are_refused_in_one_sentence() -> None:
    ask: Ask = {"query": "a", "top_k": 1, "vectors": "glove-wiki-gigaword-100", "weight": 0}
    assert "needs a kernel" in in_browser([("neighbours", ask)])[0]["error"]


def test_stored_masking_answers_are_python_s() -> None:
    asks: list[Ask] = [
        {"text": text, "top_k": 4, "model": "clinical-mlm", "chosen": [1]} for text in EXAMPLES
    ]
    for ask, theirs in zip(asks, in_browser([("masking", a) for a in asks]), strict=True):
        assert_equal(explore_masking(**ask), theirs, ask["text"], within=1e-5)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "my own text"}, "models run in a browser"),
        ({"chosen": [0, 1]}, "models run in a browser"),
        ({"model": "bert-base-uncased"}, "run this page as a notebook"),
    ],
)
def test_what_is_not_stored_needs_a_model(change: Ask, sentence: str) -> None:
    ask: Ask = {"text": EXAMPLES[0], "top_k": 4, "model": "clinical-mlm", "chosen": [0]} | change
    assert sentence in in_browser([("masking", ask)])[0]["error"]


CONTEXT: Ask = {**context.EXAMPLES[0], "hidden": False, "model": "clinical-mlm"}


def test_stored_context_answers_are_python_s() -> None:
    asks: list[Ask] = [{**CONTEXT, **e, "hidden": h} for e in context.EXAMPLES for h in (0, 1)]
    asks = [ask | {"hidden": bool(ask["hidden"])} for ask in asks]
    for ask, theirs in zip(asks, in_browser([("context", a) for a in asks]), strict=True):
        assert_equal(explore_context(**ask), theirs, ask["word"], within=1e-5)


@pytest.mark.parametrize(
    "change",
    [
        {"word": ""},
        {"word": "the ward"},
        {"word": "😀", "first": "😀"},
        {"word": "yard"},
        {"first": "<script>"},
        {"second": ""},
        {"second": "hip " * 510 + "ward"},
        {"first": "x" * 10_001},
    ],
)
def test_a_context_without_an_answer_is_refused_as_in_python(change: Ask) -> None:
    (theirs,) = in_browser([("context", CONTEXT | change)])
    with pytest.raises(ValueError, match=r"\w") as error:
        explore_context(**(CONTEXT | change))
    assert theirs == {"error": str(error.value)}


def test_other_sentences_need_a_model() -> None:
    (theirs,) = in_browser([("context", CONTEXT | {"first": "The ward is full."})])
    assert "models run in a browser" in theirs["error"]


def test_decisions_are_python_s() -> None:
    lists = [decision.SIZES, decision.LENGTHS, decision.QUERIES, decision.LATENCIES]
    lists += [decision.MACHINES, decision.USES, decision.LANGUAGES]
    names = ["documents", "words", "queries", "latency", "machine", "commercial", "english"]
    values = itertools.product(*([value for _, value in one] for one in lists))
    asks: list[Ask] = [dict(zip(names, one, strict=True)) for one in values]
    asks = random.Random(5).sample(asks, 600)
    answers = in_browser([("decision", ask) for ask in asks])
    for ask, theirs in zip(asks, answers, strict=True):
        assert_equal(explore_decision(**ask, measured=measured()), theirs, str(ask), within=2e-6)


def test_nothing_hidden_is_said() -> None:
    ask: Ask = {"text": "any text", "top_k": 4, "model": "clinical-mlm", "chosen": []}
    theirs = in_browser([("masking", ask)])[0]
    assert_equal(explore_masking(**ask), theirs)


def test_the_vector_of_every_stored_text_is_python_s() -> None:
    rng = random.Random(3)
    asks: list[Ask] = [
        {
            "text": text,
            "model": rng.choice(["clinical-splade", "clinical-mlm"]),
            "pooling": rng.choice(["max", "sum", "cls"]),
            "chosen": [rng.choice(["heart", "[CLS]", "no such term"])],
        }
        for text in ("", *splade.EXAMPLES)
        for _ in range(4)
    ]
    for ask, theirs in zip(asks, in_browser([("splade", a) for a in asks]), strict=True):
        assert_equal(explore_splade(**ask), theirs, str(ask), within=5e-5)


MATCH: Ask = {
    "query": "heart attack treatment protocol",
    "model": "clinical-splade",
    "document": "",
    "query_expansion": True,
    "document_expansion": True,
    "query_weights": True,
    "document_weights": True,
    "pooling": "max",
    "log": True,
    "chosen": [],
}


def test_the_switchboard_is_python_s_for_every_query(hospital: Collection) -> None:
    rng = random.Random(4)
    switches = [name for name, value in MATCH.items() if value is True]
    asks: list[Ask] = [
        {
            **MATCH,
            **{name: rng.random() < 0.7 for name in switches},
            "query": text,
            "document": rng.choice(["", "", "D001", "D150"]),
            "pooling": rng.choice(["max", "max", "sum", "cls"]),
            "chosen": rng.choice([[], ["heart"], ["##thy", "rehabilitation"]]),
        }
        for text in ("", *(q.text for q in hospital.queries))
    ]
    for ask, theirs in zip(asks, in_browser([("match", a) for a in asks]), strict=True):
        assert_equal(explore_match(**ask, collection=hospital), theirs, str(ask)[:300], within=2e-5)


def test_both_lists_and_an_opened_page_are_python_s_for_every_query(hospital: Collection) -> None:
    rng = random.Random(5)
    opened: list[list[str]] = [[], [], ["D001"], ["D052"], ["D152"]]
    texts = ("", *(query.text for query in hospital.queries))
    asks: list[Ask] = [{"query": text, "chosen": rng.choice(opened)} for text in texts]
    answers = in_browser([("compare", ask) for ask in asks])
    for ask, theirs in zip(asks, answers, strict=True):
        assert_equal(explore_compare(**ask, collection=hospital), theirs, str(ask), within=2e-5)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "my own words"}, "models run in a browser"),
        ({"model": "rasyosef/splade-tiny"}, "run this page as a notebook"),
        ({"text": "x" * 10_001}, "The text has 10,001 characters"),
    ],
)
def test_a_vector_that_is_not_stored_is_one_sentence(change: Ask, sentence: str) -> None:
    ask: Ask = {"text": "", "model": "clinical-splade", "pooling": "max"}
    assert sentence in in_browser([("splade", ask | {"chosen": []} | change)])[0]["error"]


def test_a_match_in_another_collection_is_that_collection_s() -> None:
    mine = in_parts(read_workshop().collection).collection
    asks = [
        MATCH | {"query": q.text, "document": d} for q in mine.queries for d in ("", "handbook#2")
    ]
    answers = in_browser([("match", ask | {"collection": "workshop"}) for ask in asks])
    for ask, theirs in zip(asks, answers, strict=True):
        assert_equal(explore_match(**ask, collection=mine), theirs, ask["query"], within=2e-5)


@pytest.mark.parametrize("tokenizer", [*TOKENIZERS])
def test_bm25_in_another_collection_is_that_collection_s(tokenizer: str) -> None:
    mine = in_parts(read_workshop().collection).collection
    ask = {"query": "flat tyre", "tokenizer": tokenizer, "k1": 1.2, "b": 0.75, "document": ""}
    (theirs,) = in_browser([("bm25", ask | {"collection": "workshop"})])
    assert_equal(explore_bm25(**ask, collection=mine), theirs, tokenizer)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"query": "my own"}, "models run in a browser"),
        ({"model": "rasyosef/splade-tiny"}, "run this page as a notebook"),
    ],
)
def test_a_match_that_is_not_stored_is_one_sentence(change: Ask, sentence: str) -> None:
    assert sentence in in_browser([("match", MATCH | change)])[0]["error"]


@pytest.mark.parametrize("texts", ["hospital", "lay_terms"])
def test_the_scoreboard_is_python_s_for_every_dot(texts: str) -> None:
    stored = load_board(texts)
    names, rng = [*stored["means"]], random.Random(5)
    chosen: list[list[str]] = [[]]
    for system in names:
        for group in stored["groups"]:
            kind, query = (
                rng.choice(["", "better", "equal", "worse"]),
                rng.choice(stored["queries"]),
            )
            chosen.append([system, group, kind, rng.choice(["", query["query_id"]])])
    common = {"texts": texts, "systems": names, "added": ["SPLADE"]}
    asks: list[Ask] = [{**common, "chosen": each} for each in chosen]
    asks.append({**common, "systems": ["BM25"], "added": [], "chosen": ["BM25", "all", ""]})
    for ask, theirs in zip(asks, in_browser([("scoreboard", a) for a in asks]), strict=True):
        assert_equal(explore_scoreboard(**ask), theirs, str(ask["chosen"]))


def test_the_training_is_python_s_for_every_query() -> None:
    stored = load_training_steps()
    asks: list[Ask] = [{"query": query["text"]} for query in stored["queries"]]
    for ask, theirs in zip(asks, in_browser([("training_steps", a) for a in asks]), strict=True):
        assert_equal(explore_training_steps(**ask, stored=stored), theirs, ask["query"])


@pytest.mark.parametrize("weights", ["BM25", "SPLADE"])
def test_the_drawers_are_python_s_for_every_query(weights: str, hospital: Collection) -> None:
    listed = ["", *(q.text for q in hospital.queries)]
    own = [text for text in texts(hospital)[:-1:6] if weights == "BM25"]
    asks: list[Ask] = [{"query": text, "weights": weights} for text in [*listed, *own]]
    answers = in_browser([("inverted_index", ask) for ask in asks])
    for ask, theirs in zip(asks, answers, strict=True):
        both: list[Any] = [explore_inverted_index(**ask, collection=hospital), theirs]
        near = near_ties(both[0]["ranking"]) | near_ties(both[1]["ranking"])
        for result in both:
            result["ranking"] = [hit for hit in result["ranking"] if hit["doc_id"] not in near]
        assert_equal(both[0], both[1], str(ask)[:200], within=DIGIT)
