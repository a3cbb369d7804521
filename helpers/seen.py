"""Which of the benchmark's queries occur in the text that SPLADE was trained on."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.paths import damaged, data_folder
from helpers.records import Collection

SEEN = ("not in the training text", "in the training text")


def seen_file() -> Path:
    """Name the file that ``training.experiments.seen`` writes."""
    return data_folder() / "experiments" / "seen_queries.json"


def by_seen(lay_terms: Collection) -> Collection:
    """Give each query of the lay terms the type that says whether it was seen, of ``SEEN``.

    Seen are its words, one after the other, anywhere in a training pair; never the pair of it and
    its answer (``training/decontamination.py``). Raises ValueError where the file is missing or
    damaged.
    """
    path = seen_file()
    try:
        seen = set(json.loads(path.read_text(encoding="utf-8"))["queries"])
    except (OSError, ValueError, KeyError):
        raise damaged(path) from None
    typed = (q._replace(type=SEEN[q.query_id in seen]) for q in lay_terms.queries)
    return Collection(lay_terms.name, lay_terms.documents, tuple(typed), lay_terms.qrels)
