"""Print the helpers' import graph in numbers: `make imports`.

Rooms are modules, arrows are imports between them; for each, its lines and what it imports.
"""

from __future__ import annotations

from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"helpers": "*.py", "browser/src": "*.js", "helpers/explorers/views": "*.js"}


def lines(folder: Path, pattern: str) -> int:
    """Count the lines of a folder's files that we wrote."""
    files = [p for p in folder.rglob(pattern) if "generated" not in p.parts]
    return sum(len(p.read_text(encoding="utf-8").splitlines()) for p in files)


def main() -> None:
    """Print it."""
    graph = grimp.build_graph("helpers")
    rooms = sorted(m for m in graph.modules if m.startswith("helpers."))
    arrows = {room: sorted(graph.find_modules_directly_imported_by(room)) for room in rooms}
    for room, imported in arrows.items():
        names = ", ".join(name.removeprefix("helpers.") for name in imported)
        print(f"{room.removeprefix('helpers.'):26} {names}")
    core = [room for room in rooms if room.count(".") == 1]
    within = sum(other in core for room in core for other in arrows[room])
    total = sum(map(len, arrows.values()))
    print(f"{len(rooms)} rooms, {total} arrows; in the core {len(core)} rooms, {within} arrows")
    for folder, pattern in FOLDERS.items():
        print(f"{lines(ROOT / folder, pattern):6,} lines in {folder}")


if __name__ == "__main__":
    main()
