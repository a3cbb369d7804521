"""helpers/records.py and the hospital that it loads."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from helpers.records import Collection, load_collection

DOCUMENT = '{"id": "D1", "title": "Gout", "text": "Acute gout."}\n'
QUERY = '{"id": "Q1", "text": "gout", "type": "exact"}\n'


def folder(path: Path, documents: str = DOCUMENT, queries: str = QUERY, qrels: str = "") -> Path:
    (path / "documents.jsonl").write_text(documents, encoding="utf-8")
    (path / "queries.jsonl").write_text(queries, encoding="utf-8")
    (path / "qrels.txt").write_text(qrels or "Q1 0 D1 3\n", encoding="utf-8")
    return path


def test_a_good_folder_loads(tmp_path: Path) -> None:
    loaded = load_collection(folder(tmp_path), "tiny")
    assert loaded.document("D1").contents == "Gout. Acute gout."
    assert loaded.qrels[0].relevance == 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"documents": DOCUMENT * 2},
            r"documents.jsonl, line 2: the id 'D1' stands .* second time",
        ),
        (
            {"documents": DOCUMENT.replace("Acute gout.", " ")},
            r"line 1: 'text' is missing or empty",
        ),
        ({"documents": '{"id": "D1", "text": "x"}'}, r"line 1: title is missing or empty"),
        ({"documents": "[1]"}, r"documents.jsonl, line 1: not a JSON object"),
        ({"documents": "{"}, r"documents.jsonl, line 1: not a JSON object"),
        ({"documents": "\n"}, r"documents.jsonl: no record in it"),
        ({"queries": QUERY * 2}, r"queries.jsonl, line 2: the id 'Q1'"),
        ({"qrels": "Q2 0 D1 3"}, r"qrels.txt, line 1: the query 'Q2' is unknown"),
        ({"qrels": "Q1 0 D2 3"}, r"qrels.txt, line 1: the document 'D2' is unknown"),
        ({"qrels": "Q1 0 D1 3\nQ1 0 D1 2"}, r"line 2: Q1 and D1 are judged a second time"),
        ({"qrels": "Q1 0 D1 4"}, r"line 1: want 'query 0 document relevance', relevance 0 to 3"),
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


def test_a_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    text = DOCUMENT.replace("Acute gout.", "Acute\u2028gout\u0085.")
    assert "gout" in load_collection(folder(tmp_path, documents=text), "tiny").documents[0].text


def test_unknown_document(hospital: Collection) -> None:
    with pytest.raises(ValueError, match="doc_id='D999': not a document of data/hospital"):
        hospital.document("D999")


def test_unknown_title(hospital: Collection) -> None:
    with pytest.raises(ValueError, match="title='Nothing': no document"):
        hospital.titled("Nothing")


def test_the_hospital_is_what_its_readme_says(hospital: Collection) -> None:
    assert len(hospital.documents) == 194
    assert Counter(q.type for q in hospital.queries) == {"mismatch": 36, "exact": 32, "mixed": 34}
    assert all(60 <= len(d.text.split()) <= 140 for d in hospital.documents)


def test_most_queries_have_two_relevant_documents(hospital: Collection) -> None:
    judged = Counter(q.query_id for q in hospital.qrels)
    assert set(judged) == {q.query_id for q in hospital.queries}
    assert sum(n >= 2 for n in judged.values()) > 2 / 3 * len(judged)
