"""Search the development pairs at equal sparsity, and compare what was found.

A vector's heaviest terms are kept, ``MOST`` of them, so that no system wins by longer vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from transformers import BertForMaskedLM

from helpers.bootstrap import paired_bootstrap
from helpers.text import shared_terms
from training import development
from training.forward import Texts
from training.loop import Losses
from training.pairs import Pair

A_KIND = 120  # pairs of a kind, evenly spread
NONE_SHARED = "none shared"  # the pairs without a word in common, of all kinds
Ranks = dict[str, torch.Tensor]  # kind: each pair's reciprocal rank


class Most(NamedTuple):
    """How many terms of a query and of a passage count at most."""

    query: int = 28
    passage: int = 80


MOST = Most()


def sample(folder: Path) -> dict[str, list[Pair]]:
    """So many development pairs of every kind."""
    found = development.chosen(folder)
    return {kind: of[:: max(1, len(of) // A_KIND)][:A_KIND] for kind, of in found.items()}


def heaviest(vectors: torch.Tensor, most: int) -> torch.Tensor:
    """The vectors, each with its heaviest terms alone; (texts, vocabulary).

    >>> heaviest(torch.tensor([[3.0, 1.0, 2.0]]), 2)
    tensor([[3., 0., 2.]])
    """
    best = vectors.topk(most, 1)
    return torch.zeros_like(vectors).scatter(1, best.indices, best.values)


def looked(model: BertForMaskedLM, encode: Texts, folder: Path) -> tuple[Ranks, Losses]:
    """Each pair's reciprocal rank, by kind, and how many terms were active before the cut."""
    ranks, counts = {}, {"query_terms": 0.0, "passage_terms": 0.0}
    found = sample(folder)
    for kind, (_, q, p, own) in development.read(found, *development.readers(model, encode)):
        cut = heaviest(q, MOST.query), heaviest(p, MOST.passage)
        ranks[kind] = development.reciprocal_ranks(*cut, own)
        for name, vectors in zip(counts, (q, p), strict=True):
            counts[name] += development.active(vectors) / len(found)
    return ranks, counts


def none_shared(ranks: Ranks, kinds: Mapping[str, Sequence[Pair]]) -> float:
    """The mean reciprocal rank of the pairs without a word in common."""
    mean = _mean([ranks])
    ids = dict(_groups(_named(kinds)))[NONE_SHARED]
    return sum(mean[i] for i in ids) / len(ids)


def differences(
    ranks: Mapping[str, Sequence[Ranks]], against: str, kinds: Mapping[str, Sequence[Pair]]
) -> list[dict[str, Any]]:
    """Each start minus ``against``, averaged over seeds, with its 95 % interval over passages."""
    asked = _named(kinds)
    mean = {start: _mean(of) for start, of in ranks.items()}
    rows = []
    for pairs_of, ids in _groups(asked):
        passages = {i: asked[i].passage for i in ids}
        base = {i: mean[against][i] for i in ids}
        for start in ranks:
            gap = paired_bootstrap({i: mean[start][i] for i in ids}, base, groups=passages)
            own = sum(mean[start][i] for i in ids) / len(ids)
            rows.append({"pairs": pairs_of, "n": len(ids), "start": start, "rr": own})
            rows[-1] |= {"difference": gap.mean, "low": gap.low, "high": gap.high}
    return rows


def _named(kinds: Mapping[str, Sequence[Pair]]) -> dict[str, Pair]:
    return {f"{kind}-{i}": pair for kind, of in kinds.items() for i, pair in enumerate(of)}


def _groups(asked: Mapping[str, Pair]) -> Iterator[tuple[str, list[str]]]:
    yield "all", [*asked]
    yield NONE_SHARED, [i for i, p in asked.items() if not shared_terms(p.query, p.passage)]


def _mean(of: Sequence[Ranks]) -> dict[str, float]:
    """Each pair's reciprocal rank, the mean over seeds."""
    means = {kind: torch.stack([ranks[kind] for ranks in of]).mean(0).tolist() for kind in of[0]}
    return {f"{kind}-{i}": rr for kind, rrs in means.items() for i, rr in enumerate(rrs)}
