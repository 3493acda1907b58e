"""A trained network as the file that onnxruntime runs: its layers in eight bits, without embeddings."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from retrieval.cross_encoder.onnx_cross_encoder import EMBEDDED, OUTPUT
from retrieval.training.network import Layers, Network

# The operators of a later set are spelt otherwise; onnxruntime joins the layers of this one.
_OPERATOR_SET = 17


def export(network: Network, path: Path) -> None:
    """Write the layers of ``network`` to ``path``; their weights become eight bits, column by column."""
    width = network.bert.config.hidden_size
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Layers(network).eval(),
            (torch.zeros(2, 8, width),),
            str(whole),
            dynamo=False,
            input_names=[EMBEDDED],
            output_names=[OUTPUT],
            dynamic_axes={EMBEDDED: {0: "pairs", 1: "tokens"}, OUTPUT: {0: "pairs"}},
            opset_version=_OPERATOR_SET,
        )
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True)
