"""Train clinical-splade: clinical-mlm taught to rank with few active terms.

    python -m training.train_splade --data TEXT --base MINILM --mlm runs/mlm/model --out runs/splade

The loss is the divergence from the teacher's ranking of each batch (all-MiniLM-L6-v2's own
similarities), plus a contrastive loss, plus FLOPS on queries and on passages (Paria et al. 2020;
Formal et al. 2021, arXiv 2109.10086, section 2) under a quadratic warm-up. Half of each
batch is drawn; the rest are pairs with passages close to those: hard negatives.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, kl_div, log_softmax, normalize
from transformers import AutoModel, AutoTokenizer, BertForMaskedLM, PreTrainedTokenizerFast

from helpers.text import terms
from training import corpus, loop
from training.pairs import Pair, ranking_pairs

QUERY_WIDTH, PASSAGE_WIDTH = 32, 96  # tokens, [CLS] and [SEP] included
BATCH, NEAR = 64, 30  # pairs a step; how near those lie that are not drawn
SAME = 0.995  # a cosine above this is the same passage in other words
TEACHER_SCALE = 25.0  # from cosines to the teacher's logits
FIRST_ACTIVE = 250  # active terms a passage to start from
Encoded = dict[str, torch.Tensor]


class Texts:
    """Texts tokenised on demand."""

    def __init__(
        self, tokenizer: PreTrainedTokenizerFast, device: torch.device | None = None
    ) -> None:
        self.tokenizer, self.device = tokenizer, device or torch.device("cpu")

    def __call__(self, texts: Sequence[str], width: int) -> Encoded:
        """Ids and attention, padded to the longest, cut at ``width``."""
        encoded = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=width, return_tensors="pt"
        )
        names = ("input_ids", "attention_mask")
        return {name: encoded[name].to(self.device) for name in names}


@torch.no_grad()
def teacher_vectors(base: Path, encode: Texts, texts: list[str], width: int) -> torch.Tensor:
    """The teacher's sentence vectors (mean over tokens, length 1), computed in order of length."""
    teacher = AutoModel.from_pretrained(base).eval().to(encode.device)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = torch.zeros(len(texts), teacher.config.hidden_size)
    for start in range(0, len(order), 256):
        rows = order[start : start + 256]
        batch = encode([texts[i] for i in rows], width)
        with loop.mixed(encode.device):
            hidden = teacher(**batch)[0].float()
        weight = batch["attention_mask"][..., None]
        vectors[rows] = normalize((hidden * weight).sum(1) / weight.sum(1), dim=-1).cpu()
    return vectors


