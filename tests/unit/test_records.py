"""helpers/records.py, and the two collections that it loads."""

from __future__ import annotations

import doctest
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from helpers import records
from helpers.records import Collection, Document, ScoredDoc, load_collection, load_lay_terms
from tests.inputs import any_text

DOCUMENT = '{"id": "D1", "title": "Gout", "text": "Acute gout."}\n'
QUERY = '{"id": "Q1", "text": "gout", "type": "exact"}\n'
HITS = [ScoredDoc("", "D002", 2.345), ScoredDoc("", "D001", 1.0)]


def folder(path: Path, documents: str = DOCUMENT, queries: str = QUERY, qrels: str = "") -> Path:
    (path / "documents.jsonl").write_text(documents, encoding="utf-8")
    (path / "queries.jsonl").write_text(queries, encoding="utf-8")
    (path / "qrels.txt").write_text(qrels or "Q1 0 D1 3\n", encoding="utf-8")
    return path


def document(path: Path, line: str) -> Document:
    """The one document of a folder with this line."""
    (loaded,) = load_collection(folder(path, documents=line), "tiny").documents
    return loaded


def test_examples() -> None:
    assert doctest.testmod(records).failed == 0


def test_a_good_folder_loads(tmp_path: Path) -> None:
    loaded = load_collection(folder(tmp_path), "tiny")
    assert loaded.document("D1").contents == "Gout. Acute gout."
    assert loaded.qrels[0].relevance == 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"documents": DOCUMENT * 2},
            r"documents.jsonl, line 2: the id 'D1' occurs a second time",
        ),
        (
            {"documents": DOCUMENT.replace("Acute gout.", " ")},
            r"line 1: 'text' is missing or empty",
        ),
        ({"documents": '{"title": "D1", "text": "x"}'}, r"line 1: 'id' is missing or empty"),
        ({"documents": DOCUMENT.replace('"D1"', "null")}, r"line 1: 'id' is missing or empty"),
        ({"documents": "[1]"}, r"documents.jsonl, line 1: not a JSON object"),
        ({"documents": "{"}, r"documents.jsonl, line 1: not a JSON object"),
        ({"documents": "\n"}, r"documents.jsonl: no record in it"),
        ({"queries": QUERY * 2}, r"queries.jsonl, line 2: the id 'Q1'"),
        ({"queries": QUERY.replace("gout", "")}, r"queries.jsonl, line 1: 'text' is missing"),
        ({"qrels": "Q2 0 D1 3"}, r"qrels.txt, line 1: the query 'Q2' is unknown"),
        ({"qrels": "Q1 0 D2 3"}, r"qrels.txt, line 1: the document 'D2' is unknown"),
        ({"qrels": "Q1 0 D1 3\nQ1 0 D1 2"}, r"line 2: Q1 and D1 are judged a second time"),
        ({"qrels": "Q1 0 D1 high"}, r"line 1: want 'query 0 document relevance', a whole number"),
        ({"qrels": "Q1 0 D1 1.5"}, r"line 1: want 'query 0 document relevance', a whole number"),
        ({"qrels": "Q1 D1 3"}, r"line 1: want 'query 0 document relevance'"),
    ],
)
def test_damage_is_one_clear_error(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_collection(folder(tmp_path, **change), "tiny")


def test_a_missing_file_says_how_to_mend_it(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "qrels.txt").unlink()
    with pytest.raises(ValueError, match=r"qrels.txt: the file is missing; `git checkout"):
        load_collection(tmp_path, "tiny")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "documents.jsonl").write_bytes(b'{"id": "D1", "text": "caf\xe9"}')
    with pytest.raises(ValueError, match=r"documents\.jsonl: not UTF-8 text"):
        load_collection(tmp_path, "tiny")


def test_a_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    text = DOCUMENT.replace("Acute gout.", "Acute\u2028gout\u0085.")
    assert "gout" in document(tmp_path, text).text


