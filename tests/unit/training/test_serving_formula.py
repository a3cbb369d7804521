"""The formula that is trained is the formula by which vectors are served."""

from __future__ import annotations

import pytest
import torch
from transformers import BertForMaskedLM

from helpers.models import load_network, load_tokenizer
from helpers.reading import load_masked_lm
from helpers.splade import pool_max
from training.forward import Texts, sparse_vectors

pytestmark = pytest.mark.model

TEXTS = [
    "heart attack treatment protocol",
    "",
    "Acute gout: rest the joint, then colchicine 0.5 mg.",
]


@torch.no_grad()
def test_a_batch_in_training_has_the_vectors_that_are_served() -> None:
    network, lm = load_network("clinical-splade"), load_masked_lm("clinical-splade")
    assert isinstance(network, BertForMaskedLM)
    trained = sparse_vectors(network, Texts(load_tokenizer("clinical-splade"))(TEXTS, 64))
    served = torch.stack([pool_max(lm.logits(text).logits) for text in TEXTS])
    # where a processor multiplies bfloat16, a logit just above 0 may be missed in training
    assert torch.allclose(trained, served, atol=2e-2)
