"""Keep results on disk between runs: what one chapter has encoded, the next one reads.

A result is kept under all that it depends on: the arguments, the model's files, our own modules
that made it, and the versions of the libraries. Nothing is written before there is a result.
"""

from __future__ import annotations

import hashlib
import inspect
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from importlib.metadata import version
from pathlib import Path
from typing import ParamSpec, TypeVar

import joblib

from helpers.paths import PACKAGE
from helpers.registry import fingerprint

VARIABLE = "WHY_SPLADE_STORE"
LIBRARIES = ("torch", "transformers")
P = ParamSpec("P")
R = TypeVar("R")


def folder() -> Path:
    """Name the folder of kept results: ``WHY_SPLADE_STORE``, or ``.cache`` beside the package."""
    return Path(os.environ.get(VARIABLE, PACKAGE.parent / ".cache"))


@cache
def version_of(model: str, modules: tuple[str, ...]) -> str:
    """Compute a checksum of a model's files, of these modules of ours, and of the libraries.

    Raises ValueError for a name that the registry does not have.
    """
    code = "".join((PACKAGE / f"{name}.py").read_text(encoding="utf-8") for name in modules)
    libraries = [version(name) for name in LIBRARIES]
    return hashlib.sha256("\n".join([fingerprint(model), code, *libraries]).encode()).hexdigest()


def kept(*modules: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function returns, under its arguments and the version of its ``model``.

    ``modules`` name our modules on which the result depends. However an argument is passed, by
    place, by name or by its default, the key is the same. A kept file that is damaged counts as
    none; where the folder cannot be written, nothing is kept and all works.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)

        @wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            found = version_of(bound.arguments["model"], modules)
            key = joblib.hash((function.__qualname__, found, list(bound.arguments.items())))
            path = folder() / function.__name__ / f"{key}.joblib"
            try:
                result: R = joblib.load(path)
            except Exception:  # missing, cut short, or of another library: made anew
                result = function(*args, **kwargs)
                _store(path, result)
            return result

        return remembered

    return decorate


def _store(path: Path, result: object) -> None:
    """Write a result so that another process sees it whole or not at all."""
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        joblib.dump(result, partial)
        partial.replace(path)
    except OSError:  # a read-only or full disk
        with suppress(OSError):
            partial.unlink()
