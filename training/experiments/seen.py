"""Find the lay terms' queries that occur somewhere in the training pairs.

    python -m training.experiments.seen --data TEXT

No record gives away a pair of the benchmark (``training.decontamination``), and yet a name may
occur alone. Writes data/experiments/seen_queries.json: how many pairs were read; the ids of the
queries whose words, in their order, occur in a query or a passage of any of them, and of those that
are a pair's query; and of how many answers the titles occur.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers.records import load_lay_terms
from helpers.seen import seen_file
from training.decontamination import words_of
from training.pairs import ranking_pairs

SEEDS = (0, 1)  # of the two rounds of clinical-splade's training


def occurring(wanted: Mapping[str, str], texts: Iterable[str]) -> list[str]:
    """Name the wanted texts, by id, whose words occur one after the other in any of the texts.

    >>> occurring({"a": "Nose bleed", "b": "bleed nose"}, ["A nose-bleed stops by itself."])
    ['a']
    """
    ids: dict[tuple[str, ...], list[str]] = {}
    for name, text in wanted.items():
        ids.setdefault(words_of(text), []).append(name)
    lengths = sorted({len(words) for words in ids})
    found: set[str] = set()
    for text in texts:
        words = words_of(text)
        for length in lengths:
            for start in range(len(words) - length + 1):
                found.update(ids.get(words[start : start + length], ()))
    return sorted(found)


def main() -> None:
    """Read all pairs, and write what occurs in them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    options = parser.parse_args()
    pairs = {pair for seed in SEEDS for pair in ranking_pairs(options.data, seed)}
    texts, asked = {text for pair in pairs for text in pair}, {words_of(p.query) for p in pairs}
    lay = load_lay_terms()
    wanted = {query.query_id: query.text for query in lay.queries}
    titles = {qrel.doc_id: lay.document(qrel.doc_id).title for qrel in lay.qrels}
    content = {
        "pairs": len(pairs),
        "queries": occurring(wanted, texts),
        "asked": sorted(name for name, text in wanted.items() if words_of(text) in asked),
        "answers": len(titles),
        "titles": len(occurring(titles, texts)),
    }
    seen_file().write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
