"""Where the book's data lies: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
VARIABLE = "WHY_SPLADE_DATA"


@cache
def data_folder() -> Path:
    """The folder with the collections and the embedded models.

    The environment variable ``WHY_SPLADE_DATA`` goes before ``data`` of a checkout, and that before
    the copy that a wheel has inside the package. Raises ValueError when there is none of them.
    """
    named = os.environ.get(VARIABLE)
    places = [Path(named)] if named else [PACKAGE.parent / "data", PACKAGE / "data"]
    for place in places:
        if (place / "hospital").is_dir():
            return place.resolve()
    tried = " and ".join(map(str, places))
    raise ValueError(f"{VARIABLE}={named!r}: no data of the book in {tried}; name its data folder")


def damaged(path: Path) -> ValueError:
    """Make the error of a file of the book that cannot be read: its name, and how to restore it.

    >>> str(damaged(Path("data.json")))
    'data.json: missing or damaged; `git checkout data.json` restores it'
    """
    return ValueError(f"{path}: missing or damaged; `git checkout {path}` restores it")
