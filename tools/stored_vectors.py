"""Collections as SPLADE has them, for the published page: stored once, read whole.

``NAME.jsonl`` has the documents. ``NAME.vectors.json`` says how many terms each text has, and
names the documents, the queries and their judgements. ``NAME.vectors.bin`` holds, over all texts,
documents first: the weights by max, by sum, by sum without the logarithm and by [CLS] alone
(float32 each), the terms' ids (uint16) and whether they are the text's original ones (uint8). The
other ways of pooling follow from these. The last text is the empty one.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from helpers.ablation import encode
from helpers.own_texts import read_workshop
from helpers.passages import in_parts
from helpers.pooling import Pooling
from helpers.records import Collection, Document, load_hospital
from helpers.splade import load_encoder

KEPT = (Pooling("max"), Pooling("sum"), Pooling("sum", log=False), Pooling("cls"))


def collections() -> list[Collection]:
    """The collections that explorers of the published page search."""
    return [load_hospital(), in_parts(read_workshop().collection).collection]


def write(folder: Path, collection: Collection) -> None:
    """Write a collection's documents, and what SPLADE makes of it, into a folder."""
    name = collection.short_name
    records = ({"id": d.doc_id, "label": d.label, **_fields(d)} for d in collection.documents)
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    header, content = _vectors(collection)
    (folder / f"{name}.vectors.bin").write_bytes(content)
    (folder / f"{name}.vectors.json").write_text(json.dumps(header), encoding="utf-8")


def _fields(document: Document) -> dict[str, str]:
    return {n: text for n, text in document._asdict().items() if n != "doc_id"}


def _vectors(collection: Collection) -> tuple[dict[str, object], bytes]:
    texts = [*(d.contents for d in collection.documents), *(q.text for q in collection.queries), ""]
    stacks = [encode(tuple(texts), pooling) for pooling in KEPT]
    largest, original = stacks[0], load_encoder().input_terms(texts)
    counts = np.diff(largest.indptr)
    at = (np.repeat(range(len(texts)), counts), largest.indices)
    columns = [np.asarray(stack[at], dtype=np.float32).ravel() for stack in stacks]
    flags = np.asarray(original[at]).astype(np.uint8)
    ids = largest.indices.astype(np.uint16)
    header = {
        "counts": counts.tolist(),
        "documents": collection.doc_ids,
        "queries": [query._asdict() for query in collection.queries],
        "qrels": [list(qrel) for qrel in collection.qrels],
    }
    return header, b"".join([*(c.tobytes() for c in columns), ids.tobytes(), flags.tobytes()])
