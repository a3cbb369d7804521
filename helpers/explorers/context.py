"""The context explorer: one word in two sentences, as a masked language model and GloVe see it."""

from __future__ import annotations

from typing import Any, TypedDict

import traitlets

from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.masked_lm import predict_word
from helpers.notices import UNKNOWN
from helpers.places import WordPlace, word_places
from helpers.reading import load_masked_lm
from helpers.static_vectors import neighbours

DECIMALS, MOST = 6, 10
MODEL = "clinical-mlm"


class Example(TypedDict):
    """A word, and two sentences that have it."""

    word: str
    first: str
    second: str


class Near(TypedDict):
    """A neighbour of the word by static vectors."""

    word: str
    cosine: float


class Proposal(TypedDict):
    """A term for the word's place; ``shared`` where the other sentence has it too."""

    term: str
    probability: float
    shared: bool


class Reading(TypedDict):
    """One sentence, cut at the word, and what the model proposes in the word's place.

    ``rank`` and ``probability`` are the word's own there; ``proposals`` are all other terms.
    """

    before: str
    found: str
    after: str
    rank: int
    probability: float
    proposals: list[Proposal]


class ContextResult(TypedDict):
    """What the view draws; ``neighbours`` read no sentence, and are the same for both."""

    word: str
    model: str
    hidden: bool
    readings: list[Reading]
    neighbours: list[Near]
    note: str


_EXAMPLES = (
    ("ward", "The patient was moved to the ward.", "To ward off infection, wash your hands."),
    ("calf", "She has a swollen calf.", "The calf drank milk from the cow."),
    ("back", "He has pain in his back.", "She came back to the hospital."),
    ("joint", "The joint is swollen.", "It was a joint decision."),
    ("patient", "The patient was moved to the ward.", "Be patient: the wound heals slowly."),
    ("pupil", "The left pupil is wider than the right.", "The pupil goes to school."),
)
EXAMPLES: list[Example] = [{"word": w, "first": a, "second": b} for w, a, b in _EXAMPLES]


class ContextView(base.View):
    """Draws a ContextResult; ``examples`` are offered as buttons."""

    _esm = base.source("context.js")
    examples: traitlets.List[Any] = traitlets.List(EXAMPLES).tag(sync=True)


def explore_context(
    first: str, second: str, word: str, hidden: bool, model: str = MODEL
) -> ContextResult:
    """What the model proposes in a word's place in each of two sentences, and GloVe for the word.

    Raises ValueError for an unknown or unreachable model, a text over 10,000 characters, a word
    that is none, several, or one that the model reads as [UNK], and a sentence without it.
    """
    limit = load_masked_lm(model).max_length - 2
    texts = [base.checked(first, "first sentence"), base.checked(second, "second sentence")]
    wanted = _wanted(base.checked(word, "word"))
    asked = zip(texts, _found(texts, wanted, limit), strict=True)
    readings = [_reading(text, place.span, hidden, model) for text, place in asked]
    _mark_shared(readings)
    near = neighbours(wanted.word, MOST)
    result: ContextResult = {
        "word": wanted.word,
        "model": model,
        "hidden": hidden,
        "readings": readings,
        "neighbours": [{"word": n.word, "cosine": n.cosine} for n in near],
        "note": _note(wanted, hidden),
    }
    rounded: ContextResult = base.rounded(result, DECIMALS)
    return rounded


def _wanted(word: str) -> WordPlace:
    """The one word that a text is."""
    places = word_places(word)
    if len(places) != 1:
        raise ValueError(say("one_word"))
    if UNKNOWN in places[0].pieces:
        raise ValueError(say("word_unknown", word=word.strip()))
    return places[0]


def _found(texts: list[str], wanted: WordPlace, limit: int) -> list[WordPlace]:
    """The word's first place in each text, among the tokens that the model reads."""
    word = wanted.word
    all_places = [[p for p in word_places(text) if p.pieces == wanted.pieces] for text in texts]
    if not any(all_places):
        raise ValueError(say("word_nowhere", word=word))
    for which, places in zip(("first", "second"), all_places, strict=True):
        if not places:
            raise ValueError(say("word_missing", word=word, which=which))
        if places[0].before >= limit:
            raise ValueError(say("word_unread", word=word, which=which))
    return [places[0] for places in all_places]


def _reading(text: str, span: tuple[int, int], hidden: bool, model: str) -> Reading:
    place = predict_word(text, span, hidden, MOST + 1, model)
    others = [p for p in place.predictions if p.term != place.token][:MOST]
    return {
        "before": text[: span[0]],
        "found": text[slice(*span)],
        "after": text[span[1] :],
        "rank": place.rank,
        "probability": place.probability,
        "proposals": [
            {"term": p.term, "probability": p.probability, "shared": False} for p in others
        ],
    }


def _mark_shared(readings: list[Reading]) -> None:
    one, other = ({p["term"] for p in reading["proposals"]} for reading in readings)
    for proposal in (p for reading in readings for p in reading["proposals"]):
        proposal["shared"] = proposal["term"] in one & other


def _note(wanted: WordPlace, hidden: bool) -> str:
    if len(wanted.pieces) == 1:
        return ""
    word, pieces = wanted.word, ", ".join(wanted.pieces)
    if hidden:
        return say("pieces_hidden", word=word, pieces=pieces)
    return say("pieces", word=word, pieces=pieces)


def stored_examples() -> list[dict[str, Any]]:
    """Every example, the word in its place and hidden, as question and result for the page."""
    asks: list[dict[str, Any]] = [
        {**e, "hidden": hidden, "model": MODEL} for e in EXAMPLES for hidden in (False, True)
    ]
    return [{"ask": ask, "result": explore_context(**ask)} for ask in asks]


def context_explorer(example: int = 0, model: str = MODEL) -> base.Explorer:
    """Edit two sentences that have a word in common, and watch what the model makes of it."""
    chosen = EXAMPLES[example]
    named = {
        "word": controls.text_box(chosen["word"], "Word"),
        "first": controls.text_box(chosen["first"], "In one sentence"),
        "second": controls.text_box(chosen["second"], "In another"),
        "hidden": controls.checkbox("hide the word", False),
        "model": controls.dropdown(choices.models("masked_lm"), model, "Model"),
    }
    return base.Explorer(ContextView, named, explore_context)
