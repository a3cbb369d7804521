"""Raise a trained SPLADE's zero, as far as development pairs lose nothing by it.

    python -m training.thin runs/splade/chosen --data TEXT

A step of an int8 lifts some logits over zero that were just below it, and every such term is a
posting. Here the bias of all entries is lowered by one number: the largest of ``CHOICES`` with
which the mean reciprocal rank of the development pairs is no more than ``LOST`` below the best.
The vectors are those of the model as it ships, through int8. A line for each choice is printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, BertForMaskedLM

from training import development
from training.development import Read
from training.experiments.steps import as_shipped
from training.forward import NEVER, Texts
from training.loop import Losses

CHOICES = tuple(round(0.05 * i, 2) for i in range(21))  # of a logit
LOST = 0.002  # of a reciprocal rank


def lowered(vectors: torch.Tensor, by: float) -> torch.Tensor:
    """The vectors of a model whose every logit is lower by so much, (texts, vocabulary).

    >>> lowered(torch.tensor([[0.0, 0.25, 1.5]]), 0.5)
    tensor([[0.0000, 0.0000, 1.3817]])
    """
    return torch.log1p(torch.relu(torch.expm1(vectors) - by))


def choose(means: Sequence[float]) -> int:
    """The last of these that is next to no worse than the best.

    >>> choose([0.640, 0.642, 0.641, 0.630])
    2
    """
    near = [i for i, mean in enumerate(means) if mean >= max(means) - LOST]
    return near[-1]


def looked(kinds: dict[str, Read], by: float) -> Losses:
    """The development figures with all logits lower by so much."""
    lower = (
        (kind, r._replace(queries=lowered(r.queries, by), passages=lowered(r.passages, by)))
        for kind, r in kinds.items()
    )
    return development.figures_of(lower)


def main() -> None:
    """Look at every choice, and lower the model's bias by the one that is taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder of the trained SPLADE; it is changed")
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer: Any = AutoTokenizer.from_pretrained(options.model)
    model = BertForMaskedLM.from_pretrained(options.model, dtype=torch.float32)
    own = {name: value.clone() for name, value in model.state_dict().items()}
    readers = development.readers(as_shipped(model.eval()), Texts(tokenizer))  # type: ignore[no-untyped-call]
    kinds = dict(development.read(development.chosen(options.data), *readers))
    found = [looked(kinds, by) for by in CHOICES]
    for by, figures in zip(CHOICES, found, strict=True):
        print(by, {name: round(value, 3) for name, value in figures.items()}, flush=True)
    by = CHOICES[choose([figures["dev_rr"] for figures in found])]
    model.load_state_dict(own)
    bias = model.cls.predictions.bias.data
    bias[bias > NEVER / 2] -= by
    model.save_pretrained(options.model)
    print(f"lowered by {by}")


if __name__ == "__main__":
    main()
