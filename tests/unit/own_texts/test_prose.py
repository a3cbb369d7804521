"""helpers/own_texts/prose.py: one text a file, of each kind, whole or damaged."""

from __future__ import annotations

import doctest
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.own_texts import prose
from helpers.own_texts.prose import TITLE, Prose, read_prose
from helpers.own_texts.report import FileReport
from tests.unit.own_texts.pages import OBJECTS, pdf, rewritten, word

Reader = Callable[..., Prose | None]
Problem = Callable[[str, bytes | str], str]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads bytes as a file of this name; a text as UTF-8."""

    def reader(name: str, data: bytes | str, encoding: str | None = None) -> Prose | None:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_prose(path, FileReport(name), encoding)

    return reader


@pytest.fixture
def problem(tmp_path: Path) -> Problem:
    """Reads a file that gives no text; its only problem."""

    def reader(name: str, data: bytes | str) -> str:
        path, report = tmp_path / name, FileReport(name)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        assert read_prose(path, report) is None
        assert (report.rows, report.used) == (1, 0)
        (found,) = report.problems
        return found.why

    return reader


def test_examples() -> None:
    assert doctest.testmod(prose).failed == 0


@pytest.mark.parametrize(
    ("name", "data", "title", "text"),
    [
        ("a.txt", "Gout\n\nRest.\nMore.\n", "Gout", "Rest.\nMore."),
        ("a.txt", "Only a line\n", "", "Only a line"),
        ("a.txt", "\r\n Gout \r\nRest.\rMore.", "Gout", "Rest.\nMore."),
        ("a.txt", "x" * TITLE + "\ny", "x" * TITLE, "y"),
        ("a.txt", "x" * (TITLE + 1) + "\ny", "", "x" * (TITLE + 1) + "\ny"),
        ("a.txt", b"Caf\xe9\nna\xefve", "Café", "naïve"),
        ("a.md", "# Gout\n\nRest.\n\n## Diet #\nNo beer.", "Gout", "Rest.\n\nDiet #\nNo beer."),
        ("a.markdown", "Before\n\n## Gout ##\n\nRest.", "Gout", "Before\n\n\n\nRest."),
        ("a.md", "---\ntitle: no\n---\n# Gout\nRest.", "Gout", "Rest."),
        ("a.md", "No heading\n\nbut text", "No heading", "but text"),
        ("a.md", "one line", "", "one line"),
        ("a.html", "<title>Gout</title><p>Rest &amp; <b>ice</b>.</p>", "Gout", "Rest &\nice\n."),
        ("a.htm", "<h1>Gout</h1><p>Rest.</p>", "Gout", "Rest."),
        ("a.html", "<p>no &lt;title&gt;</p>", "", "no <title>"),
        ("a.html", "a<script>b</script><style>c</style><template>d</template>", "", "a"),
        ("a.html", b'<meta charset="iso-8859-1"><p>caf\xe9', "", "café"),
        ("a.html", b"<p>caf\xe9", "", "café"),
        ("a.html", "<p>café", "", "café"),
        ("a.docx", word("", "Gout", "Rest."), "Gout", "Rest."),
        ("a.docx", word("Gout", "Rest.", "Ice."), "Gout", "Rest.\nIce."),
        ("a.docx", word("Gout", "Dose", table=("drug", "mg")), "Gout", "Dose\ndrug | mg"),
        ("a.pdf", pdf(), "Gout", "Rest the joint."),
        ("a.pdf", rewritten("Acute gout"), "Acute gout", "Gout\nRest the joint."),
        ("a.pdf", rewritten(owner="x"), "Gout", "Rest the joint."),
    ],
)
def test_a_file_is_read(read: Reader, name: str, data: bytes | str, title: str, text: str) -> None:
    assert read(name, data) == Prose(title, text)


def test_an_encoding_that_is_named_goes_before_the_page_s_own(read: Reader) -> None:
    page = '<meta charset="iso-8859-1"><p>café'.encode("cp437")
    assert read("a.html", page, "cp437") == Prose("", "café")


def test_a_page_s_byte_order_mark_goes_before_what_it_declares(read: Reader) -> None:
    page = '<meta charset="iso-8859-1"><p>café'.encode("utf-8-sig")
    assert read("a.html", page) == Prose("", "café")


def test_a_page_in_an_unknown_encoding_is_read_by_looking(read: Reader) -> None:
    assert read("a.html", '<meta charset="x-no-such"><p>café') == Prose("", "café")


def test_a_page_s_bad_byte_is_replaced(read: Reader) -> None:
    assert read("a.html", b'<meta charset="utf-8"><p>caf\xe9') == Prose("", "caf\ufffd")


def test_a_page_s_bad_byte_is_reported(tmp_path: Path) -> None:
    report, path = FileReport("a.html"), tmp_path / "a.html"
    path.write_bytes(b'<meta charset="utf-8"><p>caf\xe9')
    read_prose(path, report)
    assert [p.where for p in report.problems] == ["a.html, line 1"]


@pytest.mark.parametrize(("name", "wanted"), [("a.txt", "utf-8"), ("a.html", "utf-8")])
def test_the_encoding_is_reported(tmp_path: Path, name: str, wanted: str) -> None:
    report, path = FileReport(name), tmp_path / name
    path.write_text("text", encoding="utf-8")
    read_prose(path, report)
    assert report.encoding == wanted


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_an_empty_file_is_a_problem(problem: Problem, name: str) -> None:
    assert problem(name, word() if name == "a.docx" else " \n") == "the file is empty"


@pytest.mark.parametrize("name", ["a.xyz", "a", "a.zip"])
def test_an_unknown_kind_is_a_problem(problem: Problem, name: str) -> None:
    assert problem(name, "text").startswith("not among the kinds that are read (.txt, .md,")


@pytest.mark.parametrize("size", [0, 5, 20, 300])
@pytest.mark.parametrize(("name", "data"), [("a.pdf", pdf()), ("a.docx", word("", "Gout"))])
def test_a_damaged_file_is_a_problem(problem: Problem, name: str, data: bytes, size: int) -> None:
    assert problem(name, data[:size]).startswith("it cannot be read: ")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_what_is_no_such_file_is_a_problem(problem: Problem, name: str) -> None:
    assert problem(name, "a text, and nothing else").startswith("it cannot be read: ")


def test_a_page_without_text_is_a_problem(problem: Problem) -> None:
    bare = (*OBJECTS[:3], "<< /Length 0 >>\nstream\n\nendstream", OBJECTS[4])
    assert problem("a.pdf", pdf(bare)) == "it cannot be read: no text in it; is it a scan?"


def test_a_pdf_that_is_locked_is_a_problem(problem: Problem) -> None:
    assert problem("a.pdf", rewritten(user="x")) == "it cannot be read: it wants a password"


@pytest.mark.parametrize(
    ("name", "module", "library"),
    [
        ("a.pdf", "pypdf", "pypdf"),
        ("a.docx", "docx", "python-docx"),
        ("a.html", "bs4", "beautifulsoup4"),
    ],
)
def test_a_library_that_is_missing_is_named(
    problem: Problem, monkeypatch: pytest.MonkeyPatch, name: str, module: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    extra = "pip install 'why-splade-works[readers]'"
    assert problem(name, "x") == f"{name[1:]} needs {library}: {extra}"
