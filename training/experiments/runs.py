"""Run the same training in several ways, some seeds each; what is done is not done again.

A *way* is a name and the options of ``train_splade`` that it changes. Every run has a folder of its
own, with its log, the last look's ranks and the weights; a look is at equal sparsity (``equal``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from transformers import BertForMaskedLM

from training import loop
from training.experiments.equal import looked, none_shared, sample
from training.train_splade import Prepared, options_parser, prepare, started, train

Ways = Mapping[str, Sequence[str]]  # name: the options that it changes
LOOKS = 2  # on the way, the last one at the end


class Run(NamedTuple):
    """One way with one seed, and all its options."""

    way: str
    options: argparse.Namespace


def arguments(description: str, ways: Ways, steps: int) -> argparse.Namespace:
    """Where to read and write, and how much to run."""
    parser = argparse.ArgumentParser(description=description)
    for name in ("data", "base", "mlm", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--ways", nargs="+", default=list(ways), choices=list(ways))
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def settings(options: argparse.Namespace, way: str, seed: int, given: Sequence[str]) -> Run:
    """The training's own options: all the same, but for what the way changes, and the seed."""
    same = [f"--{n}={getattr(options, n)}" for n in ("data", "base", "mlm", "steps", "threads")]
    own = [f"--out={options.out / f'{way}-{seed}'}", f"--seed={seed}"]
    check = f"--check-every={options.steps // LOOKS}"
    return Run(way, options_parser().parse_args([*same, *own, check, *given]))


class Look:
    """A look at the development pairs, which keeps the ranks of the last one."""

    def __init__(self, model: BertForMaskedLM, given: Prepared, folder: Path, out: Path) -> None:
        self.model, self.given, self.folder, self.out = model, given, folder, out

    def __call__(self) -> loop.Losses:
        """The reciprocal rank of every kind, and active terms."""
        ranks, active = looked(self.model, self.given.encode, self.folder)
        torch.save(ranks, self.out / "ranks.pt")
        kinds = {f"dev_{kind}": float(of.mean()) for kind, of in ranks.items()}
        figures = {"dev_rr": sum(kinds.values()) / len(kinds)}
        figures["dev_none_shared"] = none_shared(ranks, sample(self.folder))
        return kinds | figures | active


def weights_at(options: argparse.Namespace, step: int) -> Path:
    """Where the weights of a step are."""
    return Path(options.out) / "snapshots" / f"splade-{step}.pt"


def run(options: argparse.Namespace, given: Prepared) -> None:
    """Train one way with one seed; the log, the last look's ranks and the weights stay."""
    loop.start(options)
    options.out.mkdir(parents=True, exist_ok=True)
    model = started(options, given)
    look, log = Look(model, given, options.data, options.out), options.out / "splade.log.jsonl"
    if not log.exists():
        loop.snapshot(model, weights_at(options, 0))
        log.write_text(json.dumps({"step": 0, **look()}) + "\n")
    train(options, given, model, look)
    (options.out / "splade.pt").unlink()


def log_of(options: argparse.Namespace) -> list[dict[str, float]]:
    """The looks of a run's log, none if it has not begun."""
    log = options.out / "splade.log.jsonl"
    return [row for row in loop.read_log(log) if "dev_rr" in row] if log.exists() else []


def runs(options: argparse.Namespace, ways: Ways) -> Iterator[Run]:
    """Run what is missing, seed by seed; each run when it is done."""
    for seed in options.seeds:
        read: dict[str, Prepared] = {}
        for way in options.ways:
            done = settings(options, way, seed, ways[way])
            looks, own = log_of(done.options), done.options
            if not looks or looks[-1]["step"] < own.steps:
                given = read[key] if (key := str(own.sources)) in read else prepare(own)
                read = {key: given}  # one at a time: words and pairs take much memory
                run(own, given)
            yield done
