"""The training text: reading it, keeping the benchmark out, splitting it, and texts to mask.

Eight public sources are read from one folder (README.md names them). Nothing from the HPO
``test`` terms, which are the book's benchmark, passes this module, and no record that gives one
of them away; the terms whose md5 is 1 modulo 10 are the development split, used to choose and never
to train.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from training.decontamination import Benchmark

Record = dict[str, Any]
SOURCES = (
    "medquad", "medquad_synonyms", "hpo", "abstracts", "wordnet", "doid", "icd10cm", "drugs",
)  # fmt: skip
HELD_OUT_EVERY = 40  # one record in 40 is kept for the held-out loss


def digest(key: str) -> int:
    """The md5 of a key as an integer: a split that no library version can change."""
    return int(hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(), 16)


def lines(folder: Path, source: str) -> list[Record]:
    """All records of ``<folder>/<source>.jsonl.gz``, as they are."""
    with gzip.open(folder / f"{source}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@cache
def benchmark(folder: Path) -> Benchmark:
    """The names of the HPO test terms."""
    return Benchmark(t for t in lines(folder, "hpo") if t["split"] == "test")


@cache
def read(folder: Path, source: str) -> tuple[Record, ...]:
    """The records of a source that may be trained on; ``left_out`` says how many may not."""
    records = [r for r in lines(folder, source) if r.get("split") != "test"]
    return tuple(r for r in records if not benchmark(folder).gives_away(*texts_of(r)))


def texts_of(record: Record) -> Iterator[str]:
    """Every text of a record, whatever its source calls it."""
    for field, value in record.items():
        if field not in ("id", "split", "pos"):
            yield from [value] if isinstance(value, str) else value


def left_out(folder: Path) -> dict[str, int]:
    """How many records of each source give a test term away, and so are not read."""
    return {
        source: sum(r.get("split") != "test" for r in lines(folder, source))
        - len(read(folder, source))
        for source in SOURCES
    }


def held_out(key: str) -> bool:
    """Whether the record of this key (a topic, an id, a name) is kept out of training."""
    return digest(key.lower()) % HELD_OUT_EVERY == 1


def hpo_terms(folder: Path, split: str) -> list[Record]:
    """The HPO terms of ``train`` or ``dev`` (the test terms are never returned)."""
    if split not in ("train", "dev"):
        raise ValueError(f"split={split!r}: allowed are 'train' and 'dev'")
    wanted = split == "dev"
    return [t for t in read(folder, "hpo") if (digest(t["id"]) % 10 == 1) == wanted]


def question(text: str) -> str:
    """A MedQuAD question without its template's scars ("What is (are) X ?" -> "What is X?")."""
    return re.sub(r"\s+\?", "?", text.replace("(are) ", "")).strip()


def document(term: Record) -> str:
    """An HPO term as a document: its name and its definition."""
    return f"{term['name']}. {term['definition']}" if term["definition"] else str(term["name"])


def one_of(names: list[str], key: str) -> str:
    """One name of several, always the same for a key.

    >>> one_of(["nosebleed", "epistaxis"], "bleeding from the nose")
    'nosebleed'
    """
    return names[digest(key) % len(names)]


def mlm_texts(folder: Path, abstracts_share: float) -> Iterator[tuple[str, bool]]:
    """Every text for masked prediction, with whether it is held out.

    Running text and dictionary entries. An entry has **one** name of its concept, never two: that
    two names mean the same is for the model to find out, not for the text to say.
    """
    for record in read(folder, "medquad"):
        yield question(record["question"]) + " " + record["answer"], held_out(record["focus"])
    for split in ("train", "dev"):
        for term in hpo_terms(folder, split):
            yield _entry([term["name"], *term["lay"]], term["definition"]), split == "dev"
    for source in ("wordnet", "doid", "icd10cm"):
        for record in read(folder, source):
            examples = " ".join(f"{e.rstrip('.')}." for e in record.get("examples", []))
            entry = _entry(record["names"], record["definition"])
            yield f"{entry} {examples}".strip(), held_out(record["names"][0])
    for record in read(folder, "abstracts"):
        out = held_out(record["id"])
        if out or digest("share" + record["id"]) % 1000 < 1000 * abstracts_share:
            yield record["text"], out


def _entry(names: list[str], definition: str) -> str:
    name = one_of(names, definition or names[0])
    return f"{name}: {definition.rstrip('.')}." if definition else name
