"""Small random models behind the hub's real client, and hospitals of other sizes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.records import load_collection
from tools import imitations

LOADED = """
from helpers.splade import load_encoder
encoder = load_encoder("prithivida/Splade_PP_en_v2")
vector = encoder.encode_query(["heart attack treatment"])
print(vector.nnz, vector.shape[1])
"""


@pytest.mark.slow
@pytest.mark.parametrize("model", imitations.MODELS)
def test_an_imitation_is_loaded_by_name(model: str, tmp_path: Path) -> None:
    home = imitations.hub(model, tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=os.environ | {"HF_HOME": str(home), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    active, size = map(int, run.stdout.split())
    assert 0 < active < size / 10


@pytest.mark.parametrize("documents", [3, 500])
def test_a_hospital_of_another_size(documents: int, tmp_path: Path) -> None:
    folder = imitations.data(documents, tmp_path)
    assert len(load_collection(folder / "hospital", "a").documents) == documents
    assert (folder / "models" / "clinical-mlm").is_dir()
