"""Print how good the embedded models are: `make evaluate`.

    python -m training.evaluate [--data TEXT]

Everything that needs only this repository is always printed. With the folder of the training
text also the held-out loss of clinical-mlm and the development figures of clinical-splade.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from ir_measures import RR, iter_calc

from helpers.bm25 import bm25_index, bm25_run
from helpers.evaluation import MEASURES, by_rank, scoreboard
from helpers.models import load_masked_lm, load_splade, load_tokenizer
from helpers.records import Collection, ScoredDoc, load_hospital, load_lay_terms
from helpers.search import collection_vectors, splade_run
from helpers.splade import SPLADE, active_dims, load_encoder
from training.train_mlm import held_out_loss, sequences
from training.train_splade import Texts, development

QUERY = "heart attack treatment protocol"
RUNNING_EXAMPLE = ("D001", "D002", "D003")


def dims(collection: Collection) -> str:
    """How many terms clinical-splade gives a query and a document, on average."""
    made = collection_vectors(collection)
    per_query = np.mean(active_dims(made.queries[SPLADE]))
    per_document = np.mean(active_dims(made.documents[SPLADE]))
    return f"active dims: {per_query:.1f} a query, {per_document:.1f} a document"


def report(collection: Collection) -> None:
    """BM25 and clinical-splade side by side."""
    top_k = len(collection.documents)
    lexical = bm25_run(bm25_index(collection), collection, top_k)
    runs = {"BM25": lexical, "clinical-splade": splade_run(collection, top_k=top_k)}
    print(f"\n{collection.name} ({dims(collection)})")
    print(scoreboard(runs, collection, tuple(str(m) for m in MEASURES)))
    for name, made in runs.items():
        print(f"reciprocal rank, uncut, {name}: {uncut(made, collection)}")


def uncut(run: list[ScoredDoc], collection: Collection) -> str:
    """The mean reciprocal rank over the whole ranking, by query type."""
    values = {m.query_id: m.value for m in iter_calc([RR], collection.qrels, by_rank(run))}
    groups: dict[str, list[float]] = defaultdict(list)
    for query in collection.queries:
        for group in (query.type, "all"):
            groups[group].append(values.get(query.query_id, 0.0))
    return ", ".join(f"{group} {np.mean(found):.3f}" for group, found in sorted(groups.items()))


def running_example() -> None:
    """What the nurse's query and her three documents share, in weights that multiply and sum."""
    hospital, encoder = load_hospital(), load_encoder("clinical-splade")
    query = dict(encoder.decode(encoder.encode_query([QUERY])))
    print(f"\n{QUERY}:", ", ".join(f"{t} {w:.2f}" for t, w in query.items()))
    for doc_id in RUNNING_EXAMPLE:
        found = hospital.document(doc_id)
        for name, text in (("title", found.title), ("whole", found.contents)):
            weights = dict(encoder.decode(encoder.encode_document([text])))
            shared = {t: query[t] * weights[t] for t in query if t in weights}
            parts = ", ".join(f"{t} {p:.2f}" for t, p in shared.items())
            print(f"  {doc_id} {name}: {sum(shared.values()):.2f} = {parts or 'nothing'}")


def from_training_text(folder: Path) -> None:
    """The figures that need text which the repository does not hold."""
    mlm, tokenizer = load_masked_lm(), load_tokenizer("clinical-mlm")
    _, kept = sequences(tokenizer, folder, abstracts_share=0.0)
    print("\nclinical-mlm", held_out_loss(mlm, kept, tokenizer.mask_token_id))
    figures = development(load_splade(), Texts(load_tokenizer("clinical-splade")), folder)
    print("clinical-splade, development:", {k: round(v, 3) for k, v in figures.items()})


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with the training text")
    options = parser.parse_args()
    torch.manual_seed(0)
    report(load_lay_terms())
    report(load_hospital())
    running_example()
    if options.data:
        from_training_text(options.data)


if __name__ == "__main__":
    main()
