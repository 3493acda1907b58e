"""An exported model with its large matrices in int8, for passages: about twice as fast as in float32.

Each matrix keeps a scale for each of its columns; what it is multiplied with is scaled as a whole, as it
comes. A few channels of what leaves a layer's normalisation are ten times as large as the rest, which would
be left with a handful of steps. So they are made smaller, and the rows of the matrix larger by as much: the
product stays the same (Xiao et al., "SmoothQuant", 2023, with its alpha of 0.5).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
from onnx import GraphProto, ModelProto, NodeProto, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

Feed = dict[str, npt.NDArray[np.int64]]
_Channels = npt.NDArray[np.float32]

_ALPHA = 0.5
# A channel that the samples never use must not be divided by nothing.
_SMALLEST = 1e-5


def write_small(whole: Path, small: Path, feeds: Sequence[Feed]) -> None:
    """Write the model in ``whole`` to ``small`` with its constant matrices in int8.

    ``feeds`` are inputs of texts, from which the size of each channel is read off.
    """
    model = onnx.load(whole)
    products = _normalised_products(model.graph)
    for name, largest in _largest(model, list(products), feeds).items():
        _even_out(model.graph, name, products[name], largest)
    quantize_dynamic(
        model,
        small,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def _normalised_products(graph: GraphProto) -> dict[str, list[NodeProto]]:
    """Return the products of what leaves a normalisation with a constant matrix, by what leaves it."""
    constant = {each.name for each in graph.initializer}
    normalised = {node.output[0] for node in graph.node if node.op_type == "LayerNormalization"}
    found: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[0] in normalised and node.input[1] in constant:
            found.setdefault(node.input[0], []).append(node)
    return found


def _largest(model: ModelProto, names: Sequence[str], feeds: Sequence[Feed]) -> dict[str, _Channels]:
    """Return the largest size of each channel of the tensors ``names`` over all ``feeds``."""
    watched = ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names
    )
    session = ort.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    wanted = {each.name for each in session.get_inputs()}
    largest: dict[str, _Channels] = {}
    for feed in feeds:
        values = session.run(list(names), {name: value for name, value in feed.items() if name in wanted})
        for name, value in zip(names, values, strict=True):
            sizes = np.abs(value).reshape(-1, value.shape[-1]).max(axis=0)
            largest[name] = np.maximum(largest[name], sizes) if name in largest else sizes
    return largest


def _even_out(graph: GraphProto, name: str, products: Sequence[NodeProto], largest: _Channels) -> None:
    """Divide the channels of the tensor ``name`` where ``products`` read it, and multiply their rows."""
    matrices = {each.name: each for each in graph.initializer}
    rows = np.max(
        [np.abs(numpy_helper.to_array(matrices[each.input[1]])).max(axis=1) for each in products], axis=0
    )
    scale = np.maximum(largest, _SMALLEST) ** _ALPHA / np.maximum(rows, _SMALLEST) ** (1 - _ALPHA)
    scale = (scale / np.exp(np.log(scale).mean())).astype(np.float32)
    for matrix in {each.input[1] for each in products}:
        larger = numpy_helper.to_array(matrices[matrix]) * scale[:, None]
        matrices[matrix].CopyFrom(numpy_helper.from_array(larger, matrix))
    graph.initializer.append(numpy_helper.from_array(1 / scale, f"{name}/scale"))
    evened = onnx.helper.make_node("Mul", [name, f"{name}/scale"], [f"{name}/evened"], f"{name}/even")
    # Before its first reader: the nodes of a graph stand in the order in which they can be run.
    first = min(at for at, node in enumerate(graph.node) if node in products)
    for each in products:
        each.input[0] = evened.output[0]
    graph.node.insert(first, evened)
