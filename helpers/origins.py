"""Find where SPLADE's expansions come from: were they among the untrained head's first.

For every text the masked language model from which SPLADE was trained ranks all entries of the
vocabulary by their pooled logits, intact text, nothing hidden. An expansion that stands among its
first was chosen by training, not invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from helpers import _batches
from helpers.cache import kept
from helpers.reading import load_masked_lm
from helpers.registry import MODEL
from helpers.splade import load_encoder
from helpers.untrained import MLM
from helpers.vectors import encode_texts

if TYPE_CHECKING:
    import pandas as pd

FIRST = (100, 300, 1_000)  # ranks that are looked at


def ranks_of(largest: torch.Tensor, ids: NDArray[np.int32]) -> NDArray[np.int64]:
    """Rank these entries among all, by a text's pooled logits, 1 for the largest.

    >>> ranks_of(torch.tensor([0.5, 9.0, 3.0]), np.array([0, 1], dtype=np.int32)).tolist()
    [3, 1]
    """
    above = largest[None, :] > largest[torch.tensor(ids, dtype=torch.long)][:, None]
    return np.asarray(above.sum(1).numpy() + 1)


def expansions(texts: Sequence[str], model: str = MODEL) -> csr_matrix:
    """Keep of each text's vector the terms that the text does not have, (texts, vocabulary)."""
    vectors = encode_texts(tuple(texts), model)
    own = load_encoder(model).input_terms(texts)
    made = csr_matrix(vectors - vectors.multiply(own))
    made.eliminate_zeros()
    return made


@kept("_batches", "models", "reading", "splade", "vectors", "origins")
def _ranks(texts: tuple[str, ...], model: str, mlm: str) -> list[NDArray[np.int64]]:
    added, lm = expansions(texts, model), load_masked_lm(mlm)
    rows = [read.ids for read in lm.encode(texts)]
    found = {
        row: ranks_of(largest, added[row].indices)
        for row, largest in _batches.largest_logits(lm.network, rows, lm.pad_id)
    }
    return [found[row] for row in range(len(texts))]


def among_first(texts: Sequence[str], model: str = MODEL, mlm: str = MLM) -> pd.DataFrame:
    """Say how many expansions, and which share of their weight, the untrained head ranked so high.

    A row for each of ``FIRST``; shares are over all texts' expansions together.
    """
    import pandas as pd

    added = expansions(texts, model)
    ranks = np.concatenate([*_ranks(tuple(texts), model, mlm), np.array([], dtype=np.int64)])
    rows = [
        (first, (ranks <= first).mean(), added.data[ranks <= first].sum() / added.data.sum())
        for first in FIRST
    ]
    columns = ["among the first", "of the expansions", "of their weight"]
    return pd.DataFrame(rows, columns=columns).set_index("among the first")
