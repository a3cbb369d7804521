"""Write hostile CSV and JSON Lines files, read them, and count the rows that get lost: none.

    python -m tools.fuzz_tables 100000

Half of the files are sound: what was written must come back, row by row. The others are damaged
at a few places (a byte lost, added or changed): then every row is used or a problem, every line
belongs to exactly one row, and nothing is raised but ValueError for a file without a text.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Literal, NamedTuple

from helpers._progress import progress
from helpers.own_texts import Read, read_texts
from helpers.own_texts.decoding import decode
from helpers.own_texts.rows import delimited, split_lines

PIECES = (
    "a", "word ", "42", ",", ";", "\t", "|", '"', '""', "'", "\\", "\n", "\r", "\r\n", " ",
    "\x00", "\x01", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x7f", "\x85", "\xa0",
    "\u2028", "\u2029", "\ufeff", "\ufffd", "\u200b", "\u202e", "é", "e\u0301", "心", "हि", "😀",
    "{", "}", "[", "]", ":", "null", "<script>", "=1+1", "id", "text", "'); DROP TABLE",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")
Rows = list[list[str]]


class File(NamedTuple):
    """A file's bytes, its name, and the (id, text) pairs that it holds."""

    name: str
    data: bytes
    pairs: Rows


def _text(rng: random.Random) -> str:
    return "".join(rng.choices(PIECES, k=rng.randint(0, 8)))


def written(rng: random.Random) -> File:
    """One sound file of one to six rows, in any of the formats."""
    pairs = [[f"D{i}", "x" + _text(rng)] for i in range(rng.randint(1, 6))]
    as_json = rng.random() < 0.4
    text = _json_lines(pairs, rng) if as_json else _csv(pairs, rng)
    data = text.encode(rng.choice(ENCODINGS))
    packed = rng.random() < 0.1
    name = ("t.jsonl" if as_json else "t.csv") + (".gz" if packed else "")
    return File(name, gzip.compress(data, 1) if packed else data, pairs)


def _json_lines(pairs: Rows, rng: random.Random) -> str:
    ascii_only = rng.random() < 0.5
    lines = [json.dumps({"_id": i, "text": t}, ensure_ascii=ascii_only) for i, t in pairs]
    return "".join(line + rng.choice(["\n", "\r\n", "\n\n"]) for line in lines)


def _csv(pairs: Rows, rng: random.Random) -> str:
    """As csv writes it; before Python 3.13 it leaves "\\n" unquoted where lines end otherwise."""
    file, end = io.StringIO(newline=""), rng.choice(["\n", "\r\n", "\r"])
    quoting: Literal[0, 1] = (
        csv.QUOTE_ALL if end != "\r\n" else rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    )
    writer = csv.writer(file, delimiter=rng.choice(",;\t|"), lineterminator=end, quoting=quoting)
    writer.writerows([["id", "text"], *pairs])
    return file.getvalue()


def damaged(file: File, rng: random.Random) -> File:
    """The same with up to four bytes lost, added or changed."""
    data = bytearray(file.data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        data[at : at + rng.randint(0, 1)] = rng.choice([b"", b'"', b"\n", b",", b"\xff", b"{"])
    return File(file.name, bytes(data), [])


def check(file: File, folder: Path, sound: bool) -> str:
    """What became of the file: "read", "refused", or what is wrong."""
    path = folder / file.name
    path.write_bytes(file.data)
    try:
        read = read_texts(path)
    except ValueError:
        return "a sound file is refused" if sound else "refused"
    if sound:
        pairs = [[d.doc_id, d.text] for d in read.collection.documents]
        return "read" if pairs == file.pairs and not read.problems else "a row differs"
    return _accounted(read, path)


def _accounted(read: Read, path: Path) -> str:
    (report,) = read.files
    left_out = [p for p in read.problems if "it reads as" not in p.why]
    if report.rows != report.used + len(left_out):
        return "a row is neither used nor a problem"
    if path.name == "t.csv" and not _each_line_once(decode(path.read_bytes()).text):
        return "a line belongs to no row, or to two"
    return "read"


def _each_line_once(text: str) -> bool:
    lines = split_lines(text)
    for delimiter in ",;\t|":
        taken = Counter(
            n for row in delimited(lines, delimiter) for n in range(row.first, row.last + 1)
        )
        blank = {n for n, line in enumerate(lines, 1) if not line.strip("\r\n")}
        every = set(range(1, len(lines) + 1))
        if set(taken) | blank != every or any(times > 1 for times in taken.values()):
            return False
    return True


def fuzz(count: int, seed: int = 0) -> Counter[str]:
    """Read so many files; how often each thing came of it."""
    rng, found = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number in progress(range(count), "files"):
            file, sound = written(rng), number % 2 == 0
            came = check(file if sound else damaged(file, rng), Path(folder), sound)
            found[("sound: " if sound else "damaged: ") + came] += 1
    return found


if __name__ == "__main__":
    for came, times in sorted(fuzz(int(sys.argv[1])).items()):
        print(f"{times:>8,}  {came}")
