"""Learn one weight for every WordPiece, so that a query needs no network.

    python -m training.train_query_weights --data TEXT --model runs/splade/model

Passages keep the vectors of the trained SPLADE; only the weights of queries' WordPieces are learnt,
from the passages' IDF on, by the contrastive loss and the divergence from SPLADE's own ranking of
each batch. How long is chosen on the development pairs. Writes query_weights.safetensors beside the
model.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from safetensors.torch import save_file
from torch.nn.functional import softplus
from tqdm import tqdm
from transformers import AutoTokenizer, BertForMaskedLM

from helpers.inference_free import FILE, UNIT
from training import development, pairs
from training.forward import NEVER, Texts
from training.losses import contrastive, divergence
from training.pairs import Pair

AT_ONCE, RATE, CHECK_EVERY = 128, 0.02, 50
QUERY_WIDTH, PASSAGE_WIDTH = 32, 96


class Encoded(NamedTuple):
    """Pairs' queries as 0 and 1 over WordPieces and as SPLADE's vectors, and their passages."""

    pieces: torch.Tensor
    queries: torch.Tensor
    passages: torch.Tensor


def pieces(encode: Texts, texts: Sequence[str]) -> torch.Tensor:
    """Mark each text's WordPieces, (texts, vocabulary)."""
    ids = encode.tokenizer(list(texts), add_special_tokens=False)["input_ids"]
    made = torch.zeros(len(texts), len(encode.tokenizer))
    for row, of in enumerate(ids):
        made[row, of] = 1
    return made


def encoded(model: BertForMaskedLM, encode: Texts, of: Sequence[Pair]) -> Encoded:
    """Everything that the loss needs of some pairs, sparse to save memory."""
    asked, found = [p.query for p in of], [p.passage for p in of]
    return Encoded(
        pieces(encode, asked).to_sparse_csr(),
        development.vectors(model, encode, asked, QUERY_WIDTH).to_sparse_csr(),
        development.vectors(model, encode, found, PASSAGE_WIDTH).to_sparse_csr(),
    )


def start(passages: torch.Tensor) -> torch.Tensor:
    """Each entry's IDF over the passages, (vocabulary,)."""
    df = (passages.to_dense() > 0).sum(0)
    return torch.log(1 + len(passages) / (1 + df))


def quality(weights: torch.Tensor, kinds: Sequence[tuple[Encoded, list[int]]]) -> float:
    """The mean reciprocal rank over the development pairs' kinds."""
    ranks = [
        development.reciprocal_ranks(e.pieces.to_dense() * weights, e.passages.to_dense(), own)
        for e, own in kinds
    ]
    return float(np.mean([float(r.mean()) for r in ranks]))


def looked_at(
    model: BertForMaskedLM, encode: Texts, folder: Path
) -> list[tuple[Encoded, list[int]]]:
    """The development pairs, each kind with the row of every query's passage."""
    made = []
    for of in development.chosen(folder).values():
        laid = pairs.sides(of)
        found = encoded(model, encode, [Pair("", passage) for passage in laid.passages])
        asked = pieces(encode, laid.queries).to_sparse_csr()
        made.append((found._replace(pieces=asked), laid.own))
    return made


def learn(
    train: Encoded, kinds: Sequence[tuple[Encoded, list[int]]], steps: int, seed: int
) -> torch.Tensor:
    """The weights that were best on the development pairs."""
    raw = torch.log(torch.expm1(start(train.passages).clamp(min=0.05))).requires_grad_()
    optimizer = torch.optim.Adam([raw], RATE)
    best, kept = quality(softplus(raw.detach()), kinds), softplus(raw.detach())
    print(f"IDF: {best:.4f}")
    asked, theirs, found = (part.to_dense() for part in train)
    for step in tqdm(range(1, steps + 1), "weights"):
        rng = np.random.default_rng([seed, step])
        rows = torch.tensor(rng.choice(len(asked), AT_ONCE, replace=False))
        scores = (asked[rows] * softplus(raw)) @ found[rows].T
        loss = divergence(scores, theirs[rows] @ found[rows].T)
        loss = loss + contrastive(scores, torch.eye(AT_ONCE, dtype=torch.bool))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % CHECK_EVERY == 0:
            now = quality(softplus(raw.detach()), kinds)
            print(f"step {step}: {now:.4f}", flush=True)
            if now > best:
                best, kept = now, softplus(raw.detach())
    return kept


def main() -> None:
    """Learn, and write beside the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    parser.add_argument("--model", type=Path, required=True, help="folder of the trained SPLADE")
    parser.add_argument("--pairs", type=int, default=6_000)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer: Any = AutoTokenizer.from_pretrained(options.model)
    encode = Texts(tokenizer)
    model = BertForMaskedLM.from_pretrained(options.model, dtype=torch.float32)
    model.eval()  # type: ignore[no-untyped-call]
    found = pairs.ranking_pairs(options.data, options.seed)[: options.pairs]
    train = encoded(model, encode, found)
    weights = learn(train, looked_at(model, encode, options.data), options.steps, options.seed)
    weights[forbidden(model)] = 0
    weights = (weights * UNIT).round() / UNIT
    save_file({"weights": weights.half()}, options.model / FILE)


def forbidden(model: BertForMaskedLM) -> torch.Tensor:
    """Entries that no passage can have: nothing would ever match them."""
    return model.cls.predictions.bias.detach() <= NEVER / 2


if __name__ == "__main__":
    main()
