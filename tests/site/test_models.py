"""The models in the page answer as Python does, and take no more memory with time."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser

from helpers.explorers import (
    explore_engine,
    explore_masking,
    explore_match,
    explore_request,
    explore_splade,
)
from helpers.records import Collection
from helpers.text import tokenize
from tests.site.watching import Watched
from tests.test_backend import MATCH, Ask, texts

CLOSE = 0.005
Answers = Callable[[str, list[Ask]], list[Mapping[str, Any]]]
ANSWER = """async ([kind, asks]) => {
  const made = [];
  for (const ask of asks) made.push(await window.backend.answer(kind, ask));
  return made;
}"""
LOAD = """async (names) => {
  window.backend = await import('./_static/live/backend.js');
  for (const name of names) await window.backend.models.load(name);
}"""


@pytest.fixture(scope="module")
def answers(browser: Browser, address: str) -> Iterator[Answers]:
    """The back end of a page that has both models."""
    context = browser.new_context()
    page = Watched(context.new_page(), address).open("notation.html")
    page.evaluate(LOAD, ["clinical-splade", "clinical-mlm"])
    yield lambda kind, asks: page.evaluate(ANSWER, [kind, asks])
    context.close()


def many_texts(hospital: Collection) -> list[str]:
    """Short, long, odd, empty; up to 600 tokens: over 100 of them."""
    some = [text for text in texts(hospital)[::2] if len(text) <= 10_000]
    documents = [d.contents for d in hospital.documents[::40]]
    return [*some, "", *documents, "gallstones " * 300, "heart 心 😀 " * 80]


def ordered_alike(ours: list[tuple[str, float]], theirs: list[tuple[str, float]]) -> bool:
    """Whether two rankings agree in their first 20 up to ties of ``CLOSE``."""
    by_term = dict(ours)
    lowest = ours[-1][1] if ours else 0.0
    values = [by_term.get(term, lowest) for term, _ in theirs[:20]]
    falling = all(a >= b - CLOSE for a, b in itertools.pairwise(values))
    return falling and all(abs(value - by_term.get(term, lowest)) < CLOSE for term, value in theirs)


def rows(result: Mapping[str, Any]) -> list[tuple[str, float]]:
    return [(row["term"], row["weight"]) for row in result["rows"]]


def same_origins(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether the same position won each term that both show, where one clearly did."""
    winners = {row["term"]: (row["position"], row["original"]) for row in theirs["rows"]}
    clear = (row for row in ours["rows"] if not tied(row))
    return all(
        winners.get(r["term"], (r["position"], r["original"])) == (r["position"], r["original"])
        for r in clear
    )


def tied(row: Mapping[str, Any]) -> bool:
    first, second = sorted(row["logits"], reverse=True)[:2]
    return bool(first - second < 2 * CLOSE)


@pytest.mark.parametrize("model", ["clinical-splade", "clinical-mlm"])
def test_a_vector_is_python_s(answers: Answers, hospital: Collection, model: str) -> None:
    rng = random.Random(5)
    asked: list[Ask] = [
        {
            "text": text,
            "model": model,
            "pooling": "max" if i % 3 else rng.choice(["sum", "cls"]),
            "chosen": [],
        }
        for i, text in enumerate(many_texts(hospital)[:: 1 if model == "clinical-splade" else 4])
    ]
    assert len(asked) >= (100 if model == "clinical-splade" else 25)
    for ask, theirs in zip(asked, answers("splade", asked), strict=True):
        ours = explore_splade(**ask)
        assert theirs["tokens"] == ours["tokens"], ask
        assert ordered_alike(rows(ours), rows(theirs)), ask
        assert theirs["note"] == ours["note"]
        assert abs(theirs["n_active"] - ours["n_active"]) <= 1 + ours["n_active"] // 1000
        assert same_origins(ours, theirs), ask


def in_python(ask: Ask) -> Mapping[str, Any]:
    try:
        return dict(explore_masking(**ask))
    except ValueError as error:
        return {"error": str(error)}


def test_a_masked_prediction_is_python_s(answers: Answers, hospital: Collection) -> None:
    rng = random.Random(6)
    asked: list[Ask] = []
    for text in many_texts(hospital):
        n = len(tokenize(text, "wordpiece"))
        chosen = sorted(rng.sample(range(n), min(n, rng.choice([1, 1, 2, 5]))))
        asked.append({"text": text, "top_k": 8, "model": "clinical-mlm", "chosen": chosen})
    for ask, theirs in zip(asked, answers("masking", asked), strict=True):
        ours = in_python(ask)
        if "error" in ours:
            assert theirs == ours
            continue
        assert theirs["tokens"] == ours["tokens"]
        assert theirs["note"] == ours["note"]
        for one, other in zip(ours["places"], theirs["places"], strict=True):
            assert one["token"] == other["token"]
            assert one["rank"] == pytest.approx(other["rank"], abs=2, rel=0.002)
            assert one["entropy"] == pytest.approx(other["entropy"], abs=0.001)
            for near, also in zip(one["neighbours"], other["neighbours"], strict=True):
                assert near["word"] == also["word"]
                assert near["cosine"] == pytest.approx(also["cosine"], abs=1e-5)
            assert ordered_alike(
                [(p["term"], p["probability"]) for p in one["predictions"]],
                [(p["term"], p["probability"]) for p in other["predictions"]],
            )


