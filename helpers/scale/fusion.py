"""Two rankings made one: reciprocal rank fusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from helpers.records import ScoredDoc
from helpers.search import check_top_k

K = 60  # the paper's constant


def share(rank: int, k: int = K) -> float:
    """Say what a place in one ranking is worth: 1 / (k + rank), ranks from 1.

    Raises ValueError for a rank below 1. Cormack, Clarke and Buettcher 2009, section 2.

    >>> share(1, k=1)
    0.5
    """
    if rank < 1:
        raise ValueError(f"rank={rank!r}: want 1 or more")
    return 1 / (k + rank)


def reciprocal_rank_fusion(
    runs: Sequence[Iterable[ScoredDoc]], top_k: int = 10, k: int = K
) -> list[ScoredDoc]:
    """Join several rankings of one query into one: each document's shares, summed; ties by id.

    Scores of the rankings are not looked at, only their order. Raises ValueError for a ``top_k``
    below 1.

    >>> one = [ScoredDoc("", "D1", 9.0), ScoredDoc("", "D2", 1.0)]
    >>> reciprocal_rank_fusion([one, [ScoredDoc("", "D2", 0.3)]], k=1)
    [ScoredDoc(query_id='', doc_id='D2', score=0.8333333333333333), \
ScoredDoc(query_id='', doc_id='D1', score=0.5)]
    """
    check_top_k(top_k)
    scores: defaultdict[tuple[str, str], float] = defaultdict(float)
    for run in runs:
        for rank, hit in enumerate(run, 1):
            scores[hit.query_id, hit.doc_id] += share(rank, k)
    fused = [ScoredDoc(*key, score) for key, score in scores.items()]
    return sorted(fused, key=lambda hit: (-hit.score, hit.doc_id))[:top_k]


def fuse_runs(runs: Sequence[Iterable[ScoredDoc]], top_k: int = 100) -> list[ScoredDoc]:
    """Join several systems' runs over the same queries, query by query; hits in their order.

    >>> run = [ScoredDoc("Q1", "D1", 9.0), ScoredDoc("Q2", "D2", 1.0)]
    >>> [(hit.query_id, hit.doc_id) for hit in fuse_runs([run, run])]
    [('Q1', 'D1'), ('Q2', 'D2')]
    """
    rankings: defaultdict[str, list[list[ScoredDoc]]] = defaultdict(lambda: [[] for _ in runs])
    for i, run in enumerate(runs):
        for hit in run:
            rankings[hit.query_id][i].append(hit)
    return [hit for of in rankings.values() for hit in reciprocal_rank_fusion(of, top_k)]
