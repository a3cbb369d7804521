"""The models that the book knows: what each is, where it comes from, and how to load it.

Embedded ones lie in ``data/``, are checked against their checksums when loaded, and never touch
the network. The others come by name from the Hugging Face hub or gensim's downloader, only when
asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import gensim.downloader
import httpx
import torch
from gensim.models import KeyedVectors
from huggingface_hub import snapshot_download
from safetensors.numpy import load_file
from transformers import AutoModelForMaskedLM, AutoTokenizer, PreTrainedModel
from transformers import PreTrainedTokenizerFast as Tokenizer

from helpers.records import DATA

Kind = Literal["masked_lm", "splade", "static_vectors"]
Source = Literal["embedded", "hub", "gensim"]
CHECKSUMS = "SHA256SUMS"
HUB_FILES = ["*.json", "*.txt", "*.safetensors"]


@dataclass(frozen=True)
class ModelCard:
    """A line of the registry.

    ``source`` is "embedded", "hub" or "gensim"; ``location`` a folder below data/, a hub
    repository, or gensim's name; ``parameters`` in millions, ``download`` in megabytes.
    """

    name: str
    kind: Kind
    source: Source
    location: str
    revision: str
    licence: str
    parameters: float
    download: int
    good_for: str


_CARDS = (
    ModelCard(
        "clinical-mlm", "masked_lm", "embedded", "models/clinical-mlm", "",
        "Apache-2.0", 22.7, 0, "this book's masked language model, no network needed",
    ),
    ModelCard(
        "clinical-splade", "splade", "embedded", "models/clinical-splade", "",
        "Apache-2.0", 22.7, 0, "this book's SPLADE, no network needed",
    ),
    ModelCard(
        "glove-50k", "static_vectors", "embedded", "glove", "",
        "PDDL-1.0", 2.5, 0, "GloVe 6B, 50 dimensions, its most frequent words, no network needed",
    ),
    ModelCard(
        "bert-base-uncased", "masked_lm", "hub", "google-bert/bert-base-uncased",
        "86b5e0934494bd15c9632b12f734a8a67f723594",
        "Apache-2.0", 109.5, 440, "general English: the model of the BERT paper",
    ),
    ModelCard(
        "distilbert-base-uncased", "masked_lm", "hub", "distilbert/distilbert-base-uncased",
        "12040accade4e8a0f71eabdb258fecc2e7e948be",
        "Apache-2.0", 67.0, 268, "general English, half of BERT's layers",
    ),
    ModelCard(
        "prithivida/Splade_PP_en_v2", "splade", "hub", "prithivida/Splade_PP_en_v2", "main",
        "Apache-2.0", 109.5, 438, "a SPLADE++ that may be used commercially",
    ),
    ModelCard(
        "naver/splade-cocondenser-ensembledistil", "splade", "hub",
        "naver/splade-cocondenser-ensembledistil",
        "49cf4c7b0db5b870a401ddf5e2669993ef3699c7",
        "CC BY-NC-SA 4.0", 109.5, 438, "the SPLADE++ of the papers; not for commercial use",
    ),
    ModelCard(
        "rasyosef/splade-tiny", "splade", "hub", "rasyosef/splade-tiny", "main",
        "see its model card", 4.4, 18, "a very small SPLADE",
    ),
    ModelCard(
        "opensearch-neural-sparse-v2-distill", "splade", "hub",
        "opensearch-project/opensearch-neural-sparse-encoding-v2-distill", "main",
        "Apache-2.0", 67.0, 268, "OpenSearch's own, on DistilBERT",
    ),
    *(
        ModelCard(
            f"glove-wiki-gigaword-{size}", "static_vectors", "gensim",
            f"glove-wiki-gigaword-{size}", "", "PDDL-1.0", size * 0.4, megabytes,
            f"GloVe 6B whole, {size} dimensions",
        )
        for size, megabytes in ((50, 66), (100, 128), (300, 376))
    ),
)  # fmt: skip
REGISTRY: dict[str, ModelCard] = {card.name: card for card in _CARDS}


def card(name: str, kind: Kind) -> ModelCard:
    """The registry's line; a ValueError lists the names that are allowed.

    >>> card("clinical-splade", "splade").licence
    'Apache-2.0'
    """
    names = [c.name for c in _CARDS if c.kind == kind]
    if name not in names:
        raise ValueError(f"name={name!r}: no {kind} of that name; allowed are {', '.join(names)}")
    return REGISTRY[name]


def verify(folder: Path) -> None:
    """Check every file of a folder against its ``SHA256SUMS``.

    A ValueError names the file that is missing or damaged and how to restore it.
    """
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise ValueError(f"{folder}: the model is not there; `git checkout {folder}`") from None
    for digest, name in (line.split(maxsplit=1) for line in lines if line):
        path = folder / name
        if not path.exists():
            raise ValueError(f"{path}: the file is missing; `git checkout {path}` restores it")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ValueError(f"{path}: the file is damaged; `git checkout {path}` restores it")


def fingerprint(name: str, kind: Kind = "splade") -> str:
    """A checksum of a model's files, by which two models are told apart; 64 hexadecimal digits.

    Raises ValueError for a name that the registry does not have; it lists those of ``kind``.
    """
    found = card(name, REGISTRY[name].kind if name in REGISTRY else kind)
    sums = DATA / found.location / CHECKSUMS
    files = sums.read_text(encoding="utf-8") if found.source == "embedded" else found.revision
    return hashlib.sha256(f"{found.location}\n{files}".encode()).hexdigest()


@cache
def model_folder(name: str, kind: Kind) -> Path:
    """Where the model's files are, checked or fetched."""
    found = card(name, kind)
    if found.source == "embedded":
        folder = DATA / found.location
        verify(folder)
        return folder
    try:
        return Path(
            snapshot_download(found.location, revision=found.revision, allow_patterns=HUB_FILES)
        )
    except (OSError, httpx.HTTPError) as error:
        raise _unavailable(found) from error


