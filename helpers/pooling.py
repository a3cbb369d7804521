"""Other ways to pool a text's logits than SPLADE's: the sum, [CLS] alone, no logarithm.

The sum is the first SPLADE's (Formal et al. 2021, arXiv 2107.05720, equation 2). Reading [CLS]
alone is a mistake made in production (github.com/elastic/eland, issue 827).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import torch
from scipy.sparse import csr_matrix

from helpers import _batches
from helpers.reading import MaskedLM
from helpers.splade import Active, activation, active, pool_max, stack

Over = Literal["max", "sum", "cls"]


class Pooling(NamedTuple):
    """How logits become weights: over which positions, and with the logarithm or without."""

    over: Over = "max"
    log: bool = True


SPLADE = Pooling()
POOLINGS = tuple(Pooling(over, log) for over in ("max", "sum", "cls") for log in (True, False))


def weigh(logits: torch.Tensor, log: bool = True) -> torch.Tensor:
    """Turn logits into weights, with SPLADE's logarithm or by the ReLU alone."""
    return activation(logits) if log else torch.relu(logits)


def pool_sum(logits: torch.Tensor, log: bool = True) -> torch.Tensor:
    """Sum the weights over the positions: (positions, vocabulary) to (vocabulary,).

    >>> pool_sum(torch.tensor([[1.0, -1.0], [1.0, -2.0]]), log=False).tolist()
    [2.0, 0.0]
    """
    # few logits are above 0: only these are weighed and added
    positions, terms = torch.nonzero(logits > 0, as_tuple=True)
    weights = weigh(logits[positions, terms], log)
    return torch.zeros(logits.shape[1]).index_add(0, terms, weights)


def pool_cls(logits: torch.Tensor, log: bool = True) -> torch.Tensor:
    """Take the first position's weights alone, all others unread.

    >>> pool_cls(torch.tensor([[1.0, -1.0], [9.0, 9.0]]), log=False).tolist()
    [1.0, 0.0]
    """
    return weigh(logits[0], log)


def pool(logits: torch.Tensor, pooling: Pooling = SPLADE) -> torch.Tensor:
    """Pool one text's logits in one of ``POOLINGS``; a ValueError for another."""
    if pooling.over == "sum":
        return pool_sum(logits, pooling.log)
    if pooling.over == "cls":
        return pool_cls(logits, pooling.log)
    if pooling.over != "max":
        raise ValueError(f"pooling={pooling.over!r}: allowed are max, sum, cls")
    return pool_max(logits) if pooling.log else torch.relu(logits.amax(dim=0))


def pooled_vectors(
    model: MaskedLM, texts: Sequence[str], poolings: Sequence[Pooling] = POOLINGS
) -> dict[Pooling, csr_matrix]:
    """Encode texts in several ways of pooling from one reading each."""
    found: dict[int, list[Active]] = {}
    rows = [read.ids for read in model.encode(texts)]
    for row, logits in _batches.logits(model.network, rows, model.pad_id):
        found[row] = [active(pool(logits, pooling)) for pooling in poolings]
    return {
        pooling: stack([found[row][i] for row in range(len(rows))], len(model.vocabulary))
        for i, pooling in enumerate(poolings)
    }
