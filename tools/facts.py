"""Write what Python and the published page both have to know, into browser/src/generated.

    python -m tools.facts            writes facts.js and types.d.ts
    python -m tools.facts --check    fails when one of them is stale

``facts.js`` holds the constants and the explorers' sentences, so that no JavaScript file repeats
them; ``types.d.ts`` the explorers' results, so that ``npm run types`` finds a field that only one
side has. Both are committed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import (
    Any,
    Literal,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import regex
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from helpers import explorers, scores
from helpers.bm25 import EPSILON, K1, B
from helpers.book_search import QUESTION
from helpers.explorers.base import MAX_CHARACTERS
from helpers.explorers.sentences import SENTENCES
from helpers.inference_free import UNIT
from helpers.paths import data_folder
from helpers.registry import REGISTRY
from helpers.scale import decision
from helpers.scale.fusion import K
from helpers.scale.payloads import DIGITS, FIELD, INDEX
from helpers.search import DECIMALS
from helpers.text import OPTIONAL, STOP_WORDS, WORD

GENERATED = Path(__file__).resolve().parent.parent / "browser" / "src" / "generated"
HEADER = "// Written by `python -m tools.facts`; never edited by hand.\n"


# --- facts.js ---


def facts() -> str:
    """Write the constants as a JavaScript module."""
    content = {
        "query_weight_unit": UNIT,
        "question_words": sorted(QUESTION),
        "k1": K1,
        "b": B,
        "epsilon": EPSILON,
        "rrfK": K,
        "decimals": DECIMALS,
        "maxCharacters": MAX_CHARACTERS,
        "maxTokens": model_length(),
        "payload": {"index": INDEX, "field": FIELD, "digits": DIGITS},
        "explorers": {module_name(m): whole_numbers(m) for m in explorer_modules()},
        "scores": {
            "base": scores.BASE,
            "first": scores.FIRST,
            "groups": scores.GROUPS,
            "kinds": list(scores.KINDS),
            "systems": scores.SYSTEMS,
        },
        "models": embedded_models(),
        "decision": decision_table(),
        "stopWords": sorted(STOP_WORDS),
        "patterns": patterns(),
        "sentences": dict(SENTENCES),
    }
    return f"{HEADER}export const FACTS = {json.dumps(content, indent=2, ensure_ascii=False)};\n"


def explorer_modules() -> list[types.ModuleType]:
    """Import the modules that have a result of their own."""
    names = sorted(module.name for module in iter_modules(explorers.__path__))
    modules = [import_module(f"{explorers.__name__}.{name}") for name in names]
    return [module for module in modules if any(typed_dicts(module))]


def module_name(module: types.ModuleType) -> str:
    """Name a module without its package."""
    return module.__name__.rpartition(".")[2]


def whole_numbers(module: types.ModuleType) -> dict[str, int]:
    """Find a module's constants that are whole numbers: how many hits it shows, and the like."""
    return {n: v for n, v in vars(module).items() if n.isupper() and type(v) is int}


def embedded_models() -> dict[str, list[str]]:
    """Name the models that the page has itself, by kind, in the registry's order."""
    cards = [card for card in REGISTRY.values() if card.source == "embedded"]
    return {kind: [c.name for c in cards if c.kind == kind] for kind in {c.kind: 0 for c in cards}}


def decision_table() -> dict[str, Any]:
    """Lay out the rules of ``helpers.scale.decision``, its constants and the models it names."""
    of = {name: (REGISTRY[a], REGISTRY[b]) for name, (a, b) in decision.MODELS.items()}
    measured = REGISTRY["clinical-splade"].parameters
    shown = ("name", "quality", "quality_source")
    numbers = {n: v for n, v in vars(decision).items() if type(v) in (int, float)}
    return {
        "constants": {n: v for n, v in numbers.items() if n.isupper()},
        "machines": {name: m._asdict() for name, m in decision.MACHINES.items()},
        "models": {
            name: [
                {**{s: getattr(c, s) for s in shown}, "size": c.parameters / measured}
                for c in cards
            ]
            for name, cards in of.items()
        },
        "rules": [rule._asdict() for rule in decision.RULES],
    }


def model_length() -> int:
    """Read the most tokens that the embedded models take, [CLS] and [SEP] among them.

    The page has one limit for all; a ValueError says which models differ.
    """
    names = [c.name for c in REGISTRY.values() if c.source == "embedded"]
    paths = {name: data_folder() / "models" / name / "config.json" for name in names}
    lengths = {
        name: int(json.loads(path.read_text(encoding="utf-8"))["max_position_embeddings"])
        for name, path in paths.items()
        if path.exists()  # word vectors read no sentence and have none
    }
    if len(set(lengths.values())) != 1:
        raise ValueError(f"max_position_embeddings={lengths}: want one length for all")
    return next(iter(lengths.values()))


# --- the characters of helpers/text.py, as JavaScript's regular expressions (flag u) have them ---


class Kind(NamedTuple):
    """A kind of character: a pattern for today's Unicode, and whether the tokenizer agrees."""

    today: str
    in_tokenizer: Callable[[str], bool]


