"""Any model of sentence-transformers takes the road of the default one: a tiny one that is made here."""

import os
from pathlib import Path

import numpy as np
import pytest

from ingest.encoder import Encoder, Runtime, open_encoder
from ingest.encoder.exports import find_export
from ingest.encoder.torch_encoder import TorchEncoder
from ingest.token_signs import unpacked
from service.encoders import encoder_of
from service.settings import Settings

WORDS = "the women of county in prison bus runs every hour to coast grant clinic agreed a panel".split()
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "£", ",", ".", "##s", *"0123456789", *WORDS]
TEXTS = ["The panel agreed a grant.", "buses", "a bus to the coast, every hour, in the county", "prison"]
PROMPT = "the words: "
WIDTH, DIMENSION = 32, 24


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save a BERT of two layers and no training, unlike the default model in all that comes after them.

    It takes the first token for the text, makes the vector shorter, and puts a prompt before every text.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("made")
    torch.manual_seed(5)
    (folder / "vocab.txt").write_text("\n".join(PIECES), "utf-8")
    config = BertConfig(
        vocab_size=len(PIECES),
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    modules = [
        Transformer(str(folder / "bert"), max_seq_length=32),
        Pooling(WIDTH, pooling_mode="cls"),
        Dense(WIDTH, DIMENSION),
    ]
    made = SentenceTransformer(
        modules=modules, prompts={"text": PROMPT}, default_prompt_name="text", device="cpu"
    )
    made.save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for exports, so that the model is exported once."""
    return tmp_path_factory.mktemp("exports")


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def encoder(model: Path, cache: Path, told: list[str]) -> Encoder:
    opened = open_encoder(str(model), cache=cache, tell=told.append)
    opened.encode(["ready"])
    return opened


@pytest.fixture(scope="module")
def by_torch(model: Path) -> TorchEncoder:
    return TorchEncoder(str(model))


def test_it_is_exported_and_nothing_is_left_to_torch(encoder, model, cache, told) -> None:
    export = find_export(str(model), cache)
    assert export is not None
    assert (export.facts.why_not, export.facts.dimension, export.facts.prefix) == ("", DIMENSION, PROMPT)
    (remark,) = told
    assert remark.startswith("Preparing the model model")


def test_its_attention_is_one_step_a_layer_for_questions_and_passages(encoder, model, cache) -> None:
    import onnx

    export = find_export(str(model), cache)
    assert export is not None
    for path in (export.whole, export.for_passages):
        steps = [node.op_type for node in onnx.load(path, load_external_data=False).graph.node]
        assert (steps.count("MultiHeadAttention"), steps.count("Softmax")) == (2, 0)


def test_its_vectors_are_those_that_sentence_transformers_gives(encoder, model) -> None:
    from sentence_transformers import SentenceTransformer

    expected = SentenceTransformer(str(model), device="cpu").encode(
        TEXTS, normalize_embeddings=True, show_progress_bar=False
    )
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSION)
    assert np.allclose(vectors, expected, atol=1e-4)
    assert np.allclose(encoder.encode_question(TEXTS[0]).vector, expected[0], atol=1e-4)


def test_passages_are_near_to_them_and_come_with_the_signs_of_their_words(encoder) -> None:
    vectors, signs = encoder.encode_passages(TEXTS)
    assert np.min(np.sum(vectors * encoder.encode(TEXTS), axis=1)) > 0.97
    # "the words: prison": the two words of the prompt that are known to it are words, too.
    assert unpacked(signs[3:]).shape[1] == WIDTH


def test_torch_gives_the_same(encoder, by_torch) -> None:
    assert by_torch.dimension == encoder.dimension == DIMENSION
    assert np.allclose(by_torch.encode(TEXTS), encoder.encode(TEXTS), atol=1e-4)
    one, other = by_torch.encode_question(TEXTS[2]), encoder.encode_question(TEXTS[2])
    assert np.allclose(one.vector, other.vector, atol=1e-4)
    assert np.allclose(one.tokens, other.tokens, atol=1e-4)


def test_torch_gives_passages_the_signs_of_the_same_tokens(encoder, by_torch) -> None:
    (_, ours), (_, theirs) = encoder.encode_passages(TEXTS), by_torch.encode_passages(TEXTS)
    assert [one.tokens for one in ours] == [one.tokens for one in theirs]


def test_the_setting_names_what_runs_it(model, cache, monkeypatch) -> None:
    for name, value in {"MODEL": model, "CACHE": cache, "ENCODER": "torch"}.items():
        monkeypatch.setitem(os.environ, f"AGREED_{name}", str(value))
    by_setting = encoder_of(Settings.from_environment())
    assert np.allclose(
        by_setting.encode(TEXTS), open_encoder(str(model), cache=cache).encode(TEXTS), atol=1e-4
    )
    assert isinstance(by_setting._encoder, TorchEncoder)
    assert by_setting.fingerprint.endswith("/float32")
    weights = by_setting.fingerprint.partition("/")[0]
    assert open_encoder(str(model), runtime=Runtime.ONNX, cache=cache).fingerprint.startswith(weights)
