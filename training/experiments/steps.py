"""Look back at SPLADE's training: what its vectors were at every checkpoint.

    python -m training.experiments.steps --runs runs/splade --data TEXT --base MINILM --mlm MLM

Reads the snapshots and the log of a run, makes its untrained start again (step 0), lets each read
the hospital's documents and queries, and writes data/experiments/training_steps.json. MLM is the
clinical-mlm from which the run started. About a minute a checkpoint on one core. A run that trained
a model further (``--after 350``) is written behind what is stored of the run before, whose last
step it counts from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, BertForMaskedLM

from helpers.records import Collection, Query, load_hospital
from helpers.search import DECIMALS
from helpers.training_logs import steps_file
from training import loop, pairs
from training.development import development, vectors
from training.export import tensors
from training.forward import NEVER, Texts, forbid, lower_bias
from training.starts import mlm
from training.train_splade import FIRST_ACTIVE

QUERIES = ("Q001", "Q012", "Q002", "Q017")
WANTED = 2  # the grade from which a document is one that the reader follows
SHOWN = 16  # terms of a query
POINTS = 30  # of the log, before lines are averaged
WIDTH = 512  # tokens: every document is read whole
Entry = dict[str, Any]


def arguments() -> argparse.Namespace:
    """Where to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=Path, required=True, help="folder of the run")
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--mlm", type=Path, required=True, help="folder of the run's clinical-mlm")
    parser.add_argument("--seed", type=int, default=0, help="of the run")
    parser.add_argument("--last", type=int, help="stop at this step: the one that was chosen")
    parser.add_argument("--after", type=int, help="the step of the run before where it began")
    return parser.parse_args()


def before(after: int | None) -> tuple[list[list[float]], list[Entry]]:
    """The curve and the checkpoints of the run before, as they are stored, up to its last step."""
    if after is None:
        return [], []
    stored = json.loads(steps_file().read_text(encoding="utf-8"))
    entries = [entry for entry in stored["checkpoints"] if entry["step"] <= after]
    return [point for point in stored["curve"] if point[0] <= after], entries


def snapshots(runs: Path, last: int | None = None) -> dict[int, Path]:
    """A run's snapshots by step, up to a last one; a ValueError where there is none."""
    found = {int(p.stem.rpartition("-")[2]): p for p in runs.glob("snapshots/splade-*.pt")}
    kept = {step: found[step] for step in sorted(found) if last is None or step <= last}
    if not kept:
        raise ValueError(f"runs={str(runs)!r}: no snapshot in it")
    return kept


def weights(path: Path) -> dict[str, torch.Tensor]:
    """A snapshot's weights in float32."""
    state = torch.load(path, weights_only=True)["model"]
    return {name: value.float() for name, value in state.items()}


def untrained(
    options: argparse.Namespace, encode: Texts, later: dict[str, torch.Tensor]
) -> BertForMaskedLM:
    """What the run started from; which entries it forbade is read from later weights."""
    model = mlm(options)
    forbid(model, later["cls.predictions.bias"] > NEVER / 2)
    first = pairs.ranking_pairs(options.data, options.seed)[:64]
    lower_bias(model, encode([p.passage for p in first], 96), FIRST_ACTIVE)
    return model


def as_shipped(model: BertForMaskedLM) -> BertForMaskedLM:
    """The model with its weights on the steps of an int8, as ``training.export`` writes it."""
    model.load_state_dict({n: w.float() for n, w in tensors(model).items()}, strict=False)
    return model


def models(options: argparse.Namespace, encode: Texts) -> Iterator[tuple[int, BertForMaskedLM]]:
    """The model at step 0, unless a run before has it, then at every snapshot, as it would ship."""
    found = snapshots(options.runs, options.last)
    if options.after is None:
        model = untrained(options, encode, weights(next(iter(found.values()))))
        yield 0, as_shipped(model)
    else:
        model = mlm(options)
    for step, path in found.items():
        model.load_state_dict(weights(path))
        yield step, as_shipped(model)


def ranks(scores: torch.Tensor, wanted: list[int]) -> list[int | None]:
    """Each wanted document's rank by its score, (documents,); None for one that has none.

    >>> ranks(torch.tensor([0.5, 0.0, 2.0]), [0, 1])
    [2, None]
    """
    rounded = [round(score, DECIMALS) for score in scores.tolist()]
    order = sorted(range(len(rounded)), key=lambda i: (-rounded[i], i))
    return [order.index(i) + 1 if rounded[i] > 0 else None for i in wanted]


