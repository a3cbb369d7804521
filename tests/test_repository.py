"""The repository: pins agree, cards are there, nothing points into one machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

from helpers.models import REGISTRY
from helpers.records import DATA

ROOT = Path(__file__).resolve().parent.parent


def pins() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = project["dependencies"] + [
        line for name in ("book", "dev") for line in project["optional-dependencies"][name]
    ]
    return dict(line.split("==") for line in lines)


def test_every_direct_dependency_is_locked_at_its_pin() -> None:
    locked = dict(
        line.lower().replace("_", "-").split("==")
        for line in (ROOT / "requirements.lock").read_text().splitlines()
    )
    assert {name: locked.get(name) for name in pins()} == pins()


def test_the_lock_names_versions_only() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert not [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)]


def test_npm_s_lock_names_no_host() -> None:
    assert '"resolved"' not in (ROOT / "browser" / "package-lock.json").read_text()


def test_every_folder_of_data_says_what_it_is() -> None:
    folders = [DATA / c.location for c in REGISTRY.values() if c.source == "embedded"]
    for folder in [*folders, DATA / "hospital", DATA / "lay_terms"]:
        assert "icence" in (folder / "README.md").read_text(), folder


def test_no_file_is_over_50_mb() -> None:
    names = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    assert not [n for n in names if n and (ROOT / n).stat().st_size > 50e6]
