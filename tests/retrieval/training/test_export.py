"""What is exported says what the network says, nearly: eight bits round."""

from pathlib import Path

import numpy as np
import pytest
import torch

from ingest.encoder.model_files import default_model_folder
from retrieval.cross_encoder.input_embeddings import InputEmbeddings
from retrieval.cross_encoder.onnx_cross_encoder import EMBEDDED, OUTPUT
from retrieval.training.export import export
from retrieval.training.network import Network


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("layers", [1, 2])
def test_an_export_says_what_its_network_says(tmp_path: Path, layers: int) -> None:
    import onnxruntime as ort

    torch.manual_seed(5)
    network = Network(default_model_folder(), layers=layers).eval()
    export(network, tmp_path / "small.onnx")
    session = ort.InferenceSession(str(tmp_path / "small.onnx"), providers=["CPUExecutionProvider"])
    embeddings = InputEmbeddings(default_model_folder() / "model.safetensors")
    ids = np.array([[101, 2129, 102, 1996, 2003, 102], [101, 2040, 2003, 102, 2002, 102]])
    types = np.array([[0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 1, 1]])
    features = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}
    with torch.no_grad():
        expected = network({name: torch.tensor(value) for name, value in features.items()}).numpy()
    (odds,) = session.run([OUTPUT], {EMBEDDED: embeddings.rows(ids, types)})
    np.testing.assert_allclose(odds, expected, atol=0.03)
