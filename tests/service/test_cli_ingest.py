"""``agreed ingest``: its summary, its JSON, its exit codes and its progress."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.errors import Outcome, PathNotFound, StoreBusy
from ingest.forgetting import Removal
from ingest.readers.ocr.process import OcrProcess
from ingest.report import FileReport, IngestReport, Progress, Step
from ingest.store import Store
from service import cli_ingest
from service.cli import app
from service.cli_ingest import change_line, step_text
from service.cli_progress import _Lines
from tests.support.papers import text_paper

ROOT = Path(__file__).parents[2]

READ = FileReport("papers/a.pdf", Outcome.READ, pages=3, passages=12, seconds=0.5)
SAME = FileReport("papers/b.pdf", Outcome.UNCHANGED)
LOCKED = FileReport("papers/c.pdf", Outcome.PASSWORD, "Save a copy without a password.")
HOSTILE = FileReport('papers/[red]"d"\n\x1b[2J😀\udcff.pdf', Outcome.REFUSED, "It is no PDF.")
REMARKED = FileReport("papers/e.pdf", Outcome.READ, "Marked restricted: withheld from answers.")


@pytest.fixture
def ingest_of(monkeypatch):
    """Make the ingest return these reports, or raise this error."""

    def prepare(*files, error=None, removal=None, ocr_pages=0):
        asked = []

        def fake(paths, data, *, encoder, ocr, may_remove, index, wait, keep_originals, on_progress):
            asked.append((paths, data, encoder))
            for done, file in enumerate(files):
                on_progress(Progress(done, len(files), file.path, Step.READING))
            if error:
                raise error
            kept = removal.files if removal and not may_remove(removal) else ()
            return IngestReport(files, seconds=1.25, encoded=12, ocr_pages=ocr_pages, kept=kept)

        monkeypatch.setattr(cli_ingest, "ingest", fake)
        monkeypatch.setattr(cli_ingest, "tidy", lambda _: None)  # there is no store
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


def test_paths_store_and_encoder_are_handed_on(ingest_of, monkeypatch):
    monkeypatch.setenv("AGREED_MODEL", "models/large")
    monkeypatch.setattr(cli_ingest, "encoder_of", lambda settings: f"encoder of {settings.model}")
    asked = ingest_of(READ)

    run("papers", "more.pdf", "--data", "here")

    assert asked == [([Path("papers"), Path("more.pdf")], Path("here"), "encoder of models/large")]


def test_elsewhere_than_on_a_terminal_a_line_comes_every_ten_seconds(capsys):
    now = iter([0.0, 4.0, 9.9, 10.0, 15.0])
    lines = _Lines("files", lambda: next(now))

    for done in range(5):
        lines(done, 5, step_text(Progress(done, 5, f"papers/{done}\n.pdf", Step.READING)))

    assert capsys.readouterr().err == "0 of 5 files: reading 0\\n.pdf\n3 of 5 files: reading 3\\n.pdf\n"


def test_another_stage_is_told_at_once_and_counted_anew(capsys):
    now = iter([0.0, 1.0, 2.0, 3.0, 4.0])
    lines = _Lines("files", lambda: next(now))

    lines(7, 8, "reading a.pdf")
    lines(8, 8, "writing a.pdf")
    lines(0, 0, "learning words")
    lines(0, 12, "signed.pdf p. 4", "scanned pages")
    lines(1, 12, "signed.pdf p. 5", "scanned pages")

    assert capsys.readouterr().err == (
        "7 of 8 files: reading a.pdf\nlearning words\n0 of 12 scanned pages: signed.pdf p. 4\n"
    )


def test_how_long_it_will_take_is_guessed_from_what_was_done_meanwhile(capsys):
    # 90 of 100 are unchanged; the next 2 take 60 seconds, so the 8 left take about 240.
    now = iter([0.0, 60.0])
    lines = _Lines("files", lambda: next(now))

    lines(90, 100, "reading a.pdf")
    lines(92, 100, "reading b.pdf")

    assert capsys.readouterr().err.splitlines()[1] == "92 of 100 files: reading b.pdf (about 4 min left)"


def test_on_a_terminal_a_bar_gives_way_to_a_question(monkeypatch):
    from rich.console import Console
    from rich.progress import Progress as RichProgress

    from service.cli_progress import _Bar

    with RichProgress(console=Console(file=io.StringIO(), force_terminal=True)) as rich:
        bar = _Bar("files", rich)
        bar(90, 100, "reading a.pdf")
        bar(91, 100, "reading [red]b.pdf")
        (task,) = rich.tasks
        assert (task.completed, task.total, task.fields["noun"]) == (91, 100, "files")
        with bar.paused():
            assert not rich.live.is_started
        assert rich.live.is_started
        bar(0, 12, "signed.pdf p. 4", "scanned pages")
        (task,) = rich.tasks
        assert (task.completed, task.total, task.fields["noun"]) == (0, 12, "scanned pages")
        bar(0, 0, "learning words")
        assert [(task.total, task.description) for task in rich.tasks] == [(None, "learning words")]


def test_a_scanned_page_is_shown_by_its_number():
    assert step_text(Progress(3, 12, "papers/signed.pdf", Step.SCANS, 4)) == "signed.pdf p. 4"
    assert step_text(Progress(0, 0, "", Step.WAITING)) == "waiting for another ingest to finish"


def test_scanned_pages_are_counted_in_the_summary(ingest_of):
    ingest_of(READ, ocr_pages=1)

    assert run("papers").stdout.endswith(
        "1 scanned page looked at, 12 passages embedded, 1.2 seconds in all.\n"
    )


# Papers that are gone

FOUR = Removal(tuple(f"papers/{n}.pdf" for n in range(4)), (), papers=4, of=6)


def test_a_large_removal_is_refused_where_nobody_can_be_asked(ingest_of):
    ingest_of(READ, removal=FOUR)

    result = run("papers")

    assert result.exit_code == 1
    assert result.stdout.startswith("Read       1\n")
    assert "4 files of these folders, more than half" in result.stderr
    assert "(0.pdf, 1.pdf, 2.pdf, 3.pdf). Their papers were kept.\n" in result.stderr
    assert "run it again with --yes" in result.stderr


def test_json_names_what_was_kept(ingest_of):
    ingest_of(READ, removal=FOUR)

    result = run("papers", "--json")

    assert (result.exit_code, json.loads(result.stdout)["kept"]) == (1, list(FOUR.files))


def test_a_large_removal_is_made_with_yes(ingest_of):
    ingest_of(READ, removal=FOUR)

    result = run("papers", "--yes")

    assert (result.exit_code, result.stderr.count("kept")) == (0, 0)


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1)])
def test_at_a_terminal_the_person_is_asked(ingest_of, monkeypatch, answer, code):
    ingest_of(READ, removal=FOUR)
    monkeypatch.setattr(cli_ingest, "_at_a_terminal", lambda: True)

    result = CliRunner().invoke(app, ["ingest", "papers"], prog_name="agreed", input=answer)

    assert result.exit_code == code
    assert "4 of 6 papers of these folders are no longer there (0.pdf, 1.pdf, 2.pdf, 3.pdf)." in result.stderr
    assert "Remove them from the store? [y/N]" in result.stderr
    assert "Remove" not in result.stdout.replace("Removed    0", "")


def test_of_many_files_the_first_are_named(ingest_of):
    ingest_of(READ, removal=Removal(tuple(f"{n}.pdf" for n in range(120)), (), papers=120, of=130))

    assert "(0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf and 115 more)" in run("papers").stderr


# Options


@pytest.fixture
def options_of(monkeypatch):
    """Remember the options with which the ingest was called."""
    called = []

    def fake(paths, data, **options):
        called.append(options)
        return IngestReport((), seconds=0.0, encoded=0)

    monkeypatch.setattr(cli_ingest, "ingest", fake)
    monkeypatch.setattr(cli_ingest, "tidy", lambda _: None)  # there is no store
    return called


def test_scanned_pages_are_read_unless_they_are_not_wanted(options_of, monkeypatch):
    run("papers")
    run("papers", "--no-ocr")
    monkeypatch.setenv("AGREED_OCR", "off")
    run("papers")

    opens, *others = [options["ocr"] for options in options_of]
    with opens() as reader:
        assert isinstance(reader, OcrProcess)
    assert others == [None, None]


def test_wait_is_handed_on(options_of):
    run("papers")
    run("papers", "--wait")

    assert [options["wait"] for options in options_of] == [False, True]


# Ctrl-C


def test_ctrl_c_says_how_far_it_came_and_how_to_go_on(ingest_of):
    ingest_of(READ, SAME, error=KeyboardInterrupt())

    result = run("papers")

    assert result.exit_code == 130
    assert result.stderr.endswith(
        "Stopped after 1 of 2 files. What was finished is kept: run the same command again to go on.\n"
    )
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (READ, "read      papers/a.pdf (3 pages, 12 passages)"),
        (LOCKED, "password  papers/c.pdf (Save a copy without a password.)"),
        (FileReport("b.pdf", Outcome.UNCHANGED, "Moved from a.pdf."), "unchanged b.pdf (Moved from a.pdf.)"),
        (HOSTILE, 'refused   papers/[red]"d"\\n\\x1b[2J😀\\udcff.pdf (It is no PDF.)'),
    ],
)
def test_what_became_of_a_file_on_one_line(file, line):
    assert change_line(file) == line


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_that_is_stopped_leaves_whole_papers_and_the_next_one_goes_on(tmp_path):
    papers, data = tmp_path / "papers", tmp_path / "data"
    for number in range(150):
        text_paper(papers, f"{number:03}.txt", f"The Panel agreed grant {number}.")
    command = [
        *(sys.executable, "-m", "tests.support.agreed_with_stand_ins"),
        *("ingest", str(papers), "--data", str(data)),
    ]

    slowly = {**os.environ, "STAND_IN_SECONDS": "0.1"}
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=slowly) as process:
        assert "of 150 files: reading" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()

    assert process.returncode == 130
    assert re.search(r"^Stopped after \d+ of 150 files\. What was finished is kept", told, re.MULTILINE)
    assert "Traceback" not in told
    store = Store(data)
    assert store.problems() == []
    assert len(store.documents()) < 150
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Failed     0" in again.stdout
    assert (len(store.documents()), store.problems()) == (150, [])
    store.close()
