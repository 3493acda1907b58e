"""What became of the papers that were fetched from the web: as text for a person, as JSON for a program."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.web.fetch import fetch_all
from ingest.web.report import FetchOutcome, FetchProgress, FetchReport
from service.cli_progress import shown_progress
from service.rendering import columns, name_line, words_line

_FAILURES = (FetchOutcome.REFUSED, FetchOutcome.UNREACHABLE)
_REMOVED = (FetchOutcome.GONE, FetchOutcome.UNLISTED)


def fetch_sources(
    sources: Sequence[str], data: Path, *, allow_private: bool = False, proxy: str | None = None
) -> list[FetchReport]:
    """Fetch the papers that ``sources`` (files or URLs) name into folders under ``data``, showing progress.

    Raises as ``fetch_all`` does.
    """
    return [_fetch(source, data / "downloads", allow_private, proxy) for source in sources]


def fetch_step_text(progress: FetchProgress) -> str:
    """Return what was dealt with last: "fetching https://example.org/minutes.pdf"."""
    return f"fetching {name_line(progress.url)}"


def has_fetch_failures(report: FetchReport) -> bool:
    """Whether any paper, or a part of the list itself, could not be fetched."""
    return bool(report.notes) or any(url.outcome in _FAILURES for url in report.urls)


def fetch_json(report: FetchReport) -> dict[str, Any]:
    """Return the report for ``json.dumps``; ``counts`` names every outcome, those of no URL too."""
    return {
        **dataclasses.asdict(report),
        "folder": str(report.folder),
        "counts": {each.value: report.count(each) for each in FetchOutcome},
    }


def fetch_text(report: FetchReport) -> str:
    """Return the counts, every paper that did not come or went, with the reason, and what was not read."""
    failed = [url for url in report.urls if url.outcome in _FAILURES]
    removed = [url for url in report.urls if url.outcome in _REMOVED]
    lines = columns(
        [
            ("Fetched", str(report.count(FetchOutcome.FETCHED))),
            ("Unchanged", str(report.count(FetchOutcome.UNCHANGED))),
            ("Gone", str(len(removed))),
            ("Not fetched", str(len(failed))),
        ]
    )
    lines += [f"  {name_line(url.url)}: {words_line(url.reason)}" for url in (*removed, *failed)]
    lines += [words_line(note) for note in report.notes]
    return "\n".join(lines)


def _fetch(source: str, downloads: Path, allow_private: bool, proxy: str | None) -> FetchReport:
    with shown_progress("addresses") as show:
        return fetch_all(
            source,
            downloads,
            allow_private=allow_private,
            proxy=proxy,
            on_progress=lambda progress: show(progress.done, progress.total, fetch_step_text(progress)),
        )
