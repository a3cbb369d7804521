"""Where a weight comes from: which position of the text put which term into the vector."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch
from scipy.sparse import csr_matrix

from helpers.models import load_network, load_tokenizer, prediction_head
from helpers.splade import SPLADE, Way, pool

SPECIAL = frozenset(("[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]"))


class Reading(NamedTuple):
    """A text read once, nothing hidden: its tokens, and every token's logits.

    ``tokens`` begin with [CLS] and end with [SEP]; ``ids`` are their places in the vocabulary;
    ``logits`` is (positions, vocabulary).
    """

    tokens: list[str]
    ids: list[int]
    logits: torch.Tensor


class Candidate(NamedTuple):
    """A position that proposed a term, with the logit it gave, before ReLU and logarithm."""

    position: int
    token: str
    logit: float


class Origin(NamedTuple):
    """A term of the vector, its weight, and all positions by logit: the winner comes first."""

    term: str
    id: int
    weight: float
    candidates: list[Candidate]


def read(text: str, name: str = "clinical-splade") -> Reading:
    """Run a masked language model or a SPLADE over an intact text (at most 512 tokens of it).

    Raises ValueError for a name that the registry does not have.
    """
    return _read(text, name)


@lru_cache(maxsize=2)
@torch.inference_mode()
def _read(text: str, name: str) -> Reading:
    model, tokenizer = load_network(name), load_tokenizer(name)
    longest = int(model.config.max_position_embeddings)
    batch = tokenizer(text, truncation=True, max_length=longest, return_tensors="pt")
    ids = batch["input_ids"][0].tolist()
    logits = prediction_head(model, model.base_model(**batch).last_hidden_state[0])
    return Reading(tokenizer.convert_ids_to_tokens(ids), ids, logits)


def origins(
    reading: Reading, way: Way = SPLADE, top_k: int | None = None, name: str = "clinical-splade"
) -> list[Origin]:
    """The terms of the text's vector, heaviest first, each with the positions that proposed it.

    Ties stand in order of ids and of positions. With max pooling the first candidate alone made
    the weight; with the sum every candidate above 0 did; with [CLS] position 0. Raises
    ValueError when ``top_k`` is below 1.
    """
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more, or None for all")
    weights = pool(reading.logits, way).numpy()
    active = np.flatnonzero(weights)
    order = active[np.lexsort((active, -weights[active]))][:top_k]
    names = load_tokenizer(name).convert_ids_to_tokens(order.tolist())
    return [
        Origin(term, int(i), float(weights[i]), _candidates(reading, int(i)))
        for term, i in zip(names, order, strict=True)
    ]


def _candidates(reading: Reading, term: int) -> list[Candidate]:
    column = reading.logits[:, term].tolist()
    made = [Candidate(at, reading.tokens[at], logit) for at, logit in enumerate(column)]
    return sorted(made, key=lambda c: (-c.logit, c.position))


def flops(vectors: csr_matrix) -> float:
    """The FLOPS regulariser of a batch: the squares of each term's mean weight, summed.

    ``sum_j (mean over texts of w_j)^2`` (Paria et al. 2020, arXiv 2004.05665; Formal et al. 2021,
    arXiv 2107.05720, equation 4).

    >>> flops(csr_matrix([[1.0, 0.0], [1.0, 2.0]]))
    2.0
    """
    return float(np.square(np.asarray(vectors.mean(axis=0))).sum())


def sort_of(term: str) -> str:
    """What a vocabulary term looks like: "special", "piece", "sign" or "word".

    >>> [sort_of(t) for t in ("[CLS]", "##oca", ",", "heart")]
    ['special', 'piece', 'sign', 'word']
    """
    if term in SPECIAL:
        return "special"
    if term.startswith("##"):
        return "piece"
    return "word" if term.isalnum() else "sign"


def count_sorts(terms: Iterable[str]) -> dict[str, int]:
    """How many terms of each sort.

    >>> count_sorts(["heart", ",", "attack"])
    {'special': 0, 'sign': 1, 'piece': 0, 'word': 2}
    """
    counts = dict.fromkeys(("special", "sign", "piece", "word"), 0)
    for term in terms:
        counts[sort_of(term)] += 1
    return counts
