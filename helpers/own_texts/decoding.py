"""Bytes of a file to text: gzip undone, and the encoding found by what is there.

A byte order mark decides; else UTF-8, if the bytes are that; else Windows' cp1252, in which
spreadsheets of western Europe write. What was taken is reported, and so is every line in which a
byte had to be replaced by U+FFFD.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from helpers.own_texts.report import FileReport

GZIP = b"\x1f\x8b"
MARKS = {  # longest first: UTF-32's begins as UTF-16's does
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WITHOUT_MARK = {b"[^\0]\0": "utf-16-le", b"\0[^\0]": "utf-16-be"}  # four Latin letters
FALLBACK = "cp1252"
ESCAPE = "\udcff"  # stands for bytes that the encoding does not have
LINE_END = re.compile(r"\r\n|\r|\n")


class Decoded(NamedTuple):
    """A text and the encoding that it was in; ``ESCAPE`` stands for what is no character."""

    text: str
    encoding: str


def read_bytes(path: Path) -> bytes:
    """Read a file, unpacked if it is gzipped, whatever its name says.

    Raises ValueError for a file that is not there, may not be read, or is damaged.
    """
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(GZIP) else data
    except FileNotFoundError:
        raise ValueError(f"{path}: no such file or folder") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ValueError(f"{path}: the gzip is damaged ({error})") from None
    except OSError as error:
        raise ValueError(f"{path}: it cannot be read ({error.strerror})") from None


def _no_character(error: UnicodeError) -> tuple[str, int]:
    """Stand in for bytes that are no character; a text never has this sign of itself."""
    return ESCAPE, error.end if isinstance(error, UnicodeDecodeError) else 0


codecs.register_error("no-character", _no_character)


def known(encoding: str | None) -> str | None:
    """The encoding, if Python has one of that name for texts."""
    try:
        b"a".decode(encoding or "", "replace")
    except LookupError:
        return None
    return encoding


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Turn bytes into text, by the encoding that is named or by the one that is found.

    Raises ValueError for an encoding that Python does not know.

    >>> decode(b"caf\\xe9")
    Decoded(text='café', encoding='cp1252')
    """
    if encoding and not known(encoding):
        raise ValueError(f"encoding={encoding!r}: Python knows none of that name")
    encoding = encoding or marked(data) or _unmarked(data)
    text = data.decode(encoding, "no-character")
    return Decoded(text.removeprefix("\ufeff"), encoding)


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark names, if there is one."""
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), None)


def _unmarked(data: bytes) -> str:
    for pattern, name in WITHOUT_MARK.items():
        if re.match(b"(?:%s){4}" % pattern, data, re.DOTALL):
            return name
    text = data.decode("utf-8", "no-character")
    bad = text.count(ESCAPE)
    good = sum(character > "\x7f" for character in text) - bad if bad else 0
    return "utf-8" if good >= bad else FALLBACK


def read_text(path: Path, report: FileReport, encoding: str | None = None) -> str:
    """Read a file as text; its encoding, and lines with bytes that are none, are reported.

    Raises ValueError as ``read_bytes`` and ``decode`` do.
    """
    return to_text(read_bytes(path), report, encoding)


def to_text(data: bytes, report: FileReport, encoding: str | None = None) -> str:
    """Decode a file's bytes for ``read_text``."""
    text, report.encoding = decode(data, encoding)
    if ESCAPE in text:
        for number, line in enumerate(LINE_END.split(text), 1):
            if ESCAPE in line:
                why = f"a byte that is no {report.encoding}; it reads as \ufffd"
                report.problem(why, number)
    return text.replace(ESCAPE, "\ufffd")
