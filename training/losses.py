"""What a step of clinical-splade's training minimises, and prices that find their level.

    loss = divergence from the teachers' ranking of the batch
         + contrastive loss + lexical supervision + FLOPS

Two teachers rank a batch: all-MiniLM-L6-v2 by the cosine of its sentence vectors, and the table of
word translations by its BM25 score (an ensemble of a dense and a sparse teacher, as in Geng et al.
2024, arXiv 2411.04403). What the table has to say fades as training goes on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch.nn.functional import cross_entropy, kl_div, log_softmax, normalize
from transformers import PreTrainedModel

from training import loop
from training.forward import Encoded

DENSE_SCALE = 25.0  # from cosines to logits
PATIENCE = 0.02  # by how much a price changes in a step at most


@torch.no_grad()
def sentence_vectors(teacher: PreTrainedModel, batch: Encoded) -> torch.Tensor:
    """The dense teacher's vectors: the mean over a text's tokens, of length 1."""
    with loop.mixed(teacher.device):
        hidden = teacher(**batch)[0].float()
    weight = batch["attention_mask"][..., None]
    return normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1)


def divergence(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """How far the ranking of each query's passages is from the one wanted (KL, over softmaxes)."""
    target = log_softmax(wanted, 1)
    return kl_div(log_softmax(scores, 1), target, log_target=True, reduction="batchmean")


def contrastive(scores: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each query's own passage among those of the batch.

    ``same`` marks pairs that hold the same passage: no negatives of each other.
    """
    own = torch.arange(len(scores), device=scores.device)
    others = same.to(scores.device) & ~torch.eye(len(scores), dtype=torch.bool, device=own.device)
    return cross_entropy(scores.masked_fill(others, -1e4), own)


class Prices:
    """FLOPS' weight on queries and on passages, each moved towards a number of active terms.

    A weight fixed beforehand gives as many terms as it happens to. Here texts with too many terms
    make the next step's price a little higher, those with fewer a little lower, the more so the
    further they are from what is wanted.
    """

    def __init__(self, wanted: Mapping[str, float], start: Mapping[str, float]) -> None:
        self.wanted, self.price = dict(wanted), dict(start)

    def move(self, active: Mapping[str, float]) -> None:
        """Raise the price of what has too many terms, lower the others'.

        >>> prices = Prices({"query": 30}, {"query": 0.01})
        >>> prices.move({"query": 90})
        >>> round(prices.price["query"], 4)
        0.0102
        """
        for side, count in active.items():
            beyond = math.log(max(count, 1) / self.wanted[side])
            self.price[side] *= math.exp(PATIENCE * min(1, max(-1, beyond)))

    def state_dict(self) -> dict[str, float]:
        """What a checkpoint keeps."""
        return dict(self.price)

    def load_state_dict(self, state: Mapping[str, float]) -> None:
        """Take it up again."""
        self.price = dict(state)
