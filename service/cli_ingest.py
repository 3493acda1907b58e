"""What became of the files of an ingest: as text for a person, as JSON for a program."""

import dataclasses
from pathlib import PurePath
from typing import Any

from ingest.errors import Outcome
from ingest.pipeline import FileReport, IngestReport, Progress
from service.rendering import columns, counted, name_line, words_line

# Said where a report gives no reason of its own.
_FAILURES = {
    Outcome.EMPTY: "It holds no text",
    Outcome.PASSWORD: "It needs a password",
    Outcome.REFUSED: "It was refused",
}


def step_text(progress: Progress) -> str:
    """Return what is being done now: "reading minutes-2021.pdf"."""
    return f"{progress.step} {name_line(PurePath(progress.path).name)}".strip()


def has_failures(report: IngestReport) -> bool:
    """Whether any file was refused, locked or empty."""
    return any(file.outcome in _FAILURES for file in report.files)


def report_json(report: IngestReport) -> dict[str, Any]:
    """Return the report for ``json.dumps``; ``counts`` names every outcome, those of no file too."""
    return {**dataclasses.asdict(report), "counts": {each.value: report.count(each) for each in Outcome}}


def report_text(report: IngestReport) -> str:
    """Return the counts, every failed file with the reason, and what was remarked of the others."""
    failed = [file for file in report.files if file.outcome in _FAILURES]
    remarked = [file for file in report.files if file.outcome not in _FAILURES and file.reason]
    rows = [
        (outcome.value.capitalize(), str(report.count(outcome)))
        for outcome in Outcome
        if outcome not in _FAILURES
    ]
    lines = columns([*rows, ("Failed", str(len(failed)))])
    lines += [f"  {name_line(file.path)}: {_failure(file)}" for file in failed]
    if remarked:
        lines.append("Remarks")
        lines += [f"  {name_line(file.path)}: {words_line(file.reason)}" for file in remarked]
    lines.append(f"{counted(report.encoded, 'passage')} embedded, {report.seconds:.1f} seconds in all.")
    return "\n".join(lines)


def _failure(file: FileReport) -> str:
    return words_line(file.reason) or f"{_FAILURES[file.outcome]}."
