"""helpers/own_texts/folders.py: what lies in a folder, and what is passed over."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from helpers.own_texts import read_texts
from helpers.own_texts.folders import Layout, layout, texts_in
from tests.unit.own_texts.files import problems, save

TEXT = '{"_id": "a", "text": "one"}'
BEIR = "query-id\tcorpus-id\tscore\n"


def ids(folder: Path) -> list[str]:
    return read_texts(folder).collection.doc_ids


def put(folder: Path, *names: str) -> Path:
    """Write a file of one line for each name."""
    for name in names:
        save(folder / name, f"text of {name}")
    return folder


def chosen(folder: Path, split: str | None = None) -> list[str]:
    """The names of the documents, queries and judgements that a folder's layout takes."""
    found = layout(folder, split)
    return [] if found is None else [path.name for path in found[:3] if path is not None]


def test_texts_come_in_order_of_their_names(tmp_path: Path) -> None:
    assert ids(put(tmp_path, "b.txt", "a.txt", "C.txt")) == ["C", "a", "b"]


def test_sub_folders_are_read_and_named(tmp_path: Path) -> None:
    assert ids(put(tmp_path, "x/y/a.txt", "b.txt")) == ["b", "x/y/a"]


def test_an_ending_in_capitals_is_known(tmp_path: Path) -> None:
    assert ids(put(tmp_path, "A.TXT")) == ["A"]


def test_a_folder_that_is_named_like_a_text_is_a_folder(tmp_path: Path) -> None:
    assert ids(put(tmp_path, "x.txt/a.txt")) == ["x.txt/a"]


def test_two_files_that_differ_in_their_ending_are_both_read(tmp_path: Path) -> None:
    made = read_texts(put(tmp_path, "a.txt", "a.md", "a.html")).collection
    assert {d.doc_id: d.text for d in made.documents} == {
        "a": "text of a.html",
        "a.md": "text of a.md",
        "a.txt": "text of a.txt",
    }


def test_a_hidden_file_is_a_problem(tmp_path: Path) -> None:
    read = read_texts(put(tmp_path, "a.txt", ".b.txt"))
    assert problems(read) == [".b.txt: a hidden file is not read"]


def test_a_hidden_folder_is_a_problem(tmp_path: Path) -> None:
    read = read_texts(put(tmp_path, "a.txt", ".git/b.txt", "x/.c/d.txt"))
    assert problems(read) == [
        ".git: a hidden folder is not read",
        "x/.c: a hidden folder is not read",
    ]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "x/a.txt")
    (tmp_path / "x" / "loop").symlink_to(tmp_path, target_is_directory=True)
    read = read_texts(tmp_path)
    assert read.collection.doc_ids == ["x/a"]
    assert problems(read) == ["x/loop: a link to a folder is not followed"]


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    put(tmp_path / "one", "a.txt")
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "b.txt").symlink_to(tmp_path / "one" / "a.txt")
    assert ids(tmp_path / "two") == ["b"]


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (put(tmp_path, "a.txt") / "b.txt").symlink_to(tmp_path / "nowhere")
    assert problems(read_texts(tmp_path)) == ["b.txt: not a file, or a link to nothing"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(put(tmp_path, "a.txt") / "b.txt")
    assert [path.name for path in texts_in(tmp_path, lambda _: None)] == ["a.txt"]


def test_every_file_is_in_the_account(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.xyz", ".c.txt", "d.txt")
    read = read_texts(tmp_path)
    assert [(f.rows, f.used + len(f.problems)) for f in read.files] == [(1, 1)] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_names_that_are_no_unicode_lose_no_text(tmp_path: Path) -> None:
    for byte in (b"\xfc", b"\xfd", b"\xfe", b"\xff"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + byte + b".txt")).write_text("text")
    assert len(set(ids(tmp_path))) == 4


def test_a_folder_of_texts_has_no_layout(tmp_path: Path) -> None:
    assert layout(put(tmp_path, "a.txt", "queries.txt")) is None


@pytest.mark.parametrize("name", ["corpus.jsonl", "documents.csv", "Collection.TSV.gz"])
def test_a_collection_is_known_by_its_documents(tmp_path: Path, name: str) -> None:
    assert layout(put(tmp_path, name)) == Layout(tmp_path / name, None, None)


@pytest.mark.parametrize(
    ("split", "name"), [(None, "test.tsv"), ("dev", "dev.tsv"), ("train", "train.tsv")]
)
def test_the_judgements_of_a_part_are_chosen(tmp_path: Path, split: str | None, name: str) -> None:
    parts = [f"qrels/{part}.tsv" for part in ("dev", "test", "train")]
    put(tmp_path, "corpus.jsonl", "queries.jsonl", *parts)
    assert chosen(tmp_path, split) == ["corpus.jsonl", "queries.jsonl", name]


def test_queries_and_judgements_are_of_one_part(tmp_path: Path) -> None:
    names = ["queries.dev.tsv", "queries.train.tsv", "qrels.dev.tsv", "qrels.train.tsv"]
    put(tmp_path, "collection.tsv", *names)
    assert chosen(tmp_path, "train") == ["collection.tsv", "queries.train.tsv", "qrels.train.tsv"]


def test_a_part_is_known_in_capitals(tmp_path: Path) -> None:
    put(tmp_path, "corpus.jsonl", "queries.jsonl", "qrels/Test.tsv")
    assert chosen(tmp_path, "Test")[2] == "Test.tsv"


def test_a_part_without_judgements_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="split='dev': the files with judgements are none"):
        layout(put(tmp_path, "corpus.jsonl", "queries.jsonl"), "dev")


def test_what_lies_beside_a_collection_is_named(tmp_path: Path) -> None:
    save(tmp_path / "corpus.jsonl", TEXT)
    save(tmp_path / "queries.jsonl", '{"_id": "q", "text": "x"}')
    save(tmp_path / "qrels" / "test.tsv", f"{BEIR}q\ta\t1\n")
    put(tmp_path, "documents.csv", "qrels/a.tsv", "notes/b.txt")
    beside = [p.where for p in read_texts(tmp_path).problems]
    assert beside == ["documents.csv", "notes/b.txt", "qrels/a.tsv"]


def test_hidden_files_are_no_part_of_a_collection(tmp_path: Path) -> None:
    save(tmp_path / "corpus.jsonl", TEXT)
    save(tmp_path / "queries.jsonl", '{"_id": "q", "text": "x"}')
    save(tmp_path / "qrels" / "test.tsv", f"{BEIR}q\ta\t1\n")
    put(tmp_path, "._corpus.jsonl", "qrels/.test.tsv")
    read = read_texts(tmp_path)
    assert [f.used for f in read.files[:3]] == [1, 1, 1]
    assert {p.why for p in read.problems} == {"a hidden file is not read"}


def test_an_answer_may_be_named_with_its_ending(tmp_path: Path) -> None:
    save(tmp_path / "notes" / "a.txt", "text")
    questions = save(tmp_path / "q.csv", "query,answer\neins,a.txt\nzwei,a\n")
    read = read_texts(tmp_path / "notes", questions)
    assert [q.doc_id for q in read.collection.qrels] == ["a", "a"]


def test_queries_that_are_given_go_before_the_folder_s(tmp_path: Path) -> None:
    save(tmp_path / "corpus.jsonl", TEXT)
    save(tmp_path / "queries.jsonl", '{"_id": "q", "text": "x"}')
    read = read_texts(tmp_path, save(tmp_path / "mine.csv", "query,id\neins,a\n"))
    assert [q.text for q in read.collection.queries] == ["eins"]
