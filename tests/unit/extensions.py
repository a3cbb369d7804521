"""The book's own Sphinx extensions, which are no package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "book" / "_ext"


def extension(name: str) -> Any:
    """One of them as a module."""
    if str(FOLDER) not in sys.path:  # they import one another, as Sphinx lets them
        sys.path.append(str(FOLDER))
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ValueError(f"name={name!r}: {FOLDER} has no such module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