def test_an_id_may_be_a_number(tmp_path: Path) -> None:
    number = folder(tmp_path, '{"id": 7, "text": "gout"}', '{"id": 1, "text": "gout"}', "1 0 7 1")
    loaded = load_collection(number, "tiny")
    assert loaded.document("7").text == "gout"
    assert loaded.queries[0].query_id == "1"


@pytest.mark.parametrize("title", ['"title": "", ', '"title": null, ', ""])
def test_a_title_may_be_empty(tmp_path: Path, title: str) -> None:
    found = document(tmp_path, f'{{"id": "D1", {title}"text": "Acute gout."}}')
    assert (found.title, found.contents) == ("", "Acute gout.")


def test_a_department_of_null_is_empty(tmp_path: Path) -> None:
    line = '{"id": "D1", "title": "T", "text": "x", "department": null, "kind": null}'
    assert document(tmp_path, line) == Document("D1", "T", "x", "", "")


@pytest.mark.parametrize("name", ["documents.jsonl", "queries.jsonl", "qrels.txt"])
def test_a_byte_order_mark_is_passed_over(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path) / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    loaded = load_collection(tmp_path, "tiny")
    assert (loaded.doc_ids, loaded.qrels[0].query_id) == (["D1"], "Q1")


@pytest.mark.parametrize("grade", [4, 0, -1])
def test_any_whole_number_is_a_grade(tmp_path: Path, grade: int) -> None:
    loaded = load_collection(folder(tmp_path, qrels=f"Q1 0 D1 {grade}"), "tiny")
    assert loaded.qrels[0].relevance == grade


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(any_text(40), any_text(40))
def test_whatever_json_holds_is_read(tmp_path: Path, title: str, text: str) -> None:
    line = json.dumps({"id": "D1", "title": title, "text": f"{text}."})
    assert document(tmp_path, line) == Document("D1", title, f"{text}.")


def test_a_title_that_is_the_text_is_not_said_twice() -> None:
    assert Document("D1", "Gout", "Gout").contents == "Gout"


def test_unknown_document(hospital: Collection) -> None:
    with pytest.raises(ValueError, match="doc_id='D999': not a document of data/hospital"):
        hospital.document("D999")


def test_unknown_title(hospital: Collection) -> None:
    with pytest.raises(ValueError, match="title='Nothing': no document"):
        hospital.titled("Nothing")


def test_a_document_by_its_title(hospital: Collection) -> None:
    found = hospital.documents[5]
    assert hospital.titled(found.title) is found


def test_a_ranking_is_shown_in_its_order(hospital: Collection) -> None:
    table = hospital.show(HITS, decimals=1)
    assert list(table.index) == [1, 2]
    assert list(table["document"]) == ["D002", "D001"]
    assert list(table["score"]) == [2.3, 1.0]
    assert list(table["title"]) == [hospital.document(i).title for i in ("D002", "D001")]


def test_ranks_are_empty_where_nothing_was_found(hospital: Collection) -> None:
    table = hospital.ranks(HITS, ["D001", "D003"])
    assert list(table.index) == ["D001", "D003"]
    assert list(table["rank"].fillna(0)) == [2, 0]
    assert list(table["score"].isna()) == [False, True]


def test_a_collection_says_its_size(hospital: Collection) -> None:
    assert repr(hospital) == "data/hospital: 194 documents, 102 queries"


def test_the_hospital_is_what_its_readme_says(hospital: Collection) -> None:
    assert len(hospital.documents) == 194
    assert Counter(q.type for q in hospital.queries) == {"mismatch": 36, "exact": 32, "mixed": 34}
    assert all(60 <= len(d.text.split()) <= 140 for d in hospital.documents)


def test_most_queries_have_two_relevant_documents(hospital: Collection) -> None:
    judged = Counter(q.query_id for q in hospital.qrels)
    assert set(judged) == {q.query_id for q in hospital.queries}
    assert sum(n >= 2 for n in judged.values()) > 2 / 3 * len(judged)


def test_every_lay_term_has_one_answer() -> None:
    found = load_lay_terms()
    assert Counter(q.query_id for q in found.qrels) == {q.query_id: 1 for q in found.queries}
    assert {q.type for q in found.queries} == {"none", "one", "more"}
