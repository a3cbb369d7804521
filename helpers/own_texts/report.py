"""What was read of somebody's files, and what was not: one line a file, one sentence a problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from helpers.records import Collection

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5  # problems of one file that the table spells out


class Problem(NamedTuple):
    """A file or row that was left out or could not be read whole, and why."""

    where: str
    why: str


@dataclass
class FileReport:
    """What became of one file.

    ``rows`` counts what it holds (rows, or 1 for a text), ``used`` what was taken. ``columns``
    says which column was read as what, ``ignored`` which were not read. Every row that is not
    among the used is among the problems.
    """

    file: str
    encoding: str = ""
    rows: int = 0
    used: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, why: str, first: int = 0, last: int = 0) -> None:
        """Note a problem with the file, with one line of it, or with several."""
        if last > first:
            where = f"{self.file}, lines {first} to {last}"
        else:
            where = f"{self.file}, line {first}" if first else self.file
        self.problems.append(Problem(where, why))


class Read(NamedTuple):
    """A collection made of somebody's files, and an account of each file.

    >>> from helpers.own_texts import EXAMPLE, read_texts
    >>> read = read_texts(EXAMPLE / "documents.csv")
    >>> read.table().loc["documents.csv", ["rows", "used"]].tolist()
    [14, 12]
    """

    collection: Collection
    problems: list[Problem]
    files: list[FileReport]

    def table(self, every: bool = False) -> pd.DataFrame:
        """Lay out the account: a row a file, with its first problems and its columns.

        Sound files of one text each are counted in one row for each encoding, unless ``every``
        file is wanted.
        """
        import pandas as pd

        sound = [] if every else [f for f in self.files if f.used == f.rows == 1 and _plain(f)]
        gathered = set(map(id, sound))
        rows = [_row(f.file, f) for f in self.files if id(f) not in gathered]
        rows += [_counted(encoding, sound) for encoding in sorted({f.encoding for f in sound})]
        names = ["file", "rows", "used", "problems", "columns used", "ignored", "encoding"]
        return pd.DataFrame(rows, columns=names).set_index("file")


def _plain(report: FileReport) -> bool:
    return not report.problems and not report.columns


def _row(name: str, report: FileReport) -> tuple[str | int, ...]:
    columns, ignored = _columns(report), ", ".join(report.ignored)
    problems = _problems(report)
    return name, report.rows, report.used, problems, columns, ignored, report.encoding


def _counted(encoding: str, sound: Sequence[FileReport]) -> tuple[str | int, ...]:
    """One row for all sound texts of an encoding."""
    files = [f for f in sound if f.encoding == encoding]
    if len(files) == 1:
        return _row(files[0].file, files[0])
    return f"{len(files):,} sound texts", len(files), len(files), "", "", "", encoding


def read_of(collection: Collection, files: Sequence[FileReport]) -> Read:
    """Join a collection with the accounts of the files that it was made of."""
    return Read(collection, [problem for f in files for problem in f.problems], list(files))


def _columns(report: FileReport) -> str:
    pairs = report.columns.items()
    return ", ".join(role if role == name else f"{role} ← {name}" for role, name in pairs)


def _problems(report: FileReport) -> str:
    """The first problems in one cell, each with its line; the file's name is the row's."""
    said = [
        f"{p.where.removeprefix(report.file).removeprefix(', ')}: {p.why}".removeprefix(": ")
        for p in report.problems[:SHOWN]
    ]
    left = len(report.problems) - len(said)
    return "; ".join([*said, *([f"and {left:,} more"] if left else [])])
