"""SPLADE: from a masked language model's logits to one sparse vector a text.

    w_j = max over positions i of log(1 + ReLU(logit_ij))

over the unpadded positions, [CLS] and [SEP] included (Formal et al. 2021, arXiv 2109.10086,
equation 6 with the max of section 3.1). There is no softmax: weights are not probabilities.
Besides the maximum stand the sum of the first SPLADE, and the [CLS] position alone, which is a
mistake made in production; each with the logarithm and without.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from tqdm.auto import tqdm
from transformers import PreTrainedModel
from transformers import PreTrainedTokenizerFast as Tokenizer

from helpers.memory import give_back
from helpers.models import head_parts, load_network, load_tokenizer

BATCH = 8
ROWS_AT_ONCE = 256  # positions whose logits over the vocabulary are held at a time
POSITIONS_AT_ONCE = 8  # positions that are activated at a time when they are summed
SECONDS_BEFORE_BAR = 5  # what takes longer shows how far it is
Pooling = Literal["max", "sum", "cls"]


class Way(NamedTuple):
    """How logits become weights: over which positions, and with the logarithm or without."""

    pooling: Pooling = "max"
    log: bool = True


SPLADE = Way()
Active = tuple[NDArray[np.int32], NDArray[np.float32]]  # one vector: ids and weights
WAYS = tuple(Way(pooling, log) for pooling in ("max", "sum", "cls") for log in (True, False))


def activation(logits: torch.Tensor) -> torch.Tensor:
    """The weight of a logit: log(1 + ReLU(logit)), of any shape.

    >>> activation(torch.tensor([-3.0, 0.0, 1.0])).tolist()
    [0.0, 0.0, 0.6931471824645996]
    """
    return torch.log1p(torch.relu(logits))


def pool_max(logits: torch.Tensor, log: bool = True) -> torch.Tensor:
    """One text's vector from its logits, (positions, vocabulary) to (vocabulary,).

    The maximum is taken first: ``activation`` never decreases, so the two commute, and the
    logarithm is then worked out once a term and not once a position. Without ``log`` the
    activation is the ReLU alone.

    >>> pool_max(torch.tensor([[0.0, -1.0], [1.0, -2.0]])).tolist()
    [0.6931471824645996, 0.0]
    """
    return _weigh(logits.amax(dim=0), log)


def pool_sum(logits: torch.Tensor, log: bool = True) -> torch.Tensor:
    """The first SPLADE's vector: weights summed over the positions (arXiv 2107.05720, equation 2).

    >>> pool_sum(torch.tensor([[1.0, -1.0], [1.0, -2.0]]), log=False).tolist()
    [2.0, 0.0]
    """
    # a few positions at a time: whole texts of many lengths would leave the memory in pieces
    parts = (_weigh(part, log).sum(dim=0) for part in torch.split(logits, POSITIONS_AT_ONCE))
    total = torch.zeros(logits.shape[1])
    for part in parts:
        total += part
    return total


def pool_cls(logits: torch.Tensor, log: bool = True) -> torch.Tensor:
    """The first position's weights alone, all others unread: a bug (eland issue 827).

    >>> pool_cls(torch.tensor([[1.0, -1.0], [9.0, 9.0]]), log=False).tolist()
    [1.0, 0.0]
    """
    return _weigh(logits[0], log)


def pool(logits: torch.Tensor, way: Way = SPLADE) -> torch.Tensor:
    """One text's vector, pooled in one of ``WAYS``; a ValueError for another pooling."""
    if way.pooling not in _POOLS:
        raise ValueError(f"pooling={way.pooling!r}: allowed are {', '.join(_POOLS)}")
    return _POOLS[way.pooling](logits, way.log)


def _weigh(logits: torch.Tensor, log: bool) -> torch.Tensor:
    return activation(logits) if log else torch.relu(logits)


_POOLS = {"max": pool_max, "sum": pool_sum, "cls": pool_cls}


