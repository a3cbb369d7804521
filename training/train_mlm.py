"""Train clinical-mlm: masked prediction on the encoder of all-MiniLM-L6-v2.

    python -m training.train_mlm --data TEXT --base MINILM --out runs/mlm

BERT's objective (Devlin et al. 2019, section 3.1): 80 % of the chosen tokens become [MASK],
10 % a random token, 10 % stay. Dropout is 0: on a CPU that alone is five times faster. Run on a
GPU (``--device cuda``) or a CPU alike; started again, it goes on from its last checkpoint.
``--weights FILE`` starts from a model that was trained before; another ``--seed`` then shows it the
sequences in another order.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from transformers import AutoTokenizer, BertForMaskedLM, PreTrainedTokenizerFast

from training import corpus, loop

WIDTH = 128  # tokens a sequence, [CLS] and [SEP] included
TOKENS_A_STEP = 64 * WIDTH
FIRST_WORD_ID, FIRST_COMMON_ID = 104, 1000  # below: special and unused; single characters
Sequences = list[NDArray[np.int32]]


def fresh_model(base: Path) -> BertForMaskedLM:
    """The encoder with a new head: dense as the identity, decoder tied to the embeddings."""
    model = BertForMaskedLM.from_pretrained(
        base, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, dtype=torch.float32
    )
    dense = model.cls.predictions.transform.dense
    with torch.no_grad():
        dense.weight.copy_(torch.eye(dense.out_features))
        dense.bias.zero_()
        model.cls.predictions.bias.zero_()
    model.tie_weights()
    return model


def go_on_from(model: BertForMaskedLM, weights: Path) -> None:
    """Put a trained model's weights in; the decoder stays tied to the embeddings."""
    stored = {name: value.float() for name, value in load_file(weights).items()}
    missing, unknown = model.load_state_dict(stored, strict=False)
    tied = {name for name in missing if name.startswith("cls.predictions.decoder.")}
    if unknown or set(missing) - tied:
        raise ValueError(f"weights {str(weights)!r} are of another network: {missing}, {unknown}")
    model.tie_weights()


def only_head(model: BertForMaskedLM, alone: bool) -> None:
    """Train the prediction head by itself, or everything."""
    for name, parameter in model.named_parameters():
        head = name.startswith("cls.") and "decoder.weight" not in name
        parameter.requires_grad = head or not alone


def cut(ids: list[int], cls: int, sep: int) -> Iterator[NDArray[np.int32]]:
    """A text's ids as sequences of at most WIDTH, each between [CLS] and [SEP]."""
    for start in range(0, len(ids), WIDTH - 2):
        piece = ids[start : start + WIDTH - 2]
        if len(piece) > 1:
            yield np.array([cls, *piece, sep], dtype=np.int32)


def sequences(
    tokenizer: PreTrainedTokenizerFast, folder: Path, abstracts_share: float
) -> tuple[Sequences, Sequences]:
    """Training and held-out sequences, without repeats."""
    texts = list(dict.fromkeys(corpus.mlm_texts(folder, abstracts_share)))
    train: Sequences = []
    kept: Sequences = []
    for start in range(0, len(texts), 2000):
        block = texts[start : start + 2000]
        encoded = tokenizer([t for t, _ in block], add_special_tokens=False)["input_ids"]
        for ids, (_, out) in zip(encoded, block, strict=True):
            (kept if out else train).extend(
                cut(ids, tokenizer.cls_token_id, tokenizer.sep_token_id)
            )
    return train, kept


def batches(rows: Sequences, seed: int) -> list[list[int]]:
    """Rows of like length together, about TOKENS_A_STEP a batch, batches shuffled."""
    rng = np.random.default_rng(seed)
    lengths = np.array([len(r) for r in rows])
    order = np.argsort(lengths + rng.random(len(rows)) * 8)
    made: list[list[int]] = [[]]
    for i in order:
        if len(made[-1]) * lengths[i] >= TOKENS_A_STEP:
            made.append([])
        made[-1].append(int(i))
    return [made[i] for i in rng.permutation(len(made))]


