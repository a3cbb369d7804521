"""training/forward.py: vectors with gradient, targets, and entries that no text may have."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import torch
from transformers import BertConfig, BertForMaskedLM

from training import loop
from training.forward import (
    NEVER,
    Encoded,
    Group,
    Texts,
    by_length,
    flops,
    forbid,
    lower_bias,
    pooled,
    pooled_groups,
    sparse_vectors,
    together,
)

SIZE = 1_100  # more than one part of the vocabulary


@pytest.fixture(autouse=True)
def exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Multiply in float32 also where the processor could in bfloat16."""
    monkeypatch.setattr(loop, "has_bfloat16", lambda _: False)


@pytest.fixture
def model() -> BertForMaskedLM:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=SIZE,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    made = BertForMaskedLM(config)
    made.eval()  # type: ignore[no-untyped-call]
    return made


@pytest.fixture
def batch() -> Encoded:
    ids = torch.tensor([[5, 6, 7, 0], [8, 9, 10, 11]])
    return {"input_ids": ids, "attention_mask": (ids > 0).long()}


def test_flops_by_hand() -> None:
    # mean weights 0.5 and 1: 0.25 + 1
    assert flops(torch.tensor([[1.0, 2.0], [0.0, 0.0]])).item() == 1.25


def test_a_vector_is_the_largest_logit_of_its_own_positions(
    model: BertForMaskedLM, batch: Encoded
) -> None:
    logits = model(**batch).logits.masked_fill(batch["attention_mask"][..., None] == 0, -1e4)
    expected = torch.log1p(torch.relu(logits.max(1).values))
    assert torch.allclose(sparse_vectors(model, batch), expected, atol=1e-5)


def test_a_vector_has_a_gradient(model: BertForMaskedLM, batch: Encoded) -> None:
    sparse_vectors(model, batch).sum().backward()  # type: ignore[no-untyped-call]
    table = model.get_input_embeddings().weight
    assert isinstance(table, torch.Tensor)
    assert table.grad is not None
    assert table.grad.abs().sum() > 0


def test_the_lexical_loss_falls_when_a_target_s_bias_rises(
    model: BertForMaskedLM, batch: Encoded
) -> None:
    targets = torch.zeros(2, SIZE)
    targets[:, 42] = 1
    before = pooled(model, batch, targets).lexical.item()
    with torch.no_grad():
        model.cls.predictions.bias[42] += 5
    assert pooled(model, batch, targets).lexical.item() < before


def test_without_targets_there_is_no_lexical_loss(model: BertForMaskedLM, batch: Encoded) -> None:
    assert pooled(model, batch).lexical.item() == 0


def test_a_forbidden_entry_is_in_no_vector(model: BertForMaskedLM, batch: Encoded) -> None:
    allowed = torch.ones(SIZE, dtype=torch.bool)
    allowed[7] = False
    forbid(model, allowed)
    assert model.cls.predictions.bias[7].item() == NEVER
    assert sparse_vectors(model, batch)[:, 7].max().item() == 0


def test_the_bias_is_lowered_to_so_many_terms(model: BertForMaskedLM, batch: Encoded) -> None:
    lower_bias(model, batch, 20)
    active = (sparse_vectors(model, batch) > 0).sum(1).float().mean().item()
    assert 10 <= active <= 30


class Letters(Texts):
    """Every letter a token, cut at so many."""

    def __init__(self) -> None:
        pass

    def __call__(self, texts: Sequence[str], width: int) -> Encoded:
        longest = min(width, max(map(len, texts)))
        ids = torch.tensor([[*map(ord, t[:width]), *[0] * (longest - len(t))] for t in texts])
        return {"input_ids": ids, "attention_mask": (ids > 0).long()}


@pytest.fixture
def texts() -> list[str]:
    return ["abcdefgh"[: 1 + i * 5 % 8] + "x" * (i % 3) for i in range(20)]


def test_groups_pad_less_than_one_batch(texts: list[str]) -> None:
    made = by_length(Letters(), texts, 30)
    assert sum(g.batch["input_ids"].numel() for g in made) < 20 * max(map(len, texts)) * 0.8


def test_every_text_is_in_one_group(texts: list[str]) -> None:
    made = by_length(Letters(), texts, 30)
    assert sorted(row for group in made for row in group.rows) == list(range(20))


def test_what_was_made_of_groups_comes_in_the_texts_order() -> None:
    made = [Group([2, 0], {}), Group([1], {})]
    assert together(made, [torch.tensor([2.0, 0.0]), torch.tensor([1.0])]).tolist() == [0, 1, 2]


def test_groups_have_the_vectors_and_the_loss_of_one_batch(
    model: BertForMaskedLM, texts: list[str]
) -> None:
    targets = torch.rand(20, SIZE, generator=torch.Generator().manual_seed(1)).softmax(1)
    groups = pooled_groups(model, by_length(Letters(), texts, 30), targets)
    whole = pooled(model, Letters()(texts, 30), targets)
    assert torch.allclose(groups.vectors, whole.vectors, atol=1e-5)
    assert groups.lexical.item() == pytest.approx(whole.lexical.item(), rel=1e-5)
