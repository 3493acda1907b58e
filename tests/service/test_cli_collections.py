"""``agreed evaluate FOLDER``: figures of a collection, compared with the last run."""

import json

import pytest
from typer.testing import CliRunner

from service import encoders
from service.cli import app
from tests.support.stand_in_encoder import StandInEncoder


@pytest.fixture
def collection(tmp_path, monkeypatch):
    monkeypatch.setattr(encoders, "open_encoder", lambda *_, **__: StandInEncoder())
    folder = tmp_path / "bridges"
    folder.mkdir()
    entries = [("p1", "The stone bridge was closed."), ("p2", "The library opens on Monday.")]
    lines = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in entries]
    (folder / "corpus.jsonl").write_text("\n".join(lines))
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q1", "text": "when does the library open"}))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tp2\t1\n")
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def test_a_first_run_prints_the_figures_and_a_second_how_they_moved(collection, tmp_path) -> None:
    first = run(collection, "--data", tmp_path / "data")
    assert first.exit_code == 0, first.output
    assert first.stdout.splitlines() == [
        "Questions   1",
        "nDCG@10     1.000",
        "Recall@10   1.000",
        "Recall@100  1.000",
        "MRR@10      1.000",
    ]
    second = run(collection, "--data", tmp_path / "data")
    assert "nDCG@10     1.000 (+0.000 since the last run)" in second.stdout


def test_the_configuration_stands_beside_the_figures(collection, tmp_path) -> None:
    run(collection, "--data", tmp_path / "data")
    got = json.loads(run(collection, "--data", tmp_path / "data", "--json").stdout)
    assert (got["of"], got["figures"]["ndcg_10"]) == ("bridges", 1.0)
    assert got["configuration"]["model"] == "stand-in/float32"
    assert got["before"]["figures"] == got["figures"]


def test_a_folder_that_is_no_collection_is_refused_with_a_hint(tmp_path) -> None:
    refused = run(tmp_path, "--data", tmp_path / "data")
    assert refused.exit_code != 0
    assert "qrels.tsv" in refused.output