class SpladeEncoder:
    """Texts to sparse vectors; the names are those of sentence_transformers' SparseEncoder.

    >>> encoder = load_encoder("clinical-splade")
    >>> encoder.encode_query(["heart attack"]).shape
    (1, 30522)
    """

    def __init__(self, model: PreTrainedModel, tokenizer: Tokenizer) -> None:
        self.model, self.tokenizer = model, tokenizer
        self.max_length = int(model.config.max_position_embeddings)
        self.names: tuple[str, ...] = tuple(
            tokenizer.convert_ids_to_tokens(list(range(int(model.config.vocab_size))))
        )
        self._transform, self._decoder = head_parts(model)

    def encode_query(self, texts: Sequence[str]) -> csr_matrix:
        """Vectors of queries, (texts, vocabulary), float32; an empty text has [CLS] and [SEP]."""
        return self._encode(texts, [SPLADE])[SPLADE]

    def encode_document(self, texts: Sequence[str]) -> csr_matrix:
        """Vectors of documents, cut at the model's longest input (512 tokens)."""
        return self._encode(texts, [SPLADE])[SPLADE]

    def encode_ways(
        self, texts: Sequence[str], ways: Sequence[Way] = WAYS
    ) -> dict[Way, csr_matrix]:
        """The vectors in several ways of pooling, from one pass of the network."""
        return self._encode(texts, ways)

    def own_terms(self, texts: Sequence[str]) -> csr_matrix:
        """What each text itself says: 1 for its own WordPiece terms, (texts, vocabulary).

        [CLS] and [SEP], which the encoder adds, are nobody's own.
        """
        shape = (len(texts), int(self.model.config.vocab_size))
        if not texts:
            return csr_matrix(shape, dtype=np.float32)
        read = self.tokenizer(
            list(texts), add_special_tokens=False, truncation=True, max_length=self.max_length - 2
        )
        ids = [sorted(set(one)) for one in read["input_ids"]]
        ends = np.cumsum([0, *map(len, ids)])
        flat = np.array([i for one in ids for i in one], dtype=np.int32)
        return csr_matrix((np.ones(len(flat), dtype=np.float32), flat, ends), shape=shape)

    def decode(self, vector: csr_matrix, top_k: int | None = None) -> list[tuple[str, float]]:
        """The terms and weights of one vector, heaviest first, ties by vocabulary id."""
        if vector.shape[0] != 1:
            raise ValueError(f"vector of shape {vector.shape}: want one row")
        if top_k is not None and top_k < 1:
            raise ValueError(f"top_k={top_k!r}: want 1 or more, or None for all")
        order = np.lexsort((vector.indices, -vector.data))[:top_k]
        names = [self.names[i] for i in vector.indices[order]]
        return list(zip(names, vector.data[order].tolist(), strict=True))

    @torch.inference_mode()
    def _encode(self, texts: Sequence[str], ways: Sequence[Way]) -> dict[Way, csr_matrix]:
        if isinstance(texts, str):
            raise ValueError(f"texts={texts[:40]!r}: want a list of strings, not one string")
        if not texts:
            empty = csr_matrix((0, self.model.config.vocab_size), dtype=np.float32)
            return dict.fromkeys(ways, empty)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        blocks = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        # one buffer for all logits: fresh ones of many sizes leave the memory in pieces
        buffer = torch.empty(max(ROWS_AT_ONCE, self.max_length), self._decoder.out_features)
        rows = [
            [_active(pool(logits, way)) for way in ways]
            for block in self._progress(blocks)
            for logits in self._logits([texts[i] for i in block], buffer)
        ]
        give_back()
        back = np.argsort(order)
        return {w: self._stacked([rows[p][k] for p in back]) for k, w in enumerate(ways)}

    @staticmethod
    def _progress(blocks: list[list[int]]) -> Iterable[list[int]]:
        """The same with a bar, unless it is soon done or ``TQDM_DISABLE`` is set."""
        off = "TQDM_DISABLE" in os.environ
        bar: Iterable[list[int]] = tqdm(
            blocks, "encoding", leave=False, delay=SECONDS_BEFORE_BAR, disable=off
        )
        return bar

    def _stacked(self, rows: Sequence[Active]) -> csr_matrix:
        ends = np.cumsum([0, *(len(ids) for ids, _ in rows)])
        ids, weights = (np.concatenate(part) for part in zip(*rows, strict=True))
        return csr_matrix((weights, ids, ends), shape=(len(rows), len(self.names)))

    def _logits(self, texts: list[str], buffer: torch.Tensor) -> Iterator[torch.Tensor]:
        """Each text's (positions, vocabulary), in order, to be used before the next is asked for.

        ``buffer`` holds those of one block at a time.
        """
        give_back()
        batch = self.tokenizer(
            texts, padding=True, truncation=True, max_length=self.max_length, return_tensors="pt"
        )
        hidden = self.model.base_model(**batch).last_hidden_state
        lengths = batch["attention_mask"].sum(1).tolist()
        for block in _blocks(lengths):
            rows = self._transform(torch.cat([hidden[i, : lengths[i]] for i in block]))
            weight, bias = self._decoder.weight, self._decoder.bias
            logits = torch.addmm(bias, rows, weight.T, out=buffer[: len(rows)])
            yield from torch.split(logits, [lengths[i] for i in block])


def _active(vector: torch.Tensor) -> Active:
    """The ids above 0 and their weights, copied out, so that the vector itself can go."""
    weights = vector.numpy()
    ids = np.flatnonzero(weights).astype(np.int32)
    return ids, weights[ids]


def _blocks(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Texts in order, as many at a time as have ROWS_AT_ONCE positions together (or one)."""
    block: list[int] = []
    for i, length in enumerate(lengths):
        if block and sum(lengths[j] for j in block) + length > ROWS_AT_ONCE:
            yield block
            block = []
        block.append(i)
    yield block


def active_dims(vectors: csr_matrix) -> list[int]:
    """How many terms of each vector have a weight.

    >>> active_dims(csr_matrix([[0.0, 1.5], [0.0, 0.0]]))
    [1, 0]
    """
    return [int(n) for n in np.diff(vectors.indptr)]


@lru_cache(maxsize=4)
def load_encoder(name: str = "clinical-splade") -> SpladeEncoder:
    """The encoder of a SPLADE of the registry, or of a masked language model by the same formula.

    Loaded once. Raises ValueError for a name that the registry does not have.
    """
    return SpladeEncoder(load_network(name), load_tokenizer(name))
