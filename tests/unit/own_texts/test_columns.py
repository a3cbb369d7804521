"""helpers/own_texts/columns.py: which column is read as what."""

from __future__ import annotations

import doctest

import pytest

from helpers.own_texts import columns
from helpers.own_texts.columns import (
    DOCUMENTS,
    JUDGEMENTS,
    NAMES,
    QUERIES,
    assign,
    check_names,
    count_known,
)


def test_examples() -> None:
    assert doctest.testmod(columns).failed == 0


@pytest.mark.parametrize("name", DOCUMENTS["id"])
def test_an_id_is_known_by_its_usual_names(name: str) -> None:
    assert assign(["x", name.upper()], DOCUMENTS, {}) == {"id": name.upper()}


@pytest.mark.parametrize("name", ["Corpus-ID", " corpus id ", "CORPUS_ID"])
def test_case_blanks_and_hyphens_make_no_difference(name: str) -> None:
    assert assign([name], QUERIES, {}) == {"answer": name}


def test_the_first_of_the_usual_names_goes_before_the_others() -> None:
    assert assign(["body", "text"], DOCUMENTS, {})["text"] == "text"


def test_a_named_column_goes_before_the_usual_ones() -> None:
    assert assign(["text", "body"], DOCUMENTS, {"text": "body"})["text"] == "body"


def test_a_name_is_compared_as_the_usual_ones_are() -> None:
    assert assign(["Long Text"], DOCUMENTS, {"text": "long-text"}) == {"text": "Long Text"}


def test_a_column_is_read_once() -> None:
    assert assign(["id", "text"], DOCUMENTS, {"title": "text"}) == {"id": "id", "title": "text"}


def test_of_two_columns_with_one_name_the_first_is_read() -> None:
    assert assign(["Text", "text"], DOCUMENTS, {}) == {"text": "Text"}


def test_a_named_column_that_is_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="text='body': the columns are id, text"):
        assign(["id", "text"], DOCUMENTS, {"text": "body"})


def test_roles_come_in_their_own_order() -> None:
    assert [*assign(["kind", "text", "id"], DOCUMENTS, {})] == ["id", "text", "kind"]


@pytest.mark.parametrize("name", NAMES)
def test_every_role_can_be_named(name: str) -> None:
    check_names({name: "x"})


def test_a_role_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="txt='body': allowed are id, "):
        check_names({"txt": "body"})


@pytest.mark.parametrize(
    ("found", "wanted"), [(["q", "d"], 0), (["qid", "x"], 1), (["query-id", "docid", "score"], 3)]
)
def test_known_columns_are_counted(found: list[str], wanted: int) -> None:
    assert count_known(found, JUDGEMENTS, {}) == wanted


def test_a_column_that_is_named_is_known() -> None:
    assert count_known(["frage"], QUERIES, {"query": "Frage"}) == 1
