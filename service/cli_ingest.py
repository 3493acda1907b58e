"""``agreed ingest``: run with its progress and its question; told as text for a person, or as JSON."""

import dataclasses
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path, PurePath
from typing import Any

import typer

from ingest.errors import Outcome
from ingest.forgetting import Removal
from ingest.pipeline import ingest
from ingest.report import FileReport, IngestReport, Progress, Step
from ingest.scanned_pages import OpenPageReader, PageReader
from retrieval.indexing.tidying import index_first, tidy
from service.cli_errors import STOPPED
from service.cli_output import print_remark
from service.cli_progress import Show, shown_progress
from service.encoders import encoder_of
from service.rendering import columns, counted, name_line, words_line
from service.settings import Settings

# Said where a report gives no reason of its own.
_FAILURES = {
    Outcome.EMPTY: "It holds no text",
    Outcome.PASSWORD: "It needs a password",
    Outcome.REFUSED: "It was refused",
}
_MOST_NAMES = 5


def run_ingest(paths: Sequence[Path], settings: Settings, *, yes: bool, wait: bool) -> IngestReport:
    """Bring the store up to date with ``paths``, showing progress. Raises as ``ingest`` does.

    A large removal is made with ``yes``, or when the person at the terminal agrees. Stopped from the
    keyboard, it says how far it came and ends the command.
    """
    with shown_progress("files") as show:
        shown = ShownIngest(show)
        try:
            report = ingest(
                paths,
                settings.data,
                encoder=encoder_of(settings),
                ocr=page_reader(settings),
                keep_originals=settings.originals,
                may_remove=lambda removal: yes or _agreed_to(removal, show),
                index=index_first,
                wait=wait,
                on_progress=shown,
            )
            # Here, so that nobody's question waits for it.
            tidy(settings.data)
            return report
        except (KeyboardInterrupt, typer.Abort):
            stopped = shown.stopped_text()
    print_remark(stopped)
    raise typer.Exit(STOPPED)


def page_reader(settings: Settings) -> OpenPageReader | None:
    """Return what opens the reader of scanned pages; None when OCR is switched off."""
    return _open_ocr if settings.ocr else None


def _open_ocr() -> AbstractContextManager[PageReader]:
    # Here, so that no ingest without scanned pages waits for its libraries.
    from ingest.readers.ocr.process import OcrProcess  # noqa: PLC0415

    return OcrProcess()


class ShownIngest:
    """Shows the progress of an ingest, and remembers how far it came."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._last: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        """Show one step."""
        if progress.step is Step.DONE:
            return  # what follows is told by its own steps
        if progress.total:
            self._last = progress
        self._show(progress.done, progress.total, step_text(progress), progress.noun)

    def stopped_text(self) -> str:
        """Return how far it came, and how to go on."""
        last = self._last
        where = f" after {last.done} of {last.total} {last.noun}" if last else ""
        return f"Stopped{where}. What was finished is kept: run the same command again to go on."


def step_text(progress: Progress) -> str:
    """Return what is being done now: "reading minutes-2021.pdf", or "signed.pdf p. 4" of scanned pages."""
    name = name_line(PurePath(progress.path).name)
    if progress.page is not None:
        return f"{name} p. {progress.page}"
    return f"{progress.step} {name}".strip()


def _agreed_to(removal: Removal, show: Show) -> bool:
    """Ask the person at the terminal; without one, the answer is no."""
    if not _at_a_terminal():
        return False
    question = (
        f"{removal.papers} of {counted(removal.of, 'paper')} of these folders are no longer there"
        f" ({_some(removal.files)}). Remove them from the store?"
    )
    with show.paused():
        return typer.confirm(question, err=True)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def kept_text(kept: Sequence[str]) -> str:
    """Return why papers were kept whose files are gone, and what to do."""
    return (
        f"{counted(len(kept), 'file')} of these folders, more than half of what was read from there before,"
        f" are no longer there ({_some(kept)}). Their papers were kept.\n"
        "If they are meant to go, run it again with --yes. If not, see whether the folder is all there."
    )


def has_failures(report: IngestReport) -> bool:
    """Whether any file was refused, locked or empty (but for what OCR has read)."""
    return any(map(_failed, report.files))


def _failed(file: FileReport) -> bool:
    return file.outcome.is_failure and not file.passages


def report_json(report: IngestReport) -> dict[str, Any]:
    """Return the report for ``json.dumps``; ``counts`` names every outcome, those of no file too."""
    return {**dataclasses.asdict(report), "counts": {each.value: report.count(each) for each in Outcome}}


def report_text(report: IngestReport) -> str:
    """Return the counts, every failed file with the reason, and what was remarked of the others."""
    failed = [file for file in report.files if _failed(file)]
    remarked = [file for file in report.files if not _failed(file) and file.reason]
    scans = sum(1 for file in report.files if file.outcome.is_failure and not _failed(file))
    rows = [
        (outcome.value.capitalize(), str(report.count(outcome)))
        for outcome in Outcome
        if not outcome.is_failure
    ]
    by_ocr = [("Read by OCR", str(scans))] if scans else []
    lines = columns([*rows, *by_ocr, ("Failed", str(len(failed)))])
    lines += [f"  {name_line(file.path)}: {_failure(file)}" for file in failed]
    if remarked:
        lines.append("Remarks")
        lines += [f"  {name_line(file.path)}: {words_line(file.reason)}" for file in remarked]
    pages = f"{counted(report.ocr_pages, 'scanned page')} looked at, " if report.ocr_pages else ""
    lines.append(
        f"{pages}{counted(report.encoded, 'passage')} embedded, {report.seconds:.1f} seconds in all."
    )
    return "\n".join(lines)


def change_line(file: FileReport) -> str:
    """Return what became of one file: "read      papers/a.pdf (3 pages, 12 passages)"."""
    told = words_line(file.reason)
    if not told and file.passages:
        told = f"{counted(file.pages, 'page')}, {counted(file.passages, 'passage')}"
    return f"{file.outcome:<9} {name_line(file.path)}{f' ({told})' if told else ''}"


def _failure(file: FileReport) -> str:
    return words_line(file.reason) or f"{_FAILURES[file.outcome]}."


def _some(files: Sequence[str]) -> str:
    names = [name_line(PurePath(path).name) for path in files[:_MOST_NAMES]]
    more = len(files) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
