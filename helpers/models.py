"""Load what the registry names: networks with a prediction head, tokenizers, word vectors."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, cast

import torch
from transformers import AutoModelForMaskedLM, AutoTokenizer, PreTrainedModel
from transformers import PreTrainedTokenizerFast as Tokenizer

from helpers.registry import model_folder

Transform = Callable[[torch.Tensor], torch.Tensor]


@lru_cache(maxsize=4)
def load_network(name: str) -> PreTrainedModel:
    """Load a masked language model or a SPLADE in float32: both are an encoder with a head.

    Loaded once. Raises ValueError for an unknown name, a damaged file, or when it cannot be
    fetched.
    """
    folder = model_folder(name, "splade", "masked_lm")
    network: PreTrainedModel = AutoModelForMaskedLM.from_pretrained(
        folder, local_files_only=True, use_safetensors=True, dtype=torch.float32
    )
    network.eval()  # type: ignore[no-untyped-call]
    return network


@lru_cache(maxsize=8)
def load_tokenizer(name: str) -> Tokenizer:
    """Load the tokenizer that belongs to a masked language model or a SPLADE."""
    folder = model_folder(name, "splade", "masked_lm")
    return cast(Tokenizer, AutoTokenizer.from_pretrained(folder, local_files_only=True))


def head_parts(network: PreTrainedModel) -> tuple[Transform, torch.nn.Linear]:
    """Find the prediction head's two steps: the transform, and the decoder over the vocabulary.

    Raises ValueError for an architecture that is none of BERT, DistilBERT, ModernBERT, RoBERTa.
    """
    parts: Any = network
    decoder: torch.nn.Linear = parts.get_output_embeddings()
    steps: tuple[Transform, ...]
    if hasattr(parts, "cls"):  # BERT
        return parts.cls.predictions.transform, decoder
    if hasattr(parts, "vocab_transform"):  # DistilBERT
        steps = (parts.vocab_transform, parts.activation, parts.vocab_layer_norm)
    elif hasattr(parts, "head"):  # ModernBERT
        steps = (parts.head,)
    elif hasattr(getattr(parts, "lm_head", None), "layer_norm"):  # RoBERTa
        steps = (parts.lm_head.dense, torch.nn.functional.gelu, parts.lm_head.layer_norm)
    else:
        kind = type(network).__name__
        raise ValueError(f"network={kind}: want BERT, DistilBERT, ModernBERT or RoBERTa (XLM-R)")
    return partial(_in_turn, steps), decoder


def _in_turn(steps: tuple[Transform, ...], hidden: torch.Tensor) -> torch.Tensor:
    for step in steps:
        hidden = step(hidden)
    return hidden
