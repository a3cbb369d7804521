"""What both trainings share: arguments, the schedule, the resumable loop and its log."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path

import torch
from tqdm import tqdm

Losses = dict[str, float]


def arguments(description: str, steps: int) -> argparse.ArgumentParser:
    """The options that both training scripts take."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and log")
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser


def adamw(
    parameters: list[torch.nn.Parameter], rate: float, steps: int, warmup: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """Fused AdamW under a linear warm-up and a linear decay to 2 %."""
    optimizer = torch.optim.AdamW(
        parameters, rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / warmup) * max(0.02, 1 - s / steps)
    )
    return optimizer, schedule


def save(path: Path, **state: object) -> None:
    """Write a checkpoint so that a crash leaves either the old one or the new one."""
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def run(
    model: torch.nn.Module,
    loss_at: Callable[[int], tuple[torch.Tensor, Losses]],
    *,
    out: Path,
    name: str,
    steps: int,
    rate: float,
    warmup: int,
    check: Callable[[], Losses],
    check_every: int,
) -> None:
    """Minimise ``loss_at(step)`` from the last checkpoint on; check and save on the way.

    ``loss_at`` draws its batch from the step's number alone, so a resumed run sees what an
    uninterrupted one would have seen.
    """
    out.mkdir(parents=True, exist_ok=True)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer, schedule = adamw(trained, rate, steps, warmup)
    checkpoint, start = out / f"{name}.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        start = state["step"]
    with (out / f"{name}.log.jsonl").open("a") as log:
        for step in tqdm(
            range(start, steps), initial=start, total=steps, desc=name, mininterval=20
        ):
            loss, parts = loss_at(step)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            done = step + 1
            if done % check_every == 0 or done == steps:
                parts |= check()
                save(
                    checkpoint,
                    model=model.state_dict(),
                    optimizer=optimizer.state_dict(),
                    schedule=schedule.state_dict(),
                    step=done,
                )
            log.write(
                json.dumps({"step": done, **{k: round(v, 4) for k, v in parts.items()}}) + "\n"
            )
            log.flush()
