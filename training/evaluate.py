"""Print how good the embedded models are: `make evaluate`.

    python -m training.evaluate [--data TEXT]

Everything that needs only this repository is always printed. With the folder of the training
text also the held-out loss of clinical-mlm and the development figures of clinical-splade.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
import torch
from ir_measures import RR
from transformers import BertForMaskedLM

from helpers.evaluation import MEASURES, by_type, evaluate, scoreboard
from helpers.models import load_network, load_tokenizer
from helpers.records import Collection, ScoredDoc, load_hospital, load_lay_terms
from helpers.scale.costs import costs
from helpers.splade import load_encoder
from helpers.systems import bm25_system, run, splade_system
from training.development import development
from training.forward import Texts
from training.train_mlm import held_out_loss, sequences

QUERY = "heart attack treatment protocol"
RUNNING_EXAMPLE = ("D001", "D002", "D003")


def report(collection: Collection) -> None:
    """BM25 and clinical-splade side by side: measures, terms, postings."""
    systems = {"BM25": bm25_system(collection), "clinical-splade": splade_system(collection)}
    top_k = len(collection.documents)
    runs = {name: run(system, collection.queries, top_k) for name, system in systems.items()}
    print(f"\n{collection.name}")
    print(costs(systems, collection).round(1).to_string())
    print(scoreboard(runs, collection, [str(m) for m in MEASURES]).to_string())
    print(pd.DataFrame({name: uncut(r, collection) for name, r in runs.items()}).round(3))


def uncut(hits: list[ScoredDoc], collection: Collection) -> pd.Series[float]:
    """The mean reciprocal rank over the whole ranking, by query type."""
    means: pd.Series[float] = by_type(evaluate(hits, collection, [RR]))["RR"]
    return means


def running_example() -> None:
    """What the nurse's query and her three documents share, in weights that multiply and sum."""
    hospital, encoder = load_hospital(), load_encoder()
    query = dict(encoder.decode(encoder.encode_query([QUERY])))
    print(f"\n{QUERY}:", ", ".join(f"{t} {w:.2f}" for t, w in query.items()))
    for doc_id in RUNNING_EXAMPLE:
        found = hospital.document(doc_id)
        for name, text in (("title", found.title), ("whole", found.contents)):
            weights = dict(encoder.decode(encoder.encode_document([text])))
            shared = {t: query[t] * weights[t] for t in query if t in weights}
            parts = ", ".join(f"{t} {p:.2f}" for t, p in shared.items())
            print(f"  {doc_id} {name}: {sum(shared.values()):.2f} = {parts or 'nothing'}")


def network(name: str) -> BertForMaskedLM:
    """An embedded model, which is a BERT."""
    found = load_network(name)
    if not isinstance(found, BertForMaskedLM):
        raise ValueError(f"name={name!r}: want one of the embedded models")
    return found


def from_training_text(folder: Path) -> None:
    """The figures that need text which the repository does not hold."""
    tokenizer = load_tokenizer("clinical-mlm")
    mlm, splade = (network(name) for name in ("clinical-mlm", "clinical-splade"))
    _, kept = sequences(tokenizer, folder, abstracts_share=0.0)
    print("\nclinical-mlm", held_out_loss(mlm, kept, tokenizer.mask_token_id))
    figures = development(splade, Texts(load_tokenizer("clinical-splade")), folder)
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
