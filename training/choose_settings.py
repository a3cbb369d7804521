"""Choose the rivals' settings on the development pairs: RM3's, and SPLADE's share when fused.

    python -m training.choose_settings --data TEXT

What is best by the mean reciprocal rank over the kinds of pairs goes into ``helpers.rivals``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np

from helpers.evaluation import means
from helpers.feedback import Settings
from helpers.records import Collection, Document, Qrel, Query
from helpers.rivals import FusedSystem, rm3_system
from helpers.systems import System, bm25_system, run, splade_system
from training import development
from training.pairs import Pair, sides

DOCUMENTS, WORDS, OWN = (5, 10, 20), (10, 20, 30), (0.5, 0.6, 0.7, 0.8)
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def collection(kind: str, of: Sequence[Pair]) -> Collection:
    """The pairs of a kind as a collection: passages to find, queries with their one answer."""
    laid = sides(of)
    documents = tuple(Document(str(i), "", passage) for i, passage in enumerate(laid.passages))
    queries = tuple(Query(f"Q{i}", query) for i, query in enumerate(laid.queries))
    qrels = tuple(Qrel(f"Q{i}", str(row), 1) for i, row in enumerate(laid.own))
    return Collection(kind, documents, queries, qrels)


def reciprocal_rank(system: System, of: Collection) -> float:
    """The mean reciprocal rank among the first ten."""
    table = means({"": run(system, of.queries, 10)}, of, "RR@10")
    return float(table["all"].to_numpy()[0])


def rm3(of: Sequence[Collection]) -> Iterator[tuple[object, list[float]]]:
    """Every setting of RM3 with its figures."""
    for setting in map(Settings._make, product(DOCUMENTS, WORDS, OWN)):
        yield tuple(setting), [reciprocal_rank(rm3_system(c, setting), c) for c in of]


def fused(of: Sequence[Collection]) -> Iterator[tuple[object, list[float]]]:
    """Every share of SPLADE with its figures."""
    both = [(splade_system(c), bm25_system(c)) for c in of]
    for share in SHARES:
        made = (FusedSystem(*systems, share) for systems in both)
        yield share, [reciprocal_rank(system, c) for system, c in zip(made, of, strict=True)]


def show(name: str, figures: Iterator[tuple[object, list[float]]]) -> None:
    """Print every setting, the best one last."""
    tried = {}
    for setting, values in figures:
        tried[setting] = float(np.mean(values))
        print(name, setting, [round(v, 3) for v in values], round(tried[setting], 4), flush=True)
    print(f"{name}, best: {max(tried, key=lambda s: tried[s])}", flush=True)


def main() -> None:
    """Try everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    options = parser.parse_args()
    of = [collection(kind, pairs) for kind, pairs in development.chosen(options.data).items()]
    show("RM3", rm3(of))
    show("share", fused(of))


if __name__ == "__main__":
    main()
