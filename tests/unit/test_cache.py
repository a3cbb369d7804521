"""Vectors kept on disk: computed once, computed anew when anything they depend on changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers import kept

COUNT = """
import sys
from helpers import search, splade
from helpers.records import Collection, Document
calls = []
whole = splade.SpladeEncoder.encode_ways
splade.SpladeEncoder.encode_ways = lambda *a: (calls.append(1), whole(*a))[1]
for text in sys.argv[1:]:
    one = Collection("one", (Document("D1", "Gout", text, "guideline"),), (), ())
    vectors = search.collection_vectors(one)
    print(len(calls) > 0, vectors.documents[splade.SPLADE].sum().round(3))
    calls.clear()
"""


def encoded(store: Path, *texts: str) -> list[str]:
    """For each text whether a fresh process ran the encoder, and the sum of the weights."""
    run = subprocess.run(
        [sys.executable, "-c", COUNT, *texts],
        capture_output=True,
        text=True,
        check=True,
        env={"WHY_SPLADE_STORE": str(store), "PATH": "", "HF_HUB_OFFLINE": "1"},
    )
    return run.stdout.splitlines()


def test_a_second_process_reads_what_the_first_encoded_unless_damaged(tmp_path: Path) -> None:
    toe, knee = encoded(tmp_path, "a swollen toe", "a swollen knee")
    assert toe.startswith("True")
    assert knee.startswith("True")
    assert toe != knee
    assert encoded(tmp_path, "a swollen toe") == [toe.replace("True", "False")]
    for path in tmp_path.rglob("output.pkl"):
        path.write_bytes(b"damaged")
    assert encoded(tmp_path, "a swollen toe") == [toe]


def test_a_version_changes_with_the_model() -> None:
    versions = {kept.version(name) for name in ("clinical-splade", "clinical-mlm")}
    assert len(versions) == 2


def test_a_version_changes_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.version("clinical-splade")
    monkeypatch.setattr(kept, "SOURCES", ("models.py",))
    assert kept.version("clinical-splade") != before


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(ValueError, match="name='no-such': no splade of that name"):
        kept.version("no-such")


def test_without_a_writable_folder_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert kept.store().location is None
