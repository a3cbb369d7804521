"""The hospital's texts as SPLADE has them, for the published page: stored once, read whole.

``vectors.json`` says how many terms each text has, and names the documents, the queries and their
judgements. ``vectors.bin`` holds, over all texts, documents first: the weights by max, by sum, by
sum without the logarithm and by [CLS] alone (float32 each), the terms' ids (uint16) and whether
they are the text's original ones (uint8). The other ways of pooling follow from these. The last
text is the empty one.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from helpers.ablation import encode
from helpers.pooling import Pooling
from helpers.records import load_hospital
from helpers.splade import load_encoder

KEPT = (Pooling("max"), Pooling("sum"), Pooling("sum", log=False), Pooling("cls"))


def write(folder: Path) -> None:
    """Write both files into a folder."""
    hospital = load_hospital()
    texts = [*(d.contents for d in hospital.documents), *(q.text for q in hospital.queries), ""]
    stacks = [encode(tuple(texts), pooling) for pooling in KEPT]
    largest, original = stacks[0], load_encoder().input_terms(texts)
    counts = np.diff(largest.indptr)
    at = (np.repeat(range(len(texts)), counts), largest.indices)
    columns = [np.asarray(stack[at], dtype=np.float32).ravel() for stack in stacks]
    flags = np.asarray(original[at]).astype(np.uint8)
    ids = largest.indices.astype(np.uint16)
    content = [*(c.tobytes() for c in columns), ids.tobytes(), flags.tobytes()]
    (folder / "vectors.bin").write_bytes(b"".join(content))
    header = {
        "counts": counts.tolist(),
        "documents": hospital.doc_ids,
        "queries": [query._asdict() for query in hospital.queries],
        "qrels": [list(qrel) for qrel in hospital.qrels],
    }
    (folder / "vectors.json").write_text(json.dumps(header), encoding="utf-8")
