"""Write the first code cell of every notebook: it fetches the book where a notebook is alone.

    python -m tools.first_cell    (all of the book's notebooks; nothing else in them changes)

The cell does nothing where the helpers can be imported. Alone, as in Colab, it has pip install
them from an archive of the repository's newest files, with what they need within the ranges of
pyproject.toml; what fits stays as it is. Where the book has no public address it says so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from tools.address import NAME, ROOT, Address, current
from tools.notebooks import notebooks

MISSING = "Open it in the book's whole folder, with `make lab`."
NEW: dict[str, object] = {
    "cell_type": "code",
    "execution_count": None,
    "id": "first",
    "metadata": {"tags": ["remove-input"]},
    "outputs": [],
}


class Needs(NamedTuple):
    """What a page imports beyond Python itself, and pyproject.toml's extras that bring it."""

    modules: str = "helpers.systems"
    extras: str = ""


NEEDS = {
    "own_texts": Needs("helpers.own_texts, bs4, pypdf, docx, pymilvus", "[readers,engines]"),
    "search_engine": Needs("helpers.scale.recorder, qdrant_client", "[engines]"),
    "other_engines": Needs("helpers.scale.recorder, qdrant_client", "[engines]"),
}


def source(archive: str | None, needs: Needs = Needs()) -> str:  # noqa: B008 - it cannot change
    """Compose the cell for an archive's address, or for none.

    >>> print(source(None))
    try: import helpers.systems
    except ImportError:  # opened alone
        raise ImportError("Open it in the book's whole folder, with `make lab`.") from None
    """
    first = f"try: import {needs.modules}"
    if archive is None:
        alone = f'raise ImportError("{MISSING}") from None'
        return f"{first}\nexcept ImportError:  # opened alone\n    {alone}"
    install = f'%pip install -q "{NAME}{needs.extras} @ {archive}"'
    return f"{first}\nexcept ImportError:  # opened alone, as in Colab\n    {install}"


def for_page(path: Path, address: Address | None) -> str:
    """Compose the first cell of one notebook."""
    return source(address.archive if address else None, NEEDS.get(path.stem, Needs()))


def is_first(cell: dict[str, Any]) -> bool:
    """Say whether a cell is one that an earlier run of this wrote, or the longer one before it."""
    text = "".join(cell["source"])
    return text.startswith(("try: import ", "# Opened alone, as in Colab"))


def replaced(text: str, source: str) -> str:
    """Put a source into a notebook's first cell of this kind, or into a new one."""
    notebook = json.loads(text)
    codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if codes and is_first(codes[0]):
        codes[0]["source"] = source
    else:
        notebook["cells"].insert(1, NEW | {"source": source})
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def write(address: Address | None, root: Path = ROOT) -> list[Path]:
    """Write the cell into every notebook; returns those that changed."""
    changed = []
    for path in notebooks(root / "book"):
        before = path.read_text(encoding="utf-8")
        after = replaced(before, for_page(path, address))
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for path in write(current()):
        print(path.relative_to(ROOT))
