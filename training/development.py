"""What a SPLADE in training is chosen by: pairs of every kind that no training reads.

Lay names of HPO's development terms, questions with their answers, synonyms with entries, and exact
words with their passages (``pairs.development_pairs``). The benchmark is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import torch
from transformers import BertForMaskedLM

from helpers.text import shared_terms
from training import loop, pairs
from training.forward import Texts, sparse_vectors
from training.pairs import Pair

QUERY_WIDTH, PASSAGE_WIDTH, AT_ONCE = 32, 96, 32
MOST = 300  # pairs of a kind, but of lay names all
BY_SHARED = ("none", "one", "more")
Reader = Callable[[list[str]], torch.Tensor]  # texts: their vectors, (texts, vocabulary)


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


class Read(NamedTuple):
    """A kind's pairs, and its texts' vectors; ``own`` is the row of each query's passage."""

    pairs: list[Pair]
    queries: torch.Tensor
    passages: torch.Tensor
    own: list[int]


def read(
    kinds: Mapping[str, list[Pair]], asked: Reader, found: Reader
) -> Iterator[tuple[str, Read]]:
    """Each kind, its queries read by ``asked``, its passages by ``found``."""
    for kind, of in kinds.items():
        laid = pairs.sides(of)
        yield kind, Read(of, asked(laid.queries), found(laid.passages), laid.own)


def readers(model: BertForMaskedLM, encode: Texts) -> tuple[Reader, Reader]:
    """How a model reads queries, and how passages."""
    widths = QUERY_WIDTH, PASSAGE_WIDTH
    asked, found = (partial(vectors, model, encode, width=width) for width in widths)
    return asked, found


def reciprocal_ranks(queries: torch.Tensor, passages: torch.Tensor, own: list[int]) -> torch.Tensor:
    """1 / rank of each query's own passage; ties count against it."""
    scores = queries @ passages.T
    gold = scores.gather(1, torch.tensor(own)[:, None])
    return 1 / (scores >= gold).sum(1).float()


def development(model: BertForMaskedLM, encode: Texts, folder: Path) -> loop.Losses:
    """The mean reciprocal rank of every kind, of lay names by shared words, and active terms."""
    return figures_of(read(chosen(folder), *readers(model, encode)))


def figures_of(kinds: Iterable[tuple[str, Read]]) -> loop.Losses:
    """The figures of kinds that are read."""
    means, figures = {}, loop.Losses()
    for kind, (of, q, p, own) in kinds:
        ranks = reciprocal_ranks(q, p, own)
        means[f"dev_{kind}"] = float(ranks.mean())
        if kind == "lay":
            figures |= _by_shared(of, ranks)
            figures |= {"query_terms": active(q), "passage_terms": active(p)}
    return means | figures | {"dev_rr": sum(means.values()) / len(means)}


def active(vectors: torch.Tensor) -> float:
    """How many terms have a weight, averaged over texts."""
    return float((vectors > 0).sum(1).float().mean())


def _by_shared(of: list[Pair], ranks: torch.Tensor) -> loop.Losses:
    shared = torch.tensor([min(2, len(shared_terms(p.query, p.passage))) for p in of])
    groups = {f"dev_lay_{name}": ranks[shared == n] for n, name in enumerate(BY_SHARED)}
    return {name: float(of.mean()) for name, of in groups.items() if len(of)}
