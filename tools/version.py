"""The book's version: pyproject.toml has it, the citations repeat it, a release is tagged with it.

python -m tools.version 0.2.0          writes it everywhere
python -m tools.version --check 0.2.0  exits with 1 where it is another
python -m tools.version --notes        prints what the changelog says of it
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORM = re.compile(r"\d+\.\d+\.\d+")
PLACES = {  # file: the line that has the version
    "pyproject.toml": r'(?m)^(version = ")[^"]+(")',
    "CITATION.cff": r"(?m)^(version: )\S+()",
    "book/citing.md": r"(?m)^(  version = \{)[^}]+(\})",
}


def current(root: Path = ROOT) -> str:
    """The version that pyproject.toml has."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def stated(root: Path = ROOT) -> dict[str, str]:
    """The version that each place has; a ValueError for a place without one."""
    found = {}
    for name, line in PLACES.items():
        text = (root / name).read_text(encoding="utf-8")
        match = re.search(line, text)
        if not match:
            raise ValueError(f"{name}: no line with a version in it")
        found[name] = match[0].removeprefix(match[1]).removesuffix(match[2])
    return found


def set_version(version: str, root: Path = ROOT) -> None:
    """Write a version everywhere; a ValueError for one that is not of the form 1.2.3."""
    if not FORM.fullmatch(version):
        raise ValueError(f"version={version!r}: want three numbers, as in 1.2.3")
    for name, line in PLACES.items():
        path = root / name
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(line, rf"\g<1>{version}\g<2>", text), encoding="utf-8")


def notes(version: str, root: Path = ROOT) -> str:
    """What the changelog says of a version; of one that it does not name, what is unreleased."""
    sections = re.split(r"(?m)^## ", (root / "CHANGELOG.md").read_text(encoding="utf-8"))[1:]
    named = [s for s in sections if s.startswith(version)]
    return (named or sections)[0].partition("\n")[2].strip() + "\n"


def main(arguments: list[str]) -> None:
    """Write, check, or print."""
    match arguments:
        case ["--notes"]:
            print(notes(current()), end="")
        case ["--check", version]:
            if set(stated().values()) != {version}:
                sys.exit(f"the tag says {version}, the files {stated()}")
        case [version]:
            set_version(version)
        case _:
            sys.exit("usage: python -m tools.version VERSION | --check VERSION | --notes")


if __name__ == "__main__":
    main(sys.argv[1:])
