"""What a SPLADE in training is chosen by: pairs of every kind that no training reads.

Lay names of HPO's development terms, questions with their answers, synonyms with entries, and exact
words with their passages (``pairs.development_pairs``). The benchmark is not among them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import torch
from transformers import BertForMaskedLM

from helpers.text import shared_terms
from training import loop, pairs
from training.forward import Texts, sparse_vectors
from training.pairs import Pair

QUERY_WIDTH, PASSAGE_WIDTH, AT_ONCE = 32, 96, 32
MOST = 300  # pairs of a kind, but of lay names all
BY_SHARED = ("none", "one", "more")


@cache
def chosen(folder: Path) -> dict[str, list[Pair]]:
    """The pairs that are looked at, by kind."""
    found = pairs.development_pairs(folder)
    return {kind: of if kind == "lay" else _spread(of) for kind, of in found.items()}


def _spread(of: list[Pair]) -> list[Pair]:
    """At most so many, evenly spread."""
    return of[:: max(1, len(of) // MOST)][:MOST]


@torch.no_grad()
def vectors(model: BertForMaskedLM, encode: Texts, texts: list[str], width: int) -> torch.Tensor:
    """All texts' vectors, (texts, vocabulary), read in order of length."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    made = torch.zeros(len(texts), len(encode.tokenizer))
    for start in range(0, len(order), AT_ONCE):
        rows = order[start : start + AT_ONCE]
        made[rows] = sparse_vectors(model, encode([texts[i] for i in rows], width)).cpu()
    return made


def reciprocal_ranks(queries: torch.Tensor, passages: torch.Tensor, own: list[int]) -> torch.Tensor:
    """1 / rank of each query's own passage; ties count against it."""
    scores = queries @ passages.T
    gold = scores.gather(1, torch.tensor(own)[:, None])
    return 1 / (scores >= gold).sum(1).float()


def development(model: BertForMaskedLM, encode: Texts, folder: Path) -> loop.Losses:
    """The mean reciprocal rank of every kind, of lay names by shared words, and active terms."""
    figures: loop.Losses = {}
    for kind, of in chosen(folder).items():
        laid = pairs.sides(of)
        q = vectors(model, encode, laid.queries, QUERY_WIDTH)
        p = vectors(model, encode, laid.passages, PASSAGE_WIDTH)
        ranks = reciprocal_ranks(q, p, laid.own)
        figures[f"dev_{kind}"] = float(ranks.mean())
        if kind == "lay":
            figures |= _by_shared(of, ranks)
            figures["query_terms"] = float((q > 0).sum(1).float().mean())
            figures["passage_terms"] = float((p > 0).sum(1).float().mean())
    kinds = [figures[f"dev_{kind}"] for kind in chosen(folder)]
    return figures | {"dev_rr": sum(kinds) / len(kinds)}


def _by_shared(of: list[Pair], ranks: torch.Tensor) -> loop.Losses:
    shared = torch.tensor([min(2, len(shared_terms(p.query, p.passage))) for p in of])
    groups = {f"dev_lay_{name}": ranks[shared == n] for n, name in enumerate(BY_SHARED)}
    return {name: float(of.mean()) for name, of in groups.items() if len(of)}
