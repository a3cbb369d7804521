"""How good a run is: nDCG@10, R@10, R@100 and RR@10, by ir_measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any, NamedTuple

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG
from numpy.typing import NDArray

from helpers.memory import give_back
from helpers.records import Collection, ScoredDoc

MEASURES = (nDCG @ 10, R @ 10, R @ 100, RR @ 10)
SAMPLES_AT_ONCE = 500  # of the bootstrap
PerQuery = dict[str, dict[str, float]]


def by_rank(run: Iterable[ScoredDoc]) -> list[ScoredDoc]:
    """The run with scores that say the rank only, so that ties stay in the order shown.

    trec_eval, which computes the measures, would otherwise order ties by its own rule.
    """
    ranked: dict[str, list[ScoredDoc]] = defaultdict(list)
    for hit in run:
        ranked[hit.query_id].append(hit)
    return [
        hit._replace(score=float(-rank))
        for hits in ranked.values()
        for rank, hit in enumerate(sorted(hits, key=lambda h: (-h.score, h.doc_id)))
    ]


def evaluate(
    run: Iterable[ScoredDoc], collection: Collection, measures: Sequence[Any] = MEASURES
) -> PerQuery:
    """The measures for every query; a query that found nothing scores 0.

    Returns ``{measure: {query_id: value}}``, measures named as in ``MEASURES``.
    """
    made: PerQuery = {str(m): dict.fromkeys(_query_ids(collection), 0.0) for m in measures}
    for metric in ir_measures.iter_calc(measures, collection.qrels, by_rank(run)):
        made[str(metric.measure)][metric.query_id] = metric.value
    give_back()
    return made


def _query_ids(collection: Collection) -> list[str]:
    return [q.query_id for q in collection.queries]


def by_type(per_query: PerQuery, collection: Collection) -> dict[str, dict[str, float]]:
    """The means by query type and over all: ``{type: {measure: mean}}``, ``all`` last."""
    groups: Mapping[str, list[str]] = _groups(collection)
    return {
        group: {m: fmean(values[i] for i in ids) for m, values in per_query.items()}
        for group, ids in groups.items()
    }


def _groups(collection: Collection) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for query in collection.queries:
        groups[query.type].append(query.query_id)
    return dict(sorted(groups.items())) | {"all": _query_ids(collection)}


def means(
    runs: Mapping[str, Iterable[ScoredDoc]], collection: Collection, measure: str
) -> dict[str, dict[str, float]]:
    """One measure's means: ``{run: {type: mean}}``, ``all`` last."""
    return {
        name: {
            group: values[measure]
            for group, values in by_type(evaluate(run, collection), collection).items()
        }
        for name, run in runs.items()
    }


class Difference(NamedTuple):
    """A mean of paired differences with a 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


def paired_bootstrap(
    ours: Mapping[str, float], theirs: Mapping[str, float], samples: int = 10_000, seed: int = 0
) -> Difference:
    """The mean of ``ours - theirs`` over the same queries, with its percentile interval.

    Queries are drawn with replacement (Efron and Tibshirani 1993, chapter 13). Raises
    ValueError when the two were not measured on the same queries.

    >>> paired_bootstrap({"Q1": 1.0}, {"Q1": 0.5})
    Difference(mean=0.5, low=0.5, high=0.5)
    """
    if ours.keys() != theirs.keys() or not ours:
        raise ValueError(f"ours={len(ours)} and theirs={len(theirs)} queries: want the same ones")
    gaps = np.array([ours[i] - theirs[i] for i in sorted(ours)])
    low, high = np.percentile(_resampled(gaps, samples, seed), [2.5, 97.5])
    return Difference(float(gaps.mean()), float(low), float(high))


def _resampled(gaps: NDArray[np.float64], samples: int, seed: int) -> NDArray[np.float64]:
    """The mean of each sample; a few are drawn at a time, since all at once take 130 MB."""
    random, n = np.random.default_rng(seed), len(gaps)
    sizes = [min(SAMPLES_AT_ONCE, samples - i) for i in range(0, samples, SAMPLES_AT_ONCE)]
    return np.concatenate([gaps[random.integers(0, n, (k, n))].mean(axis=1) for k in sizes])


def differences(
    runs: Mapping[str, Iterable[ScoredDoc]],
    collection: Collection,
    measure: str = "nDCG@10",
    base: str = "BM25",
) -> dict[str, dict[str, Difference]]:
    """Each run's paired difference to one of them, by query type: ``{type: {run: difference}}``.

    Raises ValueError when ``base`` is not among the runs.
    """
    if base not in runs:
        raise ValueError(f"base={base!r}: allowed are {', '.join(runs)}")
    values = {name: evaluate(run, collection)[measure] for name, run in runs.items()}
    return {
        group: {
            name: paired_bootstrap({i: v[i] for i in ids}, {i: values[base][i] for i in ids})
            for name, v in values.items()
        }
        for group, ids in _groups(collection).items()
    }


def comparison(
    runs: Mapping[str, Iterable[ScoredDoc]], collection: Collection, measure: str = "nDCG@10"
) -> str:
    """Each run's means by query type with the difference to the first run and its interval."""
    first = next(iter(runs))
    table, gaps = means(runs, collection, measure), differences(runs, collection, measure, first)
    width = max(map(len, runs))
    lines = [f"{'run':{width}}  {'queries':14}{measure:>8}   difference [95 % interval]"]
    for name, by_group in table.items():
        for group, ids in _groups(collection).items():
            gap, label = gaps[group][name], f"{group} ({len(ids)})"
            said = f"{gap.mean:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]" if name != first else ""
            lines.append(f"{name:{width}}  {label:14}{by_group[group]:8.3f}   {said}".rstrip())
    return "\n".join(lines)


def scoreboard(
    runs: Mapping[str, Iterable[ScoredDoc]],
    collection: Collection,
    measures: tuple[str, ...] = ("nDCG@10", "R@10", "RR@10"),
) -> str:
    """The means of each named run, a line a query type, as text in columns."""
    sizes = {group: len(ids) for group, ids in _groups(collection).items()}
    name_width = max(len("run"), *map(len, runs))
    lines = [f"{'run':{name_width}}  {'queries':14}" + "".join(f"{m:>9}" for m in measures)]
    for name, run in runs.items():
        for group, means in by_type(evaluate(run, collection), collection).items():
            label = f"{group} ({sizes[group]})"
            figures = "".join(f"{means[m]:9.3f}" for m in measures)
            lines.append(f"{name:{name_width}}  {label:14}{figures}")
    return "\n".join(lines)
