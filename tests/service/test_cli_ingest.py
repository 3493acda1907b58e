"""``agreed ingest``: its summary, its JSON, its exit codes and its progress."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest import pipeline
from ingest.errors import Outcome, PathNotFound, StoreBusy
from ingest.pipeline import FileReport, IngestReport, Progress
from service.cli import app
from service.cli_ingest import step_text
from service.cli_progress import _Lines

READ = FileReport("papers/a.pdf", Outcome.READ, pages=3, passages=12, seconds=0.5)
SAME = FileReport("papers/b.pdf", Outcome.UNCHANGED)
LOCKED = FileReport("papers/c.pdf", Outcome.PASSWORD, "Save a copy without a password.")
HOSTILE = FileReport('papers/[red]"d"\n\x1b[2J😀\udcff.pdf', Outcome.REFUSED, "It is no PDF.")
REMARKED = FileReport("papers/e.pdf", Outcome.READ, "Marked restricted: withheld from answers.")


@pytest.fixture
def ingest_of(monkeypatch):
    """Make the ingest return these reports, or raise this error."""

    def prepare(*files, error=None):
        asked = []

        def fake(paths, data, *, model=None, on_progress=None):
            asked.append((paths, data, model))
            if error:
                raise error
            for done, file in enumerate(files):
                on_progress(Progress(done, len(files), file.path, "reading"))
            return IngestReport(files, seconds=1.25, encoded=12)

        monkeypatch.setattr(pipeline, "ingest", fake)
        return asked

    return prepare


def run(*arguments):
    return CliRunner().invoke(app, ["ingest", *arguments], prog_name="agreed")


def test_the_summary_counts_and_names_every_failed_file(ingest_of):
    ingest_of(READ, SAME, LOCKED)

    result = run("papers")

    assert result.exit_code == 0
    assert result.stdout == (
        "Read       1\n"
        "Unchanged  1\n"
        "Changed    0\n"
        "Removed    0\n"
        "Failed     1\n"
        "  papers/c.pdf: Save a copy without a password.\n"
        "12 passages embedded, 1.2 seconds in all.\n"
    )


def test_what_was_remarked_of_a_paper_is_told(ingest_of):
    ingest_of(REMARKED)

    assert "Remarks\n  papers/e.pdf: Marked restricted: withheld from answers.\n" in run("papers").stdout


def test_a_hostile_file_name_is_spelt_out_on_one_line(ingest_of):
    ingest_of(HOSTILE)

    result = run("papers")

    assert '  papers/[red]"d"\\n\\x1b[2J😀\\udcff.pdf: It is no PDF.\n' in result.stdout
    assert "\x1b" not in result.output


def test_json_is_whole_and_alone_on_standard_output(ingest_of):
    ingest_of(READ, HOSTILE)

    shown = json.loads(run("papers", "--json").stdout)

    assert shown["files"][0] == {
        "path": "papers/a.pdf",
        "outcome": "read",
        "reason": "",
        "pages": 3,
        "passages": 12,
        "seconds": 0.5,
    }
    assert shown["files"][1]["path"] == HOSTILE.path
    assert (shown["seconds"], shown["encoded"]) == (1.25, 12)
    assert shown["counts"] == {
        "read": 1, "unchanged": 0, "changed": 0, "removed": 0, "empty": 0, "password": 0, "refused": 1,
    }  # fmt: skip


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PASSWORD, Outcome.EMPTY])
def test_strict_fails_when_a_file_did(ingest_of, outcome):
    ingest_of(READ, FileReport("x.pdf", outcome, "why"))

    assert run("papers").exit_code == 0
    assert run("papers", "--strict").exit_code == 1
    assert run("papers", "--strict", "--json").exit_code == 1


def test_strict_is_content_when_no_file_failed(ingest_of):
    ingest_of(READ, SAME, FileReport("gone.pdf", Outcome.REMOVED))

    assert run("papers", "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("error", "code"), [(PathNotFound("There is no papers.", hint="Check it."), 2), (StoreBusy("Busy."), 1)]
)
def test_errors_of_the_whole_ingest(ingest_of, error, code):
    ingest_of(error=error)

    result = run("papers")

    assert result.exit_code == code
    assert result.stderr.startswith(f"Error: {error.message}\n")
    assert result.stdout == ""


def test_paths_store_and_model_are_handed_on(ingest_of, monkeypatch):
    monkeypatch.setenv("AGREED_MODEL", "models/large")
    asked = ingest_of(READ)

    run("papers", "more.pdf", "--data", "here")

    assert asked == [([Path("papers"), Path("more.pdf")], Path("here"), "models/large")]


def test_elsewhere_than_on_a_terminal_a_line_comes_every_ten_seconds(capsys):
    now = iter([0.0, 4.0, 9.9, 10.0, 15.0])
    lines = _Lines("files", lambda: next(now))

    for done in range(5):
        lines(done, 5, step_text(Progress(done, 5, f"papers/{done}\n.pdf", "reading")))

    assert capsys.readouterr().err == "0 of 5 files: reading 0\\n.pdf\n3 of 5 files: reading 3\\n.pdf\n"
