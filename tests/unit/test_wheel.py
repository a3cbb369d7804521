"""An installed wheel finds its own data, far from any checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = """
from helpers.paths import data_folder
from helpers.records import load_hospital
from helpers.systems import bm25_system
hospital = load_hospital()
print(data_folder().parent.name, len(hospital.documents))
print(bm25_system(hospital).search("FRM-118", 1)[0].doc_id)
from helpers.own_texts import EXAMPLE, read_texts
print(len(read_texts(EXAMPLE / "documents.csv").collection.documents))
"""


@pytest.mark.slow
def test_a_wheel_brings_its_data(tmp_path: Path) -> None:
    source = tmp_path / "source"  # building leaves files beside the sources
    for folder in ("helpers", "data"):
        shutil.copytree(ROOT / folder, source / folder)
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-TEXT"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet"]
    subprocess.run([*pip, "--wheel-dir", str(tmp_path), str(source)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    asked = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.split() == ["helpers", "194", "D013", "12"]
