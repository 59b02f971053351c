"""The trained network as the package's model: an ONNX graph for the characters and arrays for the fields."""

from __future__ import annotations

import io
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from nlp_extract.tagger.fields import KEY
from nlp_extract.tagger.pack import Pack, write_pack
from training.model import KINDS, SPAN_TAGS, Network, reorder
from training.start import Start

OPSET = 17
IR_VERSION = 8


def export(network: Network, start: Start, folder: Path, *, figures: dict[str, Any], version: str) -> Pack:
    """Write the model pack and return it as the package reads it back."""
    characters, rows = start.forms()
    fields = {
        "keys": _linear(network.keys),
        "queries": _linear(network.queries),
        "none": _linear(network.none),
        "width": _array(network.width),
        "distance": _array(network.distance),
        "barriers": _array(network.barriers),
    }
    labels = {"spans": list(SPAN_TAGS), "kinds": list(KINDS), "lac": start.tags}
    return write_pack(
        folder,
        graph=character_graph(network).SerializeToString(),
        fields=_npz({name: array.astype(np.float16) for name, array in fields.items()}),
        vocabulary=_npz({"characters": np.array([characters]), "rows": rows}),
        labels=labels,
        figures=figures,
        version=version,
    )


def character_graph(network: Network) -> onnx.ModelProto:
    """ids (windows, characters) and lengths (windows,) to the outputs that `tagger.OUTPUTS` names.

    Every recurrent layer is given the lengths, so what pads a window changes nothing. Weights are halves, cast
    when the session starts.
    """
    halves = deepcopy(network.mentions)
    halves.weight.data /= KEY**0.25  # the product of two halves is then scaled as in training
    halves.bias.data /= KEY**0.25
    nodes: list[onnx.NodeProto] = []
    initializers: list[onnx.TensorProto] = []

    def node(operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def weight(name: str, array: np.ndarray) -> str:
        initializers.append(numpy_helper.from_array(array.astype(np.float16), f"{name}_half"))
        return node("Cast", [f"{name}_half"], name, to=TensorProto.FLOAT)

    def recurrent(number: int, source: str, layer: nn.GRU) -> str:
        arrays = zip(("w", "r", "b"), onnx_gru(layer), strict=True)
        weights = [weight(f"{name}{number}", array) for name, array in arrays]
        node(
            "GRU",
            [source, *weights, "lengths"],
            f"directions{number}",
            hidden_size=layer.hidden_size,
            direction="bidirectional",
            linear_before_reset=1,
        )
        node("Transpose", [f"directions{number}"], f"ordered{number}", perm=[0, 2, 1, 3])
        return node("Reshape", [f"ordered{number}", "merged"], f"layer{number}")

    def linear(name: str, source: str, layer: nn.Linear) -> str:
        product = node(
            "MatMul", [source, weight(f"{name}_weight", _array(layer.weight).T)], f"{name}_product"
        )
        return node("Add", [product, weight(f"{name}_bias", _array(layer.bias))], f"{name}_steps")

    initializers.append(numpy_helper.from_array(np.array([0, 0, -1], dtype=np.int64), "merged"))
    steps = node("Transpose", ["ids"], "steps", perm=[1, 0])
    embedded = node("Gather", [weight("embedding", _array(network.embedding.weight)), steps], "embedded")
    second = recurrent(2, recurrent(1, embedded, network.first), network.second)
    lac = linear("lac", second, network.lac)
    read = node("Concat", [second, node("Softmax", [lac], "lac_shares", axis=-1)], "read", axis=-1)
    states = recurrent(3, read, network.context)
    sizes = {
        "states": 2 * network.context.hidden_size,
        "spans": network.spans.out_features,
        "mentions": halves.out_features,
        "lac": network.lac.out_features,
    }
    heads = [states, linear("spans", states, network.spans), linear("mentions", states, halves), lac]
    for name, head in zip(sizes, heads, strict=True):
        node("Transpose", [head], name, perm=[1, 0, 2])
    graph = helper.make_graph(
        nodes,
        "tagger",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["windows", "characters"]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["windows"]),
        ],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["windows", "characters", size])
            for name, size in sizes.items()
        ],
        initializers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    return model


def onnx_gru(layer: nn.GRU) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Input and recurrent weights and biases of a bidirectional layer in ONNX's order."""
    inputs, recurrent, bias = [], [], []
    for suffix in ("l0", "l0_reverse"):
        inputs.append(reorder(_array(getattr(layer, f"weight_ih_{suffix}"))))
        recurrent.append(reorder(_array(getattr(layer, f"weight_hh_{suffix}"))))
        both = [reorder(_array(getattr(layer, f"bias_{part}_{suffix}"))) for part in ("ih", "hh")]
        bias.append(np.concatenate(both))
    return np.stack(inputs), np.stack(recurrent), np.stack(bias)


def _array(parameter: torch.Tensor) -> np.ndarray:
    array: np.ndarray = parameter.detach().cpu().numpy()
    return array


def _linear(layer: nn.Linear) -> np.ndarray:
    """Weights with the bias as last row: (inputs + 1, outputs)."""
    return np.concatenate([_array(layer.weight).T, _array(layer.bias)[None]])


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()
