"""helpers/scale/milvus/engine.py, in a file and through a server."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.records import Document, ScoredDoc
from helpers.scale.milvus import Engine, open_engine
from helpers.scale.milvus.engine import MOST, PREFIX
from tests.engine.conftest import NAME, documents, vectors
from tests.inputs import BAD_INPUTS

pytestmark = pytest.mark.engine


def ids(hits: list[ScoredDoc]) -> list[str]:
    return [hit.doc_id for hit in hits]


def test_what_was_added_is_found_by_inner_product(engine: Engine) -> None:
    assert engine.add(documents("D1", "D2"), vectors({1: 2.0, 2: 0.5}, {1: 0.5})) == 2
    assert engine.search(vectors({1: 3.0, 2: 1.0}), query_id="Q") == [
        ScoredDoc("Q", "D1", 6.5),
        ScoredDoc("Q", "D2", 1.5),
    ]


def test_a_document_without_a_shared_term_is_not_found(engine: Engine) -> None:
    engine.add(documents("D1", "D2"), vectors({1: 2.0}, {2: 2.0}))
    assert ids(engine.search(vectors({2: 1.0}))) == ["D2"]


def test_a_document_comes_back_whole(engine: Engine) -> None:
    sent = Document("D1", "Gout & <b>", 'say "colchicine" 🩺', "er", "guideline")
    engine.add([sent], vectors({1: 1.0}))
    assert engine.document("D1") == sent


def test_an_unknown_document_is_named(engine: Engine) -> None:
    with pytest.raises(ValueError, match="doc_id='D9': not a document"):
        engine.document("D9")


def test_ties_go_by_id_also_across_the_cut(engine: Engine) -> None:
    names = [f"D{i:03}" for i in range(100)]
    engine.add(documents(*reversed(names)), vectors(*[{1: 1.0}] * 100))
    assert ids(engine.search(vectors({1: 2.0}), top_k=3)) == names[:3]


def test_more_documents_than_one_message_takes(engine: Engine) -> None:
    names = [f"D{i}" for i in range(1_201)]
    engine.add(documents(*names), vectors(*[{1: 1.0 + i} for i in range(1_201)]))
    assert engine.count() == 1_201
    assert ids(engine.search(vectors({1: 1.0}), top_k=2)) == ["D1200", "D1199"]
    assert engine.delete(names[:1_100]) == 1_100
    assert engine.count() == 101


def test_an_id_that_is_there_is_refused_and_nothing_is_added(engine: Engine) -> None:
    engine.add(documents("D1"), vectors({1: 1.0}))
    with pytest.raises(ValueError, match="doc_id='D1': it is there already"):
        engine.add(documents("D2", "D1"), vectors({1: 1.0}, {1: 1.0}))
    assert engine.count() == 1


def test_an_id_twice_in_one_call_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="doc_id='D1': it is there 2 times"):
        engine.add(documents("D1", "D1"), vectors({1: 1.0}, {1: 1.0}))
    assert engine.count() == 0


def test_an_update_replaces(engine: Engine) -> None:
    engine.add(documents("D1", "D2"), vectors({1: 1.0}, {1: 2.0}))
    engine.update([Document("D1", "new", "")], vectors({3: 1.0}))
    assert engine.count() == 2
    assert ids(engine.search(vectors({1: 1.0}))) == ["D2"]
    assert ids(engine.search(vectors({3: 1.0}))) == ["D1"]
    assert engine.document("D1").title == "new"


@pytest.mark.parametrize("flushed", [False, True])
def test_a_deleted_document_is_gone(engine: Engine, flushed: bool) -> None:
    engine.add(documents("D1", "D2"), vectors({1: 1.0}, {1: 2.0}))
    if flushed:
        engine.flush()
    assert engine.delete(["D2", "nobody"]) == 1
    assert engine.count() == 1
    assert ids(engine.search(vectors({1: 1.0}))) == ["D1"]


def test_a_collection_is_named_after_the_book(engine: Engine) -> None:
    assert engine.name == "why_splade_works_" + NAME == PREFIX + NAME


def test_a_collection_of_the_same_name_that_is_not_the_book_s_stays(engine: Engine) -> None:
    with engine._asking() as client:
        client.create_collection(NAME, dimension=2)
    try:
        engine.clear()
        with engine._asking() as client:
            assert client.has_collection(NAME)
    finally:
        with engine._asking() as client:
            client.drop_collection(NAME)


def test_clear_leaves_an_empty_collection(engine: Engine) -> None:
    engine.add(documents("D1"), vectors({1: 1.0}))
    engine.clear()
    assert engine.count() == 0
    assert engine.add(documents("D1"), vectors({1: 1.0})) == 1


@pytest.mark.parametrize("department", ["er", 'the "new" \\ wing', "o'neill", "心臓"])
def test_only_one_department(engine: Engine, department: str) -> None:
    engine.add(documents("D1"), vectors({1: 9.0}))
    engine.add(documents("D2", department=department), vectors({1: 1.0}))
    assert ids(engine.search(vectors({1: 1.0}), department=department)) == ["D2"]
    assert ids(engine.search_text("text", department=department)) == ["D2"]
    assert engine.search(vectors({1: 1.0}), department="nowhere") == []


@pytest.mark.parametrize(
    ("weights", "said"),
    [({}, "its vector is empty"), ({1: -1.0}, "weight -1.0"), ({1: np.nan}, "weight nan")],
)
def test_a_vector_that_cannot_be_is_refused(
    engine: Engine, weights: dict[int, float], said: str
) -> None:
    with pytest.raises(ValueError, match=f"doc_id='D2': .*{said}"):
        engine.add(documents("D1", "D2"), vectors({1: 1.0}, weights))
    assert engine.count() == 0


def test_vectors_have_to_fit_the_documents(engine: Engine) -> None:
    with pytest.raises(ValueError, match="want 2 rows"):
        engine.add(documents("D1", "D2"), vectors({1: 1.0}))


def test_a_text_too_long_is_named(engine: Engine) -> None:
    with pytest.raises(ValueError, match="doc_id='D1': its text has 70,000 bytes; up to 65,535"):
        engine.add([Document("D1", "", "x" * 70_000)], vectors({1: 1.0}))


def test_a_document_needs_a_name(engine: Engine) -> None:
    with pytest.raises(ValueError, match="doc_id=''"):
        engine.add(documents(""), vectors({1: 1.0}))


@pytest.mark.parametrize("top_k", [0, -1, MOST])
def test_top_k_out_of_range(engine: Engine, top_k: int) -> None:
    with pytest.raises(ValueError, match=f"top_k={top_k}"):
        engine.search(vectors({1: 1.0}), top_k)
    with pytest.raises(ValueError, match=f"top_k={top_k}"):
        engine.search_text("text", top_k)


def test_several_rows_are_not_a_query(engine: Engine) -> None:
    with pytest.raises(ValueError, match="want one row"):
        engine.search(vectors({1: 1.0}, {1: 1.0}))


def test_an_empty_query_finds_nothing(engine: Engine) -> None:
    engine.add(documents("D1"), vectors({1: 1.0}))
    assert engine.search(vectors({})) == []
    assert engine.search_text("the of") == []


@pytest.mark.parametrize("text", BAD_INPUTS)
def test_no_text_is_too_odd(engine: Engine, text: str) -> None:
    engine.add([Document("D1", "Gout", text[:1_000])], vectors({1: 1.0}))
    engine.search_text(text)
    assert ids(engine.search_text("gout")) == ["D1"]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200))
def test_any_text_can_be_stored_and_asked(engine: Engine, text: str) -> None:
    sent = Document("D1", "", text)
    try:
        sent.text.encode()
    except UnicodeEncodeError:
        return
    engine.update([sent], vectors({1: 1.0}))
    assert engine.document("D1") == sent
    assert len(engine.search_text(text)) <= 1


def test_all_is_there_when_opened_again(engine: Engine) -> None:
    engine.add(documents("D1", "D2"), vectors({1: 1.0}, {1: 2.0}))
    engine.delete(["D1"])
    engine.close()
    with open_engine(engine.uri, "a-model", "a-checksum", NAME) as again:
        assert again.count() == 1
        assert ids(again.search(vectors({1: 1.0}))) == ["D2"]
        assert ids(again.search_text("D2")) == ["D2"]


@pytest.mark.parametrize("made", [("other", "a-checksum"), ("a-model", "other")])
def test_vectors_of_another_model_are_refused(engine: Engine, made: tuple[str, str]) -> None:
    theirs, ours = "a-model a-checksum", " ".join(made)
    with pytest.raises(ValueError, match=f"are of model {theirs}, not of {ours}"):
        open_engine(engine.uri, *made, NAME)
    assert engine.count() == 0  # and this one goes on


def test_a_closed_engine_says_so(engine: Engine) -> None:
    engine.close()
    engine.close()
    with pytest.raises(ValueError, match="the engine is closed"):
        engine.count()


def test_two_can_use_one_engine(engine: Engine) -> None:
    other = open_engine(engine.uri, "a-model", "a-checksum", NAME)
    engine.add(documents("D1"), vectors({1: 1.0}))
    assert other.count() == 1
    other.close()
    assert engine.count() == 1


def test_its_name_shows_no_path(engine: Engine) -> None:
    assert repr(engine) == f"Engine('{NAME}', open)"
