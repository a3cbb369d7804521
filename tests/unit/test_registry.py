"""helpers/models.py: the registry, the checks on load, and an imitated hub."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from safetensors.torch import load_file
from transformers import BertConfig, BertForMaskedLM

from helpers import models
from helpers.models import REGISTRY, load_masked_lm, load_splade, load_static_vectors, verify
from helpers.records import DATA
from training.export import quantised, round_trip

EMBEDDED = [c for c in REGISTRY.values() if c.source == "embedded"]
LOAD = "from helpers.models import load_splade; print(load_splade({!r}).config.hidden_size)"
REPOSITORY, COMMIT = "rasyosef/splade-tiny", "0" * 40


@pytest.mark.parametrize("card", REGISTRY.values(), ids=lambda c: str(c.name))
def test_every_line_of_the_registry_is_filled(card: models.ModelCard) -> None:
    assert card.licence
    assert card.good_for
    assert card.parameters > 0
    assert (card.download > 0) == (card.source != "embedded")
    assert bool(card.revision) == (card.source == "hub")


@pytest.mark.parametrize("card", EMBEDDED, ids=lambda c: str(c.name))
def test_embedded_files_fit_their_checksums(card: models.ModelCard) -> None:
    verify(DATA / card.location)


@pytest.mark.parametrize("card", EMBEDDED, ids=lambda c: str(c.name))
def test_embedded_files_stay_under_50_mb(card: models.ModelCard) -> None:
    assert all(f.stat().st_size < 50e6 for f in (DATA / card.location).iterdir())


@pytest.mark.parametrize("name", ["clinical-mlm", "clinical-splade"])
def test_embedded_networks_load_in_float32_in_under_2_s(name: str) -> None:
    code = (
        "import time, torch; from helpers import models; t = time.perf_counter(); "
        f"m = models._load({name!r}, models.REGISTRY[{name!r}].kind); "
        "assert m.dtype == torch.float32; print(time.perf_counter() - t)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 2


def test_a_model_is_loaded_once() -> None:
    assert load_masked_lm() is load_masked_lm()


@pytest.mark.parametrize("name", ["clinical-mlm", "clinical-splade"])
def test_an_int8_copy_has_the_same_weights(name: str) -> None:
    for path, weight in load_file(DATA / "models" / name / "model.safetensors").items():
        if weight.dim() == 2 and "position" not in path and "token_type" not in path:
            steps, scale = quantised(weight)
            assert torch.equal(steps.float() * scale, weight.float()), path


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=8))
def test_going_through_int8_twice_changes_nothing(row: list[float]) -> None:
    assume(max(map(abs, row)) > 0.05)  # below, float16 cannot hold the steps, and export says so
    once = round_trip(torch.tensor([row]))
    assert torch.equal(round_trip(once), once)


def test_an_unknown_name_lists_the_allowed() -> None:
    with pytest.raises(ValueError, match=r"name='nothing': no splade .* clinical-splade"):
        load_splade("nothing")


def test_the_kind_must_fit() -> None:
    with pytest.raises(ValueError, match="no masked_lm of that name"):
        load_masked_lm("glove-50k")


def test_a_missing_folder_says_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the model is not there; `git checkout"):
        verify(tmp_path)


@pytest.mark.parametrize(("content", "message"), [(b"b", "damaged"), (None, "missing")])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes | None, message: str) -> None:
    digest = hashlib.sha256(b"a").hexdigest()
    (tmp_path / models.CHECKSUMS).write_text(f"{digest}  config.json\n")
    if content is not None:
        (tmp_path / "config.json").write_bytes(content)
    with pytest.raises(ValueError, match=f"config.json: the file is {message}; `git checkout"):
        verify(tmp_path)


def test_static_vectors_are_gensim_s() -> None:
    vectors = load_static_vectors()
    assert vectors.vector_size == 50
    assert vectors.index_to_key[0] == "the"


class Hub(BaseHTTPRequestHandler):
    """The few answers of the Hugging Face hub that fetching a snapshot needs."""

    files: dict[str, bytes]

    def do_GET(self) -> None:
        self.answer(body=True)

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def answer(self, *, body: bool) -> None:
        path = self.path.split("?")[0]
        if path.startswith(f"/api/models/{REPOSITORY}/tree"):
            sizes = {name: len(content) for name, content in self.files.items()}
            tree = [{"type": "file", "path": n, "size": s, "oid": n} for n, s in sizes.items()]
            return self.send(json.dumps(tree).encode(), body=body)
        if path.startswith(f"/api/models/{REPOSITORY}"):
            names = [{"rfilename": name} for name in self.files]
            info = {"id": REPOSITORY, "sha": COMMIT, "siblings": names, "tags": []}
            return self.send(json.dumps(info).encode(), body=body)
        content = self.files.get(path.rsplit("/", 1)[-1])
        if content is None:
            return self.send_error(404)
        return self.send(content, body=body)

    def send(self, content: bytes, *, body: bool) -> None:
        self.send_response(200)
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    """A hub on the loopback that has one tiny model."""
    folder = tmp_path / "source"
    config = BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    torch.manual_seed(0)
    BertForMaskedLM(config).save_pretrained(folder)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    handler = type("TinyHub", (Hub,), {"files": files})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def load_elsewhere(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load a hub model in a fresh process with a cache of its own."""
    return subprocess.run(
        [sys.executable, "-c", LOAD.format(REPOSITORY)],
        env=os.environ | {"HF_HOME": str(tmp_path / "cache")} | environment,
        capture_output=True,
        text=True,
    )


def test_a_hub_model_is_fetched_by_name(hub: str, tmp_path: Path) -> None:
    run = load_elsewhere(tmp_path, HF_ENDPOINT=hub, HF_HUB_OFFLINE="0")
    assert run.stdout.strip() == "16", run.stderr[-2000:]


def test_a_fetched_model_needs_no_second_fetch(hub: str, tmp_path: Path) -> None:
    load_elsewhere(tmp_path, HF_ENDPOINT=hub, HF_HUB_OFFLINE="0")
    assert load_elsewhere(tmp_path, HF_HUB_OFFLINE="1").stdout.strip() == "16"


def test_without_a_network_there_is_one_clear_sentence(tmp_path: Path) -> None:
    started = time.perf_counter()
    run = load_elsewhere(tmp_path, HF_HUB_OFFLINE="1")
    last = run.stderr.strip().split("\n")[-1]
    assert last.startswith(f"ValueError: {REPOSITORY} could not be fetched (18 MB from the")
    assert time.perf_counter() - started < 60
