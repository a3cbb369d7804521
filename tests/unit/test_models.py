"""helpers/models.py: networks and tokenizers, embedded and from an imitated hub."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import (
    BertConfig,
    BertForMaskedLM,
    DistilBertConfig,
    DistilBertForMaskedLM,
    GPT2Config,
    GPT2LMHeadModel,
    ModernBertConfig,
    ModernBertForMaskedLM,
    PreTrainedModel,
    XLMRobertaConfig,
    XLMRobertaForMaskedLM,
)

from helpers.models import head_parts, load_network, load_tokenizer

pytestmark = pytest.mark.model

LOAD = "from helpers.models import load_network; print(load_network({!r}).config.hidden_size)"
REPOSITORY, COMMIT = "rasyosef/splade-tiny", "0" * 40
EMBEDDED = pytest.mark.parametrize("name", ["clinical-mlm", "clinical-splade"])


@EMBEDDED
def test_an_embedded_network_is_loaded_in_float32(name: str) -> None:
    assert {p.dtype for p in load_network(name).parameters()} == {torch.float32}


@EMBEDDED
def test_a_network_does_not_learn_any_more(name: str) -> None:
    assert not load_network(name).training


def test_a_network_is_loaded_once() -> None:
    assert load_network("clinical-mlm") is load_network("clinical-mlm")


@EMBEDDED
def test_tokenizer_and_network_share_a_vocabulary(name: str) -> None:
    assert len(load_tokenizer(name)) == load_network(name).config.vocab_size


@pytest.mark.parametrize("load", [load_network, load_tokenizer])
def test_an_unknown_name_lists_the_allowed(load: object) -> None:
    with pytest.raises(ValueError, match=r"name='nothing': no splade or masked_lm .* clinical-mlm"):
        load("nothing")  # type: ignore[operator]


@pytest.mark.parametrize("load", [load_network, load_tokenizer])
def test_word_vectors_are_no_network(load: object) -> None:
    with pytest.raises(ValueError, match="name='glove-50k': no splade or masked_lm of that name"):
        load("glove-50k")  # type: ignore[operator]


BERT = BertConfig(
    vocab_size=60, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
)
DISTILBERT = DistilBertConfig(vocab_size=60, dim=16, n_layers=1, n_heads=2, hidden_dim=16)
SIZES: dict[str, Any] = {
    "vocab_size": 60,
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
}
MODERNBERT = ModernBertConfig(
    **SIZES, intermediate_size=16, pad_token_id=0, bos_token_id=1, eos_token_id=2, cls_token_id=1,
    sep_token_id=2,
)  # fmt: skip
XLM_R = XLMRobertaConfig(**SIZES, intermediate_size=16)


@pytest.mark.parametrize(
    "network",
    [
        BertForMaskedLM(BERT),
        DistilBertForMaskedLM(DISTILBERT),
        ModernBertForMaskedLM(MODERNBERT),
        XLMRobertaForMaskedLM(XLM_R),
    ],
    ids=["BERT", "DistilBERT", "ModernBERT", "XLM-R"],
)
@torch.inference_mode()
def test_the_head_s_two_steps_make_the_network_s_logits(network: PreTrainedModel) -> None:
    network.train(False)
    ids = torch.tensor([[1, 7, 2]])
    transform, decoder = head_parts(network)
    made = decoder(transform(network.base_model(input_ids=ids).last_hidden_state))
    torch.testing.assert_close(made, network(input_ids=ids).logits)


def test_a_head_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="network=GPT2LMHeadModel: want BERT, DistilBERT"):
        head_parts(GPT2LMHeadModel(GPT2Config(n_embd=4, n_layer=1, n_head=1)))


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
    torch.manual_seed(0)
    BertForMaskedLM(BERT).save_pretrained(folder)
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


@pytest.mark.slow
def test_a_hub_model_is_fetched_by_name(hub: str, tmp_path: Path) -> None:
    run = load_elsewhere(tmp_path, HF_ENDPOINT=hub, HF_HUB_OFFLINE="0")
    assert run.stdout.strip() == "16", run.stderr[-2000:]


@pytest.mark.slow
def test_a_fetched_model_needs_no_second_fetch(hub: str, tmp_path: Path) -> None:
    load_elsewhere(tmp_path, HF_ENDPOINT=hub, HF_HUB_OFFLINE="0")
    assert load_elsewhere(tmp_path, HF_HUB_OFFLINE="1").stdout.strip() == "16"


@pytest.mark.slow
@pytest.mark.parametrize("offline", ["0", "1"])
def test_a_model_that_an_older_client_fetched_needs_no_network(
    hub: str, tmp_path: Path, offline: str
) -> None:
    load_elsewhere(tmp_path, HF_ENDPOINT=hub, HF_HUB_OFFLINE="0")
    for listed in (tmp_path / "cache").rglob("trees"):  # what older clients did not keep
        shutil.rmtree(listed)
    nowhere = "http://127.0.0.1:9"
    run = load_elsewhere(tmp_path, HF_ENDPOINT=nowhere, HF_HUB_OFFLINE=offline)
    assert run.stdout.strip() == "16", run.stderr[-2000:]


@pytest.mark.slow
def test_without_a_network_there_is_one_clear_sentence(tmp_path: Path) -> None:
    run = load_elsewhere(tmp_path, HF_HUB_OFFLINE="1")
    last = run.stderr.strip().split("\n")[-1]
    assert last.startswith(f"ValueError: {REPOSITORY} could not be fetched (18 MB from the")
