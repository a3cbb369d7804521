"""What a training for search may start from: the experiments on the cause differ in this alone.

The output table has a row for every entry of the vocabulary, and the head's answer for an entry is
the product of a place's state with that row. Permuted, every entry answers with another's row.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from copy import deepcopy

import torch
from transformers import BertForMaskedLM

from training.train_mlm import fresh_model


def mlm(options: argparse.Namespace) -> BertForMaskedLM:
    """clinical-mlm: MiniLM's encoder, trained to guess hidden words."""
    made: BertForMaskedLM = BertForMaskedLM.from_pretrained(
        options.mlm, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, dtype=torch.float32
    )
    return made


def encoder(options: argparse.Namespace) -> BertForMaskedLM:
    """MiniLM's encoder with an identity head: nothing trained to guess words."""
    return fresh_model(options.base)


def random_layers(options: argparse.Namespace) -> BertForMaskedLM:
    """clinical-mlm's words and head around layers that nobody trained."""
    model = mlm(options)
    model.bert.encoder = deepcopy(nothing(options).bert.encoder)
    return model


def parted(model: BertForMaskedLM, table: torch.Tensor, bias: torch.Tensor) -> BertForMaskedLM:
    """The model with an output table of its own, no longer that of the input."""
    head = model.cls.predictions
    head.decoder.weight = torch.nn.Parameter(table.clone())
    with torch.no_grad():
        head.bias.copy_(bias)
    model.config.tie_word_embeddings = False
    return model


def permuted_table(options: argparse.Namespace) -> BertForMaskedLM:
    """clinical-mlm with every row of the output table in another's place."""
    model = mlm(options)
    head = model.cls.predictions
    order = torch.randperm(len(head.bias), generator=torch.Generator().manual_seed(options.seed))
    return parted(model, head.decoder.weight.detach()[order], head.bias.detach()[order])


def random_table(options: argparse.Namespace) -> BertForMaskedLM:
    """clinical-mlm with random rows, as long as the real ones, for an output table."""
    model = mlm(options)
    table = model.cls.predictions.decoder.weight.detach()
    noise = torch.randn(table.shape, generator=torch.Generator().manual_seed(options.seed))
    length = table.norm(dim=1, keepdim=True) / noise.norm(dim=1, keepdim=True)
    return parted(model, noise * length, torch.zeros(len(table)))


def nothing(options: argparse.Namespace) -> BertForMaskedLM:
    """The same network with nothing pre-trained in it."""
    torch.manual_seed(options.seed)
    return BertForMaskedLM(mlm(options).config)


STARTS: Mapping[str, Callable[[argparse.Namespace], BertForMaskedLM]] = {
    "mlm": mlm,
    "encoder": encoder,
    "random_layers": random_layers,
    "permuted_table": permuted_table,
    "random_table": random_table,
    "nothing": nothing,
}
