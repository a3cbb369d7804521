"""helpers/passages.py: long documents are cut into parts that lose nothing."""

from __future__ import annotations

import doctest
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import passages
from helpers.passages import best_parts, sentences, windows
from helpers.records import ScoredDoc

ANY = st.sampled_from(list(".!?…。！？)\"'”» \n\t\r\0\x85\u2028aé心")) | st.characters()
LENGTHS = st.lists(st.integers(0, 60), max_size=40)
MOST, OVERLAP = st.integers(1, 100), st.integers(0, 100)


@pytest.mark.model
def test_examples() -> None:
    assert doctest.testmod(passages).failed == 0


@settings(deadline=None, max_examples=300)
@given(text=st.text(ANY, max_size=80))
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


@settings(deadline=None, max_examples=200)
@given(text=st.text(ANY, max_size=80))
def test_no_sentence_is_empty(text: str) -> None:
    assert all(sentences(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("no full stop", ["no full stop"]),
        ("Take 2.5 mg. Rest!", ["Take 2.5 mg.", " Rest!"]),
        ("He said “Rest.” Then", ["He said “Rest.”", " Then"]),
        ("心。痛", ["心。", "痛"]),
        ("Head\n \nText", ["Head\n \n", "Text"]),
    ],
)
def test_sentences_end_at_their_marks(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@settings(deadline=None, max_examples=300)
@given(lengths=LENGTHS, most=MOST, overlap=OVERLAP)
def test_windows_hold_every_sentence_in_order(lengths: list[int], most: int, overlap: int) -> None:
    made = windows(lengths, most, overlap)
    assert sorted({i for window in made for i in window}) == [*range(len(lengths))]


@settings(deadline=None, max_examples=300)
@given(lengths=LENGTHS, most=MOST, overlap=OVERLAP)
def test_a_window_has_at_most_so_many_tokens_or_one_sentence(
    lengths: list[int], most: int, overlap: int
) -> None:
    for window in windows(lengths, most, overlap):
        assert len(window) == 1 or sum(lengths[i] for i in window) <= most


@settings(deadline=None, max_examples=300)
@given(lengths=LENGTHS, most=MOST, overlap=OVERLAP)
def test_a_window_repeats_at_most_so_many_tokens(
    lengths: list[int], most: int, overlap: int
) -> None:
    for before, after in pairwise(windows(lengths, most, overlap)):
        assert sum(lengths[i] for i in range(after.start, before.stop)) <= overlap


@settings(deadline=None, max_examples=300)
@given(lengths=LENGTHS, most=MOST, overlap=OVERLAP)
def test_every_window_goes_on_from_the_one_before(
    lengths: list[int], most: int, overlap: int
) -> None:
    for before, after in pairwise(windows(lengths, most, overlap)):
        assert before.start < after.start <= before.stop < after.stop


def test_a_window_begins_with_what_fits_of_the_one_before() -> None:
    assert windows([4, 1, 4, 1, 4, 1], most=10, overlap=5) == [range(4), range(2, 6)]


def scored(parts: int, documents: int, seed: int) -> tuple[list[ScoredDoc], dict[str, str]]:
    """Parts with few different scores, best first, and the document of each."""
    rng = random.Random(seed)
    document_of = {f"p{i:03}": f"D{rng.randrange(documents)}" for i in range(parts)}
    hits = [ScoredDoc("q", part, rng.randint(1, 5) / 2) for part in document_of]
    return sorted(hits, key=lambda hit: (-hit.score, hit.doc_id)), document_of


@settings(deadline=None, max_examples=300)
@given(
    parts=st.integers(0, 60), documents=st.integers(1, 15), seed=st.integers(0, 999),
    top_k=st.integers(1, 20),
)  # fmt: skip
def test_the_best_documents_are_those_of_all_parts(
    parts: int, documents: int, seed: int, top_k: int
) -> None:
    hits, document_of = scored(parts, documents, seed)
    best: dict[str, float] = {}
    for hit in hits:
        doc_id = document_of[hit.doc_id]
        best[doc_id] = max(hit.score, best.get(doc_id, 0.0))
    wanted = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:top_k]
    found = best_parts(lambda n: hits[:n], document_of, top_k)
    assert [(hit.doc_id, hit.score) for hit in found] == wanted


def test_no_more_parts_are_asked_for_than_are_needed() -> None:
    hits = [ScoredDoc("q", f"p{i}", float(-i)) for i in range(99)]
    asked: list[int] = []
    best_parts(lambda n: (asked.append(n), hits[:n])[1], {h.doc_id: h.doc_id for h in hits}, 5)  # type: ignore[func-returns-value]
    assert asked == [5, 20]
