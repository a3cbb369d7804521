"""The interactive parts of the book: ipywidgets controls and one drawn view each.

Every explorer has two back ends with one result schema: these modules where a kernel runs, and
``browser/src/explorers`` on the published page, where none does. Drawing is one piece of JavaScript
for both (``views``). The schemas are the ``TypedDict`` classes of the modules.

A module ``name`` gives ``name_explorer`` (the widget) and ``explore_name`` (its answer). Both are
imported when first asked for, so that chapter 1 needs no model.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

NOT_EXPLORERS = "__init__ base bridge choices controls dashboard drawers readable sentences".split()
NAMES = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NOT_EXPLORERS
)


def __getattr__(name: str) -> Any:
    """Import ``<name>_explorer``, ``explore_<name>`` or ``every_explorer`` when first asked for."""
    if name == "every_explorer":
        return importlib.import_module("helpers.explorers.dashboard").every_explorer
    module = name.removeprefix("explore_").removesuffix("_explorer")
    if module not in NAMES or module == name:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"helpers.explorers.{module}"), name)


def __dir__() -> list[str]:
    """List what can be imported."""
    return sorted([f"{n}_explorer" for n in NAMES] + [f"explore_{n}" for n in NAMES])
