"""helpers/explorers/choices.py: the lists that a reader chooses from."""

from __future__ import annotations

from helpers.explorers import choices
from helpers.pooling import POOLINGS
from helpers.records import Collection
from helpers.registry import REGISTRY
from helpers.text import TOKENIZERS


def test_every_tokenizer_can_be_chosen() -> None:
    assert [value for _, value in choices.TOKENIZERS] == list(TOKENIZERS)


def test_every_pooling_can_be_chosen() -> None:
    assert {value for _, value in choices.POOLINGS} == {pooling.over for pooling in POOLINGS}


def test_models_are_listed_kind_by_kind() -> None:
    names = [name for _, name in choices.models("splade", "masked_lm")]
    kinds = [REGISTRY[name].kind for name in names]
    assert kinds == sorted(kinds, key=["splade", "masked_lm"].index)
    assert set(names) == {c.name for c in REGISTRY.values() if c.kind != "static_vectors"}


def test_a_model_s_label_says_what_it_takes_to_have_it() -> None:
    labels = {name: label for label, name in choices.models("splade", "static_vectors")}
    assert labels["clinical-splade"] == "clinical-splade (here)"
    assert labels["rasyosef/splade-tiny"] == "rasyosef/splade-tiny (18 MB, hub)"
    assert labels["glove-wiki-gigaword-50"].endswith("(66 MB, gensim)")


def test_documents_come_after_a_choice_of_none(hospital: Collection) -> None:
    first, second, *_ = made = choices.documents(hospital, "none of them")
    assert first == ("none of them", "")
    assert second == (f"D001 {hospital.document('D001').title}", "D001")
    assert len(made) == 195


def test_queries_are_their_texts(hospital: Collection) -> None:
    assert choices.queries(hospital) == [q.text for q in hospital.queries]
