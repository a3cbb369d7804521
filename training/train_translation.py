"""Learn the table of word translations: IBM Model 1 over the training pairs, no network.

    python -m training.train_translation --data TEXT

Writes data/translation. How much documents grow by it (``alpha``) and which translations are kept
is chosen on the development pairs of every kind and printed; the test terms are never looked at.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from helpers import text
from helpers.bm25 import count_terms
from helpers.paths import data_folder
from helpers.records import Document
from helpers.translation import Pair, Table, bm25_of_grown, learn, with_terms
from training import pairs as sources
from training.export import write_checksums

QUERY, PASSAGE = 12, 40  # terms of each side that are joined
SEEN = 3  # pairs at least, for a term to be in the table
LEAST = (0.002, 0.005, 0.01)
ALPHAS = (1.0, 2.0, 4.0, 8.0)
KINDS = ("lay", "question", "synonym", "exact")


@cache
def terms(passage: str, tokenizer: str) -> tuple[str, ...]:
    """A text's distinct terms, in order."""
    return tuple(dict.fromkeys(text.terms(passage, tokenizer)))


def term_pairs(found: Iterable[sources.Pair], tokenizer: str) -> list[Pair]:
    """Pairs as terms, each side as long as is joined."""
    return [
        (terms(p.query, tokenizer)[:QUERY], terms(p.passage, tokenizer)[:PASSAGE]) for p in found
    ]


def known_terms(pairs: Iterable[Pair]) -> list[str]:
    """The terms that occur in some pairs."""
    seen = Counter(term for query, passage in pairs for term in {*query, *passage})
    return sorted(term for term, times in seen.items() if times >= SEEN)


def reciprocal_rank(table: Table, pairs: list[sources.Pair], alpha: float) -> float:
    """Mean reciprocal rank of each query's passage among all passages of the kind."""
    laid = sources.sides(pairs)
    documents = [Document(str(i), "", passage) for i, passage in enumerate(laid.passages)]
    counts, t = with_terms(count_terms(documents), table)
    weights = bm25_of_grown(counts, t, alpha).tocsc()
    ids = {term: i for i, term in enumerate(counts.terms)}
    ranks = []
    for query, own in zip(laid.queries, laid.own, strict=True):
        asked = [ids[t] for t in text.terms(query) if t in ids]
        scores = np.asarray(weights[:, asked].sum(axis=1)).ravel()
        gold = scores[own]
        ranks.append(
            1 + (scores > gold).sum() + ((scores == gold).sum() - 1) / 2 if gold else np.inf
        )
    return float(np.mean(1 / np.array(ranks)))


def development(table: Table, folder: Path, alpha: float) -> dict[str, float]:
    """The reciprocal rank of each kind of development pair, and their mean."""
    found = sources.development_pairs(folder)
    figures = {kind: reciprocal_rank(table, found[kind], alpha) for kind in KINDS}
    return figures | {"mean": float(np.mean(list(figures.values())))}


def thinned(table: Table, least: float) -> Table:
    """The table without translations less likely than this."""
    t = table.t.copy()
    t.data[t.data < least] = 0
    t.eliminate_zeros()
    return Table(table.terms, t)


def write(table: Table, folder: Path) -> None:
    """Write the terms, the matrix in float16, and checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "terms.txt").write_text("\n".join(table.terms), encoding="utf-8")
    t = table.t
    parts: dict[str, NDArray[Any]] = {"indices": t.indices, "indptr": t.indptr}
    parts["data"] = t.data.astype(np.float16)
    save_file(parts, folder / "table.safetensors")
    write_checksums(folder, ["terms.txt", "table.safetensors"])


def main() -> None:
    """Learn, choose on the development pairs, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    options = parser.parse_args()
    found = sources.ranking_pairs(options.data, seed=0, rare=0)
    pairs = term_pairs(found, "english")
    table = learn(pairs, known_terms(pairs), least=min(LEAST))
    print(f"{len(pairs):,} pairs, {len(table.terms):,} terms, {table.t.nnz:,} translations")
    tried = {}
    for least, alpha in product(LEAST, ALPHAS):
        figures = development(thinned(table, least), options.data, alpha)
        tried[least, alpha] = figures["mean"]
        shown = {name: round(value, 3) for name, value in figures.items()}
        print(f"t >= {least}, alpha {alpha}: {shown}", flush=True)
    least, alpha = max(tried, key=lambda key: tried[key])
    print(f"chosen: t >= {least}, alpha {alpha}")
    write(thinned(table, least), data_folder() / "translation")


if __name__ == "__main__":
    main()
