"""One text in a file: .txt, .md, .html, .pdf and .docx, each with its title."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from helpers.own_texts.decoding import known, marked, read_bytes, read_text, to_text
from helpers.own_texts.report import FileReport
from helpers.own_texts.tables import suffix

TITLE = 150  # characters: a longer first line begins the text
EXTRA = "pip install 'why-splade-works[readers]'"
FRONT_MATTER = re.compile(r"\A---\n(?:[\w-]+:.*\n|[ \t-].*\n|\n)*---\n")  # a site builder's
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.+?) *#*$", re.MULTILINE)
INVISIBLE = ("script", "style", "noscript", "template", "head")


class Prose(NamedTuple):
    """A title, which may be empty, and a text."""

    title: str
    text: str


def titled(text: str) -> Prose:
    """Take a short first line as the title of what follows; a single line is all text.

    >>> titled("Gout\\n\\nRest the joint.")
    Prose(title='Gout', text='Rest the joint.')
    >>> titled("Rest the joint.")
    Prose(title='', text='Rest the joint.')
    """
    title, _, rest = text.strip().partition("\n")
    if not rest.strip() or len(title) > TITLE:
        return Prose("", text.strip())
    return Prose(title.strip(), rest.strip())


def _plain(path: Path, report: FileReport, encoding: str | None) -> Prose:
    return titled(_lines(read_text(path, report, encoding)))


def _lines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)


def _markdown(path: Path, report: FileReport, encoding: str | None) -> Prose:
    """Markdown as it is written, which reads well; its first heading is the title."""
    text = FRONT_MATTER.sub("", _lines(read_text(path, report, encoding)))
    hidden = FENCED.sub(lambda block: re.sub(r"\S", "x", block[0]), text)
    heading = HEADING.search(hidden)
    if heading is None:
        return titled(text)
    title = text[heading.start(1) : heading.end(1)].strip()
    rest = (text[: heading.start()] + text[heading.end() :]).strip()
    rest = re.sub(r"^#+ +", "", rest, flags=re.MULTILINE)
    return Prose(title, rest) if rest else Prose("", title)


def _html(path: Path, report: FileReport, encoding: str | None) -> Prose:
    from bs4 import BeautifulSoup
    from bs4.dammit import EncodingDetector

    data = read_bytes(path)
    declared = known(EncodingDetector.find_declared_encoding(data, is_html=True))
    if marked(data) or (declared or "").startswith(("utf-16", "utf-32")):
        declared = None  # a mark goes before it, and in UTF-16 nobody could have read it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a page of one word is no mistake
        soup = BeautifulSoup(to_text(data, report, encoding or declared), "html.parser")
    titles = (" ".join(e.get_text().split()) for e in (soup.title, soup.find("h1")) if e)
    title = next(filter(None, titles), "")
    for element in soup(INVISIBLE):
        element.decompose()
    lines = [" ".join(line.split()) for line in soup.get_text("\n").split("\n")]
    lines = [line for line in lines if line]
    rest = "\n".join(lines[1:] if lines[:1] == [title] else lines)
    return Prose(title, rest) if rest else Prose("", title)


def _pdf(path: Path, report: FileReport, encoding: str | None) -> Prose:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds, we report
    reader = PdfReader(BytesIO(read_bytes(path)))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("it wants a password")
    text = "\n".join(page.extract_text() for page in reader.pages)
    if not text.strip():
        raise ValueError("no text in it; is it a scan?")
    title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    return Prose(title, text.strip()) if title else titled(text)


def _docx(path: Path, report: FileReport, encoding: str | None) -> Prose:
    from docx import Document

    document = Document(BytesIO(read_bytes(path)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    cells = [[c.text for c in row.cells] for table in document.tables for row in table.rows]
    text = "\n".join([*lines, *(" | ".join(row) for row in cells)])
    title = document.core_properties.title.strip()
    return Prose(title, text.strip()) if title else titled(text)


KINDS: Mapping[str, Callable[[Path, FileReport, str | None], Prose]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}
LIBRARIES = {".pdf": "pypdf", ".docx": "python-docx"}


def read_prose(path: Path, report: FileReport, encoding: str | None = None) -> Prose | None:
    """Read one file; what is wrong with it goes to the report, and there is no text then."""
    report.rows = 1
    kind = suffix(path)
    if kind not in KINDS:
        report.problem(f"not among the kinds that are read ({', '.join(KINDS)})")
        return None
    try:
        prose = KINDS[kind](path, report, encoding)
    except ImportError:
        library = LIBRARIES.get(kind, "beautifulsoup4")
        report.problem(f"{kind} needs {library}: {EXTRA}")
        return None
    except Exception as error:  # a damaged file: these libraries raise of every kind
        why = str(error).removeprefix(f"{path}: ") or type(error).__name__
        report.problem(f"it cannot be read: {why}")
        return None
    if not prose.text:
        report.problem("the file is empty")
        return None
    report.used = 1
    return prose
