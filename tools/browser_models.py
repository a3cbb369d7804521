"""The embedded models as ONNX for the published page: int8 weights, float32 arithmetic.

Both become one and the same graph. It reads a text's token ids, and the positions whose logits
are wanted, and returns what the explorers show: the logits themselves (asked for only where they
are few), their maximum, sum and first position over the vocabulary, and the columns of the
heaviest terms. So no array of positions by vocabulary has to leave the model.
"""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import helper, numpy_helper
from transformers import PreTrainedModel

from helpers.explorers.splade import MOST_TERMS
from helpers.models import head_parts, load_network
from helpers.splade import activation
from tools.int8 import quantised

NAMES = ("clinical-mlm", "clinical-splade")
INPUTS = ("input_ids", "positions")
OUTPUTS = (
    "logits",  # (positions, vocabulary)
    "max",  # (vocabulary,): the largest logit of each term
    "sum",  # of log(1 + ReLU(logit)) over the positions
    "sum_raw",  # of ReLU(logit)
    "cls",  # the first position's logits
    "n_positive",  # (1,): how many logits are above 0
    *(f"{pooling}_{part}" for pooling in ("max", "sum", "cls") for part in ("ids", "columns")),
)
Outputs = tuple[torch.Tensor, ...]


class PageModel(torch.nn.Module):
    """A text's logits at some positions, pooled in every way, with the heaviest terms' columns."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.base = model.base_model
        self.transform, self.decoder = head_parts(model)

    def forward(self, input_ids: torch.Tensor, positions: torch.Tensor) -> Outputs:
        """``input_ids`` (1, length) and ``positions`` (n,) to ``OUTPUTS``."""
        hidden = self.base(input_ids=input_ids).last_hidden_state[0]
        logits = self.decoder(self.transform(hidden[positions]))
        positive = torch.relu(logits)
        largest, total = logits.amax(0), activation(logits).sum(0)
        count = (logits > 0).to(torch.int32).sum(dtype=torch.int32)[None]
        first = logits[0].clone()
        columns = (part for by in (largest, total, first) for part in heaviest(by, logits))
        return (logits, largest, total, positive.sum(0), first, count, *columns)


def heaviest(by: torch.Tensor, logits: torch.Tensor) -> Outputs:
    """The ids of the heaviest terms (ties in order of ids) and their columns of the logits."""
    ids = torch.topk(by, MOST_TERMS).indices
    return ids.to(torch.int32), logits[:, ids]


def exported(name: str) -> onnx.ModelProto:
    """An embedded model's graph with float32 weights, for texts of 2 to 512 tokens."""
    model = load_network(name)
    model.set_attn_implementation("eager")
    longest = int(model.config.max_position_embeddings)
    length = torch.export.Dim("length", min=2, max=longest)
    n_positions = torch.export.Dim("n_positions", min=1, max=longest)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(action="ignore"):
        program: Any = torch.onnx.export(
            PageModel(model).eval(),
            (torch.tensor([[101, 2540, 2886, 102]]), torch.arange(4)),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_shapes={"input_ids": {1: length}, "positions": {0: n_positions}},
            dynamo=True,
        )
    made: onnx.ModelProto = program.model_proto
    return made


def with_int8(model: onnx.ModelProto) -> None:
    """Replace each weight matrix by int8 steps and a DequantizeLinear, changing no weight.

    The embedded weights have been through int8 (``training.export``), so the steps are found
    again; a ValueError names the matrix where they are not.
    """
    graph = model.graph
    nodes = [_int8(graph, w) for w in list(graph.initializer) if _is_matrix(w)]
    kept = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, *kept])


def _is_matrix(weight: onnx.TensorProto) -> bool:
    small = ("position_embeddings", "token_type_embeddings")  # these stayed float16
    is_float = weight.data_type == onnx.TensorProto.FLOAT
    return is_float and len(weight.dims) == 2 and not any(part in weight.name for part in small)


def _int8(graph: onnx.GraphProto, weight: onnx.TensorProto) -> onnx.NodeProto:
    """Put int8 steps and scales in the weight's place; the node that makes it of them."""
    values = torch.from_numpy(numpy_helper.to_array(weight).copy())
    axis = next((a for a in (0, 1) if _recovers(values, a)), None)
    if axis is None:
        raise ValueError(f"{weight.name}: its weights did not go through int8")
    steps, scales = _steps(values, axis)
    names = [f"{weight.name}_steps", f"{weight.name}_scales"]
    graph.initializer.remove(weight)
    graph.initializer.extend(
        [numpy_helper.from_array(a.numpy(), n) for a, n in zip((steps, scales), names, strict=True)]
    )
    return helper.make_node("DequantizeLinear", names, [weight.name], axis=axis)


def _steps(values: torch.Tensor, axis: int) -> tuple[torch.Tensor, torch.Tensor]:
    """int8 steps of the matrix's shape, and a scale for each row (axis 0) or column (axis 1)."""
    steps, scales = quantised(values if axis == 0 else values.T)
    return (steps if axis == 0 else steps.T).contiguous(), scales.flatten()


def _recovers(values: torch.Tensor, axis: int) -> bool:
    steps, scales = _steps(values, axis)
    return torch.equal(steps.float() * (scales[:, None] if axis == 0 else scales), values)


def without_notes(model: onnx.ModelProto) -> None:
    """Take out what the exporter notes of its own run: stack traces, and with them folders."""
    graph = model.graph
    values = (*graph.input, *graph.output, *graph.value_info)
    for part in (model, graph, *graph.node, *graph.initializer, *values):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")


def write(name: str, path: Path) -> None:
    """Export an embedded model into a file of about 24 MB, the same bytes wherever it is done."""
    model = exported(name)
    with_int8(model)
    without_notes(model)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