_clean = BertNormalizer(True, False, False, False)  # takes control characters out, no more
_strip = BertNormalizer(False, False, True, False)  # takes accents off, no more
_split = BertPreTokenizer()
KINDS = {
    "removed": Kind(
        r"[\p{Cc}\p{Cf}\p{Co}\ufffd]", lambda c: _clean.normalize_str(f"a{c}b") == "ab"
    ),
    "accent": Kind(r"\p{Mn}", lambda c: _strip.normalize_str(f"a{c}b") == "ab"),
    "punctuation": Kind(
        r"[!-\/:-@\[-`{-~\p{P}]",
        lambda c: [part for part, _ in _split.pre_tokenize_str(f"a{c}b")] == ["a", c, "b"],
    ),
}
# All that can be of one of these kinds. Letters, digits and unassigned code points cannot.
CANDIDATE = regex.compile(r"[\p{M}\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}\ufffd]")


def patterns() -> dict[str, str]:
    """Write the patterns of words, and of the characters that WordPiece takes out or splits at.

    BERT's tokenizer has the tables of an older Unicode than browsers: what came later it neither
    takes out nor splits at. Each kind is therefore written as today's Unicode has it, less and plus
    the characters with which the tokenizer does otherwise.
    """
    characters = [chr(c) for c in range(0x110000) if CANDIDATE.match(chr(c))]
    made = {"word": in_javascript(WORD.pattern), "optional": in_javascript(OPTIONAL.pattern)}
    return made | {name: corrected(kind, characters) for name, kind in KINDS.items()}


def in_javascript(pattern: str) -> str:
    r"""Write the escapes of characters beyond U+FFFF as JavaScript has them.

    >>> in_javascript(r"\U000e0100")
    '\\u{e0100}'
    """
    return re.sub(r"\\U([0-9a-fA-F]{8})", lambda m: f"\\u{{{int(m[1], 16):x}}}", pattern)


def corrected(kind: Kind, characters: Iterable[str]) -> str:
    """Write a kind's pattern so that it matches what the tokenizer takes for it."""
    matches = regex.compile(kind.today).match
    odd = [c for c in characters if bool(matches(c)) != kind.in_tokenizer(c)]
    less, more = ([ord(c) for c in odd if bool(matches(c)) == want] for want in (True, False))
    without = f"(?![{ranges(less)}])" if less else ""
    return without + kind.today + (f"|[{ranges(more)}]" if more else "")


def ranges(points: Iterable[int]) -> str:
    r"""Write ascending code points as the inside of a character class.

    >>> ranges([97, 98, 99, 0x1F600])
    '\\u{61}-\\u{63}\\u{1f600}'
    """
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][-1] == point - 1:
            runs[-1][1:] = [point]
        else:
            runs.append([point])
    return "".join("-".join(f"\\u{{{point:x}}}" for point in run) for run in runs)


# --- types.d.ts ---

SIMPLE = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def declarations() -> str:
    """Write the TypedDicts of all explorers as TypeScript, a namespace for each module."""
    return HEADER + "".join(map(namespace, explorer_modules()))


def namespace(module: types.ModuleType) -> str:
    """Write one module's TypedDicts."""
    interfaces = "".join(map(interface, typed_dicts(module)))
    return f"\nexport namespace {module_name(module)} {{\n{interfaces}}}\n"


def typed_dicts(module: types.ModuleType) -> Iterator[type]:
    """Find the TypedDicts that the module itself defines, in their order."""
    for value in vars(module).values():
        if is_typeddict(value) and value.__module__ == module.__name__:
            yield value


def interface(typed_dict: type) -> str:
    """Write one TypedDict."""
    module = typed_dict.__module__
    fields = get_type_hints(typed_dict).items()
    lines = "".join(f"    {name}: {type_script(hint, module)};\n" for name, hint in fields)
    return f"  interface {typed_dict.__name__} {{\n{lines}  }}\n"


def type_script(hint: Any, module: str = "") -> str:
    """Write a type as TypeScript has it; a TypedDict of another module goes by its namespace.

    >>> type_script(dict[str, list[int | None]])
    'Record<string, (number | null)[]>'
    """
    if hint is Any:
        return "unknown"
    if hint in SIMPLE:
        return SIMPLE[hint]
    if get_origin(hint) is Literal:
        return " | ".join(map(json.dumps, get_args(hint)))
    if is_typeddict(hint):
        of = hint.__module__
        return hint.__name__ if of == module else f"{of.rpartition('.')[2]}.{hint.__name__}"
    return generic(get_origin(hint), [type_script(part, module) for part in get_args(hint)], hint)


def generic(origin: Any, parts: list[str], hint: object) -> str:
    """Write a type made of others; a ValueError for one that has no rule here."""
    if origin is list:
        return f"({parts[0]})[]" if " " in parts[0] else f"{parts[0]}[]"
    if origin is dict:
        return f"Record<{', '.join(parts)}>"
    if origin in (Union, types.UnionType):
        return " | ".join(parts)
    raise ValueError(f"{hint!r}: no rule for this type; see SIMPLE and generic")


def stale(files: dict[Path, str]) -> list[str]:
    """Name the files that differ from what would be written."""
    return [p.name for p, text in files.items() if not p.exists() or p.read_text("utf-8") != text]


def main(arguments: list[str] | None = None) -> None:
    """Write both files, or say which are stale."""
    parser = argparse.ArgumentParser(description=re.split("\n", str(__doc__))[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
    check = parser.parse_args(arguments).check
    files = {GENERATED / "facts.js": facts(), GENERATED / "types.d.ts": declarations()}
    if check:
        if names := stale(files):
            sys.exit(f"stale: {', '.join(names)}; run `python -m tools.facts`")
        return
    GENERATED.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
