"""How good a run is: nDCG@10, R@10, R@100 and RR@10, by ir_measures, as tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import ir_measures
import pandas as pd
from ir_measures import RR, R, nDCG

from helpers._memory import give_back
from helpers.bootstrap import PairedDifference, paired_bootstrap
from helpers.records import Collection, ScoredDoc, by_query

MEASURES = (nDCG @ 10, R @ 10, R @ 100, RR @ 10)
DECIMALS = 3  # of a measure in a table
Runs = Mapping[str, Sequence[ScoredDoc]]
Measured = dict[str, pd.DataFrame]  # a table of ``evaluate`` for each run


def break_ties(run: Iterable[ScoredDoc]) -> list[ScoredDoc]:
    """Put ranks in the place of scores, so that ties stay in the order shown.

    trec_eval, which computes the measures, would otherwise order ties by its own rule.
    """
    return [
        hit._replace(score=float(-rank))
        for hits in by_query(run).values()
        for rank, hit in enumerate(sorted(hits, key=lambda h: (-h.score, h.doc_id)))
    ]


def evaluate(
    run: Iterable[ScoredDoc], collection: Collection, measures: Sequence[Any] = MEASURES
) -> pd.DataFrame:
    """Measure every judged query: a row per query, with its ``type`` and a column per measure.

    A judged query that found nothing scores 0; one that nobody judged has no row, as in
    ir_measures. Raises ValueError when no query is judged.
    """
    table = judged(collection)
    values = {str(m): dict.fromkeys(map(str, table.index), 0.0) for m in measures}
    known = break_ties(hit for hit in run if hit.query_id in table.index)
    qrels = [ir_measures.Qrel(*qrel) for qrel in collection.qrels]
    scored = [ir_measures.ScoredDoc(*hit) for hit in known]
    for metric in ir_measures.iter_calc(measures, qrels, scored):
        if metric.query_id in table.index:
            values[str(metric.measure)][metric.query_id] = metric.value
    give_back()
    return table.join(pd.DataFrame(values))


def judged(collection: Collection) -> pd.DataFrame:
    """List the queries that somebody judged, each with its ``type``.

    Raises ValueError when there is none.
    """
    ids = {qrel.query_id for qrel in collection.qrels}
    types = {q.query_id: q.type for q in collection.queries if q.query_id in ids}
    if not types:
        raise ValueError(f"collection={collection.name!r}: no query of it is judged")
    return pd.DataFrame({"type": pd.Series(types, dtype=str)})


def by_type(per_query: pd.DataFrame) -> pd.DataFrame:
    """Average a table of ``evaluate`` by query type, and over all, ``all`` last.

    A column ``n`` counts the queries; the others are the measures' means.
    """
    measures = list(per_query.columns.drop("type"))
    groups = group_ids(per_query)
    means = pd.DataFrame({g: per_query.loc[ids, measures].mean() for g, ids in groups.items()}).T
    means.insert(0, "n", [len(ids) for ids in groups.values()])
    return means.rename_axis("queries")


def group_ids(per_query: pd.DataFrame) -> dict[str, list[str]]:
    """List the queries of each type, and ``all`` of them last; of a single type only ``all``."""
    groups = {str(kind): list(part.index) for kind, part in per_query.groupby("type")}
    return (groups if len(groups) > 1 else {}) | {"all": list(per_query.index)}


def means(runs: Runs, collection: Collection, measure: str = "nDCG@10") -> pd.DataFrame:
    """Average one measure: a row per run, a column per query type, ``all`` last.

    Raises ValueError for a measure other than those of ``MEASURES``, and without a run.
    """
    return _averages(_measured(runs, collection, measure), measure)


def _averages(measured: Measured, measure: str) -> pd.DataFrame:
    table = {name: by_type(per_query)[measure] for name, per_query in measured.items()}
    return pd.DataFrame(table).T.rename_axis(index="run", columns=measure)


def _measured(runs: Runs, collection: Collection, measure: str) -> Measured:
    known = {str(m): m for m in MEASURES}
    if measure not in known:
        raise ValueError(f"measure={measure!r}: allowed are {', '.join(known)}")
    if not runs:
        raise ValueError("runs={}: want at least one run")
    return {name: evaluate(r, collection, [known[measure]]) for name, r in runs.items()}


def differences(
    runs: Runs, collection: Collection, measure: str = "nDCG@10", base: str = "BM25"
) -> dict[str, dict[str, PairedDifference]]:
    """Compare each run with one of them, by query type: ``{type: {run: difference}}``.

    Raises ValueError when ``base`` is not among the runs, and as ``means`` does.
    """
    if base not in runs:
        raise ValueError(f"base={base!r}: allowed are {', '.join(runs)}")
    measured = _measured(runs, collection, measure)
    return _differences(measured, measure, base, answers(collection))


def answers(collection: Collection) -> dict[str, frozenset[str]]:
    """List each judged query's relevant documents.

    Queries with the same answers, as several lay names of one term, are not independent: the
    bootstrap draws them together.
    """
    found: dict[str, set[str]] = {}
    for qrel in collection.qrels:
        found.setdefault(qrel.query_id, set()).update([qrel.doc_id] if qrel.relevance > 0 else [])
    return {query_id: frozenset(doc_ids) for query_id, doc_ids in found.items()}


def _differences(
    measured: Measured, measure: str, base: str, together: Mapping[str, Hashable]
) -> dict[str, dict[str, PairedDifference]]:
    values = {name: per_query[measure] for name, per_query in measured.items()}
    return {
        group: {
            name: paired_bootstrap(dict(v[ids]), dict(values[base][ids]), groups=together)
            for name, v in values.items()
        }
        for group, ids in group_ids(measured[base]).items()
    }


def comparison(runs: Runs, collection: Collection, measure: str = "nDCG@10") -> pd.DataFrame:
    """Lay out each run's means by query type with the difference to the first run.

    A row per run and query type: the number of queries, the mean, the mean difference, and the
    ends of its 95 % interval.
    """
    measured = _measured(runs, collection, measure)
    first = next(iter(measured))
    averages = _averages(measured, measure)
    gaps = _differences(measured, measure, first, answers(collection))
    sizes = {group: len(ids) for group, ids in group_ids(measured[first]).items()}
    rows = [
        (name, group, sizes[group], averages.loc[name, group], *gaps[group][name])
        for name in runs
        for group in gaps
    ]
    columns = ["run", "queries", "n", measure, "difference", "low", "high"]
    table = pd.DataFrame(rows, columns=columns).set_index(["run", "queries"])
    return table.round(DECIMALS)


def scoreboard(
    runs: Runs, collection: Collection, measures: Sequence[str] = ("nDCG@10", "R@10", "RR@10")
) -> pd.DataFrame:
    """Lay out the means of each run: a row per run and query type, a column per measure."""
    tables = {name: by_type(evaluate(r, collection))[["n", *measures]] for name, r in runs.items()}
    if not tables:
        raise ValueError("runs={}: want at least one run")
    return pd.concat(tables, names=["run", "queries"]).round(DECIMALS)
