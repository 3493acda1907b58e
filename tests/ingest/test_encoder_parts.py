"""Batches, fingerprints, and the export that is kept: whole, up to date, or made anew."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encoder import DEFAULT_MODEL, Runtime, exports, open_encoder
from ingest.encoder.batches import batches
from ingest.encoder.exports import Facts, find_export, get_export
from ingest.encoder.fingerprints import Fingerprint, comparable, fingerprint_of, parsed
from ingest.encoder.model_files import DEFAULT_WEIGHTS_SHA256
from ingest.errors import ModelUnavailable


class TestBatches:
    def test_texts_of_one_length_share_a_batch(self) -> None:
        # 9 + 9 = 18 of 20; five times 4 = 20 of 20, and the sixth by itself; 3 has a length of its own.
        lengths = [4, 9, 3, 4, 9, 4, 4, 4, 4]
        assert list(batches(lengths, most_tokens=20)) == [[1, 4], [0, 3, 5, 6, 7], [8], [2]]

    def test_texts_without_a_token_share_a_batch(self) -> None:
        assert list(batches([0, 2, 0], most_tokens=20)) == [[1], [0, 2]]

    def test_a_text_longer_than_a_batch_has_one_of_its_own(self) -> None:
        assert list(batches([30, 2], most_tokens=20)) == [[0], [1]]

    @given(st.lists(st.integers(1, 300)))
    def test_each_text_is_in_one_batch_and_no_batch_is_too_large(self, lengths: list[int]) -> None:
        found = list(batches(lengths, most_tokens=256))
        assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
        assert all(len({lengths[i] for i in b}) == 1 for b in found)
        assert all(len(b) == 1 or len(b) * lengths[b[0]] <= 256 for b in found)


class TestFingerprints:
    def test_it_names_model_weights_and_precision(self) -> None:
        name = fingerprint_of("small", "0123456789abcdef", "int8")
        assert name == "small@0123456789ab/int8"
        assert parsed(name) == Fingerprint("small", "0123456789ab", "int8")

    def test_of_before_it_has_no_weights(self) -> None:
        assert parsed("small/float32") == Fingerprint("small", "", "float32")
        assert parsed("odd") == Fingerprint("odd", "", "")

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("a@1f/int8", "a@1f/float32", True),
            ("a/float32", "a@1f/int8", True),
            ("a@1f/int8", "a@2e/int8", False),
            ("a/float32", "b/float32", False),
        ],
    )
    def test_model_and_weights_must_agree(self, one: str, other: str, same: bool) -> None:
        assert comparable(one, other) is comparable(other, one) is same

    def test_the_default_models_needs_no_export(self, tmp_path) -> None:
        encoder = open_encoder(cache=tmp_path, runtime=Runtime.TORCH)
        assert encoder.fingerprint == f"{DEFAULT_MODEL}@{DEFAULT_WEIGHTS_SHA256[:12]}/float32"


@pytest.fixture
def made(monkeypatch):
    """Have a stand-in export models; return the names of those that it was asked for."""
    names: list[str] = []

    def run(name: str, source: Path, target: Path) -> None:
        names.append(name)
        (target / exports.MODEL_FILE).write_bytes(b"model")
        facts = asdict(Facts("", 3))
        del facts["weights"]
        (target / exports.FACTS_FILE).write_text(json.dumps(facts))

    monkeypatch.setattr(exports, "_run_export", run)
    return names


@pytest.fixture
def model(tmp_path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "modules.json").write_text("[]")
    return folder


class TestExports:
    def test_it_is_made_once_and_says_so(self, made, model, tmp_path) -> None:
        said: list[str] = []
        first = get_export(str(model), tmp_path / "cache", said.append)
        again = get_export(str(model), tmp_path / "cache", said.append)
        assert (first, len(made), len(said)) == (again, 1, 1)
        assert "small" in said[0]
        assert first.facts.dimension == 3

    @pytest.mark.parametrize("damage", [b"", b"mod", b"MODEL"])
    def test_a_damaged_one_is_made_anew(self, made, model, tmp_path, damage) -> None:
        export = get_export(str(model), tmp_path / "cache", print)
        export.whole.write_bytes(damage)
        assert find_export(str(model), tmp_path / "cache") is None
        assert get_export(str(model), tmp_path / "cache", print).whole.read_bytes() == b"model"
        assert len(made) == 2

    def test_one_whose_files_were_copied_is_whole_all_the_same(self, made, model, tmp_path) -> None:
        export = get_export(str(model), tmp_path / "cache", print)
        export.whole.write_bytes(b"model")  # another time, the same bytes
        assert find_export(str(model), tmp_path / "cache") == export

    def test_a_model_that_changed_is_exported_anew(self, made, model, tmp_path) -> None:
        get_export(str(model), tmp_path / "cache", print)
        (model / "modules.json").write_text("[ ]")
        get_export(str(model), tmp_path / "cache", print)
        assert len(made) == 2

    def test_one_that_was_never_finished_counts_for_nothing(self, made, model, tmp_path) -> None:
        export = get_export(str(model), tmp_path / "cache", print)
        (export.folder / "about.json").write_text('{"facts":')
        assert find_export(str(model), tmp_path / "cache") is None

    def test_a_folder_that_cannot_be_written_to_is_named(self, made, model, tmp_path) -> None:
        (tmp_path / "cache").write_text("a file")
        with pytest.raises(ModelUnavailable, match="cannot be kept") as refused:
            get_export(str(model), tmp_path / "cache", print)
        assert "AGREED_CACHE" in refused.value.hint

    def test_a_process_that_fails_leaves_nothing_and_its_reason_is_told(self, model, tmp_path) -> None:
        (model / "modules.json").write_text("no json")
        with pytest.raises(ModelUnavailable, match="could not be loaded"):
            get_export(str(model), tmp_path / "cache", print)
        assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".lock"]
