"""Choose what to ship of a run: a checkpoint, or the mean of several late ones.

    python -m training.average --runs runs/splade --data TEXT --base MINILM

Weights that lie apart on the way to one place are often better in their middle (Izmailov et al.
2018, arXiv 1803.05407). Every choice is looked at on the development pairs, which no training
reads; the best goes to runs/splade/chosen, and a line for each is printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, BertForMaskedLM

from training.development import development
from training.experiments.steps import snapshots, weights
from training.forward import Texts

Weights = Mapping[str, torch.Tensor]


def mean(of: Iterable[Weights]) -> dict[str, torch.Tensor]:
    """The mean of several models, weight by weight.

    >>> mean([{"w": torch.tensor([1.0])}, {"w": torch.tensor([4.0])}])
    {'w': tensor([2.5000])}
    """
    all_of = list(of)
    return {name: torch.stack([w[name] for w in all_of]).mean(0) for name in all_of[0]}


def choices(steps: list[int], late: int) -> list[tuple[int, ...]]:
    """Each of the last checkpoints, and the means of two or more that end with the last.

    >>> choices([50, 100, 150], late=2)
    [(100,), (150,), (100, 150)]
    """
    last = sorted(steps)[-late:]
    alone: list[tuple[int, ...]] = [(step,) for step in last]
    return alone + [tuple(last[-n:]) for n in range(2, len(last) + 1)]


def main() -> None:
    """Look at each choice, and keep the best."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("runs", "data", "base"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--late", type=int, default=3, help="checkpoints to choose from")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
    encode, found = Texts(tokenizer), snapshots(options.runs)
    model = BertForMaskedLM.from_pretrained(options.runs / "model", dtype=torch.float32)
    model.eval()  # type: ignore[no-untyped-call]
    best: tuple[float, dict[str, torch.Tensor]] = (0.0, {})
    for steps in choices(list(found), options.late):
        model.load_state_dict(mean(weights(found[step]) for step in steps))
        figures = development(model, encode, options.data)
        print(steps, {name: round(value, 3) for name, value in figures.items()}, flush=True)
        if figures["dev_rr"] > best[0]:
            best = figures["dev_rr"], {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(best[1])
    model.save_pretrained(options.runs / "chosen")
    tokenizer.save_pretrained(options.runs / "chosen")


if __name__ == "__main__":
    main()
