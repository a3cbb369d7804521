"""tools/int8.py: int8 steps and a scale, and the embedded models that went through them."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file

from helpers.paths import data_folder
from tools.int8 import coarse, quantised


def test_scales_have_four_bits_and_are_not_too_small() -> None:
    scale = torch.tensor([0.1, 0.0123, 3.7])
    rounded = coarse(scale)
    mantissa = torch.frexp(rounded)[0] * 16
    assert torch.equal(mantissa, mantissa.round())
    assert (rounded >= scale).all()


def test_int8_is_within_a_step() -> None:
    torch.manual_seed(0)
    weight = torch.randn(5, 40)
    steps, scale = quantised(weight)
    assert ((steps.float() * scale - weight).abs() <= scale).all()


@pytest.mark.model
@pytest.mark.parametrize("name", ["clinical-mlm", "clinical-splade"])
def test_an_int8_copy_has_the_same_weights(name: str) -> None:
    path = data_folder() / "models" / name / "model.safetensors"
    for part, weight in load_file(path).items():
        if weight.dim() == 2 and "position" not in part and "token_type" not in part:
            steps, scale = quantised(weight)
            assert torch.equal(steps.float() * scale, weight.float()), part
