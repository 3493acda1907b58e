"""``agreed doctor``: each check, with a problem and without."""

import json
import sqlite3
from contextlib import closing

import pytest
from typer.testing import CliRunner

from ingest.errors import ModelMismatch, ModelUnavailable
from ingest.store import FILE_NAME, Store
from retrieval.library import Library
from service import encoders
from service.cli import app


class _Encoder:
    """Stands in for the model, which takes seconds to load."""

    fingerprint = "small/float32"
    dimension = 3

    def __init__(self, model=None, **_):
        pass

    def encode(self, texts):
        return [[1.0, 0.0, 0.0] for _ in texts]


@pytest.fixture(autouse=True)
def small_model(monkeypatch):
    monkeypatch.setattr(encoders, "open_encoder", _Encoder)


def doctor(data):
    """Run the command; return its exit code and the checks by name."""
    result = CliRunner().invoke(app, ["doctor", "--data", str(data), "--json"])
    shown = json.loads(result.stdout)
    assert shown["ok"] is (result.exit_code == 0)
    return result.exit_code, {check["name"]: check for check in shown["checks"]}


def test_before_the_first_ingest_all_is_well(tmp_path):
    code, checks = doctor(tmp_path / "not" / "yet")

    assert code == 0
    assert list(checks) == ["Python", "SQLite", "Packages", "Data folder", "Store", "Model", "Index", "Pages"]
    assert "none yet" in checks["Store"]["detail"]
    assert checks["Model"]["detail"] == "small/float32, 3 dimensions, loads and encodes"


def test_text_for_a_person_ends_with_the_verdict(tmp_path):
    result = CliRunner().invoke(app, ["doctor", "--data", str(tmp_path)])

    assert result.stdout.startswith("ok  Python ")
    assert result.stdout.endswith("All is well.\n")


def test_a_damaged_store_is_told(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"this is no database" * 100)

    code, checks = doctor(tmp_path)

    assert code == 1
    assert not checks["Store"]["ok"]
    assert checks["Store"]["next_step"]


def test_a_store_with_rows_that_belong_nowhere_is_not_whole(tmp_path):
    Store(tmp_path, create=True).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db, db:
        columns = ("path", "size", "modified_ns", "reading", "document_id", "outcome", "reason")
        marks = ", ".join("?" * len(columns))
        db.execute(
            f"INSERT INTO files ({', '.join(columns)}) VALUES ({marks})", ("a", 1, 1, "1", "gone", "read", "")
        )

    code, checks = doctor(tmp_path)

    assert code == 1
    assert "damaged" in checks["Store"]["detail"]


def test_a_missing_model_comes_with_its_hint(tmp_path, monkeypatch):
    def missing(self, texts):
        raise ModelUnavailable("The model is not here.", hint="Install it.")

    monkeypatch.setattr(_Encoder, "encode", missing)

    result = CliRunner().invoke(app, ["doctor", "--data", str(tmp_path)])

    assert result.exit_code == 1
    assert "PROBLEM  Model        The model is not here.\n         Install it.\n" in result.stdout
    assert result.stdout.endswith("1 problem to solve.\n")


def test_an_index_of_another_model_is_told(tmp_path, monkeypatch):
    def mismatch(*_, **__):
        raise ModelMismatch("Made with another model.", hint="Name that model.")

    Store(tmp_path, create=True).close()
    monkeypatch.setattr(Library, "open", mismatch)

    code, checks = doctor(tmp_path)

    assert code == 1
    assert checks["Index"]["next_step"] == "Name that model."


def test_a_library_that_breaks_in_its_own_way_ends_no_check(tmp_path, monkeypatch):
    def broken(self, texts):
        raise OSError("libgomp.so.1: cannot open shared object file")

    monkeypatch.setattr(_Encoder, "encode", broken)

    code, checks = doctor(tmp_path)

    assert code == 1
    assert "libgomp" in checks["Model"]["detail"]
    assert "pip install" in checks["Model"]["next_step"]


def test_a_file_is_no_data_folder(tmp_path):
    (tmp_path / "file").write_text("")

    code, checks = doctor(tmp_path / "file")

    assert code == 1
    assert "cannot be written to" in checks["Data folder"]["detail"]