def _unavailable(found: ModelCard) -> ValueError:
    return ValueError(
        f"{found.name} could not be fetched ({found.download} MB from the "
        f"{'Hugging Face hub' if found.source == 'hub' else 'gensim downloader'}): is there a "
        "network, and is HF_HUB_OFFLINE unset? The embedded models work without."
    )


@lru_cache(maxsize=4)
def _load(name: str, kind: Kind) -> PreTrainedModel:
    model = AutoModelForMaskedLM.from_pretrained(
        model_folder(name, kind), local_files_only=True, use_safetensors=True, dtype=torch.float32
    )
    return model.eval()


def load_masked_lm(name: str = "clinical-mlm") -> PreTrainedModel:
    """A masked language model in float32, ready to predict; loaded once.

    Raises ValueError for an unknown name, a damaged file, or when it cannot be fetched.
    """
    return _load(name, "masked_lm")


def load_splade(name: str = "clinical-splade") -> PreTrainedModel:
    """A SPLADE model's network with its prediction head; see ``helpers.splade`` for the encoder."""
    return _load(name, "splade")


def load_network(name: str) -> PreTrainedModel:
    """A SPLADE or a masked language model: both are an encoder with a prediction head.

    Raises ValueError, as the loaders above.
    """
    is_plain = name in REGISTRY and REGISTRY[name].kind == "masked_lm"
    return load_masked_lm(name) if is_plain else load_splade(name)


def head_parts(
    model: PreTrainedModel,
) -> tuple[Callable[[torch.Tensor], torch.Tensor], torch.nn.Linear]:
    """The prediction head in its two steps: the transform, and the decoder over the vocabulary."""
    if hasattr(model, "cls"):  # BERT
        return model.cls.predictions.transform, model.cls.predictions.decoder

    def transform(hidden: torch.Tensor) -> torch.Tensor:  # DistilBERT
        changed: torch.Tensor = model.activation(model.vocab_transform(hidden))
        return model.vocab_layer_norm(changed)  # type: ignore[no-any-return]

    return transform, model.vocab_projector


def prediction_head(model: PreTrainedModel, hidden: torch.Tensor) -> torch.Tensor:
    """The head that predicts tokens: (positions, width) to logits (positions, vocabulary)."""
    transform, decoder = head_parts(model)
    logits: torch.Tensor = decoder(transform(hidden))
    return logits


@lru_cache(maxsize=8)
def load_tokenizer(name: str) -> Tokenizer:
    """The tokenizer that belongs to a masked language model or a SPLADE of the registry."""
    kind = REGISTRY[name].kind if name in REGISTRY else "masked_lm"
    return AutoTokenizer.from_pretrained(model_folder(name, kind), local_files_only=True)


@lru_cache(maxsize=2)
def load_static_vectors(name: str = "glove-50k") -> KeyedVectors:
    """Static word vectors as gensim's KeyedVectors, float32; loaded once."""
    found = card(name, "static_vectors")
    if found.source == "gensim":
        try:
            return gensim.downloader.load(found.location)
        except OSError as error:
            raise _unavailable(found) from error
    folder = model_folder(name, "static_vectors")
    words = (folder / "words.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    table: Any = load_file(folder / "vectors.safetensors")["vectors"]
    vectors = KeyedVectors(table.shape[1], count=0)
    vectors.add_vectors(words, table.astype("float32"))
    return vectors
