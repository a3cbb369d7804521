"""The SPLADE explorer: a text's vector made step by step, each weight with where it came from."""

from __future__ import annotations

import math
from typing import TypedDict

from helpers.attribution import TermAttribution, attributions
from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.pooling import Over, Pooling, pool
from helpers.reading import TokenLogits, load_masked_lm

DECIMALS, MOST_TERMS, MOST_CANDIDATES = 5, 24, 6
STEPS = [
    ("1 logits", "logits"),
    ("2 ReLU: below 0 becomes 0", "relu"),
    ("3 log(1 + x)", "log"),
    ("4 pooled over the positions", "pooled"),
]
EXAMPLES = (
    "heart attack treatment protocol",
    "blood thinner before surgery",
    "broken hip surgery",
    "vomiting blood",
    "high blood pressure",
    "kidney stones",
    "trouble swallowing",
    "shortness of breath at night",
    "myocardial infarction management guidelines",
    "STEMI intervention procedure",
    "acute coronary syndrome care pathway",
    "The patient had a heart attack and was taken to the hospital.",
    "They live in the heart of the city.",
)


class Proposed(TypedDict):
    """A position that proposed a term: its logit, and the weight that this logit makes."""

    position: int
    token: str
    logit: float
    weight: float


class TermRow(TypedDict):
    """A term of the vector; ``values`` holds one number per position, as the step has it.

    ``original`` says that the text has the term itself; ``winner`` is the position of the largest
    logit (the first one for [CLS] pooling).
    """

    term: str
    original: bool
    weight: float
    winner: int
    values: list[float]


class Attribution(TypedDict):
    """The chosen term's positions, largest logit first, of ``n_positions`` in all."""

    term: str
    weight: float
    n_positions: int
    candidates: list[Proposed]


class SpladeResult(TypedDict):
    """What the view draws; ``n_active`` counts the whole vector, ``rows`` its heaviest terms.

    ``n_positive`` counts the cells above 0 among ``n_cells = positions * vocabulary``.
    """

    text: str
    model: str
    step: str
    pooling: str
    tokens: list[str]
    n_cells: int
    n_positive: int
    n_active: int
    rows: list[TermRow]
    explained: Attribution | None
    note: str


class SpladeView(base.View):
    """Draws a SpladeResult; ``chosen`` holds the term whose origin is shown."""

    _esm = base.source("splade.js")


def explore_splade(
    text: str, model: str, step: str, pooling: Over, chosen: list[str]
) -> SpladeResult:
    """The heaviest terms of a text's vector at one step, and one term's origin.

    Raises ValueError for an unknown or unreachable model, an unknown step or pooling, or a text
    over 10,000 characters; a text longer than the model reads is cut, and the note says so.
    """
    if step not in dict(STEPS).values():
        raise ValueError(f"step={step!r}: allowed are {', '.join(dict(STEPS).values())}")
    lm, text = load_masked_lm(model), base.checked(text, "text")
    reading, pooled = lm.logits(text), Pooling(pooling)
    found = attributions(reading, pooled, MOST_TERMS)
    picked = next((a for a in found if a.term in chosen), found[0] if found else None)
    result: SpladeResult = {
        "text": text,
        "model": model,
        "step": step,
        "pooling": pooling,
        "tokens": reading.tokens,
        "n_cells": reading.logits.numel(),
        "n_positive": int((reading.logits > 0).sum()),
        "n_active": int((pool(reading.logits, pooled) > 0).sum()),
        "rows": [_row(attributed, reading, step, pooling) for attributed in found],
        "explained": _explained(picked) if picked else None,
        "note": _note(text, reading, found, lm.max_length),
    }
    rounded: SpladeResult = base.rounded(result, DECIMALS)
    return rounded


def _row(found: TermAttribution, reading: TokenLogits, step: str, pooling: Over) -> TermRow:
    winner = 0 if pooling == "cls" else found.candidates[0].position
    logits = [c.logit for c in sorted(found.candidates, key=lambda c: c.position)]
    values = [at_step(logit, step) for logit in logits]
    if step == "pooled" and pooling != "sum":  # only the position that counted is left
        values = [v if i == winner else 0.0 for i, v in enumerate(values)]
    return {
        "term": found.term,
        "original": found.id in reading.ids[1:-1],
        "weight": found.weight,
        "winner": winner,
        "values": values,
    }


def at_step(logit: float, step: str) -> float:
    """Take a logit as the step has it: unchanged, after ReLU, or after log(1 + x) as well.

    >>> [round(at_step(2.0, step), 2) for step in ("logits", "relu", "log")]
    [2.0, 2.0, 1.1]
    """
    if step == "logits":
        return logit
    return max(logit, 0.0) if step == "relu" else math.log1p(max(logit, 0.0))


def _explained(found: TermAttribution) -> Attribution:
    return {
        "term": found.term,
        "weight": found.weight,
        "n_positions": len(found.candidates),
        "candidates": [
            {**c._asdict(), "weight": at_step(c.logit, "log")}  # type: ignore[typeddict-item]
            for c in found.candidates[:MOST_CANDIDATES]
        ],
    }


def _note(text: str, reading: TokenLogits, found: list[TermAttribution], limit: int) -> str:
    if not text.strip():
        return say("special_only")
    if not found:
        return say("empty_vector")
    return say("cut", limit=limit, unread=reading.unread) if reading.unread else ""


def stored_examples() -> list[SpladeResult]:
    """Every example by both embedded models and every pooling, as logits, for the page."""
    return [
        explore_splade(text, model, "logits", pooling, [])
        for text in ("", *EXAMPLES)
        for model in ("clinical-splade", "clinical-mlm")
        for _, pooling in choices.POOLINGS
    ]


def splade_explorer(
    text: str = EXAMPLES[0], model: str = "clinical-splade", chosen: tuple[str, ...] = ()
) -> base.Explorer:
    """Type or choose a text, go through the steps, and click a term to see where it came from."""
    named = {
        "text": controls.combobox(text, EXAMPLES, "Text"),
        "model": controls.dropdown(choices.models("splade", "masked_lm"), model, "Model"),
        "step": controls.dropdown(STEPS, "pooled", "Step"),
        "pooling": controls.dropdown(choices.POOLINGS, "max", "Pooling"),
    }
    return base.Explorer(SpladeView, named, explore_splade, list(chosen))
