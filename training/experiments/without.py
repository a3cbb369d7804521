"""Take one thing away from the training for search at a time: what does each part bring.

    python -m training.experiments.without --data TEXT --base MINILM --mlm MLM --out runs/without

The recipe of clinical-splade, shorter; the same with pairs that give no second name away
(``NO_NAMES``), and with those, but without teachers and lexical supervision. Step 0 is the start
itself. Every look is at equal sparsity (``equal``), and so are the book's collections, searched
once after the last step (``tested``), beside BM25 and beside the translation table, learnt from all
pairs and from those without names. What is done is not done again. Writes
data/experiments/without.csv, a row a look, without_tests.csv and without_gaps.csv.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from helpers.paths import data_folder
from helpers.records import Collection
from helpers.rivals import translation_system
from helpers.systems import System, bm25_system, run
from helpers.translation import ALPHA, Table, learn, load_table
from training import pairs
from training.drawing import of_sources
from training.experiments.runs import Run, arguments, log_of, runs
from training.experiments.tested import (
    PerQuery,
    averaged,
    collections,
    gaps,
    means,
    measured,
    searched,
)
from training.train_translation import known_terms, term_pairs

SOURCES = ("medquad", "abstracts")  # questions with answers, first sentences with abstracts
SHORT = ("--drawn", "16", "--passage-width", "64")
NO_NAMES = ("--sources", *SOURCES)
PAIRS_ALONE = ("--lexical", "0", "--table", "0", "--dense", "0")
CHANGES: dict[str, tuple[str, ...]] = {
    "recipe": (),
    "no_names": NO_NAMES,
    "no_names_pairs_alone": (*NO_NAMES, *PAIRS_ALONE),
}
WAYS = {way: (*SHORT, *changed) for way, changed in CHANGES.items()}

START, TABLE, TABLE_NO_NAMES = "start", "table", "table_no_names"
COMPARED = (
    *((way, "recipe") for way in WAYS if way != "recipe"),
    ("no_names", START),
    ("no_names", TABLE_NO_NAMES),
    ("no_names_pairs_alone", START),
    ("no_names_pairs_alone", "no_names"),
    ("no_names_pairs_alone", TABLE_NO_NAMES),
    ("recipe", TABLE),
    (TABLE_NO_NAMES, "BM25"),
)


def table_without_names(folder: Path) -> Table:
    """Word translations from the pairs that give no second name away."""
    found = pairs.ranking_pairs(folder, seed=0, rare=0)
    kept = term_pairs(of_sources(found, pairs.by_source(folder, 0), SOURCES), "english")
    return learn(kept, known_terms(kept))


def lexical(folder: Path) -> dict[str, PerQuery]:
    """Each query's nDCG@10 by BM25 and by both tables."""
    tables = {TABLE: load_table(), TABLE_NO_NAMES: table_without_names(folder)}
    found = {name: _by(tables[name]) for name in tables}
    return {"BM25": _by(None)} | found


def _by(table: Table | None) -> PerQuery:
    def system(collection: Collection) -> System:
        return translation_system(collection, ALPHA, table) if table else bm25_system(collection)

    return {c.short_name: measured(run(system(c), c.queries, 10), c) for c in collections()}


def learnt(done: Sequence[Run]) -> dict[str, PerQuery]:
    """Each query's nDCG@10 by each way, and by the start of all, means over seeds."""
    by_way: dict[str, list[PerQuery]] = {START: [searched(done[0].options, 0)]}
    for way, options in done:
        by_way.setdefault(way, []).append(searched(options, options.steps))
    return {way: averaged(found) for way, found in by_way.items()}


def write(done: Sequence[Run], rivals: Mapping[str, PerQuery]) -> None:
    """Write the figures of all that is done."""
    folder = data_folder() / "experiments"
    looks = pd.concat([pd.DataFrame(log_of(o)).assign(way=way, seed=o.seed) for way, o in done])
    kept = [c for c in map(str, looks) if c.startswith("dev_") or c.endswith("_terms")]
    table = looks[["way", "seed", "step", *kept]].astype({"step": int})
    table.sort_values(["way", "seed", "step"]).round(4).to_csv(folder / "without.csv", index=False)
    found = {**rivals, **learnt(done)}
    means(found).round(4).to_csv(folder / "without_tests.csv", index=False)
    compared = [pair for pair in COMPARED if set(pair) <= set(found)]
    gaps(found, compared).round(4).to_csv(folder / "without_gaps.csv", index=False)


def main() -> None:
    """Run what is missing, and write all figures after every run."""
    options = arguments(__doc__ or "", WAYS, steps=300)
    rivals, done = lexical(options.data), list[Run]()
    for one in runs(options, WAYS):
        done.append(one)
        write(done, rivals)


if __name__ == "__main__":
    main()
