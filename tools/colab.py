"""Make a notebook that was opened alone, as Colab does, able to run: its first cell calls this.

Only the standard library is imported here: nothing of the book's is installed yet.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Version = tuple[int, ...]


def pins(*extras: str, root: Path = ROOT) -> dict[str, str]:
    """What the helpers need, and these extras, with the versions that the book is tested with."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    added = [line for name in extras for line in project["optional-dependencies"][name]]
    return dict(line.split("==") for line in project["dependencies"] + added)


def supported(root: Path = ROOT) -> dict[str, tuple[str, str]]:
    """The lowest and highest version that the helpers were tried with, of the large packages."""
    tool = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    return {name: tuple(ends) for name, ends in tool["why-splade-works"]["supported"].items()}


def number(version: str) -> Version:
    """The numbers of a version, without what follows them.

    >>> number("2.13.0+cpu")
    (2, 13, 0)
    """
    return tuple(int(n) for n in re.findall(r"\d+", re.split(r"[+a-z]", version)[0]))


def installed() -> dict[str, str]:
    """Every distribution of this Python with its version."""
    found = ((d.metadata["Name"], d.version) for d in metadata.distributions())
    return {plain(name): version for name, version in found if name}


def plain(name: str) -> str:
    """A distribution's name as indexes compare it.

    >>> plain("ir_measures")
    'ir-measures'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(
    pins: Mapping[str, str], supported: Mapping[str, tuple[str, str]], have: Mapping[str, str]
) -> list[str]:
    """What is missing, and what is older than any version that the helpers were tried with.

    A newer version than was tried is left alone: the machine's own numpy, torch and transformers
    belong together.

    >>> wanted({"gensim": "4.4.0", "numpy": "2.4.6"}, {}, {"numpy": "2.0.2"})
    ['gensim==4.4.0']
    """
    old = {n for n, (low, _) in supported.items() if n in have and number(have[n]) < number(low)}
    return [f"{n}=={v}" for n, v in pins.items() if plain(n) not in have or n in old]


def untried(supported: Mapping[str, tuple[str, str]], have: Mapping[str, str]) -> list[str]:
    """A sentence for each installed package that is newer than any version that was tried."""
    return [
        f"{name} {have[name]} is newer than {high}, the last that this book was tried with."
        for name, (_, high) in supported.items()
        if name in have and number(have[name]) > number(high)
    ]


def pip_install(lines: list[str], have: Mapping[str, str]) -> None:
    """Install these and change nothing else that is there; RuntimeError with pip's last words."""
    replaced = {plain(line.split("==")[0]) for line in lines}
    kept = [f"{name}=={version}\n" for name, version in have.items() if name not in replaced]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.writelines(kept)
        constraints.flush()
        run = subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "-c", constraints.name, *lines],
            capture_output=True,
            text=True,
        )
    if run.returncode:
        raise RuntimeError(f"pip could not install {', '.join(lines)}: {run.stderr[-600:]}")


def enable_widgets() -> None:
    """Ask Colab to show widgets of others than its own; elsewhere nothing."""
    try:
        output = importlib.import_module("google.colab.output")
    except ImportError:
        return
    output.enable_custom_widget_manager()


def prepare(*extras: str) -> None:
    """Install what is missing, say what was done, and enable the explorers' widgets.

    ``extras`` are those of ``pyproject.toml`` that a notebook needs beside the helpers' own.
    """
    have = installed()
    lines = wanted(pins(*extras), supported(), have)
    if lines:
        pip_install(lines, have)
        importlib.invalidate_caches()
        print("installed", ", ".join(lines))
    for sentence in untried(supported(), have):
        print(sentence)
    enable_widgets()
