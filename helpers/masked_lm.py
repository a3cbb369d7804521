"""Masked prediction: what a masked language model puts in a hidden place."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import torch
from transformers import PreTrainedModel
from transformers import PreTrainedTokenizerFast as Tokenizer

from helpers.models import load_masked_lm, load_tokenizer, prediction_head


class Prediction(NamedTuple):
    """A vocabulary term proposed for a [MASK], with its probability."""

    term: str
    id: int
    probability: float


Names = Callable[[list[int]], list[str]]


def predict_masked(
    text: str, top_k: int = 10, name: str = "clinical-mlm"
) -> list[list[Prediction]]:
    """For every [MASK] of the text, in order, the ``top_k`` most probable terms.

    Probabilities are the softmax over the whole vocabulary (Devlin et al. 2019, section 3.1);
    ties stand in order of ids. Raises ValueError when the text has no [MASK], is longer than
    the model reads, or ``top_k`` is below 1.
    """
    return predict_batch([text], top_k, name)[0]


@torch.inference_mode()
def predict_batch(
    texts: list[str], top_k: int = 10, name: str = "clinical-mlm"
) -> list[list[list[Prediction]]]:
    """``predict_masked`` of several texts in one pass of the model."""
    model, tokenizer, batch = _read(texts, top_k, name)
    masked = batch["input_ids"] == tokenizer.mask_token_id
    for text, places in zip(texts, masked, strict=True):
        if not places.any():
            raise ValueError(f"text={text[:60]!r}: want at least one [MASK]")
    probabilities = _probabilities(model, batch, masked)
    found = [_best(row, top_k, tokenizer.convert_ids_to_tokens) for row in probabilities]
    rows = iter(found)
    return [[next(rows) for _ in range(int(places.sum()))] for places in masked]


def _read(
    texts: list[str], top_k: int, name: str
) -> tuple[PreTrainedModel, Tokenizer, Mapping[str, torch.Tensor]]:
    """The model, its tokenizer and the padded texts; ``top_k`` and their length are checked."""
    if top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more")
    model, tokenizer = load_masked_lm(name), load_tokenizer(name)
    batch = tokenizer(texts, padding=True, return_tensors="pt", verbose=False)
    length, longest = batch["input_ids"].shape[1], model.config.max_position_embeddings
    if length > longest:
        raise ValueError(f"text of {length} tokens: want at most {longest}")
    return model, tokenizer, batch


def _probabilities(
    model: PreTrainedModel, batch: Mapping[str, torch.Tensor], masked: torch.Tensor
) -> torch.Tensor:
    """(masked places, vocabulary): the head runs on the masked places alone."""
    hidden = model.base_model(**batch).last_hidden_state
    return prediction_head(model, hidden[masked]).softmax(-1)


def _best(probabilities: torch.Tensor, top_k: int, names: Names) -> list[Prediction]:
    """The most probable terms of one place, ties in order of ids."""
    best = torch.topk(probabilities, min(top_k, len(probabilities)))
    rows = sorted(zip((-best.values).tolist(), best.indices.tolist(), strict=True))
    order = [i for _, i in rows]
    terms = names(order)
    return [
        Prediction(term, i, float(probabilities[i])) for term, i in zip(terms, order, strict=True)
    ]


def mask_each(text: str, name: str = "clinical-mlm") -> list[tuple[str, str]]:
    """Each token of the text with the text in which it alone is hidden.

    >>> mask_each("heart attack")
    [('heart', '[MASK] attack'), ('attack', 'heart [MASK]')]
    """
    encoded = load_tokenizer(name)(
        text, add_special_tokens=False, return_offsets_mapping=True, verbose=False
    )
    spans = encoded["offset_mapping"]
    hidden = [text[:start] + "[MASK]" + text[end:] for start, end in spans]
    return list(zip(encoded.tokens(), hidden, strict=True))


class Place(NamedTuple):
    """A hidden token: what the model thinks of it, and what it proposes instead.

    ``rank`` counts from 1; ``entropy`` is that of the whole distribution, in bits.
    """

    position: int
    token: str
    rank: int
    probability: float
    entropy: float
    predictions: list[Prediction]


@torch.inference_mode()
def hide(
    text: str, positions: Sequence[int], top_k: int = 10, name: str = "clinical-mlm"
) -> list[Place]:
    """Hide these tokens of a text, all at once, and say what the model makes of each place.

    Positions count the text's WordPiece tokens from 0. Raises ValueError for a position that
    the text does not have, ``top_k`` below 1, or a text longer than the model reads.
    """
    model, tokenizer, batch = _read([text], top_k, name)
    ids = batch["input_ids"][0]
    for position in positions:
        if not 0 <= position < len(ids) - 2:
            raise ValueError(f"positions={list(positions)}: the text has {len(ids) - 2} tokens")
    places = torch.tensor(sorted(set(positions)), dtype=torch.long) + 1  # after [CLS]
    originals = ids[places].clone()
    ids[places] = tokenizer.mask_token_id
    masked = torch.zeros_like(batch["input_ids"], dtype=torch.bool)
    masked[0, places] = True
    probabilities = _probabilities(model, batch, masked)
    names = tokenizer.convert_ids_to_tokens
    return [
        _place(int(at) - 1, int(original), row, top_k, names)
        for at, original, row in zip(places, originals, probabilities, strict=True)
    ]


def _place(at: int, original: int, row: torch.Tensor, top_k: int, names: Names) -> Place:
    own = float(row[original])
    rank = int((row > row[original]).sum()) + 1
    bits = float(torch.special.entr(row).sum() / math.log(2))
    return Place(at, names([original])[0], rank, own, bits, _best(row, top_k, names))
