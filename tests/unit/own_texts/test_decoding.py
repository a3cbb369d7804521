"""helpers/own_texts/decoding.py: gzip by what is there, and the encoding by what fits."""

from __future__ import annotations

import doctest
import gzip
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers.own_texts import decoding
from helpers.own_texts.decoding import GZIP, Decoded, decode, read_bytes, read_text
from helpers.own_texts.report import FileReport

TEXT = "id,text\na,Größe – “naïve” café\n"
UNICODE = st.text(st.characters(exclude_categories=["Cs"]))


def read(folder: Path, data: bytes, encoding: str | None = None) -> tuple[str, FileReport]:
    path, report = folder / "d.csv", FileReport("d.csv")
    path.write_bytes(data)
    return read_text(path, report, encoding), report


def unpacked(path: Path) -> bytes | None:
    """What a file holds; None where its gzip is refused as damaged."""
    try:
        return read_bytes(path)
    except ValueError:
        return None


def test_examples() -> None:
    assert doctest.testmod(decoding).failed == 0


@pytest.mark.parametrize("name", ["d.csv.gz", "d.csv", "d.txt"])
def test_gzip_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"text"))
    assert read_bytes(tmp_path / name) == b"text"


def test_a_name_alone_makes_no_gzip(tmp_path: Path) -> None:
    (tmp_path / "d.csv.gz").write_bytes(b"text")
    assert read_bytes(tmp_path / "d.csv.gz") == b"text"


def test_several_gzips_in_one_file_are_one(tmp_path: Path) -> None:
    (tmp_path / "d").write_bytes(gzip.compress(b"a") + gzip.compress(b"b"))
    assert read_bytes(tmp_path / "d") == b"ab"


@pytest.mark.parametrize("length", [2, 5, 10, 11, 14, -9, -8, -4, -1])
def test_a_gzip_that_is_cut_short_is_damaged(tmp_path: Path, length: int) -> None:
    (tmp_path / "d").write_bytes(gzip.compress(b"text" * 99)[:length])
    with pytest.raises(ValueError, match="the gzip is damaged"):
        read_bytes(tmp_path / "d")


@settings(deadline=None, max_examples=150)
@given(place=st.integers(0, 200), byte=st.integers(0, 255))
def test_a_gzip_with_another_byte_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "changed.gz"
    data = bytearray(gzip.compress(TEXT.encode() * 3, mtime=0))
    data[2 + place % (len(data) - 2)] = byte
    path.write_bytes(data)
    assert unpacked(path) in (TEXT.encode() * 3, None)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nowhere\.csv: no such file"):
        read_bytes(tmp_path / "nowhere.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="it cannot be read"):
        read_bytes(tmp_path)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"),
        ("utf-32", "utf-32"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)  # fmt: skip
def test_an_encoding_is_found(written: str, found: str) -> None:
    assert decode(TEXT.encode(written)) == Decoded(TEXT, found)


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"])
def test_a_byte_order_mark_says_which_end_is_first(encoding: str) -> None:
    assert decode(("\ufeff" + TEXT).encode(encoding)).text == TEXT


@settings(deadline=None, max_examples=150)
@given(text=UNICODE)
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assume("\0" not in text and not text.startswith("\ufeff"))
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@settings(deadline=None, max_examples=100)
@given(text=UNICODE)
def test_behind_a_mark_every_text_is_read_as_it_is(encoding: str, text: str) -> None:
    assume(not text.startswith(("\ufeff", "\0")))
    assert decode(text.encode(encoding)).text == text


def test_ascii_is_utf_8() -> None:
    assert decode(b"text").encoding == "utf-8"


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"").text == ""


def test_an_encoding_that_is_named_is_taken() -> None:
    assert decode(TEXT.encode("cp437", "replace"), "cp437").encoding == "cp437"


def test_a_mark_is_no_part_of_the_text_in_a_named_encoding() -> None:
    assert decode(b"\xef\xbb\xbfid", "utf-8").text == "id"


@pytest.mark.parametrize("name", ["utf-99", "base64", "rot13"])
def test_an_encoding_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"encoding='{name}'"):
        decode(b"text", name)


def test_one_bad_byte_among_good_ones_leaves_it_utf_8(tmp_path: Path) -> None:
    text, report = read(tmp_path, "é".encode() * 9 + b"\n\xe9\r\nx")
    assert (text, report.encoding) == ("é" * 9 + "\n\ufffd\r\nx", "utf-8")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_line_with_a_bad_byte_is_reported(tmp_path: Path, end: bytes) -> None:
    _, report = read(tmp_path, "é".encode() * 9 + end + b"\xe9 \xe9" + end + b"x")
    (problem,) = report.problems
    assert problem.where == "d.csv, line 2"


def test_a_byte_that_a_named_encoding_lacks_is_reported(tmp_path: Path) -> None:
    text, report = read(tmp_path, b"x\ncaf\xe9", "ascii")
    assert text == "x\ncaf\ufffd"
    assert report.problems[0].where == "d.csv, line 2"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"caf\xe9\n \x81", "cp1252"),
        ("text\ncaf\u00e9".encode("utf-16") + b"\0", "utf-16"),
        ("text\nx\ud83dx".encode("utf-16", "surrogatepass"), "utf-16"),
    ],
    ids=["cp1252", "an odd byte", "half a character"],
)
def test_every_replaced_byte_is_reported(tmp_path: Path, data: bytes, encoding: str) -> None:
    _, report = read(tmp_path, data)
    assert [(p.where, report.encoding) for p in report.problems] == [("d.csv, line 2", encoding)]


@settings(deadline=None, max_examples=200)
@given(data=st.binary(max_size=40))
def test_any_bytes_give_a_text_without_half_characters(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.txt"
    assume(not data.startswith(GZIP))
    path.write_bytes(data)
    read_text(path, FileReport("bytes.txt")).encode()