def cached_vectors(
    path: Path, base: Path, encode: Texts, pairs: list[Pair]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Teacher vectors of every query and passage, kept between runs."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        passages = sorted({p.passage for p in pairs})
        row = {text: i for i, text in enumerate(passages)}
        found = teacher_vectors(base, encode, passages, 64)
        queries = teacher_vectors(base, encode, [p.query for p in pairs], QUERY_WIDTH)
        loop.save(path, queries=queries, passages=found[[row[p.passage] for p in pairs]])
    state = torch.load(path, weights_only=True)
    return state["queries"], state["passages"]


def sparse_vectors(model: BertForMaskedLM, batch: Encoded) -> torch.Tensor:
    """log(1 + ReLU(max over positions of the logit)), (texts, vocabulary), with gradient.

    The winning positions are found without gradient, in bfloat16 where the device can; only the
    logits that are above 0 there are computed again with gradient. A test holds it equal to
    ``helpers.splade.pool_max``, by which the vectors are served.
    """
    with loop.mixed(model.device):
        hidden = model.cls.predictions.transform(model.bert(**batch)[0])
    table: torch.Tensor = model.get_input_embeddings().weight  # type: ignore[assignment]
    bias = model.cls.predictions.bias
    with torch.no_grad(), loop.mixed(model.device):
        logits = (hidden @ table.T + bias).float()
        logits.masked_fill_(batch["attention_mask"][..., None] == 0, -1e4)
        best, position = logits.max(1)
    text, term = (best > 0).nonzero(as_tuple=True)
    winner = hidden.float()[text, position[text, term]]
    value = (winner * table[term]).sum(-1) + bias[term]
    made = torch.zeros(best.shape, device=model.device)
    return made.index_put((text, term), torch.log1p(torch.relu(value)))


def flops(vectors: torch.Tensor) -> torch.Tensor:
    """Sum over terms of the squared mean weight in the batch (Paria et al. 2020, equation 4)."""
    return vectors.mean(0).square().sum()


def draw_weights(pairs: list[Pair], folder: Path, emphasis: float) -> NDArray[np.float64]:
    """How likely each pair is drawn: those of HPO terms ``emphasis`` times as often."""
    terms_of_hpo = {corpus.document(term) for term in corpus.hpo_terms(folder, "train")}
    weights = np.array([emphasis if p.passage in terms_of_hpo else 1.0 for p in pairs])
    return np.asarray(weights / weights.sum())


def hard_batch(
    passages: torch.Tensor, weights: NDArray[np.float64], drawn: int, rng: np.random.Generator
) -> list[int]:
    """Drawn pairs, each followed by pairs whose passages are close to its own but not the same."""
    seeds = rng.choice(len(passages), drawn, replace=False, p=weights)
    similarity = passages[seeds] @ passages.T
    similarity[similarity >= SAME] = -1
    rows: list[int] = []
    for seed, near in zip(seeds, similarity.topk(NEAR).indices.numpy(), strict=True):
        rows += [int(seed), *rng.choice(near, BATCH // drawn - 1, replace=False).tolist()]
    return rows


def ranking_losses(
    scores: torch.Tensor, teacher: torch.Tensor, same: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """The divergence from the teacher's ranking, and the contrastive loss.

    ``same`` marks pairs of the batch that hold the same passage: no negatives of each other.
    """
    wanted = log_softmax(teacher.to(scores.device) * TEACHER_SCALE, 1)
    divergence = kl_div(log_softmax(scores, 1), wanted, log_target=True, reduction="batchmean")
    own = torch.arange(len(scores), device=scores.device)
    others = same.to(scores.device) & ~torch.eye(len(scores), dtype=torch.bool, device=own.device)
    return divergence, cross_entropy(scores.masked_fill(others, -1e4), own)


@torch.no_grad()
def lower_bias(model: BertForMaskedLM, batch: Encoded) -> None:
    """Shift the head's bias so that about FIRST_ACTIVE terms of a passage are above 0."""
    logits = model(**batch).logits.masked_fill(batch["attention_mask"][..., None] == 0, -1e4)
    best = logits.max(1).values
    model.cls.predictions.bias.sub_(best.topk(FIRST_ACTIVE).values[:, -1].mean())


@torch.no_grad()
def development(model: BertForMaskedLM, encode: Texts, folder: Path) -> loop.Losses:
    """RR and R@10 of lay synonyms against the development terms, whole and by shared terms."""
    found = corpus.hpo_terms(folder, "dev")
    documents = [corpus.document(term) for term in found]
    lay = [(text, i) for i, term in enumerate(found) for text in term["lay"]]

    def vectors(texts: list[str], width: int) -> torch.Tensor:
        blocks = [texts[i : i + 32] for i in range(0, len(texts), 32)]
        return torch.cat([sparse_vectors(model, encode(b, width)).half().cpu() for b in blocks])

    passages, queries = vectors(documents, PASSAGE_WIDTH), vectors([t for t, _ in lay], QUERY_WIDTH)
    rank = []
    for start in range(0, len(lay), 100):
        scores = queries[start : start + 100].float() @ passages.float().T
        gold = torch.tensor([i for _, i in lay[start : start + 100]])
        rank.append((scores >= scores.gather(1, gold[:, None])).sum(1))
    reciprocal = 1 / torch.cat(rank).float()
    shared = torch.tensor([len({*terms(t)} & {*terms(documents[i])}) for t, i in lay])
    groups = {"dev_rr_none": shared == 0, "dev_rr_one": shared == 1, "dev_rr_more": shared > 1}
    return {name: float(reciprocal[group].mean()) for name, group in groups.items()} | {
        "dev_rr": float(reciprocal.mean()),
        "dev_r10": float((reciprocal >= 0.1).float().mean()),
        "query_terms": float((queries > 0).sum(1).float().mean()),
        "passage_terms": float((passages > 0).sum(1).float().mean()),
    }


def arguments() -> argparse.Namespace:
    """The options of this training beside those that all have."""
    parser = loop.arguments(__doc__ or "", steps=630)
    parser.add_argument("--mlm", type=Path, required=True, help="folder of clinical-mlm")
    parser.add_argument("--flops-query", type=float, default=0.01)
    parser.add_argument("--flops-passage", type=float, default=0.002)
    parser.add_argument("--contrastive", type=float, default=0.6)
    parser.add_argument("--drawn", type=int, default=32, help="pairs a step that are drawn")
    parser.add_argument("--emphasis", type=float, default=4.0, help="on pairs of HPO terms")
    parser.add_argument("--ranking", type=float, default=1.0, help="0 leaves the ranking loss out")
    parser.add_argument("--pairs", type=int, help="train on so many pairs, drawn by the seed")
    parser.add_argument("--check-every", type=int, default=200)
    return parser.parse_args()


def drawn_pairs(options: argparse.Namespace) -> list[Pair]:
    """All pairs, or so many of them as are asked for."""
    pairs = ranking_pairs(options.data, options.seed)
    if options.pairs:
        order = np.random.default_rng(options.seed).permutation(len(pairs))[: options.pairs]
        pairs = [pairs[i] for i in sorted(order)]
    print(f"{len(pairs)} pairs")
    return pairs


class Losses:
    """The loss of a step: divergence, contrastive loss and FLOPS over one batch of pairs."""

    def __init__(
        self, options: argparse.Namespace, model: BertForMaskedLM, encode: Texts, pairs: list[Pair]
    ) -> None:
        self.options, self.model, self.encode, self.pairs = options, model, encode, pairs
        self.weights = draw_weights(pairs, options.data, options.emphasis)
        self.teacher = cached_vectors(options.out / "teacher.pt", options.base, encode, pairs)

    def __call__(self, step: int) -> tuple[torch.Tensor, loop.Losses]:
        """The loss with gradient, and its parts."""
        options, (asked, found) = self.options, self.teacher
        rng = np.random.default_rng([options.seed, step])
        rows = hard_batch(found, self.weights, options.drawn, rng)
        batch = [self.pairs[i] for i in rows]
        queries = self._vectors([p.query for p in batch], QUERY_WIDTH)
        passages = self._vectors([p.passage for p in batch], PASSAGE_WIDTH)
        same = torch.tensor([[a.passage == b.passage for b in batch] for a in batch])
        teacher = asked[rows] @ found[rows].T
        divergence, contrastive = ranking_losses(queries @ passages.T, teacher, same)
        flops_q, flops_p = flops(queries), flops(passages)
        ramp = min(1.0, (step + 1) / (options.steps / 2)) ** 2
        cost = options.flops_query * flops_q + options.flops_passage * flops_p
        loss = options.ranking * (divergence + options.contrastive * contrastive) + ramp * cost
        parts = {"kl": divergence, "ce": contrastive, "flops_q": flops_q, "flops_p": flops_p}
        active = {"nnz_q": (queries > 0).sum(1), "nnz_p": (passages > 0).sum(1)}
        figures = parts | {name: count.float().mean() for name, count in active.items()}
        return loss, {name: float(value.detach()) for name, value in figures.items()}

    def _vectors(self, texts: list[str], width: int) -> torch.Tensor:
        return sparse_vectors(self.model, self.encode(texts, width))


def main() -> None:
    """Train from clinical-mlm; now and then a look at the development terms."""
    options = arguments()
    device = loop.start(options)
    tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
    encode = Texts(tokenizer, device)
    model = BertForMaskedLM.from_pretrained(
        options.mlm, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, dtype=torch.float32
    )
    model.to(device)  # type: ignore[arg-type]  # transformers wraps the method
    pairs = drawn_pairs(options)
    losses = Losses(options, model, encode, pairs)
    lower_bias(model, encode([p.passage for p in pairs[:64]], PASSAGE_WIDTH))
    warmup = min(60, options.steps // 10)
    schedule = loop.Schedule(options.steps, 2e-4, warmup, options.check_every)
    check = partial(development, model, encode, options.data)
    loop.run(model, losses, schedule, out=options.out, name="splade", check=check)
    model.save_pretrained(options.out / "model")
    encode.tokenizer.save_pretrained(options.out / "model")


if __name__ == "__main__":
    main()