def wanted(collection: Collection, query_id: str) -> list[str]:
    """The documents that a query is after, the best first."""
    found = [q for q in collection.qrels if q.query_id == query_id and q.relevance >= WANTED]
    return [q.doc_id for q in sorted(found, key=lambda q: (-q.relevance, q.doc_id))]


def heaviest(vector: torch.Tensor, own: set[int], names: list[str]) -> list[Entry]:
    """A query's heaviest terms, and which of them it has itself."""
    ids = vector.topk(SHOWN).indices.tolist()
    return [
        {"term": names[i], "weight": round(float(vector[i]), 2), "original": i in own}
        for i in ids
        if vector[i] > 0
    ]


def look(model: BertForMaskedLM, encode: Texts, collection: Collection) -> Entry:
    """A checkpoint's vectors of the queries, the ranks by them, and how many terms are active."""
    documents = vectors(model, encode, [d.contents for d in collection.documents], WIDTH)
    asked = vectors(model, encode, [q.text for q in collection.queries], WIDTH)
    tokenizer: Any = encode.tokenizer
    names = tokenizer.convert_ids_to_tokens(list(range(len(tokenizer))))
    rows = {q.query_id: row for row, q in enumerate(collection.queries)}

    def of(query: Query) -> Entry:
        vector = asked[rows[query.query_id]]
        own = set(tokenizer(query.text, add_special_tokens=False)["input_ids"])
        places = [collection.doc_ids.index(i) for i in wanted(collection, query.query_id)]
        return {
            "active": int((vector > 0).sum()),
            "terms": heaviest(vector, own, names),
            "ranks": ranks(documents @ vector, places),
        }

    return {
        "query_terms": round(float((asked > 0).sum(1).float().mean()), 1),
        "document_terms": round(float((documents > 0).sum(1).float().mean()), 1),
        "queries": [of(query) for query in followed(collection)],
    }


def followed(collection: Collection) -> list[Query]:
    """The queries of ``QUERIES``."""
    by_id = {query.query_id: query for query in collection.queries}
    return [by_id[query_id] for query_id in QUERIES]


def log_of(runs: Path, last: int | None = None) -> list[Entry]:
    """A run's log, a line a step, as far as it is asked for."""
    log = loop.read_log(runs / "splade.log.jsonl")
    return [entry for entry in log if last is None or entry["step"] <= last]


def curve(log: list[Entry]) -> list[list[float]]:
    """Step, and active terms of a query and of a passage in the batch.

    The first lines one by one, because most happens there; then means of several.
    """
    first, rest = log[:POINTS], log[POINTS:]
    size = -(-len(rest) // (2 * POINTS))
    parts = [[line] for line in first]
    parts += [rest[i : i + size] for i in range(0, len(rest), max(1, size))]
    return [
        [part[-1]["step"], *(round(_mean(part, name), 1) for name in ("nnz_q", "nnz_p"))]
        for part in parts
    ]


def _mean(lines: list[Entry], name: str) -> float:
    return sum(float(line[name]) for line in lines) / len(lines)


def main() -> None:
    """Look at every checkpoint and write what is seen."""
    options, hospital = arguments(), load_hospital()
    tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
    encode, log = Texts(tokenizer), log_of(options.runs, options.last)
    figures = {line["step"]: line["dev_rr"] for line in log if "dev_rr" in line}
    drawn, checkpoints = before(options.after)
    first = options.after or 0
    for step, model in models(options, encode):
        if step == 0:
            figures[0] = development(model, encode, options.data)["dev_rr"]
        seen = look(model, encode, hospital)
        checkpoints.append({"step": first + step, "development": round(figures[step], 3), **seen})
        print(step, seen["query_terms"], seen["document_terms"], flush=True)
    asked = [
        {
            "query_id": query.query_id,
            "text": query.text,
            "wanted": [
                {"doc_id": i, "title": hospital.document(i).title}
                for i in wanted(hospital, query.query_id)
            ],
        }
        for query in followed(hospital)
    ]
    drawn += [[first + step, *terms] for step, *terms in curve(log)]
    content = {"queries": asked, "curve": drawn, "checkpoints": checkpoints}
    content["documents"] = len(hospital.documents)
    steps_file().parent.mkdir(exist_ok=True)
    steps_file().write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
