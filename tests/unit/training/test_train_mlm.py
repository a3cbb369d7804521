"""training/train_mlm.py: what is masked, and in which sequences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForMaskedLM

from training.train_mlm import TOKENS_A_STEP, WIDTH, batches, cut, go_on_from, mask, only_head

ROW = np.array([101, 2540, 2886, 102], dtype=np.int32)


def test_sequences_are_between_cls_and_sep() -> None:
    pieces = list(cut(list(range(200, 400)), 101, 102))
    assert [len(p) for p in pieces] == [128, 76]
    assert all(p[0] == 101 and p[-1] == 102 for p in pieces)


def test_a_piece_of_one_token_is_left_out() -> None:
    assert [len(p) for p in cut(list(range(200, 200 + WIDTH - 1)), 101, 102)] == [WIDTH]


def test_only_words_are_masked_and_labels_are_the_originals() -> None:
    ids, attention, chosen, labels = mask([ROW] * 50, np.random.default_rng(0), 0.5, 103)
    assert not chosen[:, [0, 3]].any()
    assert set(labels.tolist()) == {2540, 2886}
    assert (ids[~chosen.bool()] != 103).all()
    assert attention.all()


def test_of_the_chosen_80_percent_become_mask_10_another_and_10_stay() -> None:
    ids, _, chosen, labels = mask([ROW] * 5_000, np.random.default_rng(0), 0.5, 103)
    fate = ids[chosen.bool()]
    assert float((fate == 103).float().mean()) == pytest.approx(0.8, abs=0.02)
    assert float((fate == labels).float().mean()) == pytest.approx(0.1, abs=0.02)


def test_padding_is_neither_read_nor_masked() -> None:
    ids, attention, chosen, _ = mask([ROW, ROW[:2]], np.random.default_rng(0), 1.0, 103)
    assert attention.tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]
    assert ids[1, 2:].tolist() == [0, 0]
    assert not chosen[1, 2:].any()


def test_every_sequence_is_in_one_batch_of_so_many_tokens() -> None:
    rows = [np.zeros(n, dtype=np.int32) for n in np.random.default_rng(0).integers(2, WIDTH, 900)]
    made = batches(rows, seed=0)
    assert sorted(i for batch in made for i in batch) == list(range(900))
    assert all(len(b) * max(len(rows[i]) for i in b) < TOKENS_A_STEP * 1.2 for b in made)


def small(layers: int = 1) -> Any:
    sizes: dict[str, Any] = {"hidden_size": 8, "num_attention_heads": 2, "intermediate_size": 16}
    made: Any = BertForMaskedLM(BertConfig(vocab_size=40, num_hidden_layers=layers, **sizes))
    return made.eval()


def stored(model: Any, folder: Path) -> Path:
    """The weights as a checkpoint has them: the decoder is tied, and not among them."""
    tied = "cls.predictions.decoder."
    kept = {k: v.clone() for k, v in model.state_dict().items() if not k.startswith(tied)}
    save_file(kept, folder / "weights.safetensors")
    return folder / "weights.safetensors"


def test_a_model_goes_on_from_stored_weights(tmp_path: Path) -> None:
    trained, fresh = small(), small()
    go_on_from(fresh, stored(trained, tmp_path))
    ids = torch.tensor([[1, 2, 3]])
    assert torch.allclose(trained(ids).logits, fresh(ids).logits)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another network"):
        go_on_from(small(), stored(small(layers=2), tmp_path))


def test_the_head_alone_is_trained_and_then_everything() -> None:
    model = small()
    only_head(model, True)
    alone = {name for name, p in model.named_parameters() if p.requires_grad}
    only_head(model, False)
    assert all(name.startswith("cls.") for name in alone)
    assert all(p.requires_grad for p in model.parameters())
