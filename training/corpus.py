"""The training text: reading it, splitting it, and cutting it into sequences and pairs.

Four public sources are read from one folder (README.md names them). Nothing from the HPO
``test`` terms, which are the book's benchmark, passes this module; the terms whose md5 is 1
modulo 10 are the development split, used to choose and never to train.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HELD_OUT_EVERY = 40  # one MedQuAD topic or abstract in 40 is kept for the held-out loss


class Pair(NamedTuple):
    """A short text and the passage that should be found for it."""

    query: str
    passage: str


def digest(key: str) -> int:
    """The md5 of a key as an integer: a split that no library version can change."""
    return int(hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(), 16)


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """All records of ``<folder>/<name>.jsonl.gz``."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held_out(key: str) -> bool:
    """Whether this MedQuAD topic or abstract is kept out of training."""
    return digest(key.lower()) % HELD_OUT_EVERY == 1


def hpo_terms(folder: Path, split: str) -> list[dict[str, Any]]:
    """The HPO terms of ``train`` or ``dev`` (the test terms are never returned)."""
    if split not in ("train", "dev"):
        raise ValueError(f"split={split!r}: allowed are 'train' and 'dev'")
    wanted = split == "dev"
    terms = [t for t in read(folder, "hpo") if t["split"] == "train"]
    return [t for t in terms if (digest(t["id"]) % 10 == 1) == wanted]


def question(text: str) -> str:
    """A MedQuAD question without its template's scars ("What is (are) X ?" -> "What is X?")."""
    return re.sub(r"\s+\?", "?", text.replace("(are) ", "")).strip()


def mlm_texts(folder: Path, abstracts_share: float) -> Iterator[tuple[str, bool]]:
    """Every text for masked prediction, with whether it is held out."""
    for record in read(folder, "medquad"):
        out = held_out(record["focus"])
        yield question(record["question"]) + " " + record["answer"], out
        yield record["focus"], out
    for record in read(folder, "medquad_synonyms"):
        for synonym in record["synonyms"]:
            yield f"{synonym} is also called {record['focus']}.", held_out(record["focus"])
    for split in ("train", "dev"):
        for term in hpo_terms(folder, split):
            yield f"{term['name']}. {term['definition']}", split == "dev"
            for synonym in term["lay"] + term["synonyms"]:
                yield f"{synonym} is also called {term['name']}.", split == "dev"
    for record in read(folder, "abstracts"):
        out = held_out(record["id"])
        if out or digest("share" + record["id"]) % 1000 < 1000 * abstracts_share:
            yield record["text"], out


def document(term: dict[str, Any]) -> str:
    """An HPO term as a document: its name and its definition."""
    return f"{term['name']}. {term['definition']}" if term["definition"] else str(term["name"])


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
    """The first sentence of an abstract, standing for its title, with what follows."""
    for record in read(folder, "abstracts"):
        if held_out(record["id"]) or digest("pair" + record["id"]) % 1000 >= 1000 * share:
            continue
        first, _, rest = record["text"].partition(". ")
        if 30 <= len(first) <= 200 and len(rest) > 100:
            yield Pair(first, rest[:600])


def ranking_pairs(folder: Path, seed: int, abstracts_share: float = 0.12) -> list[Pair]:
    """All training pairs, without repeats, in an order fixed by the seed."""
    rng = random.Random(seed)
    pairs = [
        *hpo_pairs(folder),
        *medquad_pairs(folder, rng),
        *synonym_pairs(folder, rng),
        *abstract_pairs(folder, abstracts_share),
    ]
    pairs = sorted({p for p in pairs if p.query.strip() and p.passage.strip()})
    rng.shuffle(pairs)
    return pairs
