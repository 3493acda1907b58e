"""Embeddings read from a file row by row are those that the library computes."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertEmbeddings

from retrieval.cross_encoder.input_embeddings import InputEmbeddings


@pytest.fixture
def embeddings(tmp_path: Path) -> tuple[BertEmbeddings, Path]:
    torch.manual_seed(3)
    made = BertEmbeddings(BertConfig(vocab_size=50, hidden_size=8, max_position_embeddings=16)).eval()
    with torch.no_grad():
        made.LayerNorm.weight.uniform_(0.5, 2.0)
        made.LayerNorm.bias.uniform_(-1.0, 1.0)
    path = tmp_path / "model.safetensors"
    save_file({f"embeddings.{name}": value.clone() for name, value in made.state_dict().items()}, str(path))
    return made, path


def test_rows_are_those_of_the_model(embeddings) -> None:
    made, path = embeddings
    ids, types = np.array([[4, 7, 49, 0], [1, 2, 3, 4]]), np.array([[0, 0, 1, 0], [0, 1, 1, 1]])
    expected = made(input_ids=torch.tensor(ids), token_type_ids=torch.tensor(types)).detach().numpy()
    np.testing.assert_allclose(InputEmbeddings(path).rows(ids, types), expected, rtol=1e-5, atol=1e-6)


def test_weights_of_another_precision_are_refused(embeddings, tmp_path: Path) -> None:
    made, _ = embeddings
    path = tmp_path / "half.safetensors"
    save_file({f"embeddings.{name}": value.half() for name, value in made.state_dict().items()}, str(path))
    with pytest.raises(ValueError, match="F16"):
        InputEmbeddings(path)
