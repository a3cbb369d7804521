"""Search the book's collections with a short training's model, at equal sparsity.

Nothing is chosen by what comes of it: every run is measured at its start and at its end.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import torch
from transformers import AutoTokenizer, BertForMaskedLM

from helpers.bootstrap import paired_bootstrap
from helpers.evaluation import answers, evaluate, group_ids, judged
from helpers.records import Collection, ScoredDoc, load_hospital, load_lay_terms
from training.development import vectors
from training.experiments.equal import MOST, heaviest
from training.experiments.runs import weights_at
from training.forward import Texts
from training.starts import mlm

QUERY_WIDTH, DOCUMENT_WIDTH = 64, 256  # tokens that are read
TOP = 10
MEASURE = f"nDCG@{TOP}"
PerQuery = dict[str, pd.Series]  # collection: each query's nDCG@10


def collections() -> tuple[Collection, ...]:
    """What is searched."""
    return load_hospital(), load_lay_terms()


def weights_of(options: argparse.Namespace, step: int) -> BertForMaskedLM:
    """The model of a run's step."""
    model = mlm(options)
    stored = torch.load(weights_at(options, step), weights_only=True)
    model.load_state_dict({name: value.float() for name, value in stored["model"].items()})
    return model


def hits(scores: torch.Tensor, collection: Collection) -> list[ScoredDoc]:
    """The best ten documents of each query that score above 0; (queries, documents) scores."""
    best = scores.topk(TOP, 1)
    return [
        ScoredDoc(query.query_id, collection.doc_ids[document], score)
        for query, row, documents in zip(
            collection.queries, best.values.tolist(), best.indices.tolist(), strict=True
        )
        for score, document in zip(row, documents, strict=True)
        if score > 0
    ]


def measured(run: Sequence[ScoredDoc], collection: Collection) -> pd.Series[float]:
    """Each query's nDCG@10."""
    values: pd.Series[float] = evaluate(run, collection)[MEASURE]
    return values


def searched(options: argparse.Namespace, step: int) -> PerQuery:
    """Each query's nDCG@10 by the run's model of this step, kept beside it."""
    kept = options.out / f"tested-{step}.csv"
    if not kept.exists():
        tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
        model = weights_of(options, step)
        made = {c.short_name: _by_model(model, Texts(tokenizer), c) for c in collections()}
        pd.concat(made, names=["collection", "query"]).rename("value").to_csv(kept)
    table = pd.read_csv(kept, dtype={"query": str}).set_index("query")
    return {str(name): part["value"] for name, part in table.groupby("collection")}


def _by_model(model: BertForMaskedLM, encode: Texts, collection: Collection) -> pd.Series[float]:
    asked, texts = [q.text for q in collection.queries], [d.contents for d in collection.documents]
    q = heaviest(vectors(model, encode, asked, QUERY_WIDTH), MOST.query)
    d = heaviest(vectors(model, encode, texts, DOCUMENT_WIDTH), MOST.passage)
    return measured(hits(q @ d.T, collection), collection)


def means(found: Mapping[str, PerQuery]) -> pd.DataFrame:
    """A row a system, collection and kind of query: how many, and the mean nDCG@10."""
    rows: list[dict[str, Any]] = []
    for collection in collections():
        groups = group_ids(judged(collection))
        for name, per_query in found.items():
            for kind, ids in groups.items():
                mean = float(per_query[collection.short_name][ids].mean())
                rows.append(_row(collection, kind, len(ids)) | {"system": name, MEASURE: mean})
    return pd.DataFrame(rows)


def gaps(found: Mapping[str, PerQuery], pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The first of each two systems minus the second, with the 95 % interval of the mean."""
    rows: list[dict[str, Any]] = []
    for collection in collections():
        together = answers(collection)
        for kind, ids in group_ids(judged(collection)).items():
            for one, other in pairs:
                a, b = (dict(found[n][collection.short_name][ids]) for n in (one, other))
                gap = paired_bootstrap(a, b, groups=together)
                named = {"system": one, "against": other}
                rows.append(_row(collection, kind, len(ids)) | named | gap._asdict())
    return pd.DataFrame(rows)


def averaged(found: Sequence[PerQuery]) -> PerQuery:
    """Each query's value, the mean over seeds."""
    return {name: pd.concat([of[name] for of in found], axis=1).mean(axis=1) for name in found[0]}


def _row(collection: Collection, kind: str, n: int) -> dict[str, Any]:
    return {"collection": collection.short_name, "queries": kind, "n": n}
