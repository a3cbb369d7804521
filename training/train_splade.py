"""Train clinical-splade: clinical-mlm taught to rank with few active terms.

    python -m training.train_splade --data TEXT --base MINILM --mlm runs/mlm/model --out runs/splade

What a step minimises is in ``losses``, what a text should have in ``lexicon``, which pairs come
together in ``near``, and how often each is drawn in ``drawing``. Run on a GPU (``--device cuda``)
or a CPU alike; started again, it goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from scipy.sparse import csr_matrix
from transformers import AutoModel, AutoTokenizer, BertForMaskedLM

from training import loop
from training.development import development
from training.drawing import draw_weights, drawn_pairs
from training.forward import (
    Group,
    Texts,
    by_length,
    flops,
    forbid,
    lower_bias,
    pooled_groups,
    together,
)
from training.lexicon import KEPT_PASSAGE, KEPT_QUERY, Lexicon
from training.losses import DENSE_SCALE, Prices, contrastive, divergence, sentence_vectors
from training.near import Neighbours
from training.pairs import Pair
from training.starts import STARTS

QUERY_WIDTH = 32  # tokens, [CLS] and [SEP] included
FIRST_ACTIVE = 300  # active terms a passage to start from
FIRST_PRICE = {"query": 0.003, "passage": 0.0006}


def options_parser() -> argparse.ArgumentParser:
    """The options of this training beside those that all have."""
    parser = loop.arguments(__doc__ or "", steps=1000)
    parser.add_argument("--mlm", type=Path, required=True, help="folder of clinical-mlm")
    parser.add_argument("--start", choices=list(STARTS), default="mlm", help="what to start from")
    parser.add_argument("--drawn", type=int, default=32, help="pairs a step; as many lie near")
    parser.add_argument("--passage-width", type=int, default=96, help="tokens of a passage")
    parser.add_argument("--query-terms", type=float, default=28, help="active terms wanted")
    parser.add_argument("--passage-terms", type=float, default=80, help="active terms wanted")
    parser.add_argument("--dense", type=float, default=1.0, help="weight of the dense teacher")
    parser.add_argument("--contrastive", type=float, default=0.6)
    parser.add_argument("--lexical", type=float, default=0.2)
    parser.add_argument("--table", type=float, default=0.35, help="weight of the table's scores")
    parser.add_argument("--late", type=float, default=0.3, help="what is left of both at the end")
    parser.add_argument("--rate", type=float, default=2e-4, help="the highest rate")
    parser.add_argument(
        "--first-active", type=int, default=FIRST_ACTIVE, help="terms of a passage; 0: as they are"
    )
    parser.add_argument("--pairs", type=int, help="train on so many pairs, drawn by the seed")
    parser.add_argument("--sources", nargs="+", help="train on these sources' pairs alone")
    parser.add_argument("--check-every", type=int, default=100)
    return parser


class Prepared(NamedTuple):
    """What a training reads, whatever it starts from."""

    encode: Texts
    pairs: list[Pair]
    lexicon: Lexicon


def prepare(options: argparse.Namespace) -> Prepared:
    """Read the pairs, and the words in them."""
    tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
    found = drawn_pairs(options)
    made = Prepared(
        Texts(tokenizer, torch.device(options.device)), found, Lexicon(found, tokenizer)
    )
    print(f"{len(found):,} pairs, {len(made.lexicon.words):,} words", flush=True)
    print(f"{int(made.lexicon.allowed.sum()):,} allowed entries", flush=True)
    return made


class Step:
    """The loss of a step over one batch of pairs."""

    def __init__(
        self, options: argparse.Namespace, model: BertForMaskedLM, given: Prepared
    ) -> None:
        self.options, self.model = options, model
        self.encode, self.pairs, self.lexicon = given
        self.near = Neighbours(given.pairs, given.lexicon)
        self.weights = draw_weights(given.pairs, options.data, options.seed)
        self.teacher = AutoModel.from_pretrained(options.base).eval().to(given.encode.device)
        wanted = {"query": options.query_terms, "passage": options.passage_terms}
        self.prices = Prices(wanted, FIRST_PRICE)

    def __call__(self, step: int) -> tuple[torch.Tensor, loop.Losses]:
        """The loss with gradient, and its parts."""
        forbid(self.model, self.lexicon.allowed)
        rng = np.random.default_rng([self.options.seed, step])
        batch = [self.pairs[i] for i in self.near.batch(self.options.drawn, self.weights, rng)]
        return self._loss(batch, done=step / self.options.steps)

    def _loss(self, batch: list[Pair], done: float) -> tuple[torch.Tensor, loop.Losses]:
        options, fading = self.options, 1 - (1 - self.options.late) * done
        asked, found = [p.query for p in batch], [p.passage for p in batch]
        tf_q, tf_p = self.lexicon.counted(asked), self.lexicon.counted(found)
        grown_p = self.lexicon.grown_passages(tf_p)
        target_q, target_p = self._targets(tf_q, tf_p, grown_p)
        q_in = by_length(self.encode, asked, QUERY_WIDTH)
        p_in = by_length(self.encode, found, options.passage_width)
        q, p = (
            pooled_groups(self.model, q_in, target_q),
            pooled_groups(self.model, p_in, target_p),
        )
        scores = q.vectors @ p.vectors.T
        dense = self._taught(q_in) @ self._taught(p_in).T
        table = torch.tensor((tf_q @ grown_p.T).toarray(), dtype=torch.float32).to(dense.device)
        wanted = options.dense * DENSE_SCALE * dense + fading * options.table * table
        same = torch.tensor([[a.passage == b.passage for b in batch] for a in batch])
        parts = {
            "kl": divergence(scores, wanted),
            "ce": contrastive(scores, same),
            "lexical": q.lexical + p.lexical,
            "flops_q": flops(q.vectors),
            "flops_p": flops(p.vectors),
        }
        active = self._active(q.vectors, p.vectors)
        price = self._prices(active)
        taught = bool(
            options.dense or options.table
        )  # without a teacher there is nothing to follow
        loss = taught * parts["kl"] + options.contrastive * parts["ce"]
        loss = loss + fading * options.lexical * parts["lexical"]
        loss = loss + price["query"] * parts["flops_q"] + price["passage"] * parts["flops_p"]
        figures = {name: float(value.detach()) for name, value in parts.items()}
        return loss, figures | active | self._priced()

    def _taught(self, groups: list[Group]) -> torch.Tensor:
        """The dense teacher's vectors of the groups' texts."""
        return together(groups, [sentence_vectors(self.teacher, g.batch) for g in groups])

    def _targets(
        self, tf_q: csr_matrix, tf_p: csr_matrix, grown_p: csr_matrix
    ) -> tuple[torch.Tensor, torch.Tensor] | tuple[None, None]:
        """The words wanted of queries and of passages; none without lexical supervision."""
        if not self.options.lexical:
            return None, None
        lexicon, both = self.lexicon, tf_q + tf_p
        q = lexicon.targets(lexicon.grown_queries(tf_q), both, KEPT_QUERY)
        p = lexicon.targets(grown_p, both, KEPT_PASSAGE)
        return q.to(self.encode.device), p.to(self.encode.device)

    def _prices(self, active: loop.Losses) -> dict[str, float]:
        """The step's prices; the next one's follow from how many terms are active now."""
        now = dict(self.prices.price)
        self.prices.move({"query": active["nnz_q"], "passage": active["nnz_p"]})
        return now

    def _active(self, queries: torch.Tensor, passages: torch.Tensor) -> loop.Losses:
        both = {"nnz_q": queries, "nnz_p": passages}
        return {name: float((v > 0).sum(1).float().mean()) for name, v in both.items()}

    def _priced(self) -> loop.Losses:
        return {f"price_{side}": value for side, value in self.prices.price.items()}


def started(options: argparse.Namespace, given: Prepared) -> BertForMaskedLM:
    """The model to start from, with forbidden entries, and about so many active terms."""
    model = STARTS[options.start](options)
    model.to(given.encode.device)  # type: ignore[arg-type]  # transformers wraps the method
    forbid(model, given.lexicon.allowed)
    if options.first_active:
        first = given.encode([p.passage for p in given.pairs[:64]], options.passage_width)
        lower_bias(model, first, options.first_active)
    return model


def train(
    options: argparse.Namespace, given: Prepared, model: BertForMaskedLM, check: loop.Check
) -> None:
    """Train, with a look at the development pairs now and then."""
    step = Step(options, model, given)
    warmup = max(1, min(60, options.steps // 10))
    schedule = loop.Schedule(options.steps, options.rate, warmup, options.check_every)
    beside = {"prices": step.prices}
    loop.run(model, step, schedule, out=options.out, name="splade", check=check, beside=beside)


def main() -> None:
    """Train from clinical-mlm, and write the model."""
    options = options_parser().parse_args()
    loop.start(options)
    given = prepare(options)
    model = started(options, given)
    train(options, given, model, partial(development, model, given.encode, options.data))
    model.save_pretrained(options.out / "model")
    given.encode.tokenizer.save_pretrained(options.out / "model")


if __name__ == "__main__":
    main()
