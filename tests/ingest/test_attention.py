"""Attention spelt out in a graph becomes one step where that says the same, and is left alone elsewhere."""

from collections import Counter

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper

from ingest.encoder.attention import join_attention

WORDS, WIDTH, HEADS = 11, 8, 2
OF_HEAD = WIDTH // HEADS
LENGTHS = (1, 3, 7)


def layer(*, bias: str = "mask", scale: str = "Mul", value_width: int = OF_HEAD) -> ModelProto:
    """Spell out one layer: ids and mask in, a row a token out; ``bias`` is added to the likenesses."""
    random = np.random.default_rng(7)

    def matrix(name: str, *shape: int):
        return numpy_helper.from_array(random.standard_normal(shape).astype(np.float32), name)

    def whole(name: str, *values: int):
        return numpy_helper.from_array(np.array(values, np.int64), name)

    constants = [
        matrix("table", WORDS, WIDTH), *(matrix(f"{name} matrix", WIDTH, WIDTH) for name in "qkv"),
        whole("texts", 0), whole("one", 1), whole("axes", 1, 2), whole("rest", -1),
        whole("width", WIDTH), whole("of head", OF_HEAD), whole("of value", value_width),
        numpy_helper.from_array(np.array(OF_HEAD**-0.5, np.float32), "factor"),
        numpy_helper.from_array(np.array(1, np.float32), "unmasked"),
        numpy_helper.from_array(np.array(-1e4, np.float32), "low"),
        numpy_helper.from_array(np.full((1, 1, 1, 1), 0.5, np.float32), "places"),
    ]  # fmt: skip
    node = helper.make_node
    nodes = [
        node("Gather", ["table", "input_ids"], ["x"]),
        node("Shape", ["input_ids"], ["both"]),
        node("Gather", ["both", "texts"], ["n"]),
        node("Gather", ["both", "one"], ["t"]),
        node("Cast", ["attention_mask"], ["kept"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["kept", "axes"], ["spread"]),
        node("Sub", ["unmasked", "spread"], ["left out"]),
        node("Mul", ["left out", "low"], ["mask"]),
        node("Concat", ["n", "t", "width"], ["together"], axis=0),
    ]
    for name, turned, width in (("q", [0, 2, 1, 3], "of head"), ("k", [0, 2, 3, 1], "of head"),
                                ("v", [0, 2, 1, 3], "of value")):  # fmt: skip
        nodes += [
            node("MatMul", ["x", f"{name} matrix"], [name]),
            node("Concat", ["n", "t", "rest", width], [f"{name} shape"], axis=0),
            node("Reshape", [name, f"{name} shape"], [f"{name} parted"]),
            node("Transpose", [f"{name} parted"], [f"{name} heads"], perm=turned),
        ]
    nodes += [
        node("MatMul", ["q heads", "k heads"], ["product"]),
        node(scale, ["product", "factor"], ["likeness"]),
        node("Add", ["likeness", bias], ["biased"]),
        node("Softmax", ["biased"], ["weights"], axis=-1),
        node("MatMul", ["weights", "v heads"], ["weighted"]),
        node("Transpose", ["weighted"], ["turned back"], perm=[0, 2, 1, 3]),
        node("Reshape", ["turned back", "together"], ["y"], name="last"),
    ]
    ids, mask = (
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"])
        for name in ("input_ids", "attention_mask")
    )
    rows = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", "t", WIDTH])
    graph = helper.make_graph(nodes, "layer", [ids, mask], [rows], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def feeds() -> list[dict[str, np.ndarray]]:
    ids = [np.arange(length, dtype=np.int64)[None] % WORDS for length in LENGTHS]
    return [{"input_ids": one, "attention_mask": np.ones_like(one)} for one in ids]


def rows_of(model: ModelProto) -> list[np.ndarray]:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    wanted = {each.name for each in session.get_inputs()}
    return [session.run(["y"], {k: v for k, v in feed.items() if k in wanted})[0] for feed in feeds()]


def test_it_becomes_one_step_that_gives_the_same() -> None:
    model = layer()
    before = rows_of(model)
    assert join_attention(model, feeds()) == 1
    onnx.checker.check_model(model)
    steps = Counter(node.op_type for node in model.graph.node)
    # The look-up, the three products and the one step: nothing that only the mask or the heads needed.
    assert steps == {"Gather": 1, "MatMul": 3, "MultiHeadAttention": 1}
    for one, other in zip(before, rows_of(model), strict=True):
        assert np.allclose(one, other, atol=1e-5)


@pytest.mark.parametrize(
    "other",
    [
        {"bias": "places"},  # tells something of full texts, too
        {"scale": "Div"},  # not spelt as it is known here
        {"value_width": WIDTH},  # one head of values for two of likenesses
    ],
)
def test_what_would_not_say_the_same_is_left_alone(other: dict[str, str]) -> None:
    model = layer(**other)
    assert join_attention(model, feeds()) == 0
    assert Counter(node.op_type for node in model.graph.node)["Softmax"] == 1
