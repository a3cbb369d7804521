"""The models for the browser: int8 weights that are exactly the embedded ones."""

from __future__ import annotations

import onnx
import pytest
import torch
from onnx import numpy_helper

from helpers.explorers.splade import MOST_TERMS
from helpers.models import load_network
from helpers.pooling import Pooling, pool
from helpers.reading import load_masked_lm
from tools.assets import ASSETS
from tools.browser_models import INPUTS, NAMES, OUTPUTS, PageModel, with_int8

pytestmark = pytest.mark.model

MOST_BYTES = 25_000_000
MODEL, TEXT = "clinical-splade", "heart attack treatment protocol"


@pytest.fixture(scope="module")
def graph() -> onnx.GraphProto:
    return onnx.load(str(ASSETS / "live" / f"{MODEL}.onnx")).graph


@pytest.mark.site
@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_at_most_25_mb(name: str) -> None:
    assert (ASSETS / "live" / f"{name}.onnx").stat().st_size <= MOST_BYTES


@pytest.mark.site
@pytest.mark.parametrize("name", NAMES)
def test_a_model_tells_nothing_of_the_machine_that_made_it(name: str) -> None:
    content = (ASSETS / "live" / f"{name}.onnx").read_bytes()
    told = (b"site-packages", b"stack_trace", b"forward(", b"/home/")
    assert not [word for word in told if word in content]


@pytest.mark.site
def test_the_graph_has_the_documented_inputs_and_outputs(graph: onnx.GraphProto) -> None:
    assert [i.name for i in graph.input] == list(INPUTS)
    assert [o.name for o in graph.output] == list(OUTPUTS)


@pytest.mark.site
def test_every_matrix_is_int8_and_dequantised_in_the_graph(graph: onnx.GraphProto) -> None:
    large = [i for i in graph.initializer if len(i.dims) == 2 and min(i.dims) >= 384]
    kinds = {i.name: i.data_type for i in large if "position_embeddings" not in i.name}
    assert set(kinds.values()) == {onnx.TensorProto.INT8}
    made = [n for n in graph.node if n.op_type == "DequantizeLinear"]
    assert len(made) == len(kinds) == 6 * 6 + 2  # six layers, the transform, the tied embeddings


@pytest.mark.site
def test_the_embeddings_are_there_once_with_the_embedded_weights(graph: onnx.GraphProto) -> None:
    weight = load_network(MODEL).get_parameter("bert.embeddings.word_embeddings.weight")
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    tables = [name for name, array in stored.items() if array.shape == tuple(weight.shape)]
    assert len(tables) == 1
    scales = torch.tensor(stored[tables[0].replace("_steps", "_scales")])
    assert torch.equal(torch.tensor(stored[tables[0]]).float() * scales[:, None], weight.detach())


def test_weights_that_did_not_go_through_int8_are_refused() -> None:
    weight = numpy_helper.from_array(torch.randn(8, 8).numpy(), "w")
    model = onnx.helper.make_model(onnx.helper.make_graph([], "g", [], [], [weight]))
    with pytest.raises(ValueError, match="w: its weights did not go through int8"):
        with_int8(model)


@torch.inference_mode()
def test_what_the_graph_is_made_from_pools_as_the_helpers_do() -> None:
    reading = load_masked_lm(MODEL).logits(TEXT)
    ids = torch.tensor([reading.ids])
    made = dict(
        zip(OUTPUTS, PageModel(load_network(MODEL))(ids, torch.arange(ids.numel())), strict=True)
    )
    torch.testing.assert_close(made["logits"], reading.logits, atol=1e-4, rtol=0)
    for pooling in ("max", "cls"):
        ours = pool(reading.logits, Pooling(pooling, log=False))
        torch.testing.assert_close(torch.relu(made[pooling]), ours, atol=1e-4, rtol=0)
    for name, log in (("sum", True), ("sum_raw", False)):
        ours = pool(reading.logits, Pooling("sum", log))
        torch.testing.assert_close(made[name], ours, atol=1e-4, rtol=0)
    assert int(made["n_positive"]) == int((reading.logits > 0).sum())
    heaviest = made["max_ids"].long()
    assert len(heaviest) == MOST_TERMS
    torch.testing.assert_close(made["max_columns"], made["logits"][:, heaviest])
