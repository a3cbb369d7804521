"""The masking explorer: hide tokens of a text and see what a masked language model proposes."""

from __future__ import annotations

from typing import TypedDict

from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.masked_lm import MaskedPosition, predict_at
from helpers.reading import Encoding, load_masked_lm
from helpers.static_vectors import Neighbour, neighbours

DECIMALS, MOST = 6, 15
EXAMPLES = (
    "heart attack treatment protocol",
    "The patient had a heart attack and was taken to the hospital.",
    "They live in the heart of the city.",
    "The army planned an attack on the city.",
    "blood thinner before surgery",
    "High blood pressure is also called hypertension.",
    "A stroke happens when the blood supply to the brain is cut off.",
    "broken hip surgery",
    "The nurse gave the patient a dose of insulin.",
    "vomiting blood",
    "myocardial infarction management guidelines",
    "acute coronary syndrome care pathway",
    "The doctor prescribed antibiotics for the chest infection.",
)


class Near(TypedDict):
    """A neighbour of a token by static vectors."""

    word: str
    cosine: float


class Proposal(TypedDict):
    """A term for a hidden place."""

    term: str
    probability: float


class HiddenPlace(TypedDict):
    """A hidden token, with the original's rank and probability and the entropy in bits.

    ``neighbours`` are the nearest words by static vectors, which read no sentence.
    """

    position: int
    token: str
    rank: int
    probability: float
    entropy: float
    predictions: list[Proposal]
    neighbours: list[Near]


class MaskingResult(TypedDict):
    """What the view draws."""

    text: str
    model: str
    tokens: list[str]
    places: list[HiddenPlace]
    note: str


class MaskingView(base.View):
    """Draws a MaskingResult; ``chosen`` holds the positions of the hidden tokens."""

    _esm = base.source("masking.js")


def explore_masking(text: str, top_k: int, model: str, chosen: list[int]) -> MaskingResult:
    """The tokens of a text, and what the model proposes for the hidden ones.

    Positions that the text does not have are passed over: they stem from a longer text before.
    Raises ValueError for an unknown or unreachable model, ``top_k`` below 1, or a text over 10,000
    characters; of a text longer than the model reads the note says how much was not read.
    """
    lm, text = load_masked_lm(model), base.checked(text, "text")
    (read,) = lm.encode([text])
    tokens = read.tokens[1:-1]
    hidden = [position for position in chosen if 0 <= position < len(tokens)]
    places = predict_at(text, hidden, top_k, model) if hidden else []
    result: MaskingResult = {
        "text": text,
        "model": model,
        "tokens": tokens,
        "places": [_shown(place, neighbours(place.token, top_k)) for place in places],
        "note": _note(read, hidden, lm.max_length),
    }
    rounded: MaskingResult = base.rounded(result, DECIMALS)
    return rounded


def _shown(place: MaskedPosition, near: list[Neighbour]) -> HiddenPlace:
    return {
        "position": place.position,
        "token": place.token,
        "rank": place.rank,
        "probability": place.probability,
        "entropy": place.entropy,
        "predictions": [{"term": p.term, "probability": p.probability} for p in place.predictions],
        "neighbours": [{"word": n.word, "cosine": n.cosine} for n in near],
    }


def _note(read: Encoding, hidden: list[int], limit: int) -> str:
    if len(read.ids) <= 2:
        return say("no_text")
    if read.unread:
        return say("cut", limit=limit, unread=read.unread)
    return "" if hidden else say("nothing_hidden")


def stored_examples() -> list[MaskingResult]:
    """Every example with each of its tokens hidden in turn, for the published page."""
    return [
        explore_masking(text, MOST, "clinical-mlm", [position])
        for text in EXAMPLES
        for position in range(len(load_masked_lm().encode([text])[0].ids) - 2)
    ]


def masking_explorer(
    text: str = EXAMPLES[0], chosen: tuple[int, ...] = (0,), model: str = "clinical-mlm"
) -> base.Explorer:
    """Type or choose a text and click the tokens to hide."""
    named = {
        "text": controls.combobox(text, EXAMPLES, "Text"),
        "top_k": controls.int_slider(8, 1, MOST, "Show"),
        "model": controls.dropdown(choices.models("masked_lm"), model, "Model"),
    }
    return base.Explorer(MaskingView, named, explore_masking, list(chosen))
