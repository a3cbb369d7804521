"""What searching takes: terms, postings, and what pruning a query saves and loses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from helpers.evaluation import by_type, evaluate
from helpers.records import Collection, ScoredDoc
from helpers.registry import MODEL
from helpers.scale.compression import drop_smallest
from helpers.splade import active_dims
from helpers.systems import PartsSystem, SparseSystem
from helpers.vectors import collection_vectors, splade_index


def costs(
    systems: Mapping[str, SparseSystem | PartsSystem], collection: Collection
) -> pd.DataFrame:
    """Lay out what each system's index holds, and what the collection's queries read of it.

    Columns: mean terms per query and per document, postings, bytes, terms in use, and mean
    postings read per query. Where long documents are searched in parts, each part counts as one.
    """
    texts = [query.text for query in collection.queries]
    whole = {n: s.system if isinstance(s, PartsSystem) else s for n, s in systems.items()}
    rows = {name: _cost(system, system.encode(texts)) for name, system in whole.items()}
    return pd.DataFrame(rows).T.rename_axis("system")


def _cost(system: SparseSystem, queries: csr_matrix) -> dict[str, float]:
    index = system.index
    read = [index.postings_read(queries[i]) for i in range(queries.shape[0])]
    return {
        "terms per query": float(np.mean(active_dims(queries))),
        "terms per document": index.n_postings / len(index.doc_ids),
        "postings": index.n_postings,
        "bytes": index.n_bytes,
        "terms in use": int(np.count_nonzero(index.document_frequencies)),
        "postings read per query": float(np.mean(read)),
    }


def pruning(collection: Collection, ratios: Sequence[float], model: str = MODEL) -> pd.DataFrame:
    """Lay out what dropping each of these shares of every query's weights saves, and loses.

    A row per ratio: mean terms per query, postings read, the share of the whole query's first ten
    hits that is left, nDCG@10 and R@100. Raises ValueError for a ratio below 0 or from 1.
    """
    queries = collection_vectors(collection, model).queries
    whole = _first_ten(splade_index(collection, model).search_all(collection.queries, queries))
    rows = [_pruned(collection, drop_smallest(queries, r), whole, model) for r in ratios]
    return pd.DataFrame(rows, index=pd.Index(ratios, name="dropped"))


def _pruned(
    collection: Collection, queries: csr_matrix, whole: dict[str, set[str]], model: str
) -> dict[str, float]:
    index = splade_index(collection, model)
    hits = index.search_all(collection.queries, queries)
    left, means = _first_ten(hits), by_type(evaluate(hits, collection)).loc["all"].to_dict()
    return {
        "terms": float(np.mean(active_dims(queries))),
        "postings read": float(np.mean([index.postings_read(q) for q in queries])),
        "first ten left": float(
            np.mean([len(left[q] & ids) / len(ids) for q, ids in whole.items()])
        ),
        "nDCG@10": means["nDCG@10"],
        "R@100": means["R@100"],
    }


def _first_ten(hits: Sequence[ScoredDoc]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for hit in hits:  # each query's hits come in their order
        if len(found[hit.query_id]) < 10:
            found[hit.query_id].add(hit.doc_id)
    return found
