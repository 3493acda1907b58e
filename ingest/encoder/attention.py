"""Attention that a traced model spells out in a dozen steps, joined to the one that onnxruntime has for it.

For each head a trace turns and multiplies matrices of its own, adds a mask, and writes every figure of them
to memory in between. The joined step (com.microsoft.MultiHeadAttention) goes through them in blocks that
stay in the processor's cache; without a mask, that is: texts are run with others of their own length only,
so that there is no filling to mask (``ingest.encoder.batches``). What is added to the likenesses of tokens is
left out only where it was nought in every run of such texts: a bias that tells where tokens stand remains,
and with it the attention as it was traced.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
from onnx import ModelProto, NodeProto, helper, numpy_helper

Feed = dict[str, npt.NDArray[np.int64]]

_DOMAIN = "com.microsoft"
_PARTED, _PARTED_AND_TURNED = [0, 2, 1, 3], [0, 2, 3, 1]  # (text, token, head, figure) to heads apart


class _OtherFormError(Exception):
    """The steps are not those of attention as it is known here."""


@dataclass(frozen=True, slots=True)
class _Attention:
    """One layer's attention: the tensors that go in, and the last of the steps that it is spelt in."""

    query: str
    key: str
    value: str
    mask: str
    scale: float
    width: int  # of one head
    last: NodeProto


def join_attention(model: ModelProto, feeds: Sequence[Feed]) -> int:
    """Join the attention of each layer of ``model`` to one step; return of how many layers.

    ``feeds`` are inputs of one text each, without filling, by which masks are told from what must be kept.
    Layers of another form are left as they are.
    """
    found = list(_Graph(model).attentions())
    noughts = _noughts(model, {each.mask for each in found}, feeds)
    widths = _widths(model)
    joined = [each for each in found if each.mask in noughts and widths.get(each.query, 0) > 0]
    for each in joined:
        node = helper.make_node(
            "MultiHeadAttention",
            [each.query, each.key, each.value],
            list(each.last.output),
            f"{each.last.name}/joined",
            domain=_DOMAIN,
            num_heads=widths[each.query] // each.width,
            scale=each.scale,
        )
        # In its place, for the nodes of a graph stand in the order in which they can be run.
        each.last.CopyFrom(node)
    if joined and all(known.domain != _DOMAIN for known in model.opset_import):
        model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    _drop_unread(model)
    return len(joined)


class _Graph:
    """The nodes of a model by what they make and read."""

    def __init__(self, model: ModelProto) -> None:
        self._nodes: list[NodeProto] = list(model.graph.node)
        self._constants = {each.name: each for each in model.graph.initializer}
        self._maker = {name: node for node in self._nodes for name in node.output}
        self._readers: dict[str, list[NodeProto]] = defaultdict(list)
        for node in self._nodes:
            for name in node.input:
                self._readers[name].append(node)

    def attentions(self) -> Iterable[_Attention]:
        for node in self._nodes:
            if node.op_type == "Softmax":
                try:
                    yield self._attention(node)
                except _OtherFormError:
                    continue

    def _attention(self, softmax: NodeProto) -> _Attention:
        """Read the steps around ``softmax``: softmax(scale · query · key + mask) · value, heads together."""
        likeness, mask = self._made(softmax.input[0], "Add").input
        scaled = self._made(likeness, "Mul")
        product = self._made(scaled.input[0], "MatMul")
        query, width = self._whole(product.input[0], _PARTED)
        key, _ = self._whole(product.input[1], _PARTED_AND_TURNED)
        weighted = self._reader(softmax.output[0], "MatMul")
        value, width_of_value = self._whole(weighted.input[1], _PARTED)
        if width_of_value != width:
            raise _OtherFormError
        together = self._reader(weighted.output[0], "Transpose")
        last = self._reader(together.output[0], "Reshape")
        return _Attention(query, key, value, mask, float(self._constant(scaled.input[1])), width, last)

    def _whole(self, heads: str, turned: list[int]) -> tuple[str, int]:
        """Return the tensor that was parted into ``heads`` and turned, and the width of each of them."""
        turning = self._made(heads, "Transpose")
        if [list(each.ints) for each in turning.attribute if each.name == "perm"] != [turned]:
            raise _OtherFormError
        parting = self._made(turning.input[0], "Reshape")
        shape = self._made(parting.input[1], "Concat").input
        if len(shape) != len(turned):
            raise _OtherFormError
        return parting.input[0], int(self._constant(shape[-1]))

    def _made(self, name: str, kind: str) -> NodeProto:
        node = self._maker.get(name)
        if node is None or node.op_type != kind:
            raise _OtherFormError
        return node

    def _reader(self, name: str, kind: str) -> NodeProto:
        readers = self._readers[name]
        if [each.op_type for each in readers] != [kind]:
            raise _OtherFormError
        return readers[0]

    def _constant(self, name: str) -> float:
        if name in self._constants:
            value = numpy_helper.to_array(self._constants[name])
        else:
            value = numpy_helper.to_array(self._made(name, "Constant").attribute[0].t)
        if value.size != 1:
            raise _OtherFormError
        return float(value.reshape(()))


def _noughts(model: ModelProto, names: Iterable[str], feeds: Sequence[Feed]) -> set[str]:
    """Return those of the tensors ``names`` that hold nothing but noughts in each of the runs."""
    left = sorted(names)
    watched = ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in left
    )
    session = ort.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    wanted = {each.name for each in session.get_inputs()}
    for feed in feeds:
        if left:
            values = session.run(left, {name: value for name, value in feed.items() if name in wanted})
            left = [name for name, value in zip(left, values, strict=True) if not np.any(value)]
    return set(left)


def _widths(model: ModelProto) -> dict[str, int]:
    """Return the last dimension of each tensor whose is known; 0 where it depends on the inputs."""
    known = onnx.shape_inference.infer_shapes(model).graph.value_info
    shapes = {each.name: each.type.tensor_type.shape.dim for each in known}
    return {name: int(shape[-1].dim_value) for name, shape in shapes.items() if shape}


def _drop_unread(model: ModelProto) -> None:
    """Take out the nodes that make nothing that is read."""
    graph = model.graph
    wanted = {each.name for each in graph.output}
    kept: list[NodeProto] = []
    for node in reversed(graph.node):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
