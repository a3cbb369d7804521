"""Small random models behind the hub's real client, and hospitals of other sizes, for trials.

A model is written where the client keeps what it has fetched, under the name of one that the
registry knows: ``HF_HOME=hub("bert", folder)`` has it load without a network.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import torch
import transformers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedModel
from transformers import PreTrainedTokenizerFast as Fast

from helpers.models import head_parts
from helpers.paths import data_folder
from helpers.records import load_hospital, load_lay_terms
from helpers.registry import REGISTRY, Kind

NAMES: dict[Kind, str] = {  # whose place an imitation takes
    "splade": "prithivida/Splade_PP_en_v2",
    "masked_lm": "bert-base-uncased",
}
BERT = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
ROBERTA = {"pad": "<pad>", "unk": "<unk>", "cls": "<s>", "sep": "</s>", "mask": "<mask>"}
LOGGING: Any = transformers.utils.logging
TRAINERS: Any = trainers  # without types
ENTRIES, HIDDEN = 2_000, 32
SMALL: dict[str, Any] = {"hidden_size": HIDDEN, "num_hidden_layers": 2, "num_attention_heads": 2}


def texts() -> list[str]:
    """What the vocabularies are made from."""
    return [d.contents for d in load_hospital().documents]


def tokenizer(kind: str) -> Fast:
    """Make a tokenizer: WordPiece "uncased" or "cased", BPE "bytes", Unigram "pieces"."""
    special = ROBERTA if kind == "pieces" else BERT
    options: dict[str, Any] = {"vocab_size": ENTRIES, "special_tokens": list(special.values())}
    if kind in ("uncased", "cased"):
        made = Tokenizer(models.WordPiece(unk_token=special["unk"]))
        made.normalizer = normalizers.BertNormalizer(lowercase=kind == "uncased")
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trainer = TRAINERS.WordPieceTrainer(**options)
    elif kind == "bytes":
        made = Tokenizer(models.BPE(unk_token=special["unk"]))
        made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        trainer = TRAINERS.BpeTrainer(**options)
    else:
        made = Tokenizer(models.Unigram())
        made.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = TRAINERS.UnigramTrainer(unk_token=special["unk"], **options)
    made.train_from_iterator(texts(), trainer)
    ids = [(special[n], made.token_to_id(special[n])) for n in ("cls", "sep")]
    made.post_processor = processors.TemplateProcessing(
        single=f"{special['cls']} $A {special['sep']}", special_tokens=ids
    )
    names = {f"{name}_token": token for name, token in special.items()}
    whole: Any = Fast  # without types
    return cast(Fast, whole(tokenizer_object=made, model_max_length=128, **names))


def bert(size: int) -> PreTrainedModel:
    """A small BERT."""
    config = transformers.BertConfig(vocab_size=size, intermediate_size=64, **SMALL)
    return transformers.BertForMaskedLM(config)


def distilbert(size: int) -> PreTrainedModel:
    """A small DistilBERT."""
    config = transformers.DistilBertConfig(
        vocab_size=size, dim=HIDDEN, n_layers=2, n_heads=2, hidden_dim=64
    )
    return transformers.DistilBertForMaskedLM(config)


def modernbert(size: int) -> PreTrainedModel:
    """A small ModernBERT."""
    sizes = SMALL | {"vocab_size": size, "intermediate_size": 64}
    config = transformers.ModernBertConfig(
        **sizes, pad_token_id=0, bos_token_id=2, cls_token_id=2, eos_token_id=3, sep_token_id=3
    )
    return transformers.ModernBertForMaskedLM(config)


def roberta(size: int) -> PreTrainedModel:
    """A small XLM-R."""
    config = transformers.XLMRobertaConfig(vocab_size=size, intermediate_size=64, **SMALL)
    return transformers.XLMRobertaForMaskedLM(config)


Make = Callable[[int], PreTrainedModel]
MODELS: dict[str, tuple[str, Make]] = {
    "bert": ("uncased", bert),
    "bert-cased": ("cased", bert),
    "distilbert": ("uncased", distilbert),
    "modernbert": ("bytes", modernbert),
    "xlm-r": ("pieces", roberta),
    "no-specials": ("uncased", bert),  # its special tokens have no weight
}


def sparse(network: PreTrainedModel, excluded: list[int]) -> PreTrainedModel:
    """Lower a random network's logits so that a text has some dozen terms; some entries never."""
    decoder: Any = head_parts(network)[1]
    with torch.no_grad():
        decoder.weight.normal_(0.0, HIDDEN**-0.5)
        if decoder.bias is not None:
            decoder.bias.fill_(-2.5)
            decoder.bias[excluded] = -1e4
    return network


def hub(model: str, folder: Path) -> Path:
    """Write an imitation into a cache of the hub's client; returns what HF_HOME has to be."""
    home, (kind, make) = folder / model, MODELS[model]
    if home.exists():
        return home
    torch.manual_seed(0)
    LOGGING.disable_progress_bar()
    words = tokenizer(kind)
    excluded = words.all_special_ids if model == "no-specials" else []
    network = sparse(make(len(words)), excluded)
    for name in NAMES.values():
        card = REGISTRY[name]
        cache = home / "hub" / f"models--{card.location.replace('/', '--')}"
        commit = card.revision if card.revision != "main" else "0" * 40
        network.save_pretrained(cache / "snapshots" / commit)
        words.save_pretrained(str(cache / "snapshots" / commit))
        (cache / "refs").mkdir()
        (cache / "refs" / "main").write_text(commit, encoding="utf-8")
    return home


def data(documents: int, folder: Path) -> Path:
    """Make a data folder whose hospital has this many documents; all else is the book's own.

    Fewer than the book's are its first ones, with the judgements that they have. More are those of
    the lay terms, over and over.
    """
    home = folder / f"data-{documents}"
    if home.exists():
        return home
    (home / "hospital").mkdir(parents=True)
    for path in data_folder().iterdir():
        if path.name != "hospital":
            os.symlink(path, home / path.name)
    own = data_folder() / "hospital"
    lines = (own / "documents.jsonl").read_text(encoding="utf-8").splitlines()[:documents]
    more = load_lay_terms().documents
    for number in range(documents - len(lines)):
        found = more[number % len(more)]
        record = {"id": f"X{number}", "title": found.title, "text": found.text}
        lines.append(json.dumps(record, ensure_ascii=False))
    kept = {json.loads(line)["id"] for line in lines}
    (home / "hospital" / "documents.jsonl").write_text("\n".join(lines), encoding="utf-8")
    queries = (own / "queries.jsonl").read_text(encoding="utf-8")
    (home / "hospital" / "queries.jsonl").write_text(queries, encoding="utf-8")
    qrels = (own / "qrels.txt").read_text(encoding="utf-8").splitlines()
    judged = [line for line in qrels if line.split()[2] in kept]
    (home / "hospital" / "qrels.txt").write_text("\n".join(judged), encoding="utf-8")
    return home
