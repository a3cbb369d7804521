"""Masked prediction: what a masked language model puts in a hidden place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import torch

from helpers import _batches
from helpers.reading import MaskedLM, load_masked_lm

if TYPE_CHECKING:
    import pandas as pd

MASK = "[MASK]"
MASKS_AT_ONCE = 64  # readings of one text, each with another token hidden


class Prediction(NamedTuple):
    """A vocabulary term proposed for a hidden place, with its probability."""

    term: str
    id: int
    probability: float


class MaskedPosition(NamedTuple):
    """A hidden token: what the model thinks of it, and what it proposes instead.

    ``rank`` counts from 1; ``entropy`` is that of the whole distribution, in bits.
    """

    position: int
    token: str
    rank: int
    probability: float
    entropy: float
    predictions: list[Prediction]

    def show(self) -> pd.DataFrame:
        """Lay out the predictions as a table: term and probability."""
        import pandas as pd

        rows = [(p.term, p.probability) for p in self.predictions]
        table = pd.DataFrame(rows, columns=[f"in place of {self.token}", "probability"])
        return table.set_index(table.columns[0]).round(3)


def most_probable(
    logits: torch.Tensor, vocabulary: Sequence[str], top_k: int = 10
) -> list[Prediction]:
    """Name the ``top_k`` most probable terms for one place's logits, (vocabulary,).

    Probabilities are the softmax over the whole vocabulary (Devlin et al. 2019, section 3.1); ties
    go by id. Raises ValueError when ``top_k`` is below 1.
    """
    if top_k < 1:
        raise ValueError(f"top_k={top_k!r}: want 1 or more")
    probabilities = logits.softmax(-1)
    best = torch.topk(probabilities, min(top_k, len(probabilities)))
    rows = sorted(zip((-best.values).tolist(), best.indices.tolist(), strict=True))
    return [Prediction(vocabulary[i], i, -negative) for negative, i in rows]


def predict_at(
    text: str, positions: Sequence[int], top_k: int = 10, model: str = "clinical-mlm"
) -> list[MaskedPosition]:
    """Hide these tokens of a text, all at once, and say what the model makes of each place.

    Positions count the text's own tokens from 0. Raises ValueError for a position that the model
    does not read, and when ``top_k`` is below 1.
    """
    lm = load_masked_lm(model)
    (read,) = lm.encode([text])
    n_tokens = len(read.ids) - 2
    for position in positions:
        if not 0 <= position < n_tokens:
            raise ValueError(f"positions={list(positions)}: the text has {n_tokens} tokens")
    places = [position + 1 for position in sorted(set(positions))]  # after [CLS]
    ids = [lm.mask_id if place in places else i for place, i in enumerate(read.ids)]
    ((_, logits),) = _batches.logits(lm.network, [ids], lm.pad_id, [places])
    rows = zip(places, logits, strict=True)
    return [_masked(lm, place - 1, read.ids[place], row, top_k) for place, row in rows]


def predict_word(
    text: str, span: tuple[int, int], hidden: bool, top_k: int = 10, model: str = "clinical-mlm"
) -> MaskedPosition:
    """Say what the model makes of one word's place: the word left where it is, or hidden.

    ``span`` is the word's, in characters. Of a word of several pieces the first one's place is
    asked; hidden, one [MASK] stands for them all. Raises ValueError where the model reads nothing
    there, and when ``top_k`` is below 1.

    >>> predict_word("heart attack", (6, 12), False, 1).predictions[0].term
    'attack'
    """
    lm = load_masked_lm(model)
    (read,) = lm.encode([text])
    at = [i for i, (start, end) in enumerate(read.spans) if span[0] <= start < end <= span[1]]
    if not at:
        raise ValueError(f"span={span}: the model reads no token there")
    first, after = at[0], at[-1] + 1
    ids = [*read.ids[:first], lm.mask_id, *read.ids[after:]] if hidden else read.ids
    ((_, logits),) = _batches.logits(lm.network, [ids], lm.pad_id, [[first]])
    return _masked(lm, first - 1, read.ids[first], logits[0], top_k)


def _masked(
    lm: MaskedLM, position: int, original: int, logits: torch.Tensor, top_k: int
) -> MaskedPosition:
    probabilities = logits.softmax(-1)
    probability = float(probabilities[original])
    rank = int((probabilities > probabilities[original]).sum()) + 1
    bits = float(torch.special.entr(probabilities).sum() / math.log(2))
    token = lm.vocabulary[original]
    return MaskedPosition(
        position, token, rank, probability, bits, most_probable(logits, lm.vocabulary, top_k)
    )


def predict_masked(
    text: str, top_k: int = 10, model: str = "clinical-mlm"
) -> list[list[Prediction]]:
    """For every [MASK] that was written into the text, in order, name the most probable terms.

    Raises ValueError when the text has no [MASK], and when ``top_k`` is below 1.
    """
    lm = load_masked_lm(model)
    parts = text.split(MASK)
    if len(parts) < 2:
        raise ValueError(f"text={text[:60]!r}: want at least one {MASK}")
    ids, places = _joined(lm, parts)
    ((_, logits),) = _batches.logits(lm.network, [ids], lm.pad_id, [places])
    return [most_probable(row, lm.vocabulary, top_k) for row in logits]


def _joined(lm: MaskedLM, parts: Sequence[str]) -> tuple[list[int], list[int]]:
    """The ids of some pieces of text with a mask between each two, and where the masks are."""
    first, *others = (read.ids for read in lm.encode(parts))
    ids, places, last = first[:-1], [], first[-1]
    for other in others:
        places.append(len(ids))
        ids += [lm.mask_id, *other[1:-1]]
    ids = ids[: lm.max_length - 1]
    return [*ids, last], [place for place in places if place < len(ids)]


def predict_each(
    text: str, top_k: int = 10, model: str = "clinical-mlm"
) -> list[tuple[str, list[Prediction]]]:
    """Hide each token of a text in turn: the token, and the most probable terms in its place.

    Of a long text the first ``MASKS_AT_ONCE`` tokens. All readings are made in batches.

    >>> [token for token, _ in predict_each("heart attack", 1)]
    ['heart', 'attack']
    """
    lm = load_masked_lm(model)
    (read,) = lm.encode([text])
    own = [(t, span) for t, span in zip(read.tokens, read.spans, strict=True) if span != (0, 0)]
    own = own[:MASKS_AT_ONCE]
    hidden = [_joined(lm, (text[:start], text[end:])) for _, (start, end) in own]
    rows, places = [ids for ids, _ in hidden], [at for _, at in hidden]
    logits = dict(_each(lm, rows, places))
    return [
        (token, most_probable(logits[i], lm.vocabulary, top_k))
        for i, (token, _) in enumerate(own)
        if i in logits
    ]


def _each(
    lm: MaskedLM, rows: list[list[int]], places: list[list[int]]
) -> Iterator[tuple[int, torch.Tensor]]:
    for row, logits in _batches.logits(lm.network, rows, lm.pad_id, places):
        if len(logits):
            yield row, logits[0].clone()
