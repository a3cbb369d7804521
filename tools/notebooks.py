"""Execute notebooks in place so that a second run changes no byte.

    python -m tools.notebooks [NOTEBOOK ...]      (all of the book's without arguments)

Widget ids become numbers in the order of display, and what differs from run to run (message
ids, times, the machine's Python) is dropped. An exception in a cell fails the run.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

BOOK = Path(__file__).resolve().parent.parent / "book"
STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
REFERENCE = re.compile(r"IPY_MODEL_([0-9a-f]{32})")
QUIET = {"HF_HUB_DISABLE_PROGRESS_BARS": "1", "HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1"}
# how many threads add up a number decides its last digits
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
Notebook = Any  # nbformat's NotebookNode has no types


def notebooks(book: Path = BOOK) -> list[Path]:
    """The book's notebooks, in order of their names."""
    return sorted(
        p for p in book.rglob("*.ipynb") if not {"_build", ".ipynb_checkpoints"} & {*p.parts}
    )


def executed(path: Path) -> Notebook:
    """The notebook with fresh outputs and widget state; the kernel starts in its folder."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    run = NotebookClient(
        notebook,
        timeout=900,
        kernel_name="python3",
        store_widget_state=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    run.execute()
    return notebook


def displayed(notebook: Notebook, state: dict[str, Any]) -> list[str]:
    """The ids of the widget models that some output shows, depth first."""
    order: list[str] = []

    def visit(model_id: str) -> None:
        if model_id not in order and model_id in state:
            order.append(model_id)
            for other in REFERENCE.findall(json.dumps(state[model_id], sort_keys=True)):
                visit(other)

    for cell in code_cells(notebook):
        for output in cell.outputs:
            if VIEW in output.get("data", {}):
                visit(output["data"][VIEW]["model_id"])
    return order


def code_cells(notebook: Notebook) -> list[Any]:
    """The cells that can run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def joined(outputs: list[Any]) -> list[Any]:
    """Outputs with neighbouring pieces of one stream as one: where a kernel cuts is chance."""
    made: list[Any] = []
    for output in outputs:
        last = made[-1] if made else {}
        if output["output_type"] == "stream" and output["name"] == last.get("name"):
            last["text"] += output["text"]
        else:
            made.append(output)
    return made


def normalised(notebook: Notebook) -> str:
    """The notebook as text without anything that a second run would change."""
    notebook.metadata = {
        k: v for k, v in notebook.metadata.items() if k in ("kernelspec", "widgets")
    }
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    for cell in code_cells(notebook):
        cell.metadata.pop("execution", None)
        cell.outputs = joined(cell.outputs)
    state = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    order = displayed(notebook, state)
    if state:
        for model in state.values():
            model["state"].pop("msg_id", None)
        notebook.metadata["widgets"][STATE]["state"] = {i: state[i] for i in order}
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    for number, model_id in enumerate(order):
        text = text.replace(model_id, f"{number:032x}")
    return json.dumps(json.loads(text), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main(names: list[str]) -> None:
    """Execute and write each; a file that would not change is left untouched."""
    os.environ.update(QUIET | ONE_THREAD)
    for path in [Path(name) for name in names] or notebooks():
        before, after = path.read_text(encoding="utf-8"), normalised(executed(path))
        if after != before:
            path.write_text(after, encoding="utf-8")
        print(f"{'changed' if after != before else 'same   '}  {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
