"""helpers/registry.py: the lines, the checks of the files, and what tells two models apart."""

from __future__ import annotations

import doctest
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import registry
from helpers.paths import data_folder
from helpers.registry import (
    CHECKSUMS,
    REGISTRY,
    ModelCard,
    card,
    fingerprint,
    model_folder,
    unavailable,
    verify,
)

EMBEDDED = [c for c in REGISTRY.values() if c.source == "embedded"]
every_card = pytest.mark.parametrize("found", REGISTRY.values(), ids=lambda c: str(c.name))
every_embedded = pytest.mark.parametrize("found", EMBEDDED, ids=lambda c: str(c.name))


def written(folder: Path, content: bytes, digest: str) -> Path:
    """A folder with one file, and a checksum for it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CHECKSUMS).write_text(f"{digest}  config.json\n")
    (folder / "config.json").write_bytes(content)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of this test's own, without a file."""
    monkeypatch.setattr(registry, "data_folder", lambda: tmp_path)
    model_folder.cache_clear()
    yield tmp_path
    model_folder.cache_clear()


def test_examples() -> None:
    assert doctest.testmod(registry).failed == 0


@every_card
def test_every_line_of_the_registry_is_filled(found: ModelCard) -> None:
    assert found.licence
    assert found.good_for
    assert found.parameters > 0
    assert (found.download > 0) == (found.source != "embedded")
    assert bool(found.revision) == (found.source == "hub")


@every_embedded
def test_embedded_files_fit_their_checksums(found: ModelCard) -> None:
    verify(data_folder() / found.location)


@every_embedded
def test_embedded_files_stay_under_50_mb(found: ModelCard) -> None:
    files = (data_folder() / found.location).iterdir()
    assert [f.name for f in files if f.stat().st_size >= 50e6] == []


def test_an_unknown_name_lists_the_allowed() -> None:
    with pytest.raises(ValueError, match=r"name='nothing': no splade .* clinical-splade"):
        card("nothing", "splade")


def test_only_the_allowed_are_listed() -> None:
    with pytest.raises(
        ValueError, match="allowed are clinical-mlm, bert-base-uncased, distil"
    ) as e:
        card("glove-50k", "masked_lm")
    assert "splade" not in str(e.value).split("allowed are")[1]


def test_any_of_several_kinds_fits() -> None:
    assert card("clinical-mlm", "splade", "masked_lm") is REGISTRY["clinical-mlm"]


def test_without_a_kind_every_name_is_allowed() -> None:
    assert [card(name).name for name in REGISTRY] == list(REGISTRY)


def test_a_missing_folder_says_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the model is not there; `git checkout"):
        verify(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    written(tmp_path, b"b", hashlib.sha256(b"a").hexdigest())
    with pytest.raises(ValueError, match=r"config\.json: the file is damaged; `git checkout"):
        verify(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (written(tmp_path, b"a", hashlib.sha256(b"a").hexdigest()) / "config.json").unlink()
    with pytest.raises(ValueError, match=r"config\.json: the file is missing; `git checkout"):
        verify(tmp_path)


def test_an_embedded_model_is_where_its_line_says() -> None:
    assert model_folder("clinical-splade", "splade") == data_folder() / "models/clinical-splade"


def test_an_embedded_model_is_checked_before_it_is_given(elsewhere: Path) -> None:
    written(elsewhere / "models/clinical-splade", b"b", hashlib.sha256(b"a").hexdigest())
    with pytest.raises(ValueError, match="the file is damaged"):
        model_folder("clinical-splade")


def test_a_model_out_of_reach_is_one_sentence() -> None:
    said = str(unavailable(REGISTRY["rasyosef/splade-tiny"]))
    assert said.startswith("rasyosef/splade-tiny could not be fetched (18 MB from the Hugging Face")
    assert "\n" not in said


def test_vectors_out_of_reach_name_gensim() -> None:
    assert "(66 MB from the gensim downloader)" in str(
        unavailable(REGISTRY["glove-wiki-gigaword-50"])
    )


def test_embedded_models_have_different_fingerprints() -> None:
    made = {fingerprint(c.name) for c in EMBEDDED}
    assert len(made) == len(EMBEDDED)
    assert {len(one) for one in made} == {64}


def test_a_fingerprint_changes_with_the_files(elsewhere: Path) -> None:
    folder = elsewhere / "models/clinical-splade"
    made = []
    for content in (b"a", b"b", b"a"):
        written(folder, content, hashlib.sha256(content).hexdigest())
        made.append(fingerprint("clinical-splade"))
    assert made[0] != made[1]
    assert made[0] == made[2]


def test_a_hub_model_s_fingerprint_is_its_commit_s(monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    for commit in ("0" * 40, "1" * 40):
        monkeypatch.setattr(registry, "model_folder", lambda _, c=commit: Path("snapshots") / c)
        made.add(fingerprint("rasyosef/splade-tiny"))
    assert len(made) == 2


def test_gensim_s_fingerprints_need_no_fetch() -> None:
    names = [c.name for c in REGISTRY.values() if c.source == "gensim"]
    assert len({fingerprint(name) for name in names}) == len(names)


def test_an_unknown_name_has_no_fingerprint() -> None:
    with pytest.raises(ValueError, match="name='no-such': no model of that name"):
        fingerprint("no-such")


def test_the_registry_needs_no_torch() -> None:
    code = "import sys, helpers.registry; print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
