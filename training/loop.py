"""What all trainings share: arguments, device, the schedule, the resumable loop and its log."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import torch
from tqdm import tqdm

Losses = dict[str, float]
LossAt = Callable[[int], tuple[torch.Tensor, Losses]]
Check = Callable[[], Losses]
Parts = dict[str, Any]  # what a checkpoint holds: all have state_dict and load_state_dict


class Schedule(NamedTuple):
    """How long and how fast: ``rate`` after ``warmup`` steps, falling linearly to 2 % of it."""

    steps: int
    rate: float
    warmup: int
    check_every: int


def arguments(description: str, steps: int) -> argparse.ArgumentParser:
    """The options that all training scripts take."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and log")
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser


def start(options: argparse.Namespace) -> torch.device:
    """Set threads and seed; the device to train on."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    return torch.device(options.device)


def has_bfloat16(device: torch.device) -> bool:
    """Whether the device multiplies bfloat16 itself; where it does not, that only costs time."""
    return device.type == "cuda" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def mixed(device: torch.device) -> torch.autocast:
    """A context in which matrices are multiplied in bfloat16 where the device can."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=has_bfloat16(device))


def adamw(
    parameters: list[torch.nn.Parameter], schedule: Schedule
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """Fused AdamW under a linear warm-up and a linear decay to 2 %."""
    optimizer = torch.optim.AdamW(
        parameters, schedule.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )

    def factor(step: int) -> float:
        return min(1.0, (step + 1) / schedule.warmup) * max(0.02, 1 - step / schedule.steps)

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, factor)


def save(path: Path, **state: object) -> None:
    """Write a checkpoint so that a crash leaves either the old one or the new one."""
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def snapshot(model: torch.nn.Module, path: Path) -> None:
    """Keep the weights of this moment in float16, for experiments that look back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save(path, model={k: v.half() for k, v in model.state_dict().items()})


def run(
    model: torch.nn.Module,
    loss_at: LossAt,
    schedule: Schedule,
    *,
    out: Path,
    name: str,
    check: Check,
    beside: Parts | None = None,
) -> None:
    """Minimise ``loss_at(step)`` from the last checkpoint on; check and save on the way.

    ``loss_at`` draws its batch from the step's number alone, so a resumed run sees what an
    uninterrupted one would have seen. What else has a state that a resumed run needs is ``beside``.
    A line of the log is a step; one with figures of ``check`` has a snapshot of the weights.
    """
    out.mkdir(parents=True, exist_ok=True)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer, falling = adamw(trained, schedule)
    parts: Parts = {"model": model, "optimizer": optimizer, "schedule": falling, **(beside or {})}
    checkpoint = out / f"{name}.pt"
    first = _resumed(checkpoint, parts)
    bar = tqdm(range(first, schedule.steps), name, mininterval=20, initial=first)
    with (out / f"{name}.log.jsonl").open("a") as log:
        for step in bar:
            figures = _step(model, loss_at, step, optimizer, falling)
            if (step + 1) % schedule.check_every == 0 or step + 1 == schedule.steps:
                figures |= check()
                save(checkpoint, step=step + 1, **{k: p.state_dict() for k, p in parts.items()})
                snapshot(model, out / "snapshots" / f"{name}-{step + 1}.pt")
            rounded = {k: round(v, 4) for k, v in figures.items()}
            log.write(json.dumps({"step": step + 1, **rounded}) + "\n")
            log.flush()


def read_log(path: Path) -> list[dict[str, Any]]:
    """A log's lines in the order of their steps; of a step that was done again, the later one."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    by_step = {line["step"]: line for line in lines}
    return [by_step[step] for step in sorted(by_step)]


def _resumed(checkpoint: Path, parts: Parts) -> int:
    """Load the last checkpoint into the parts, if there is one; the step to go on from."""
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return int(state["step"])


def _step(
    model: torch.nn.Module,
    loss_at: LossAt,
    step: int,
    optimizer: torch.optim.Optimizer,
    falling: torch.optim.lr_scheduler.LambdaLR,
) -> Losses:
    """One step down the gradient, its norm at most 1."""
    loss, figures = loss_at(step)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    falling.step()
    optimizer.zero_grad()
    return figures
