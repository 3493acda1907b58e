"""What goes out of a store: all that is public, with licence and source, and nothing that is not."""

import datetime
import hashlib
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from ingest.errors import RequestInvalid
from ingest.pipeline import prepare
from ingest.store import Store, passage_id
from service.cli import app
from service.data_out import parquet
from service.data_out.export import Form, export
from service.data_out.json_lines import write_json_lines
from service.data_out.tables import VECTORS, Filled
from tests.retrieval.made import paper, write
from tests.support.packs import closed_pack
from tests.support.recorded import GRANT, recorded_papers

SECRET = ("zeppelin", "Quibbleton", "quarrelsea", "QHC", "informant")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store of a paper with a licence, one without, and a pack of which a part is closed."""
    folder = tmp_path / "data"
    store = Store(folder, create=True)
    write(store, paper("This paper is licensed under the Open Government Licence v3.0.", title="Open"))
    write(store, paper("The clinic in Sedgeford opened.", title="News"))
    for each in recorded_papers():  # one of the decisions is confidential
        write(store, each)
    write(store, prepare(closed_pack(), hashlib.sha256(b"pack").hexdigest(), "panel.pdf"))
    store.close()
    return folder


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def plain(column: str, value: object) -> object:
    """Return what Parquet holds as JSON says it."""
    if column == "record":
        return json.loads(str(value))
    return value.isoformat() if isinstance(value, datetime.date) else value


def exported(data: Path, out: Path, *more: str):
    result = CliRunner().invoke(app, ["export", str(out), "--data", str(data), "--json", *more])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_both_forms_say_the_same(data: Path, tmp_path: Path):
    out = tmp_path / "out"
    said = exported(data, out)

    assert set(said["files"]) == {
        *(
            f"{name}.{end}"
            for name in ("documents", "passages", "vectors", "records")
            for end in ("jsonl", "parquet")
        ),
        "manifest.json",
    }
    assert {file.name for file in out.iterdir()} == set(said["files"])
    for name, number in said["rows"].items():
        lines, table = rows(out / f"{name}.jsonl"), pq.read_table(out / f"{name}.parquet").to_pylist()
        assert len(lines) == len(table) == number
        for line, row in zip(lines, table, strict=True):
            if name == "vectors":
                assert line["passage_id"] == row["passage_id"]
                assert np.allclose(line["vector"], row["vector"], atol=1e-6)
                assert np.isclose(np.linalg.norm(row["vector"]), 1, atol=1e-5)
            else:
                assert {name: plain(name, value) for name, value in row.items()} == line


def test_nothing_withheld_goes_out_in_any_form_also_where_the_server_shows_it(data, tmp_path, monkeypatch):
    monkeypatch.setenv("AGREED_SHOW_RESTRICTED", "1")
    out = tmp_path / "out"
    exported(data, out)

    for name in ("documents", "passages", "vectors", "records"):
        said = (out / f"{name}.jsonl").read_text("utf-8") + str(
            pq.read_table(out / f"{name}.parquet").to_pylist()
        )
        assert not [word for word in SECRET if word.lower() in said.lower()]
    passages = {row["id"] for row in rows(out / "passages.jsonl")}
    assert {row["passage_id"] for row in rows(out / "vectors.jsonl")} == passages
    assert {row["passage_id"] for row in rows(out / "records.jsonl")} <= passages
    store = Store(data)
    hidden = {passage_id(s.document_id, s.passage.ordinal) for s in store.withheld_passages()}
    store.close()
    assert hidden
    assert GRANT in [row["quote"] for row in rows(out / "records.jsonl")]
    assert not hidden & passages


def test_each_paper_has_its_licence_and_source(data, tmp_path, monkeypatch):
    monkeypatch.setenv("AGREED_LICENCE", "CC-BY-4.0")
    exported(data, tmp_path / "out", "--format", "jsonl")
    papers = {row["title"]: row for row in rows(tmp_path / "out" / "documents.jsonl")}

    assert (papers["Open"]["licence"], papers["Open"]["licence_from"]) == ("OGL-UK-3.0", "paper")
    assert (papers["News"]["licence"], papers["News"]["licence_from"]) == ("CC-BY-4.0", "setting")
    assert all("/" not in name for row in papers.values() for name in row["files"])


def test_without_a_setting_the_licence_is_unknown(data, tmp_path):
    exported(data, tmp_path / "out", "--format", "jsonl")
    papers = {row["title"]: row for row in rows(tmp_path / "out" / "documents.jsonl")}
    assert papers["News"]["licence"] == "unknown"


def test_the_address_of_a_fetched_paper_goes_out_and_its_folder_does_not(tmp_path):
    from service.data_out.sources import source_of

    file = tmp_path / "minutes.pdf"
    file.with_name(".minutes.pdf.json").write_text('{"url": "https://www.example.org/minutes.pdf"}')
    source = source_of([str(file), str(tmp_path / "other.pdf")])

    assert source.urls == ("https://www.example.org/minutes.pdf",)
    assert source.files == ("minutes.pdf", "other.pdf")


def test_the_manifest_names_the_model_and_the_columns(data, tmp_path):
    exported(data, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["model"] == "stand-in/float32"
    assert manifest["dimension"] == 64
    for name, table in manifest["tables"].items():
        assert list(table["columns"]) == list(rows(tmp_path / "out" / f"{name}.jsonl")[0])


def test_an_empty_store_gives_empty_tables(tmp_path):
    Store(tmp_path / "data", create=True).close()
    said = exported(tmp_path / "data", tmp_path / "out")
    assert said["rows"] == {"documents": 0, "passages": 0, "records": 0}


def test_a_vector_keeps_seven_decimals_in_json(tmp_path):
    vector = np.array([0.123456789, -1.0], dtype=np.float32)
    write_json_lines(Filled(VECTORS, [{"passage_id": "a-0", "vector": vector}], 2), tmp_path / "v.jsonl")
    assert rows(tmp_path / "v.jsonl") == [{"passage_id": "a-0", "vector": [0.1234568, -1.0]}]


def test_signs_that_some_take_for_the_end_of_a_line_do_not_end_it(tmp_path):
    said = {"passage_id": "a\u2028b\u2029c\x85d\ne", "vector": np.zeros(2, np.float32)}
    write_json_lines(Filled(VECTORS, [said], 2), tmp_path / "v.jsonl")
    assert [row["passage_id"] for row in rows(tmp_path / "v.jsonl")] == [said["passage_id"]]


def test_a_files_name_that_is_no_text_goes_out_readable():
    from service.data_out.sources import source_of

    assert source_of(["/papers/minutes-\udce9.pdf"]).files == ("minutes-?.pdf",)


def test_without_pyarrow_parquet_is_refused_with_the_next_step(data, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "has_parquet", lambda: False)
    store = Store(data)
    with pytest.raises(RequestInvalid, match="pyarrow") as refused:
        export(store, tmp_path / "out", [Form.PARQUET])
    store.close()
    assert "agreed[parquet]" in refused.value.hint
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(data, tmp_path):
    (tmp_path / "out").write_text("in the way")
    result = CliRunner().invoke(app, ["export", str(tmp_path / "out"), "--data", str(data)])
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
