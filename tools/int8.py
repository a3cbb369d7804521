"""Matrices as int8 steps and one scale per row, exact in float16, as the page runs them."""

from __future__ import annotations

import torch

STEPS = 127  # of an int8, to either side of 0


def coarse(scale: torch.Tensor) -> torch.Tensor:
    """Scales rounded up to four significant bits."""
    mantissa, exponent = torch.frexp(scale)
    return torch.ldexp(torch.ceil(mantissa * 16) / 16, exponent)


def quantised(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A matrix as int8 steps (rows, columns) and one scale a row (rows, 1).

    The largest of a row is rounded away from 0, all else to the nearest: so the scale of a
    matrix that went through int8 before is found again, and its steps are the same.
    """
    values = weight.float()
    largest = values.abs().amax(1, keepdim=True).clamp_min(1e-6)
    scale = coarse(largest / STEPS)
    exact = values / scale
    outward = torch.sign(exact) * torch.ceil(exact.abs())
    steps = torch.where(values.abs() == largest, outward, torch.round(exact))
    return steps.to(torch.int8), scale
