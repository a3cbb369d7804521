"""The SPLADE explorer: a machine that makes a text's vector from logits, in four steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypedDict

import traitlets

from helpers.attribution import TermAttribution, attributions
from helpers.explorers import base, choices, controls
from helpers.explorers.sentences import say
from helpers.pooling import Over, Pooling, pool
from helpers.reading import TokenLogits, load_masked_lm

DECIMALS, MOST_TERMS, MOST_CANDIDATES = 5, 18, 6
FEWER_TERMS = 14  # of the machine without controls
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
    """A term of the vector; ``logits`` holds one number per position of the text.

    ``original`` says that the text has the term itself; ``position`` is that of the largest logit
    (0 for [CLS] pooling), and the token there is ``proposed_by``.
    """

    term: str
    original: bool
    weight: float
    position: int
    proposed_by: str
    logits: list[float]


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
    pooling: str
    tokens: list[str]
    n_cells: int
    n_positive: int
    n_active: int
    rows: list[TermRow]
    explained: Attribution | None
    note: str


MACHINE = ("machine.js", "machine_words.js", "machine_steps.js", "machine_controls.js")


class SpladeView(base.View):
    """Draws a SpladeResult; ``chosen`` holds the term whose origin is shown."""

    _esm = base.source(*MACHINE, "splade.js")


class MachineView(base.View):
    """Draws the machine alone; ``others`` holds the results of the texts that are not shown."""

    _esm = base.source(*MACHINE, "machine_alone.js")
    others: traitlets.List[Any] = traitlets.List().tag(sync=True)


def explore_splade(text: str, model: str, pooling: Over, chosen: list[str]) -> SpladeResult:
    """Find the heaviest terms of a text's vector, each with its logits, and one term's origin.

    Raises ValueError for an unknown or unreachable model, an unknown pooling, or a text over 10,000
    characters; a text longer than the model reads is cut, and the note says so.
    """
    lm, text = load_masked_lm(model), base.checked(text, "text")
    reading, pooled = lm.logits(text), Pooling(pooling)
    found = attributions(reading, pooled, MOST_TERMS)
    picked = next((a for a in found if a.term in chosen), None)
    result: SpladeResult = {
        "text": text,
        "model": model,
        "pooling": pooling,
        "tokens": reading.tokens,
        "n_cells": reading.logits.numel(),
        "n_positive": int((reading.logits > 0).sum()),
        "n_active": int((pool(reading.logits, pooled) > 0).sum()),
        "rows": [_row(attributed, reading, pooling) for attributed in found],
        "explained": _explained(picked) if picked else None,
        "note": _note(text, reading, found, lm.max_length),
    }
    rounded: SpladeResult = base.rounded(result, DECIMALS)
    return rounded


def _row(found: TermAttribution, reading: TokenLogits, pooling: Over) -> TermRow:
    position = 0 if pooling == "cls" else found.candidates[0].position
    return {
        "term": found.term,
        "original": found.id in reading.ids[1:-1],
        "weight": found.weight,
        "position": position,
        "proposed_by": reading.tokens[position],
        "logits": [c.logit for c in sorted(found.candidates, key=lambda c: c.position)],
    }


def _explained(found: TermAttribution) -> Attribution:
    return {
        "term": found.term,
        "weight": found.weight,
        "n_positions": len(found.candidates),
        "candidates": [
            {**c._asdict(), "weight": math.log1p(max(c.logit, 0.0))}  # type: ignore[typeddict-item]
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
    """Every example by both embedded models and every pooling, for the page."""
    return [
        explore_splade(text, model, pooling, [])
        for text in ("", *EXAMPLES)
        for model in ("clinical-splade", "clinical-mlm")
        for _, pooling in choices.POOLINGS
    ]


def splade_explorer(
    text: str = EXAMPLES[0], model: str = "clinical-splade", chosen: tuple[str, ...] = ()
) -> base.Explorer:
    """Type or choose a text, watch its vector being made, and click a term to see its origin."""
    named = {
        "text": controls.combobox(text, EXAMPLES, "Text"),
        "model": controls.dropdown(choices.models("splade", "masked_lm"), model, "Model"),
        "pooling": controls.dropdown(choices.POOLINGS, "max", "Pooling"),
    }
    return base.Explorer(SpladeView, named, explore_splade, list(chosen))


def splade_machine(
    texts: Sequence[str] = EXAMPLES[:1], model: str = "clinical-splade"
) -> MachineView:
    """Show the machine alone: a chip per text, and no control beside; it needs no kernel.

    Every text's result is kept in the widget, with the ``FEWER_TERMS`` heaviest terms. Raises
    ValueError when there is no text, and as ``explore_splade`` does.

    >>> splade_machine(["heart attack", "broken hip"]).result["text"]
    'heart attack'
    """
    if not texts:
        raise ValueError(f"texts={texts!r}: want at least one text")
    results = [explore_splade(text, model, "max", []) for text in texts]
    first, *others = [{**r, "rows": r["rows"][:FEWER_TERMS]} for r in results]
    return MachineView(result=first, others=others, question={"text": first["text"]})
