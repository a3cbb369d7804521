"""What lies in a folder: a collection in files of its own, or one text in each file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.own_texts.report import FileReport
from helpers.own_texts.tables import JSON, suffix

TABLES = (*JSON, ".csv", ".tsv")
DOCUMENTS = ("corpus", "documents", "collection")
QUERIES, JUDGEMENTS = "queries", "qrels"
SPLIT = "test"


class Layout(NamedTuple):
    """The files of a collection."""

    documents: Path
    queries: Path | None
    qrels: Path | None


def layout(folder: Path, split: str | None = None) -> Layout | None:
    """Find a collection's files in a folder: BEIR's, MS MARCO's, or this book's own names.

    ``corpus`` (or ``documents``, ``collection``), ``queries`` and ``qrels``, the last as a file
    or as a folder with a file for each split. Of several, the one with ``split`` in its name is
    taken. None for a folder that has no such file. Raises ValueError for a split that is not
    there.
    """
    files = sorted(p for p in folder.iterdir() if p.is_file() and _visible(p))
    documents = [p for p in files if suffix(p) in TABLES and _stem(p) in DOCUMENTS]
    if not documents:
        return None
    judged = [p for p in files if _stem(p).startswith(JUDGEMENTS)]
    if (folder / JUDGEMENTS).is_dir():
        judged += sorted(p for p in (folder / JUDGEMENTS).iterdir() if _visible(p))
    asked = [p for p in files if _stem(p).startswith(QUERIES)]
    qrels, queries = _of_split(judged, split), _of_split(asked, split, needed=False)
    return Layout(documents[0], queries, qrels)


def _of_split(files: Sequence[Path], split: str | None, needed: bool = True) -> Path | None:
    """The only file, or the one of the split."""
    if len(files) <= 1 and (split is None or not needed):
        return files[0] if files else None
    found = [p for p in files if (split or SPLIT).lower() in p.name.lower()]
    if not found and split and needed:
        have = ", ".join(p.name for p in files) or "none"
        raise ValueError(f"split={split!r}: the files with judgements are {have}")
    return (found or list(files))[0]


def _stem(path: Path) -> str:
    return path.name.lower().split(".")[0]


def _visible(path: Path) -> bool:
    return not path.name.startswith(".")


def texts_in(folder: Path, note: Callable[[FileReport], None]) -> Iterator[Path]:
    """Give each file below a folder, in order of names.

    What is passed over (hidden files and folders, links to folders) is noted, never followed.
    """

    def passed_over(path: Path, why: str) -> None:
        report = FileReport(_name(folder, path), rows=1)
        report.problem(why)
        note(report)

    for place, folders, files in os.walk(
        folder, onerror=lambda error: passed_over(Path(error.filename), str(error.strerror))
    ):
        for name in sorted(folders):
            path = Path(place, name)
            if not _visible(path):
                passed_over(path, "a hidden folder is not read")
            elif path.is_symlink():
                passed_over(path, "a link to a folder is not followed")
        folders[:] = sorted(n for n in folders if _visible(Path(n)))
        for name in sorted(files):
            path = Path(place, name)
            if not _visible(path):
                passed_over(path, "a hidden file is not read")
            elif not path.is_file():
                passed_over(path, "not a file, or a link to nothing")
            else:
                yield path


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
