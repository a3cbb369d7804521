"""helpers/passages.py, by the tokens of the book's model: parts are read whole, and found."""

from __future__ import annotations

import pytest

from helpers.passages import PART, SPECIAL, Cutter, in_parts, unread
from helpers.records import Collection, Document, Query
from helpers.registry import MODEL
from helpers.systems import PartsSystem, run, systems
from helpers.text import whole_characters

pytestmark = pytest.mark.model

FILLER = "The patient was seen again in the morning and had no complaints at all. "
LAST = "A swollen big toe is treated with colchicine."
LONG = Document("long", "Ward notes", FILLER * 60 + LAST)
SHORT = tuple(Document(f"s{i}", "", f"Note {i} about the kidney.") for i in range(4))
QUERY = "colchicine swollen toe"
HARD = {
    "sentences": FILLER * 90,
    "no full stop": "heart attack and fever " * 400,
    "one word": "electroencephalographically" * 3 + " " + "x1" * 2000,
    "long words": "pneumonoultramicroscopicsilicovolcanoconiosis " * 200,
    "Chinese": "心臟病發作很危險" * 200,
    "Korean": "각각 가슴 통증 " * 300,
    "accents": "é" * 90 + " cafe\u0301 naïve " * 300,
    "emoji": "😀 👍🏽 " * 500,
    "blanks": ("toe" + " \n\t " * 30) * 600,
    "paragraphs": "Rest the joint\n\n" * 300,
    "punctuation": "?!." * 500,
    "half characters": "toe \ud83d hip " * 300,
    "control characters": "toe\0hip\x85 \u2028 knee " * 300,
}


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter(MODEL)


@pytest.fixture(scope="module")
def notes() -> Collection:
    return Collection("notes", (LONG, *SHORT), (Query("q", QUERY),))


@pytest.fixture(scope="module", params=HARD)
def document(request: pytest.FixtureRequest) -> Document:
    return Document("d", "Gout", HARD[request.param])


def test_every_part_is_read_whole(cutter: Cutter, document: Document) -> None:
    counts = [cutter.count(part.contents) + SPECIAL for part in cutter.cut(document)]
    assert max(counts) <= cutter.longest


def test_the_parts_in_order_are_the_text_but_for_blanks(cutter: Cutter, document: Document) -> None:
    text, at = whole_characters(document.text), 0
    for part in cutter.cut(document):
        blanks = len(text[at:]) - len(text[at:].lstrip())
        start = text.rfind(part.text, 0, at + blanks + len(part.text))
        assert start >= 0
        at = max(at, start + len(part.text))
    assert not text[at:].strip()


def test_every_part_stands_under_the_title(cutter: Cutter) -> None:
    assert {part.title for part in cutter.cut(LONG)} == {"Ward notes"}


def test_ordinary_parts_have_at_most_so_many_tokens(cutter: Cutter) -> None:
    parts = cutter.cut(LONG)
    assert len(parts) > 1
    assert max(cutter.count(part.contents) + SPECIAL for part in parts) <= PART


def test_a_short_document_is_the_same(cutter: Cutter) -> None:
    assert cutter.cut(SHORT[0])[0] is SHORT[0]


@pytest.mark.parametrize("words", [508, 509, 510, 511, 600])
def test_a_document_is_cut_where_the_model_stops_reading(cutter: Cutter, words: int) -> None:
    document = Document("d", "", " ".join(["toe"] * words))
    left = max(0, words + SPECIAL - cutter.longest)
    assert cutter.unread(document) == left
    assert (len(cutter.cut(document)) > 1) == (left > 0)


def test_tokens_are_counted_even_where_a_character_has_several(cutter: Cutter) -> None:
    document = Document("d", "", " ".join(["각각"] * 160))
    assert cutter.unread(document) == cutter.count(document.contents) + SPECIAL - cutter.longest


def test_a_title_that_is_a_text_is_cut_too(cutter: Cutter) -> None:
    parts = cutter.cut(Document("d", "toe hip " * 400, "The end is here."))
    assert all(part.title == "" for part in parts)
    assert parts[-1].text.endswith("The end is here.")
    assert max(cutter.count(part.contents) + SPECIAL for part in parts) <= cutter.longest


def test_short_documents_stay_the_collection_that_they_are(hospital: Collection) -> None:
    assert in_parts(hospital).collection is hospital


def test_short_documents_beside_long_ones_stay_as_they_are(notes: Collection) -> None:
    assert in_parts(notes).collection.documents[-len(SHORT) :] == SHORT


def test_a_collection_is_cut_once(notes: Collection) -> None:
    assert in_parts(notes) is in_parts(notes, MODEL)


@pytest.mark.parametrize("others", [["long#1"], ["long#1", "long#1#1", "long#2"], ["long#"]])
@pytest.mark.parametrize("last", [False, True])
def test_parts_have_ids_that_nobody_else_has(others: list[str], last: bool) -> None:
    named = tuple(Document(doc_id, "", "short") for doc_id in others)
    made = in_parts(Collection("x", (*named, LONG) if last else (LONG, *named)))
    ids = made.collection.doc_ids
    assert len(set(ids)) == len(ids) > len(others) + 1
    assert {made.document_of[doc_id] for doc_id in others} == set(others)


def test_every_part_knows_its_document(notes: Collection) -> None:
    made = in_parts(notes)
    assert [*made.document_of] == made.collection.doc_ids
    assert set(made.document_of.values()) == set(notes.doc_ids)


def test_the_tokens_that_are_not_read_are_counted(notes: Collection, cutter: Cutter) -> None:
    assert unread(notes) == {"long": cutter.count(LONG.contents) + SPECIAL - cutter.longest}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["BM25", "+ GloVe", "+ masked", "SPLADE"])
def test_the_end_of_a_long_document_is_found(notes: Collection, name: str) -> None:
    assert systems(notes)[name].search(QUERY, 1)[0].doc_id == "long"


def test_without_parts_splade_does_not_read_the_end(notes: Collection) -> None:
    hits = systems(notes, parts=False)["SPLADE"].search("colchicine", 5)
    whole = {hit.doc_id: hit.score for hit in systems(notes)["SPLADE"].search("colchicine", 5)}
    assert {hit.doc_id: hit.score for hit in hits}.get("long", 0.0) < whole["long"] / 2


def test_a_document_is_found_once(notes: Collection) -> None:
    found = [hit.doc_id for hit in systems(notes)["BM25"].search("patient kidney morning", 10)]
    assert len(set(found)) == len(found)


def test_only_collections_with_long_documents_are_searched_in_parts(
    notes: Collection, hospital: Collection
) -> None:
    made = [isinstance(systems(c)["BM25"], PartsSystem) for c in (notes, hospital)]
    assert made == [True, False]


def test_a_run_over_parts_bears_the_queries_ids(notes: Collection) -> None:
    hits = run(systems(notes)["BM25"], notes.queries)
    assert {hit.query_id for hit in hits} == {"q"}


def test_a_search_in_parts_wants_a_positive_top_k(notes: Collection) -> None:
    with pytest.raises(ValueError, match="top_k=0"):
        systems(notes)["BM25"].search(QUERY, 0)
