"""Pairs to rank with: a short text, and the passage that should be found for it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from training.corpus import Record, digest, document, held_out, hpo_terms, question, read

RARE_IN = 200  # passages at most: a word in more of them is no searcher's exact word
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/.\-]*[A-Za-z0-9]|[0-9]+")


class Pair(NamedTuple):
    """A short text and the passage that should be found for it."""

    query: str
    passage: str


class Sides(NamedTuple):
    """Pairs laid out to search: the distinct passages, and which of them each query wants."""

    queries: list[str]
    passages: list[str]
    own: list[int]


def sides(of: Iterable[Pair]) -> Sides:
    """Lay pairs out: queries in their order, passages sorted, each once.

    >>> sides([Pair("nosebleed", "b"), Pair("gout", "a"), Pair("nose", "b")]).own
    [1, 0, 1]
    """
    of = list(of)
    passages = sorted({pair.passage for pair in of})
    rows = {passage: row for row, passage in enumerate(passages)}
    return Sides([p.query for p in of], passages, [rows[p.passage] for p in of])


def hpo_pairs(folder: Path) -> Iterator[Pair]:
    """Lay and clinical synonyms of a term, each with the term's name and definition."""
    for term in hpo_terms(folder, "train"):
        for synonym in term["lay"][:4] + term["synonyms"][:3]:
            yield Pair(synonym, document(term))
        if term["definition"]:
            yield Pair(term["name"], term["definition"])


def medquad_pairs(folder: Path, rng: random.Random) -> Iterator[Pair]:
    """Questions with their answers, and topics with a passage from inside an answer."""
    for record in read(folder, "medquad"):
        if held_out(record["focus"]):
            continue
        yield Pair(question(record["question"]), record["answer"][:600])
        sentences = re.split(r"(?<=[.?!])\s+", record["answer"])
        if len(sentences) > 3:
            start = rng.randrange(1, len(sentences) - 2)
            yield Pair(record["focus"], " ".join(sentences[start : start + 3])[:600])


def synonym_pairs(folder: Path, rng: random.Random) -> Iterator[Pair]:
    """Synonym to term and back: short texts on both sides, as titles are."""
    for record in read(folder, "medquad_synonyms"):
        if held_out(record["focus"]):
            continue
        for synonym in record["synonyms"][:5]:
            pair = Pair(synonym, record["focus"])
            yield pair if rng.random() < 0.5 else Pair(*reversed(pair))


def abstract_pairs(folder: Path, share: float) -> Iterator[Pair]:
    """The first sentence of an abstract, taken for its title, with what follows."""
    for record in read(folder, "abstracts"):
        if held_out(record["id"]) or digest("pair" + record["id"]) % 1000 >= 1000 * share:
            continue
        first, _, rest = record["text"].partition(". ")
        if 30 <= len(first) <= 200 and len(rest) > 100:
            yield Pair(first, rest[:600])


def wordnet_pairs(folder: Path, rng: random.Random) -> Iterator[Pair]:
    """A word with its definition, a word with another and the definition; general English."""
    for record in read(folder, "wordnet"):
        names, definition = record["names"], record["definition"]
        if held_out(names[0]):
            continue
        if definition and rng.random() < 0.5:
            yield Pair(rng.choice(names), _sentences(definition, *record["examples"][:1]))
        if len(names) > 1:
            name, other = rng.sample(names, 2)
            yield Pair(name, _sentences(other, definition))


def entry_pairs(folder: Path, source: str, rng: random.Random) -> Iterator[Pair]:
    """Names of an entry (a disease, a code, a drug) with another name and the definition."""
    for record in read(folder, source):
        names, definition = record["names"], record["definition"]
        if held_out(names[0]):
            continue
        for _ in range(min(3, len(names) - 1)):
            name, other = rng.sample(names, 2)
            yield Pair(name, _sentences(other, definition))
        if definition:
            yield Pair(names[0], definition)


def _sentences(*texts: str) -> str:
    return ". ".join(text.rstrip(".") for text in texts if text)


def rare_spans(pairs: Iterable[Pair], count: int, rng: random.Random) -> Iterator[Pair]:
    """One to three rare words of a passage, as a searcher types them who knows the exact word."""
    passages = sorted({pair.passage for pair in pairs if len(pair.passage) > 120})
    seen = Counter(word for p in passages for word in {w.lower() for w in WORD.findall(p)})
    for passage in rng.sample(passages, min(count, len(passages))):
        words = WORD.findall(passage)[:90]
        rare = [i for i, w in enumerate(words) if seen[w.lower()] <= RARE_IN and len(w) > 1]
        if rare:
            length = rng.choice([1, 1, 2, 3])
            start = max(0, rng.choice(rare) - rng.randrange(length))
            yield Pair(" ".join(words[start : start + length]), passage)


def by_source(folder: Path, seed: int, abstracts_share: float = 0.4) -> dict[str, list[Pair]]:
    """Every source's pairs, in an order fixed by the seed."""
    rng = random.Random(seed)
    return {
        "hpo": [*hpo_pairs(folder)],
        "medquad": [*medquad_pairs(folder, rng)],
        "medquad_synonyms": [*synonym_pairs(folder, rng)],
        "abstracts": [*abstract_pairs(folder, abstracts_share)],
        "wordnet": [*wordnet_pairs(folder, rng)],
        **{s: [*entry_pairs(folder, s, rng)] for s in ("doid", "icd10cm", "drugs")},
    }


def ranking_pairs(
    folder: Path, seed: int, abstracts_share: float = 0.4, rare: int = 24_000
) -> list[Pair]:
    """All training pairs, without repeats, in an order fixed by the seed."""
    rng = random.Random(seed)
    found = by_source(folder, seed, abstracts_share).values()
    distinct = {p for of in found for p in of if p.query.strip() and p.passage.strip()}
    pairs = sorted(distinct)
    pairs += rare_spans(pairs, rare, rng)
    rng.shuffle(pairs)
    return pairs


def development_pairs(folder: Path) -> dict[str, list[Pair]]:
    """Pairs to choose by, never trained on: lay names, questions, synonyms and exact words.

    Every kind comes from records that training leaves out; HPO's are the development terms.
    """
    rng = random.Random(0)
    answers = [r for r in read(folder, "medquad") if held_out(r["focus"])]
    questions = [Pair(question(r["question"]), r["answer"][:600]) for r in answers]
    terms = hpo_terms(folder, "dev")
    return {
        "lay": [Pair(name, document(term)) for term in terms for name in term["lay"]],
        "question": questions,
        "synonym": [*_held_out_synonyms(folder)],
        "exact": list(rare_spans(questions, len(questions), rng)),
    }


def _held_out_synonyms(folder: Path) -> Iterator[Pair]:
    for record in read(folder, "medquad_synonyms"):
        if held_out(record["focus"]):
            yield from (Pair(synonym, record["focus"]) for synonym in record["synonyms"][:3])
    records: list[Record] = [*read(folder, "doid"), *read(folder, "wordnet")]
    for record in records:
        if held_out(record["names"][0]) and len(record["names"]) > 1 and record["definition"]:
            first, second = record["names"][:2]
            yield Pair(second, _sentences(first, record["definition"]))
