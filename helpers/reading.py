"""A text read by a masked language model: its tokens, and every token's logits.

A text is read once. What is predicted in a hidden place is the softmax of its logits
(``helpers.masked_lm``), a SPLADE vector is their maximum (``helpers.splade``), where a weight comes
from is that maximum's place (``helpers.attribution``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import torch

from helpers import _batches
from helpers.models import load_network, load_tokenizer
from helpers.text import whole_characters


class Encoding(NamedTuple):
    """A text as the model reads it: special tokens first and last, ids, and places in the text.

    ``spans`` count characters, (0, 0) for a special token. ``unread`` counts the tokens that were
    left out at the end, because the model reads no more.
    """

    ids: list[int]
    tokens: list[str]
    spans: list[tuple[int, int]]
    unread: int


class TokenLogits(NamedTuple):
    """A text read once, nothing hidden: its tokens, and every token's logits.

    ``logits`` is (tokens, vocabulary); ``vocabulary`` names its columns. The rest is that of
    ``Encoding``.
    """

    tokens: list[str]
    ids: list[int]
    spans: list[tuple[int, int]]
    logits: torch.Tensor
    vocabulary: tuple[str, ...]
    unread: int


class MaskedLM:
    """A network with its tokenizer: reads texts.

    The one rule for a text that is too long: the model reads as many tokens as it can
    (``max_length``, special tokens among them), and ``unread`` says how many it did not.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.network, self._tokenizer = load_network(name), load_tokenizer(name)
        self.max_length = int(self.network.config.max_position_embeddings)
        size = int(self.network.config.vocab_size)
        self.vocabulary: tuple[str, ...] = tuple(
            self._tokenizer.convert_ids_to_tokens(list(range(size)))
        )
        self.mask_id = int(self._tokenizer.mask_token_id)
        self.pad_id = int(self._tokenizer.pad_token_id)

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Cut texts into tokens; a "[MASK]" that somebody typed is text like any other."""
        if isinstance(texts, str):
            raise ValueError(f"texts={texts[:40]!r}: want a list of strings, not one string")
        clean = [whole_characters(text) for text in texts]
        return [self._encoding(text) for text in clean]

    def _encoding(self, text: str) -> Encoding:
        read = self._tokenizer(
            text, return_offsets_mapping=True, split_special_tokens=True, verbose=False
        )
        unread = max(0, len(read["input_ids"]) - self.max_length)
        if unread:
            read = self._tokenizer(
                text,
                truncation=True,
                max_length=self.max_length,
                return_offsets_mapping=True,
                split_special_tokens=True,
            )
        return Encoding(list(read["input_ids"]), read.tokens(), read["offset_mapping"], unread)

    def logits(self, text: str) -> TokenLogits:
        """Read one text whole, nothing hidden."""
        return _logits(self, text)


def load_masked_lm(name: str = "clinical-mlm") -> MaskedLM:
    """Load a masked language model, or a SPLADE, which is one; loaded once.

    Raises ValueError for an unknown name, a damaged file, or when it cannot be fetched.
    """
    return _load(name)


@lru_cache(maxsize=4)
def _load(name: str) -> MaskedLM:
    return MaskedLM(name)


@lru_cache(maxsize=2)
def _logits(model: MaskedLM, text: str) -> TokenLogits:
    (read,) = model.encode([text])
    ((_, logits),) = _batches.logits(model.network, [read.ids], model.pad_id)
    tokens, ids, spans, unread = read.tokens, read.ids, read.spans, read.unread
    return TokenLogits(tokens, ids, spans, logits.clone(), model.vocabulary, unread)
