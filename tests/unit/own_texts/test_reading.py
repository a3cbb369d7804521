"""helpers/own_texts/reading.py: one collection in every format is the same collection."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from helpers.own_texts import EXAMPLE, reading
from helpers.own_texts.reading import read_texts
from helpers.paths import data_folder
from helpers.records import Collection, load_hospital, load_lay_terms
from tests.unit.own_texts.files import FORMATS, contents, lines, problems, read_lines, save, texts

BOOK = {"hospital": load_hospital, "lay terms": load_lay_terms}


def test_examples() -> None:
    assert doctest.testmod(reading).failed == 0


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("name", BOOK)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_collection_is_read_back_equal(
    tmp_path: Path, kind: str, name: str, packed: bool
) -> None:
    collection, form = BOOK[name](), FORMATS[kind]
    read = read_texts(*form.write(tmp_path, collection, packed))
    assert contents(read.collection) == contents(form.kept(collection))


@pytest.mark.parametrize("name", ["hospital", "lay_terms"])
def test_the_book_s_own_folders_are_read(name: str) -> None:
    wanted = BOOK[name.replace("_", " ")]()
    assert contents(read_texts(data_folder() / name).collection) == contents(wanted)


def test_the_example_names_its_two_broken_lines() -> None:
    assert problems(read_texts(EXAMPLE / "documents.csv")) == [
        "documents.csv, line 10: the text is empty",
        "documents.csv, line 14: 4 fields where the first line names 3",
    ]


def test_a_collection_is_called_as_its_file(tmp_path: Path) -> None:
    assert read_lines(tmp_path, "text", "one").collection.name == "d"


def test_a_part_of_a_collection_is_named(tmp_path: Path, hospital: Collection) -> None:
    FORMATS["BEIR"].write(tmp_path, hospital, False)
    assert read_texts(tmp_path, split="train").collection.qrels == hospital.qrels[:1]


@pytest.mark.parametrize(("split", "left"), [(None, "train"), ("test", "train"), ("train", "test")])
def test_the_part_that_is_not_read_is_named(
    tmp_path: Path, hospital: Collection, split: str | None, left: str
) -> None:
    FORMATS["BEIR"].write(tmp_path, hospital, False)
    (problem,) = read_texts(tmp_path, split=split).problems
    assert problem.where == f"qrels/{left}.tsv"


def test_a_part_that_is_not_there_is_refused(tmp_path: Path, hospital: Collection) -> None:
    FORMATS["BEIR"].write(tmp_path, hospital, False)
    with pytest.raises(ValueError, match=r"split='dev': .* are test\.tsv, train\.tsv"):
        read_texts(tmp_path, split="dev")


def test_an_id_twice_keeps_the_first(tmp_path: Path) -> None:
    assert texts(read_lines(tmp_path, "id,text", "a,one", "a,two")) == ["one"]


def test_an_id_twice_is_a_problem(tmp_path: Path) -> None:
    read = read_lines(tmp_path, "id,text", "a,one", "a,two")
    assert problems(read) == ["d.csv, line 3: the id 'a' was there before"]


def test_a_row_without_an_id_is_called_by_its_first_line(tmp_path: Path) -> None:
    read = read_lines(tmp_path, "text", '"one', 'two"', "three")
    assert read.collection.doc_ids == ["line2", "line4"]


def test_a_row_with_an_empty_id_is_called_by_its_line(tmp_path: Path) -> None:
    assert read_lines(tmp_path, "id,text", " ,one").collection.doc_ids == ["line2"]


def test_an_id_has_no_blanks_at_its_ends(tmp_path: Path) -> None:
    assert read_lines(tmp_path, "id,text", " a b ,one").collection.doc_ids == ["a b"]


def test_a_text_keeps_its_blanks(tmp_path: Path) -> None:
    assert texts(read_lines(tmp_path, "id,text", "a,  one ")) == ["  one "]


def test_a_text_of_blanks_is_empty(tmp_path: Path) -> None:
    read = read_lines(tmp_path, "id,text", "a, ", "b,two")
    assert problems(read) == ["d.csv, line 2: the text is empty"]


def test_a_text_of_several_lines_keeps_the_line_numbers_right(tmp_path: Path) -> None:
    read = read_lines(tmp_path, "text", '"one', 'two"', '""', "three")
    assert problems(read) == ["d.csv, line 4: the text is empty"]


def test_a_problem_of_several_lines_names_them(tmp_path: Path) -> None:
    read = read_lines(tmp_path, "id,text", 'a,""', 'b,"one', 'two",three', "c,d")
    assert problems(read)[1].startswith("d.csv, lines 3 to 4: 3 fields")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["name", "a"], "want a column 'text'"),
        ([""], "want a column 'text'"),
        (["text", '""'], "no usable text"),
        (["id,text"], "no usable text"),
    ],
)
def test_what_cannot_be_used_at_all_is_refused(tmp_path: Path, rows: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_lines(tmp_path, *rows)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the columns are none"):
        read_texts(save(tmp_path / "d.csv", ""))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no usable text"):
        read_texts(tmp_path)


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        read_texts(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("place", [1, 2])
def test_queries_and_judgements_that_are_not_there_are_named(tmp_path: Path, place: int) -> None:
    found = lines(tmp_path / "d.csv", "id,text,query", "a,one,eins")
    paths: list[Path] = [found, found, found]
    paths[place] = tmp_path / "nowhere.csv"
    with pytest.raises(ValueError, match="nowhere"):
        read_texts(*paths)


def test_a_wrong_keyword_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="body='text': allowed are id, title, text,"):
        read_lines(tmp_path, "text", "one", body="text")


def test_named_columns_hold_for_the_file_that_has_them(tmp_path: Path) -> None:
    documents = lines(tmp_path / "d.csv", "nr,body", "a,one")
    queries = lines(tmp_path / "q.csv", "frage,stelle", "eins,a")
    read = read_texts(documents, queries, id="nr", text="body", query="frage", answer="stelle")
    assert [q.doc_id for q in read.collection.qrels] == ["a"]


@pytest.mark.parametrize(("role", "name"), [("answer", "stelle"), ("relevance", "note")])
def test_a_column_of_judgements_apart_is_named(tmp_path: Path, role: str, name: str) -> None:
    documents = lines(tmp_path / "d.csv", "id,text", "a,one")
    queries = lines(tmp_path / "q.csv", "id,query", "1,eins")
    heads = {"answer": "doc_id", "relevance": "score"} | {role: name}
    qrels = lines(tmp_path / "r.csv", ",".join(["query_id", *heads.values()]), "1,a,2")
    read = read_texts(documents, queries, qrels, **{role: name})
    assert [tuple(q) for q in read.collection.qrels] == [("1", "a", 2)]


def test_the_encoding_and_the_delimiter_can_be_said(tmp_path: Path) -> None:
    path = save(tmp_path / "d.csv", "id,x;text\na,b;Größe\n", "cp437")
    read = read_texts(path, encoding="cp437", delimiter=";", id="id,x")
    assert texts(read) == ["Größe"]


def test_a_title_alone_is_a_text(tmp_path: Path) -> None:
    read = read_texts(lines(tmp_path / "d.csv", "id,title,text", "a,Gout,"))
    assert [(d.title, d.text) for d in read.collection.documents] == [("", "Gout")]
