"""The search engines that the book compares, each as a run over a whole collection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from statistics import fmean
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from helpers import evaluation
from helpers.bm25 import bm25_index, bm25_run
from helpers.compression import drop_smallest
from helpers.expansion import Expander, expanded_run, masked_expansion, static_expansion
from helpers.records import Collection, Query, ScoredDoc
from helpers.search import SparseIndex, collection_vectors, splade_index
from helpers.splade import SPLADE, active_dims
from helpers.switchboard import ABLATIONS, Switches, switched, switched_index, switched_run
from helpers.text import terms

ADDED, WEIGHT = 5, 0.5  # words a token, and what each weighs beside the query's own: chapters 2, 3
OVERLAPS = ("0 none", "1 up to half", "2 over half", "3 whole")
System = Callable[[Collection], list[ScoredDoc]]


def _plain(collection: Collection) -> list[ScoredDoc]:
    return bm25_run(bm25_index(collection), collection)


def _expanded(expand: Expander, collection: Collection) -> list[ScoredDoc]:
    return expanded_run(bm25_index(collection), collection, expand, WEIGHT)


def _switched(switches: Switches, model: str, collection: Collection) -> list[ScoredDoc]:
    return switched_run(collection, switches, model)


def systems(model: str = "clinical-splade") -> dict[str, System]:
    """Every system of the book by name; called with a collection, it answers all queries.

    BM25 comes first; with GloVe's neighbours and with masked predictions the query is expanded
    as in chapters 2 and 3; then come SPLADE and SPLADE with each of its parts off.
    """
    return {
        "BM25": _plain,
        "+ GloVe": partial(_expanded, partial(static_expansion, top_k=ADDED)),
        "+ masked": partial(_expanded, partial(masked_expansion, top_k=ADDED)),
        **{name: partial(_switched, s, model) for name, s in ABLATIONS.items()},
    }


def all_runs(collection: Collection, model: str = "clinical-splade") -> dict[str, list[ScoredDoc]]:
    """What every system answers to every query of a collection."""
    return {name: system(collection) for name, system in systems(model).items()}


class Cost(NamedTuple):
    """What searching a collection takes: means a query and a document, and the index whole."""

    query_terms: float
    document_terms: float
    postings: int
    read: float


def splade_cost(collection: Collection, switches: Switches, model: str = "clinical-splade") -> Cost:
    """Active dims, postings of the index and postings read a query, with parts switched off."""
    queries, documents = switched(collection_vectors(collection, model), switches)
    index = switched_index(collection, switches, model)
    read = [index.n_read(queries[i]) for i in range(queries.shape[0])]
    dims = float(np.mean(active_dims(queries))), float(np.mean(active_dims(documents)))
    return Cost(*dims, int(documents.nnz), float(np.mean(read)))


def bm25_cost(collection: Collection) -> Cost:
    """The same of BM25's index, counting distinct terms."""
    index = bm25_index(collection)
    asked = [set(terms(q.text, index.tokenizer)) for q in collection.queries]
    held = [len(index.terms_of(d.doc_id)) for d in collection.documents]
    read = [sum(index.df(term) for term in one) for one in asked]
    query_terms = float(np.mean([len(one) for one in asked]))
    return Cost(query_terms, float(np.mean(held)), sum(held), float(np.mean(read)))


class Pruned(NamedTuple):
    """A search whose queries lack the smallest part of their weights: means over the queries.

    ``same`` is the share of the whole query's first ten hits that the pruned one still has.
    """

    ratio: float
    query_terms: float
    read: float
    same: float
    ndcg: float
    recall: float


def pruning(
    collection: Collection, ratios: Sequence[float], model: str = "clinical-splade"
) -> list[Pruned]:
    """What dropping each of these shares of every query's weights saves, and what it loses.

    ``ndcg`` is nDCG@10, ``recall`` R@100. Raises ValueError for a ratio below 0 or from 1.
    """
    queries = collection_vectors(collection, model).queries[SPLADE]
    index = splade_index(collection, model)
    whole = _first_ten(index.run(collection.queries, queries))
    pruned = ((ratio, drop_smallest(queries, ratio)) for ratio in ratios)
    return [_pruned(collection, index, ratio, vectors, whole) for ratio, vectors in pruned]


def _pruned(
    collection: Collection,
    index: SparseIndex,
    ratio: float,
    queries: csr_matrix,
    whole: dict[str, set[str]],
) -> Pruned:
    run = index.run(collection.queries, queries)
    left, measures = _first_ten(run), evaluation.evaluate(run, collection)
    return Pruned(
        ratio,
        float(np.mean(active_dims(queries))),
        fmean(index.n_read(queries[i]) for i in range(queries.shape[0])),
        fmean(len(left[q] & hits) / len(hits) for q, hits in whole.items()),
        fmean(measures["nDCG@10"].values()),
        fmean(measures["R@100"].values()),
    )


def _first_ten(run: list[ScoredDoc]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for hit in run:  # each query's hits stand in their order
        if len(found[hit.query_id]) < 10:
            found[hit.query_id].add(hit.doc_id)
    return found


def overlap(query: str, document: str) -> float:
    """The share of a query's distinct analyzer terms that a document contains, 0 to 1.

    0 also for a query without a term.

    >>> overlap("heart attack protocol", "protocols after an attack")
    0.6666666666666666
    """
    asked = set(terms(query))
    return len(asked & set(terms(document))) / len(asked) if asked else 0.0


def by_overlap(collection: Collection) -> Collection:
    """The same collection with each query's type saying how much of it its answer contains.

    The answer is the most relevant document; of several, the one that contains most. Types are
    ``OVERLAPS``.
    """
    contents = {d.doc_id: d.contents for d in collection.documents}
    best: dict[str, tuple[int, float]] = {}
    texts = {q.query_id: q.text for q in collection.queries}
    for query_id, doc_id, grade in collection.qrels:
        found = (grade, overlap(texts[query_id], contents[doc_id]))
        best[query_id] = max(best.get(query_id, (0, 0.0)), found)
    queries = tuple(
        Query(q.query_id, q.text, _group(best.get(q.query_id, (0, 0.0))[1]))
        for q in collection.queries
    )
    return Collection(collection.name, collection.documents, queries, collection.qrels)


def _group(share: float) -> str:
    if share == 0:
        return OVERLAPS[0]
    if share == 1:
        return OVERLAPS[3]
    return OVERLAPS[1] if share <= 0.5 else OVERLAPS[2]