def test_every_hospital_query_ranks_as_in_python(answers: Answers, hospital: Collection) -> None:
    """A blank behind each makes them texts that are not stored, of the same tokens."""
    asked: list[Ask] = [MATCH | {"query": f"{q.text} "} for q in hospital.queries]
    for ask, theirs in zip(asked, answers("match", asked), strict=True):
        ours = explore_match(**ask, collection=hospital)
        edge = abs(theirs["n_query_terms"] - ours["n_query_terms"])  # a logit next to 0
        assert edge <= 1, ask["query"]
        assert edge or theirs["n_found"] == ours["n_found"], ask["query"]
        for name, measured in ours["measures"].items():
            assert theirs["measures"][name] == pytest.approx(measured, abs=1e-5)
        scores = {hit["doc_id"]: hit["score"] for hit in ours["ranking"]}
        for one, other in zip(ours["ranking"], theirs["ranking"], strict=True):
            assert one["score"] == pytest.approx(other["score"], abs=CLOSE)
            assert other["score"] == pytest.approx(
                scores.get(other["doc_id"], other["score"]), abs=CLOSE
            )


def test_the_switchboard_takes_an_own_query(answers: Answers, hospital: Collection) -> None:
    rng = random.Random(7)
    switches = [name for name, value in MATCH.items() if value is True]
    asked: list[Ask] = [
        MATCH
        | {name: rng.random() < 0.7 for name in switches}
        | {"query": text, "pooling": rng.choice(["max", "sum", "cls"]), "chosen": ["heart"]}
        for text in many_texts(hospital)[::5]
    ]
    for ask, theirs in zip(asked, answers("match", asked), strict=True):
        ours = explore_match(**ask, collection=hospital)
        assert theirs["n_query_terms"] == pytest.approx(ours["n_query_terms"], abs=1), ask
        for one, other in zip(ours["ranking"], theirs["ranking"], strict=False):
            assert one["score"] == pytest.approx(other["score"], abs=CLOSE, rel=CLOSE)


def test_memory_stays_after_200_texts(browser: Browser, address: str, hospital: Collection) -> None:
    context = browser.new_context()
    page = Watched(context.new_page(), address).open("notation.html")
    page.evaluate(LOAD, ["clinical-splade"])
    words = " ".join(d.text for d in hospital.documents).split()
    rng = random.Random(8)

    vector = {"model": "clinical-splade", "pooling": "max", "chosen": []}

    def read(n: int) -> int:
        lengths = [rng.randrange(1, 16) for _ in range(n - 1)]
        made = [" ".join(rng.choices(words, k=length)) for length in [400, *lengths]]
        page.evaluate(ANSWER, ["splade", [vector | {"text": text} for text in made]])
        page.request_gc()
        return largest_renderer(browser)

    before = read(40)
    after = read(200)
    print(f"memory of the page: {before / 1e6:.0f} MB, after 200 texts {after / 1e6:.0f} MB")
    assert after < before + 30_000_000
    context.close()


def largest_renderer(browser: Browser) -> int:
    """Resident bytes of the browser's largest page process: the one that runs a model."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [psutil.Process(p["id"]).memory_info().rss for p in processes if "render" in p["type"]]
    return int(max(sizes))


def test_own_words_become_the_request_and_rankings_of_python(
    answers: Answers, hospital: Collection
) -> None:
    own = ["my knee hurts", "tablets against high blood pressure", "心 😀 fever in a child"]
    asked: list[Ask] = [{"query": text, "engine": "opensearch"} for text in own]
    for ask, theirs in zip(asked, answers("request", asked), strict=True):
        ours = explore_request(**ask, model="clinical-splade")
        queries = [result["body"]["query"]["neural_sparse"] for result in (ours, theirs)]
        weights = [query["splade"]["query_tokens"] for query in queries]
        for term in weights[0].keys() | weights[1].keys():
            assert weights[0].get(term, 0) == pytest.approx(weights[1].get(term, 0), abs=CLOSE)
    asked = [{"query": text, "department": "", "percent": 0} for text in own]
    for ask, theirs in zip(asked, answers("engine", asked), strict=True):
        found = explore_engine(**ask, collection=hospital, model="clinical-splade")
        assert found["rankings"]["BM25"] == theirs["rankings"]["BM25"]
        ranked = [
            [(p["doc_id"], p["score"]) for p in result["rankings"]["SPLADE"]]
            for result in (found, theirs)
        ]
        scores = dict(ranked[0])
        assert len(scores.keys() & dict(ranked[1]).keys()) >= 7
        assert all(abs(scores.get(doc_id, score) - score) < 0.1 for doc_id, score in ranked[1])
