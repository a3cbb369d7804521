"""A folder with a little training text of every source."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training import corpus
from training.corpus import Record

TERMS: list[Record] = [
    {
        "id": f"HP:{i}",
        "name": f"term {i}",
        "definition": "x",
        "lay": ["lay"],
        "synonyms": [],
        "split": "test" if corpus.digest(f"HP:{i}") % 10 == 0 else "train",
    }
    for i in range(60)
]
ENTRY: Record = {"names": ["flu", "grippe"], "definition": "An infection.", "examples": ["A flu"]}
RECORDS: dict[str, list[Record]] = {
    "hpo": TERMS,
    "medquad": [{"focus": "Gout", "question": "What is (are) Gout ?", "answer": "A. B. C. D."}],
    "medquad_synonyms": [{"focus": "Gout", "synonyms": ["podagra"]}],
    "abstracts": [{"id": "1", "text": "short"}],
    **{source: [ENTRY] for source in ("wordnet", "doid", "icd10cm", "drugs")},
}


def written(folder: Path, **changes: list[Record]) -> Path:
    """The folder with these records, some sources changed."""
    for name, lines in (RECORDS | changes).items():
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path)
