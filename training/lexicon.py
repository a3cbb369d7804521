"""The words of the training pairs: which entries a vector may have, and which it should.

*Allowed* are vocabulary entries with a letter or digit that occur in some texts. A text's *targets*
are the words that searchers use for it: its own rare ones, its partner's, and what the translation
tables make of its own, every word spread over its WordPieces together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from transformers import PreTrainedTokenizerFast

from helpers import text
from helpers.bm25 import length_norm, okapi_idf, weighted
from helpers.translation import grown, learn
from training.pairs import Pair
from training.train_translation import known_terms, term_pairs

OCCURS = 4  # texts at least, for an entry to be allowed
ALPHA_PASSAGE, ALPHA_QUERY = 2.0, 1.5  # how much each side grows by translations
KEPT_PASSAGE, KEPT_QUERY = 70, 24  # words wanted of each at most
SHARPNESS = 1.5  # exponent of a word's weight: the rare ones lead
PARTNER = 0.25  # share of the plain words of both sides
TOKENIZER = "words"
Floats = NDArray[np.float32]


def bag(texts: Sequence[Sequence[int]], width: int) -> csr_matrix:
    """Counts of each text's ids, (texts, width)."""
    rows = np.repeat(np.arange(len(texts)), [len(ids) for ids in texts])
    ids = np.array([i for ids in texts for i in ids], dtype=np.int64)
    return csr_matrix((np.ones(len(ids)), (rows, ids)), shape=(len(texts), width))


class Lexicon:
    """Words, their rarity and translations, and the WordPieces that each is made of."""

    def __init__(self, pairs: Sequence[Pair], tokenizer: PreTrainedTokenizerFast) -> None:
        joined = term_pairs((p for p in pairs if len(p.query) < 200), TOKENIZER)
        self.tokenizer, self.words = tokenizer, known_terms(joined)
        self.asked = learn(joined, self.words).t  # a passage's word, asked for as
        self.said = learn([(d, q) for q, d in joined], self.words).t  # a query's, said as
        self.ids = {word: i for i, word in enumerate(self.words)}
        passages = self.counted(sorted({p.passage for p in pairs}))
        self.n, self.df = (
            passages.shape[0],
            np.bincount(passages.indices, minlength=len(self.words)),
        )
        self.average = float(passages.sum() / max(1, self.n))

    @cached_property
    def rarity(self) -> NDArray[np.float64]:
        """Each word's IDF over the passages; 0 for what most of them have."""
        return np.maximum(okapi_idf(self.n, self.df), 0)

    @cached_property
    def pieces(self) -> csr_matrix:
        """Each word's WordPieces, a row that sums to 1: (words, vocabulary)."""
        ids = self.tokenizer(self.words, add_special_tokens=False)["input_ids"]
        counts = bag(ids, len(self.tokenizer))
        return csr_matrix(diags(1 / np.maximum(counts.sum(axis=1).A1, 1)) @ counts)

    @cached_property
    def allowed(self) -> torch.Tensor:
        """Which entries a vector may have, (vocabulary,)."""
        names = self.tokenizer.convert_ids_to_tokens(list(range(len(self.tokenizer))))
        occurs = np.asarray((self.pieces > 0).T @ self.df).ravel()
        plain = [any(c.isalnum() for c in name) and not name.startswith("[") for name in names]
        return torch.tensor((occurs >= OCCURS) & np.array(plain))

    def counted(self, texts: Sequence[str]) -> csr_matrix:
        """How often each text has each word, (texts, words)."""
        found = ([self.ids[w] for w in text.terms(t, TOKENIZER) if w in self.ids] for t in texts)
        return bag(list(found), len(self.words))

    def grown_passages(self, tf: csr_matrix) -> csr_matrix:
        """Passages with their translations under BM25's weights, (texts, words)."""
        norm = length_norm(tf.sum(axis=1).A1, self.average)
        return weighted(grown(tf, self.asked, ALPHA_PASSAGE), self.rarity, norm)

    def grown_queries(self, tf: csr_matrix) -> csr_matrix:
        """Queries with their translations, rare words heaviest, (texts, words)."""
        weights = grown(tf, self.said, ALPHA_QUERY)
        weights.data = np.minimum(weights.data, 1) * self.rarity[weights.indices]
        return weights

    def targets(self, weights: csr_matrix, plain: csr_matrix, kept: int) -> torch.Tensor:
        """Each text's wanted entries, (texts, vocabulary), summing to 1 where there are any.

        ``weights`` are of words grown by translation, ``plain`` counts of the words of both sides.
        """
        own = csr_matrix(plain > 0).multiply(self.rarity)
        mixed = (1 - PARTNER) * _shares(_heaviest(weights, kept)) + PARTNER * _shares(
            csr_matrix(own)
        )
        spread = np.asarray((mixed @ self.pieces).todense(), dtype=np.float32)
        spread[:, ~self.allowed.numpy()] = 0
        return torch.tensor(spread / np.maximum(spread.sum(1, keepdims=True), 1e-9))


def _heaviest(weights: csr_matrix, kept: int) -> csr_matrix:
    """The heaviest entries of each row; of equal ones at the cut, all."""
    dense = weights.toarray()
    if dense.shape[1] > kept:
        cut = np.partition(dense, -kept, axis=1)[:, -kept][:, None]
        dense[dense < cut] = 0
    return csr_matrix(dense)


def _shares(weights: csr_matrix) -> csr_matrix:
    """Each row sharpened, and made to sum to 1."""
    sharp = weights.copy()
    sharp.data **= SHARPNESS
    return csr_matrix(diags(1 / np.maximum(sharp.sum(axis=1).A1, 1e-9)) @ sharp)
