"""The masking explorer: hide tokens of a text and see what a masked language model proposes."""

from __future__ import annotations

from typing import TypedDict

from helpers.explorers import base
from helpers.explorers.neighbours import Near
from helpers.masked_lm import Place, hide
from helpers.static_vectors import neighbours
from helpers.text import tokenize

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
    Raises ValueError for an unknown or unreachable model, ``top_k`` below 1, or a text longer
    than the model reads.
    """
    tokens = [t.term for t in tokenize(base.checked(text, "text"), "wordpiece")]
    hidden = [position for position in chosen if 0 <= position < len(tokens)]
    places = hide(text, hidden, top_k, model) if hidden else []
    return {
        "text": text,
        "model": model,
        "tokens": tokens,
        "places": [_shown(place, top_k) for place in places],
        "note": _note(tokens, hidden),
    }


def _shown(place: Place, top_k: int) -> HiddenPlace:
    return {
        "position": place.position,
        "token": place.token,
        "rank": place.rank,
        "probability": round(place.probability, DECIMALS),
        "entropy": round(place.entropy, DECIMALS),
        "predictions": [
            {"term": p.term, "probability": round(p.probability, DECIMALS)}
            for p in place.predictions
        ],
        "neighbours": [
            {"word": n.word, "cosine": round(n.cosine, DECIMALS)}
            for n in neighbours(place.token, top_k)
        ],
    }


def _note(tokens: list[str], hidden: list[int]) -> str:
    if not tokens:
        return "The text is empty: type something."
    return "" if hidden else "Nothing is hidden: choose a token."


def stored_examples() -> list[MaskingResult]:
    """Every example with each of its tokens hidden in turn, for the published page."""
    return [
        explore_masking(text, MOST, "clinical-mlm", [position])
        for text in EXAMPLES
        for position in range(len(tokenize(text, "wordpiece")))
    ]


def masking_explorer(
    text: str = EXAMPLES[0], chosen: tuple[int, ...] = (0,), model: str = "clinical-mlm"
) -> base.Explorer:
    """Type or choose a text and click the tokens to hide."""
    controls = {
        "text": base.listed(text, EXAMPLES, "Text"),
        "top_k": base.whole(8, 1, MOST, "Show"),
        "model": base.dropdown(base.model_options("masked_lm"), model, "Model"),
    }
    return base.Explorer(MaskingView, controls, explore_masking, list(chosen))
