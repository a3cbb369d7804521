"""Run a network over many texts at once: the one place where it is run.

Texts come as rows of token ids. They are read in order of length, a few at a time, so that little
is padded; what comes out is in that order too, each with its row's number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from transformers import PreTrainedModel

from helpers._memory import give_back
from helpers._progress import progress
from helpers.models import head_parts

TOKENS_AT_ONCE = 1024  # padding included
ENTRIES_AT_ONCE = 1024  # of the vocabulary, whose logits are held at a time
Ids = Sequence[int]


class Batch(NamedTuple):
    """Texts read together: their rows' numbers, their lengths, and the vectors of their tokens.

    ``states`` is (tokens, width), text after text, without padding: what the decoder takes.
    """

    rows: list[int]
    lengths: list[int]
    states: torch.Tensor


def blocks(lengths: Sequence[int], most: int = TOKENS_AT_ONCE) -> list[list[int]]:
    """Put rows of like length together, as many as have ``most`` tokens once padded (or one).

    >>> blocks([3, 9, 2, 9], most=18)
    [[2, 0], [1, 3]]
    """
    made: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if made and (len(made[-1]) + 1) * lengths[row] <= most:
            made[-1].append(row)
        else:
            made.append([row])
    return made


def read(network: PreTrainedModel, rows: Sequence[Ids], pad: int) -> Iterator[Batch]:
    """Run the encoder and the head's transform over all rows, in order of length."""
    transform, _ = head_parts(network)
    for block in progress(blocks([len(row) for row in rows]), "encoding"):
        give_back()
        lengths = [len(rows[i]) for i in block]
        ids = torch.full((len(block), max(lengths)), pad)
        attention = torch.zeros_like(ids)
        for line, i in enumerate(block):
            ids[line, : lengths[line]] = torch.tensor(rows[i])
            attention[line, : lengths[line]] = 1
        hidden = network.base_model(input_ids=ids, attention_mask=attention).last_hidden_state
        yield Batch(block, lengths, transform(hidden[attention.bool()]))


@torch.inference_mode()
def logits(
    network: PreTrainedModel, rows: Sequence[Ids], pad: int, places: Sequence[Ids] | None = None
) -> Iterator[tuple[int, torch.Tensor]]:
    """Give each row's number and its logits, (tokens, vocabulary), in order of length.

    With ``places`` only those tokens of each row. The tensor is a view of a buffer that the next
    row overwrites: fresh ones of many sizes would leave the memory in pieces.
    """
    _, decoder = head_parts(network)
    most = max((len(row) for row in (places or rows)), default=0)
    buffer = torch.empty(most, decoder.out_features)
    for batch in read(network, rows, pad):
        for row, states in zip(batch.rows, torch.split(batch.states, batch.lengths), strict=True):
            wanted = states if places is None else states[list(places[row])]
            out = buffer[: len(wanted)]
            yield row, torch.addmm(decoder.bias, wanted, decoder.weight.T, out=out)


@torch.inference_mode()
def largest_logits(
    network: PreTrainedModel, rows: Sequence[Ids], pad: int
) -> Iterator[tuple[int, torch.Tensor]]:
    """Give each row's number and the largest logit of every vocabulary entry, (vocabulary,).

    A part of the vocabulary at a time: so the logits of all tokens stay in the processor's cache
    and are read there by the maximum, instead of going to memory and back.
    """
    _, decoder = head_parts(network)
    size = decoder.out_features
    for batch in read(network, rows, pad):
        largest = torch.empty(len(batch.rows), size)
        buffer = torch.empty(len(batch.states), ENTRIES_AT_ONCE)
        for start in range(0, size, ENTRIES_AT_ONCE):
            entries = slice(start, min(start + ENTRIES_AT_ONCE, size))
            weight, bias = decoder.weight[entries], decoder.bias[entries]
            part = torch.addmm(bias, batch.states, weight.T, out=buffer[:, : len(bias)])
            for text, scores in enumerate(torch.split(part, batch.lengths)):
                torch.amax(scores, 0, out=largest[text, entries])
        yield from zip(batch.rows, largest, strict=True)
