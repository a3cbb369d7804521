"""helpers/attribution.py: the positions that a weight comes from."""

from __future__ import annotations

import doctest

import pytest
import torch

from helpers import attribution
from helpers.attribution import TermAttribution, attributions, count_kinds, kind_of, show
from helpers.pooling import Pooling, pool
from helpers.reading import TokenLogits, load_masked_lm
from helpers.splade import activation, load_encoder

pytestmark = pytest.mark.model

QUERY = "heart attack treatment protocol"
SMALL = TokenLogits(
    ["[CLS]", "heart", "[SEP]"],
    [0, 1, 2],
    [(0, 0), (0, 5), (0, 0)],
    torch.tensor([[1.0, 0.5, 3.0], [1.0, 2.0, -1.0], [0.0, 2.0, 3.0]]),
    ("a", "b", "c"),
    0,
)


def read(text: str, model: str = "clinical-splade") -> TokenLogits:
    return load_masked_lm(model).logits(text)


def test_examples() -> None:
    assert doctest.testmod(attribution).failed == 0


@pytest.mark.parametrize("text", [QUERY, "", "myocardial infarction"])
def test_attributions_are_the_whole_vector_of_the_encoder(text: str) -> None:
    encoder = load_encoder("clinical-splade")
    ours = {a.term: a.weight for a in attributions(read(text))}
    assert ours == pytest.approx(dict(encoder.decode(encoder.encode_query([text]))), abs=1e-4)


def test_the_winner_s_logit_makes_the_weight() -> None:
    for found in attributions(read(QUERY)):
        best = max(c.logit for c in found.candidates)
        assert found.candidates[0].logit == best
        assert float(activation(torch.tensor(best))) == pytest.approx(found.weight, abs=1e-6)


def test_with_the_sum_every_position_adds() -> None:
    for found in attributions(read(QUERY), Pooling("sum"), 10):
        logits = torch.tensor([c.logit for c in found.candidates])
        assert float(activation(logits).sum()) == pytest.approx(found.weight, abs=1e-5)


def test_with_cls_alone_position_0_makes_the_weight() -> None:
    for found in attributions(read(QUERY), Pooling("cls")):
        (first,) = (c.logit for c in found.candidates if c.position == 0)
        assert float(activation(torch.tensor(first))) == pytest.approx(found.weight, abs=1e-6)


def test_the_heaviest_term_comes_first_and_ties_go_by_id() -> None:
    assert [a.term for a in attributions(SMALL)] == ["c", "b", "a"]
    equal = SMALL._replace(logits=torch.ones(3, 3))
    assert [a.id for a in attributions(equal)] == [0, 1, 2]


def test_positions_are_by_logit_and_ties_by_place() -> None:
    _, found, _ = attributions(SMALL)
    assert found.candidates == [(1, "heart", 2.0), (2, "[SEP]", 2.0), (0, "[CLS]", 0.5)]


def test_top_k_takes_the_heaviest() -> None:
    assert attributions(read(QUERY), top_k=3) == attributions(read(QUERY))[:3]


def test_a_masked_language_model_goes_through_the_same_formula() -> None:
    untrained = attributions(read(QUERY, "clinical-mlm"))
    assert len(untrained) > 20 * len(attributions(read(QUERY)))


def test_top_k_of_0() -> None:
    with pytest.raises(ValueError, match="top_k=0: want 1 or more, or None"):
        attributions(SMALL, top_k=0)


def test_an_unknown_pooling() -> None:
    with pytest.raises(ValueError, match="pooling='mean': allowed are max, sum, cls"):
        attributions(SMALL, Pooling("mean"))  # type: ignore[arg-type]


def test_a_table_has_the_winner_and_the_runner_up() -> None:
    table = show(attributions(SMALL, top_k=2))
    assert list(table.loc["b"]) == [1.1, "heart", 2.0, "[SEP]", 2.0]
    assert list(table.index) == ["c", "b"]


def test_a_table_of_nothing_is_empty() -> None:
    assert len(show(list[TermAttribution]())) == 0


def test_weights_are_the_pooled_ones() -> None:
    wanted = pool(SMALL.logits, Pooling("sum", log=False)).tolist()
    made = {a.id: a.weight for a in attributions(SMALL, Pooling("sum", log=False))}
    assert [made[i] for i in range(3)] == wanted


def test_every_vocabulary_term_is_of_one_kind() -> None:
    counts = count_kinds(load_encoder("clinical-splade").vocabulary)
    assert sum(counts.values()) == 30522
    assert counts["special"] == 5
    assert kind_of("##") == "piece"
