"""Each way into the book, tried by imitation in a fresh environment. Minutes: `make test-doors`."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from helpers.own_texts import ask, read_texts
from helpers.records import load_hospital, load_lay_terms
from helpers.vectors import collection_vectors
from tools.address import NAME, ROOT
from tools.first_cell import NEEDS, Needs, replaced, source

pytestmark = pytest.mark.doors

NOTEBOOKS = ("04_splade_vectors.ipynb", "appendix/search_engine.ipynb")
# What Colab's own image has of our needs; the rest is what the first cell has to bring.
THERE = (
    "httpx huggingface-hub ipywidgets matplotlib numpy safetensors scikit-learn scipy tokenizers "
    "torch tqdm transformers"
).split()
RUN = """
import sys, nbformat
from nbclient import NotebookClient
path = sys.argv[1]
notebook = nbformat.read(path, as_version=4)
NotebookClient(notebook, timeout=900, kernel_name="python3").execute()
nbformat.write(notebook, path)
"""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED: list[str] = PROJECT["project"]["dependencies"]
TRIED: dict[str, list[str]] = PROJECT["tool"]["why-splade-works"]["supported"]
BUILD_PACK = """
from repo2docker.app import Repo2Docker
app = Repo2Docker()
print(next(p.__name__ for p in app.buildpacks if p(app.base_image).detect()))
"""


def environment(folder: Path, *packages: str) -> Path:
    """A fresh virtual environment's Python with these packages."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    return python


def archived(target: Path) -> Path:
    """The committed files as one archive, as GitHub would offer them."""
    make = ["git", "archive", "-o", str(target), f"--prefix={NAME}-main/", "HEAD"]
    subprocess.run(make, cwd=ROOT, check=True)
    return target


def shown(path: Path) -> list[str]:
    """What a notebook's cells show as text, less the first one, which installs."""
    cells = [c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"]
    outputs = [o.get("data", {}).get("text/plain", "") for c in cells[1:] for o in c["outputs"]]
    return ["".join(text) for text in outputs]


def versions(python: Path) -> dict[str, str]:
    """What an environment has installed."""
    run = [str(python), "-m", "pip", "list", "--format=json"]
    listed = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    return {item["name"].lower(): item["version"] for item in listed}


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_alone_fetches_the_book_and_runs_as_in_colab(
    tmp_path: Path, notebook: str
) -> None:
    archive = archived(tmp_path / "main.tar.gz")
    needed = {Requirement(line).name: line for line in NEEDED}
    have = [needed[name] for name in THERE]
    python = environment(tmp_path / "env", *have, "ipykernel", "nbclient")
    before, alone = versions(python), tmp_path / "alone"
    alone.mkdir()
    name, text = Path(notebook).name, (ROOT / "book" / notebook).read_text(encoding="utf-8")
    first = source(archive.as_uri(), NEEDS.get(Path(notebook).stem, Needs()))
    (alone / name).write_text(replaced(text, first), encoding="utf-8")
    path = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    settings = {"HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1"}
    for _ in range(2):  # safe to run twice
        subprocess.run(
            [str(python), "-c", RUN, name],
            cwd=alone,
            env=os.environ | settings | {"PATH": path},
            check=True,
        )
    assert shown(alone / name) == shown(ROOT / "book" / notebook)
    after = versions(python)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
def test_the_helpers_work_with_the_versions_that_are_stated(tmp_path: Path, end: int) -> None:
    large = {name: ends[end] for name, ends in TRIED.items()}
    rest = [line for line in NEEDED if Requirement(line).name not in large]
    pinned = [f"{name}=={version}" for name, version in large.items()]
    python = environment(tmp_path / "env", *pinned, *rest, "pytest", "hypothesis", "bm25s")
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/unit"]
    command += ["-m", "not slow", "--ignore=tests/unit/tools", "--ignore=tests/unit/training"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"HF_HUB_OFFLINE": "1"}, check=True)
    found = versions(python)
    assert {name: found[name] for name in large} == large


def test_binder_takes_the_conda_environment(tmp_path: Path) -> None:
    python = environment(tmp_path / "env", "jupyter-repo2docker")
    run = subprocess.run(
        [str(python), "-c", BUILD_PACK], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["CondaBuildPack"]


def test_two_thousand_own_documents(tmp_path: Path) -> None:
    documents = [*load_hospital().documents, *load_lay_terms().documents]
    path = tmp_path / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = ((d.doc_id, d.title, d.text) for d in documents)
        csv.writer(file).writerows([("id", "title", "text"), *rows])
    started = time.perf_counter()
    read = read_texts(path)
    collection_vectors(read.collection)
    taken = time.perf_counter() - started
    found = ask(read.collection, "heart attack treatment protocol", 10)
    print(f"{len(documents):,} documents read and encoded in {taken:.0f} s")
    assert (len(read.collection.documents), read.problems) == (len(documents), [])
    assert all(len(hits) == 10 for hits in found.values())
