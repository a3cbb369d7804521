"""Sparse vectors with gradient, and the logits of chosen terms for lexical supervision.

The formula is that by which vectors are served (``helpers.splade``); a test holds both equal. The
winning positions are found without gradient; only winners are computed again with it, so that a
step costs little more than the encoder. Texts of like length are read together, so that little of
it is padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch.nn.functional import embedding, log_softmax
from transformers import BertForMaskedLM, PreTrainedTokenizerFast

from training import loop

NEAREST = 96  # entries of a text that the lexical softmax sees beside its active ones and targets
ENTRIES_AT_ONCE = 1024  # of the vocabulary, whose logits are held at a time
TOGETHER = 8  # texts of like length in a group
PADDED = -1e4  # the logit of a position that is none
NEVER = -100.0  # the bias of an entry that no text may have
Encoded = dict[str, torch.Tensor]


class Texts:
    """Texts tokenised on demand."""

    def __init__(
        self, tokenizer: PreTrainedTokenizerFast, device: torch.device | None = None
    ) -> None:
        self.tokenizer, self.device = tokenizer, device or torch.device("cpu")

    def __call__(self, texts: Sequence[str], width: int) -> Encoded:
        """Ids and attention, padded to the longest, cut at ``width``."""
        encoded = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=width, return_tensors="pt"
        )
        names = ("input_ids", "attention_mask")
        return {name: encoded[name].to(self.device) for name in names}


class Group(NamedTuple):
    """Texts of like length, and which of all texts they are."""

    rows: list[int]
    batch: Encoded


def by_length(encode: Texts, texts: Sequence[str], width: int) -> list[Group]:
    """All texts in groups of like length: of 64 pairs' tokens, less than half as many as padded."""
    order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
    parts = (order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER))
    return [Group(rows, encode([texts[i] for i in rows], width)) for rows in parts]


def together(groups: Sequence[Group], made: Sequence[torch.Tensor]) -> torch.Tensor:
    """What was made of each group's texts, in the order of the texts."""
    rows = torch.tensor([row for group in groups for row in group.rows])
    return torch.cat(list(made))[rows.argsort().to(made[0].device)]


class Pooled(NamedTuple):
    """Each text's vector, (texts, vocabulary), and its lexical loss, (), 0 without targets."""

    vectors: torch.Tensor
    lexical: torch.Tensor


def output_table(model: BertForMaskedLM) -> torch.Tensor:
    """The head's rows, one an entry: the input's word table, unless an experiment parted them."""
    table: torch.Tensor = model.cls.predictions.decoder.weight
    return table


def hidden_states(model: BertForMaskedLM, batch: Encoded) -> torch.Tensor:
    """What the decoder takes: (texts, positions, width)."""
    with loop.mixed(model.device):
        hidden: torch.Tensor = model.cls.predictions.transform(model.bert(**batch)[0])
    return hidden


@torch.no_grad()
def largest(
    model: BertForMaskedLM, hidden: torch.Tensor, batch: Encoded
) -> tuple[torch.Tensor, torch.Tensor]:
    """Each entry's largest logit over a text's positions, and its place; (texts, vocabulary)."""
    table = output_table(model)
    bias, padding = model.cls.predictions.bias, batch["attention_mask"][..., None] == 0
    best = torch.empty(len(hidden), len(bias), device=hidden.device)
    place = torch.empty_like(best, dtype=torch.long)
    for start in range(0, len(bias), ENTRIES_AT_ONCE):  # a part stays in the processor's cache
        part = slice(start, start + ENTRIES_AT_ONCE)
        with loop.mixed(model.device):
            logits = hidden @ table[part].T + bias[part]
        best[:, part], place[:, part] = logits.float().masked_fill_(padding, PADDED).max(1)
    return best, place


def pooled(model: BertForMaskedLM, batch: Encoded, targets: torch.Tensor | None = None) -> Pooled:
    """log(1 + ReLU(max over positions of the logit)), with gradient.

    ``targets``, (texts, vocabulary), are each text's wanted words, summing to 1: the lexical loss
    is their cross-entropy under a softmax over the text's pooled logits.
    """
    hidden = hidden_states(model, batch)
    best, place = largest(model, hidden, batch)
    used = best > 0
    if targets is not None:
        used = used.scatter(1, best.topk(NEAREST, 1).indices, True) | (targets > 0)
    text, term = used.nonzero(as_tuple=True)
    value = logits_at(model, hidden, text, place[text, term], term)
    weight = torch.log1p(torch.relu(value))
    vectors = torch.zeros(best.shape, device=model.device).index_put((text, term), weight)
    if targets is None:
        return Pooled(vectors, vectors.new_zeros(()))
    logits = torch.full(best.shape, PADDED, device=model.device).index_put((text, term), value)
    likely = log_softmax(logits, 1).clamp(min=-50)
    return Pooled(vectors, -(targets * likely).sum(1).mean())


def pooled_groups(
    model: BertForMaskedLM, groups: Sequence[Group], targets: torch.Tensor | None = None
) -> Pooled:
    """``pooled`` of all the groups' texts, in the order of the texts."""
    wanted = [None if targets is None else targets[group.rows] for group in groups]
    made = [pooled(model, group.batch, of) for group, of in zip(groups, wanted, strict=True)]
    sizes = [len(group.rows) for group in groups]
    lexical = sum(p.lexical * size for p, size in zip(made, sizes, strict=True)) / sum(sizes)
    return Pooled(together(groups, [p.vectors for p in made]), torch.as_tensor(lexical))


def logits_at(
    model: BertForMaskedLM,
    hidden: torch.Tensor,
    text: torch.Tensor,
    place: torch.Tensor,
    term: torch.Tensor,
) -> torch.Tensor:
    """The logits of these terms at these places of these texts, with gradient, (how many,)."""
    table = output_table(model)
    bias = model.cls.predictions.bias
    rows = hidden.float().reshape(-1, hidden.shape[-1])
    states = embedding(text * hidden.shape[1] + place, rows)
    value: torch.Tensor = (states * embedding(term, table)).sum(-1) + bias[term]
    return value


def sparse_vectors(model: BertForMaskedLM, batch: Encoded) -> torch.Tensor:
    """Each text's vector with gradient, (texts, vocabulary)."""
    return pooled(model, batch).vectors


def flops(vectors: torch.Tensor) -> torch.Tensor:
    """Sum over terms of the squared mean weight in the batch (Paria et al. 2020, equation 4)."""
    return vectors.mean(0).square().sum()


@torch.no_grad()
def forbid(model: BertForMaskedLM, allowed: torch.Tensor) -> None:
    """Give entries that no text may have a bias that no text lifts."""
    model.cls.predictions.bias[~allowed.to(model.device)] = NEVER


@torch.no_grad()
def lower_bias(model: BertForMaskedLM, batch: Encoded, active: int) -> None:
    """Shift the head's bias so that about so many terms of a text are above 0."""
    best, _ = largest(model, hidden_states(model, batch), batch)
    bias = model.cls.predictions.bias
    shift = best.topk(active).values[:, -1].mean()
    bias[bias > NEVER] -= shift
