"""Put a trained model into data/models: int8 steps, float16 files, checksums, a model card.

    python -m training.export runs/mlm/model clinical-mlm
    python -m training.export runs/splade/model clinical-splade

Each row of a weight matrix becomes int8 times one scale. The scale is rounded up to four
significant bits, so that every product of an int8 and its scale is exact in float16: a copy in
int8 for the browser has the very same weights.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoTokenizer, BertForMaskedLM

from helpers.inference_free import FILE
from helpers.paths import data_folder
from helpers.registry import CHECKSUMS
from tools.int8 import quantised

LEFT_OUT = (
    "max_length",
    "stride",
    "truncation_strategy",
    "pad_to_multiple_of",
    "is_local",
    "local_files_only",
)  # of MiniLM's sentence settings
KEPT = ("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")


def round_trip(weight: torch.Tensor) -> torch.Tensor:
    """A matrix as float16 after the way through int8."""
    steps, scale = quantised(weight)
    exact = steps.float() * scale
    half = exact.half()
    if not torch.equal(half.float(), exact):
        raise ValueError("a scale is too small for float16 to hold its multiples")
    return half


def tensors(model: BertForMaskedLM) -> dict[str, torch.Tensor]:
    """The network's weights by name, the tied decoder left out, matrices through int8."""
    state = {k: v for k, v in model.state_dict().items() if "predictions.decoder" not in k}
    tables = ("position_embeddings", "token_type_embeddings")
    return {
        name: round_trip(value)
        if value.dim() == 2 and not any(t in name for t in tables)
        else value.half().contiguous()
        for name, value in state.items()
        if value.is_floating_point()
    }


def write_checksums(folder: Path, names: list[str]) -> None:
    """SHA256SUMS over the named files, in the format of sha256sum."""
    lines = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def main(source: str, name: str) -> None:
    """Write data/models/<name>; its README.md is written by hand."""
    folder = data_folder() / "models" / name
    folder.mkdir(parents=True, exist_ok=True)
    model = BertForMaskedLM.from_pretrained(source, dtype=torch.float32)
    model.config.dtype = torch.float16
    model.config.save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(source)
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.model_max_length = model.config.max_position_embeddings
    for name in LEFT_OUT:
        tokenizer.init_kwargs.pop(name, None)
    tokenizer.save_pretrained(folder)
    save_file(tensors(model), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    beside = Path(source) / FILE
    if beside.exists():
        shutil.copyfile(beside, folder / FILE)
    write_checksums(folder, [*KEPT, *([FILE] if beside.exists() else [])])


if __name__ == "__main__":
    main(*sys.argv[1:])
