"""The models that the book knows: what each is, where it comes from, and its files.

Embedded ones lie in ``data/``, are checked against their checksums when loaded, and never touch
the network. The others come by name from the Hugging Face hub or gensim's downloader, only when
asked for. Nothing here runs a model: ``helpers.models`` does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Literal

from helpers.paths import data_folder

Kind = Literal["masked_lm", "splade", "static_vectors"]
Source = Literal["embedded", "hub", "gensim"]
MODEL = "clinical-splade"  # what searches where nobody names another
CHECKSUMS = "SHA256SUMS"
HUB_FILES = ["*.json", "*.txt", "*.safetensors"]


@dataclass(frozen=True)
class ModelCard:
    """A line of the registry.

    ``source`` is "embedded", "hub" or "gensim"; ``location`` a folder below data/, a hub
    repository, or gensim's name; ``parameters`` in millions, ``download`` in megabytes.
    ``commercial`` says whether the licence allows commercial use, None where that is not stated.
    ``quality`` is what somebody published of it, with the source; empty where we know of nothing.
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
    commercial: bool | None = True
    languages: str = "English"
    special_tokens: str = "[CLS], [SEP], [MASK]"
    quality: str = ""
    quality_source: str = ""


_CARDS = (
    ModelCard(
        "clinical-mlm", "masked_lm", "embedded", "models/clinical-mlm", "",
        "Apache-2.0", 22.7, 0, "this book's masked language model, no network needed",
        quality_source="data/models/clinical-mlm/README.md",
    ),
    ModelCard(
        "clinical-splade", "splade", "embedded", "models/clinical-splade", "",
        "Apache-2.0", 22.7, 0, "this book's SPLADE, no network needed",
        quality_source="data/models/clinical-splade/README.md",
    ),
    ModelCard(
        "glove-50k", "static_vectors", "embedded", "glove", "",
        "PDDL-1.0", 2.5, 0, "GloVe 6B, 50 dimensions, its most frequent words, no network needed",
        special_tokens="none",
    ),
    ModelCard(
        "bert-base-uncased", "masked_lm", "hub", "google-bert/bert-base-uncased",
        "86b5e0934494bd15c9632b12f734a8a67f723594",
        "Apache-2.0", 109.5, 440, "general English: the model of the BERT paper",
        quality="79.6 GLUE, average", quality_source="Devlin et al. 2019, table 1",
    ),
    ModelCard(
        "distilbert-base-uncased", "masked_lm", "hub", "distilbert/distilbert-base-uncased",
        "12040accade4e8a0f71eabdb258fecc2e7e948be",
        "Apache-2.0", 67.0, 268, "general English, half of BERT's layers",
        quality="77.0 GLUE, average", quality_source="Sanh et al. 2019, table 1",
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
        commercial=False, quality="38.3 MRR@10, MS MARCO", quality_source="its model card",
    ),
    ModelCard(
        "rasyosef/splade-tiny", "splade", "hub", "rasyosef/splade-tiny", "main",
        "see its model card", 4.4, 18, "a very small SPLADE", commercial=None,
        quality="30.9 MRR@10, MS MARCO", quality_source="its model card",
    ),
    ModelCard(
        "opensearch-neural-sparse-v2-distill", "splade", "hub",
        "opensearch-project/opensearch-neural-sparse-encoding-v2-distill", "main",
        "Apache-2.0", 67.0, 268, "OpenSearch's own, on DistilBERT",
        special_tokens="[CLS], [SEP], [MASK]; its card sets their weights to 0",
        quality=".528 nDCG@10, mean over 13 collections of BEIR", quality_source="its model card",
    ),
    *(
        ModelCard(
            f"glove-wiki-gigaword-{size}", "static_vectors", "gensim",
            f"glove-wiki-gigaword-{size}", "", "PDDL-1.0", size * 0.4, megabytes,
            f"GloVe 6B whole, {size} dimensions", special_tokens="none",
            quality=quality, quality_source="Pennington et al. 2014, table 2" if quality else "",
        )
        for size, megabytes, quality in (
            (50, 66, ""), (100, 128, ""), (300, 376, "71.7 % of the analogies"),
        )
    ),
)  # fmt: skip
REGISTRY: dict[str, ModelCard] = {card.name: card for card in _CARDS}


def card(name: str, *kinds: Kind) -> ModelCard:
    """Find the registry's line; a ValueError lists the names that are allowed.

    >>> card("clinical-splade", "splade").licence
    'Apache-2.0'
    """
    names = [c.name for c in _CARDS if not kinds or c.kind in kinds]
    if name not in names:
        wanted = " or ".join(kinds) or "model"
        raise ValueError(f"name={name!r}: no {wanted} of that name; allowed are {', '.join(names)}")
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


@cache
def model_folder(name: str, *kinds: Kind) -> Path:
    """Find the model's files: checked where they are embedded, fetched where they are not.

    Raises ValueError for an unknown name, a damaged file, or when it cannot be fetched.
    """
    found = card(name, *kinds)
    if found.source == "embedded":
        folder = data_folder() / found.location
        verify(folder)
        return folder
    return _fetched(found)


def _fetched(found: ModelCard) -> Path:
    import httpx  # only a model from the hub needs these
    from huggingface_hub import snapshot_download

    fetch = partial(
        snapshot_download, found.location, revision=found.revision, allow_patterns=HUB_FILES
    )
    try:
        return Path(fetch())
    except (OSError, httpx.HTTPError):
        pass  # no network: the hub's client asks for one even where all files are kept
    try:
        return Path(fetch(local_files_only=True))
    except (OSError, httpx.HTTPError) as error:
        raise unavailable(found) from error


def unavailable(found: ModelCard) -> ValueError:
    """Say in one sentence that a model could not be fetched, and what works without."""
    place = "Hugging Face hub" if found.source == "hub" else "gensim downloader"
    return ValueError(
        f"{found.name} could not be fetched ({found.download} MB from the {place}): is there a "
        "network, and is HF_HUB_OFFLINE unset? The embedded models work without."
    )


def fingerprint(name: str) -> str:
    """Compute a checksum by which two models are told apart; 64 hexadecimal digits.

    It is that of an embedded model's files, and of a hub model's commit, which is in the name of
    the folder that it was fetched into. Raises ValueError for a name that the registry does not
    have, and for a hub model that cannot be fetched.
    """
    found = card(name)
    if found.source == "embedded":
        files = (data_folder() / found.location / CHECKSUMS).read_text(encoding="utf-8")
    else:
        files = model_folder(name).name if found.source == "hub" else found.location
    return hashlib.sha256(f"{found.location}\n{files}".encode()).hexdigest()
