"""Run notebooks as a tinkerer would: other queries, other models, other collections.

    python -m tools.matrix --notebooks 01 04 --inputs empty german --models bert --documents 3

Every choice is a run of a notebook whose assignments of ``query`` and ``MODEL`` were rewritten
(``tools.rewriting``); every cell is run, whatever became of those before it. Prints each error and
each warning by its cell, then a table. Without ``--inputs``, ``--models`` and ``--documents`` all
inputs are tried with the book's own model and documents. The models are small and random
(``tools.imitations``).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.registry import REGISTRY
from tools import imitations
from tools.notebooks import QUIET, Notebook, code_cells, notebooks
from tools.rewriting import model_of, rewrite

QUERIES = (
    "blood thinner before surgery",
    "baby fever at night",
    "broken hip",
    "can't breathe",
    "FRM-118",
    "diabetes foot ulcer dressing",
    "what to do when a patient falls",
    "pgd-17",
    "the of and",
    "xylophone zeppelin quux",
)
INPUTS = {q.split()[0].lower(): q for q in QUERIES} | {
    "own": None,  # the notebook's
    "empty": "",
    "character": "a",
    "emoji": "\N{FACE WITH THERMOMETER}\N{PILL}",
    "german": "Behandlung nach einem Herzinfarkt",
    "chinese": "心脏病发作的治疗",
    "long": " ".join(["heart attack treatment protocol for patients"] * 500),  # 3,000 words
}


@dataclass(frozen=True)
class Found:
    """What one run of a notebook gave: its errors and warnings, each after the id of its cell."""

    run: tuple[str, str, str, str]
    cells: int
    seconds: float
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def reports(notebook: Notebook) -> tuple[list[str], list[str]]:
    """The errors and the warnings of a notebook that was run, each after the id of its cell."""
    errors, warnings = [], []
    for number, cell in enumerate(code_cells(notebook), 1):
        at = f"cell {number} ({cell.id})"
        for output in cell.outputs:
            if output["output_type"] == "error":
                first = output["evalue"].partition("\n")[0]
                errors.append(f"{at}: {output['ename']}: {first}")
            elif output.get("name") == "stderr":
                warnings.append(f"{at}: {output['text'].strip().splitlines()[0]}")
    return errors, warnings


def executed(notebook: Notebook, folder: Path, settings: dict[str, str]) -> Notebook:
    """Run every cell in a kernel of its own, with these environment variables."""
    client = NotebookClient(
        notebook,
        timeout=900,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=os.environ | QUIET | settings)
    return notebook


def tried(path: Path, named: str, model: str, documents: str, scratch: Path) -> Found:
    """Run one notebook with one input, one model and one collection."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    values, settings = {}, {"WHY_SPLADE_STORE": str(scratch / "store")}
    if (query := INPUTS[named]) is not None:
        values["query"] = query
    if model != "own" and (theirs := model_of(notebook)):
        kind = REGISTRY[theirs].kind
        values["MODEL"] = imitations.NAMES[kind]
        settings["HF_HOME"] = str(imitations.hub(model, scratch))
    if documents != "own":
        settings["WHY_SPLADE_DATA"] = str(imitations.data(int(documents), scratch))
    left = rewrite(notebook, **values)
    started = time.perf_counter()
    errors, warnings = reports(executed(notebook, path.parent, settings))
    warnings += [f"no cell assigns {name}" for name in left]
    run = (path.stem, named, model, documents)
    cells = len(code_cells(notebook))
    return Found(run, cells, time.perf_counter() - started, errors, warnings)


def table(found: Iterable[Found]) -> str:
    """One line for each run."""
    head = f"{'notebook':28}{'input':12}{'model':12}{'documents':10}  cells errors warnings seconds"
    lines = [
        f"{f.run[0]:28}{f.run[1]:12}{f.run[2]:12}{f.run[3]:10}"
        f"{f.cells:7}{len(f.errors):7}{len(f.warnings):9}{f.seconds:8.0f}"
        for f in found
    ]
    return "\n".join([head, *lines])


def chosen(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.matrix")
    parser.add_argument("--notebooks", nargs="+", default=[""], help="how their names begin")
    parser.add_argument("--inputs", nargs="+", choices=INPUTS)
    parser.add_argument("--models", nargs="+", choices=("own", *imitations.MODELS))
    parser.add_argument("--documents", nargs="+", choices=("own", "3", "5000"))
    read = parser.parse_args(arguments)
    others = read.models or read.documents
    read.inputs = read.inputs or (["own"] if others else list(INPUTS))
    read.models, read.documents = read.models or ["own"], read.documents or ["own"]
    return read


def main(arguments: list[str]) -> int:
    """Run what was chosen, and print what became of it."""
    read, found = chosen(arguments), []
    paths = [p for p in notebooks() if p.stem.startswith(tuple(read.notebooks))]
    with tempfile.TemporaryDirectory() as scratch:
        for path, named, model, size in product(paths, read.inputs, read.models, read.documents):
            found.append(tried(path, named, model, size, Path(scratch)))
            print(*found[-1].run, *found[-1].errors, *found[-1].warnings, sep="\n    ", flush=True)
    print(table(found))
    return 1 if any(f.errors for f in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