def mask(
    rows: Sequences, rng: np.random.Generator, rate: float, mask_id: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Padded inputs, attention, the chosen places and the tokens that stood there."""
    width = max(len(r) for r in rows)
    ids = np.zeros((len(rows), width), dtype=np.int64)
    for row, line in zip(rows, ids, strict=True):
        line[: len(row)] = row
    chosen = (rng.random(ids.shape) < rate) & (ids >= FIRST_WORD_ID)
    labels, fate = ids[chosen], rng.random(ids.shape)
    attention = ids > 0
    ids[chosen & (fate < 0.8)] = mask_id
    random_places = chosen & (fate >= 0.9)
    ids[random_places] = rng.integers(FIRST_COMMON_ID, 30522, int(random_places.sum()))
    arrays = (ids, attention.astype(np.int64), chosen, labels)
    return tuple(torch.from_numpy(a) for a in arrays)  # type: ignore[return-value]


def masked_loss(
    model: BertForMaskedLM, rows: Sequences, rng: np.random.Generator, rate: float, mask_id: int
) -> torch.Tensor:
    """Mean cross-entropy over the chosen places; the head runs on these alone."""
    made = mask(rows, rng, rate, mask_id)
    ids, attention, chosen, labels = (array.to(model.device) for array in made)
    with loop.mixed(model.device):
        hidden = model.bert(ids, attention_mask=attention)[0]
        logits = model.cls(hidden[chosen])
    return torch.nn.functional.cross_entropy(logits.float(), labels)


@torch.no_grad()
def held_out_loss(model: BertForMaskedLM, rows: Sequences, mask_id: int) -> loop.Losses:
    """Loss over 1,500 kept-out sequences (15 % masked, always the same places)."""
    rng = np.random.default_rng(1)
    picked = sorted((rows[i] for i in rng.permutation(len(rows))[:1500]), key=len)
    losses = [
        float(masked_loss(model, picked[i : i + 50], rng, 0.15, mask_id))
        for i in range(0, len(picked), 50)
    ]
    return {"held_out_loss": float(np.mean(losses))}


def main() -> None:
    """Train the head alone for a moment, then everything."""
    parser = loop.arguments(__doc__ or "", steps=1200)
    parser.add_argument("--head-steps", type=int, default=60)
    parser.add_argument("--weights", type=Path, help="safetensors file to go on from")
    parser.add_argument("--rate", type=float, default=5e-4, help="highest learning rate")
    parser.add_argument("--warmup", type=int, default=100, help="steps until then")
    parser.add_argument("--check-every", type=int, default=100)
    parser.add_argument("--abstracts", type=float, default=0.4, help="share of the abstracts read")
    options = parser.parse_args()
    device = loop.start(options)
    tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
    model = fresh_model(options.base)
    model.to(device)  # type: ignore[arg-type]  # transformers wraps the method
    print("records that give a test term away:", corpus.left_out(options.data))
    train, kept = sequences(tokenizer, options.data, options.abstracts)
    order = batches(train, options.seed)
    print(
        f"{len(train)} sequences, {sum(map(len, train))} tokens, {len(order)} batches", flush=True
    )

    def loss_at(step: int, offset: int = 0) -> tuple[torch.Tensor, loop.Losses]:
        rng = np.random.default_rng([options.seed, offset, step])
        rows = [train[i] for i in order[(offset + step) % len(order)]]
        loss = masked_loss(model, rows, rng, 0.2, tokenizer.mask_token_id)
        return loss, {"loss": float(loss.detach())}

    check = partial(held_out_loss, model, kept, tokenizer.mask_token_id)
    fit = partial(loop.run, model, out=options.out, check=check)
    if options.weights:
        go_on_from(model, options.weights)
    else:
        only_head(model, True)
        fit(loss_at, loop.Schedule(options.head_steps, 1e-3, 1, 60), name="head")
        only_head(model, False)
    later = partial(loss_at, offset=options.head_steps)
    full = loop.Schedule(options.steps, options.rate, options.warmup, options.check_every)
    fit(later, full, name="full")
    model.save_pretrained(options.out / "model")
    tokenizer.save_pretrained(options.out / "model")


if __name__ == "__main__":
    main()
