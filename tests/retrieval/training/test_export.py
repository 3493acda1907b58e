"""What is exported says what the network says, nearly: eight bits round."""

from pathlib import Path

import numpy as np
import pytest
import torch

from ingest.encoder.model_files import default_model_folder
from retrieval.cross_encoder.input_embeddings import InputEmbeddings
from retrieval.cross_encoder.onnx_cross_encoder import EMBEDDED, MASK, OUTPUT
from retrieval.training.export import export
from retrieval.training.network import Network


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_export_says_what_its_network_says(tmp_path: Path) -> None:
    import onnxruntime as ort

    torch.manual_seed(5)
    network = Network(default_model_folder(), layers=1).eval()
    export(network, tmp_path / "one.onnx")
    ids, mask = np.array([[101, 2129, 102, 1996, 102, 0], [101, 2040, 2003, 102, 2002, 102]]), np.ones((2, 6))
    mask[0, 5] = 0
    types = np.array([[0, 0, 0, 1, 1, 0], [0, 0, 0, 0, 1, 1]])
    features = {"input_ids": ids, "attention_mask": mask.astype(np.int64), "token_type_ids": types}
    with torch.no_grad():
        expected = network({name: torch.tensor(value) for name, value in features.items()}).numpy()
    rows = InputEmbeddings(default_model_folder() / "model.safetensors").rows(ids, types)
    session = ort.InferenceSession(str(tmp_path / "one.onnx"), providers=["CPUExecutionProvider"])
    (odds,) = session.run([OUTPUT], {EMBEDDED: rows, MASK: mask.astype(np.int64)})
    np.testing.assert_allclose(odds, expected, atol=0.03)
