"""Masked prediction: what a masked language model puts in a hidden place."""

from __future__ import annotations

from typing import NamedTuple

import torch

from helpers.models import load_masked_lm, load_tokenizer


class Prediction(NamedTuple):
    """A vocabulary term proposed for a [MASK], with its probability."""

    term: str
    id: int
    probability: float


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
    if top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more")
    model, tokenizer = load_masked_lm(name), load_tokenizer(name)
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    longest = model.config.max_position_embeddings
    if batch["input_ids"].shape[1] > longest:
        raise ValueError(f"text of {batch['input_ids'].shape[1]} tokens: want at most {longest}")
    masked = batch["input_ids"] == tokenizer.mask_token_id
    for text, places in zip(texts, masked, strict=True):
        if not places.any():
            raise ValueError(f"text={text[:60]!r}: want at least one [MASK]")
    logits = model(**batch).logits
    return [
        [_best(row, top_k, tokenizer.convert_ids_to_tokens) for row in logits[i, masked[i]]]
        for i in range(len(texts))
    ]


def _best(logits: torch.Tensor, top_k: int, names: object) -> list[Prediction]:
    probabilities = logits.softmax(dim=-1)
    order = torch.sort(probabilities, descending=True, stable=True).indices[:top_k].tolist()
    terms = names(order)  # type: ignore[operator]
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
