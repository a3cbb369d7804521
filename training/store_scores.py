"""Run every system of the scoreboard over the book's collections, and keep what comes of it.

    python -m training.store_scores

Writes data/scores. To be run again when a model, a setting of a system or a collection changes.
"""

from __future__ import annotations

import json

from helpers.records import Collection, load_hospital, load_lay_terms
from helpers.rivals import rivals
from helpers.scores import board, lists, scores_folder
from helpers.systems import run


def write(collection: Collection) -> None:
    """Run every system over a collection and write both of its files."""
    made = rivals(collection).items()
    runs = {name: run(system, collection.queries) for name, system in made}
    found = {"board": board(runs, collection), "lists": lists(runs, collection)}
    for kind, content in found.items():
        path = scores_folder() / f"{collection.short_name}.{kind}.json"
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Write both collections' scores."""
    scores_folder().mkdir(exist_ok=True)
    for collection in (load_hospital(), load_lay_terms()):
        write(collection)
        print(f"{collection}: written", flush=True)


if __name__ == "__main__":
    main()
