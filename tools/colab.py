"""Make a notebook that was opened alone, as Colab does, able to run: its first cell calls this.

Only the standard library is imported here: nothing of the book's is installed yet.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def requirements(*extras: str, root: Path = ROOT) -> list[str]:
    """List what the helpers need, and these extras, with the ranges that the book works with."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    added = [line for name in extras for line in project["optional-dependencies"][name]]
    return [*project["dependencies"], *added]


def enable_widgets() -> None:
    """Ask Colab to show widgets of others than its own; elsewhere nothing."""
    try:
        output = importlib.import_module("google.colab.output")
    except ImportError:
        return
    output.enable_custom_widget_manager()


def prepare(*extras: str) -> None:
    """Install what is missing, and enable the explorers' widgets.

    What is there and within the ranges stays as it is: a machine's own numpy, torch and
    transformers belong together. Raises RuntimeError with pip's last words.
    """
    pip = [sys.executable, "-m", "pip", "install", "-q", *requirements(*extras)]
    run = subprocess.run(pip, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"pip could not install what the book needs: {run.stderr[-600:]}")
    importlib.invalidate_caches()
    enable_widgets()
