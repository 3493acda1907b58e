"""What was read, as its page shows it: figures, a bar of all pages, the failed files, then the papers.

The template only prints what is prepared here. Names and reasons are spelt out (``name_line``): a file
name may hold line feeds, or characters that turn the direction of writing round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from ingest.errors import Outcome
from ingest.store import ReadingCounts
from retrieval.readings import FailedFile, How, PaperReading, ReadingReport, ReadingTotals
from service.rendering import name_line
from service.web.wording import count, unbroken

FILES_A_SCREEN = 50

OUTCOMES = {
    Outcome.READ.value: "Read",
    "failed": "Not read, for any reason",
    Outcome.PASSWORD.value: "Not read: needs a password",
    Outcome.REFUSED.value: "Not read: refused",
    Outcome.EMPTY.value: "Not read: empty",
}
HOWS = {
    How.TEXT.value: "Text",
    How.TEXT_AND_OCR.value: "Text and OCR",
    How.OCR.value: "OCR only",
}

_TAGS = {Outcome.PASSWORD: "Needs a password", Outcome.REFUSED: "Refused", Outcome.EMPTY: "Empty"}
# Said where no reason is stored.
_REASONS = {
    Outcome.PASSWORD: "It opens only with a password. Save a copy without the password and add that.",
    Outcome.REFUSED: "It could not be read. Open it and check that it is whole.",
    Outcome.EMPTY: "It holds no text. Check that it is the right file.",
}
_FAILURES = tuple(outcome.value for outcome in _TAGS)
# Hundredths of the bar: a single page among thousands is still to be seen.
_LEAST_WIDTH = 1.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked for: one of ``OUTCOMES`` and of ``HOWS`` ("" for all), and a screen, from 1."""

    outcome: str = ""
    how: str = ""
    screen: int = 1

    def of(self, report: ReadingReport) -> ReadingReport:
        """Return what is chosen of ``report``."""
        outcomes = _FAILURES if self.outcome == "failed" else (self.outcome,) if self.outcome else ()
        return report.only(outcomes, (self.how,) if self.how else ())

    def address(self, screen: int) -> str:
        """Return the address of another screen of the same choice."""
        asked = {"outcome": self.outcome, "how": self.how, "page": str(screen)}
        return "/reading?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the bar, from ``start``, ``width`` wide, in hundredths of it; ``name`` is its class."""

    name: str
    label: str
    pages: str
    share: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A file that was not read; ``outcome`` is the class of its tag."""

    file: str
    outcome: str
    tag: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that was read."""

    file: str
    title: str
    href: str
    pages: str
    blank: str
    how: str
    table_rows: str
    parts: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One screen of what was read; ``found`` says what the choice holds on all screens, "" for nothing."""

    figures: tuple[tuple[str, str], ...]
    withheld: tuple[str, ...]
    bar: tuple[Segment, ...]
    bar_text: str
    is_empty: bool
    chosen: Chosen
    failed: tuple[FailedRow, ...]
    papers: tuple[PaperRow, ...]
    found: str
    screens: int


def view(report: ReadingReport, asked: Chosen) -> ReadingView:
    """Return the screen that is asked for; one past the last is the last."""
    totals, of_choice = report.totals, asked.of(report)
    found = [*of_choice.failed, *of_choice.papers]
    screens = max(1, -(-len(found) // FILES_A_SCREEN))
    screen = min(max(asked.screen, 1), screens)
    shown = found[(screen - 1) * FILES_A_SCREEN : screen * FILES_A_SCREEN]
    bar = _bar(totals)
    return ReadingView(
        figures=_figures(totals),
        withheld=_withheld(totals),
        bar=bar,
        bar_text="; ".join(f"{segment.label}: {segment.pages} ({segment.share})" for segment in bar),
        is_empty=not (totals.papers or totals.failed or totals.withheld),
        chosen=Chosen(asked.outcome, asked.how, screen),
        failed=tuple(_failed(each) for each in shown if isinstance(each, FailedFile)),
        papers=tuple(_paper(each) for each in shown if isinstance(each, PaperReading)),
        found=_found(len(of_choice.failed), len(of_choice.papers)),
        screens=screens,
    )


def _figures(totals: ReadingTotals) -> tuple[tuple[str, str], ...]:
    figures = [
        ("Papers read", totals.papers),
        ("Pages of text", totals.text_pages),
        ("Pages read by OCR", totals.ocr_pages),
        ("Pages blank or unread", totals.blank_pages),
        ("Rows of tables", totals.table_rows),
        ("Files not read", totals.failed),
    ]
    withheld = [("Papers withheld", totals.withheld)] if totals.withheld else []
    return tuple((label, f"{number:,}") for label, number in (*figures, *withheld))


def _found(failed: int, papers: int) -> str:
    said = [(failed, f"{count(failed, 'file')} not read"), (papers, f"{count(papers, 'paper')} read")]
    return ", ".join(words for number, words in said if number)


def _withheld(totals: ReadingTotals) -> tuple[str, ...]:
    """Return sentences on what is counted and not named."""
    said = []
    counted = [
        (totals.withheld, count(totals.withheld, "paper")),
        (totals.withheld_parts, f"{count(totals.withheld_parts, 'part')} of agenda packs"),
    ]
    if things := [words for number, words in counted if number]:
        said.append(f"Withheld by a marking, and counted here only: {' and '.join(things)}.")
    if totals.failed_unnamed:
        said.append(
            f"Not read, and not named here because the name tells of a marking:"
            f" {count(totals.failed_unnamed, 'file')}. The summary of “agreed ingest” names every file."
        )
    return tuple(said)


def _bar(totals: ReadingTotals) -> tuple[Segment, ...]:
    """Return the shares of all pages; the widths add up to 100, and none that is there is too thin to see."""
    parts = [
        ("text", "Text", totals.text_pages),
        ("ocr", "Read by OCR", totals.ocr_pages),
        ("blank", "Blank or unread", totals.blank_pages),
    ]
    pages = sum(number for *_, number in parts)
    widths = [max(_LEAST_WIDTH, 100 * number / pages) if number else 0.0 for *_, number in parts]
    scale = 100 / sum(widths) if pages else 0.0
    segments, start = [], 0.0
    for (name, label, number), width in zip(parts, widths, strict=True):
        if number:
            shown = count(number, "page")
            segments.append(
                Segment(name, label, shown, _share(number, pages), round(start, 3), round(width * scale, 3))
            )
            start += width * scale
    return tuple(segments)


def _share(number: int, of: int) -> str:
    """Return a share in whole percents; none but the whole is called 100 %, and no page nothing."""
    percent = 100 * number / of
    if 0 < percent < 1:
        return unbroken("under 1 %")
    if 99 < percent < 100:
        return unbroken("over 99 %")
    return unbroken(f"{percent:.0f} %")


def _failed(failed: FailedFile) -> FailedRow:
    return FailedRow(
        file=name_line(failed.file),
        outcome=failed.outcome.value,
        tag=_TAGS[failed.outcome],
        reason=_line(failed.reason) or _REASONS[failed.outcome],
    )


def _paper(reading: PaperReading) -> PaperRow:
    return PaperRow(
        file=name_line(reading.files[0]),
        title=reading.document.facts.title,
        href=f"/documents/{reading.document.id}",
        pages=f"{reading.counts.pages:,}",
        blank=f"{reading.counts.blank_pages:,} blank or unread" if reading.counts.blank_pages else "",
        how=_how(reading.how, reading.counts),
        table_rows=f"{reading.counts.table_rows:,}",
        parts=_parts(reading.parts, reading.withheld_parts),
        remarks=(*map(_line, reading.notes), *_copies(reading.files[1:])),
    )


def _how(how: How, counts: ReadingCounts) -> str:
    """Return "Text", "Text and OCR: 2 of 14 pages, 93 % sure" or "OCR: 3 pages, 88 % sure"."""
    if how is How.TEXT:
        return "Text"
    # Rounded down, as in the notes of an ingest: nothing is called surer than it is.
    sure = "" if counts.confidence is None else f", {int(round(100 * counts.confidence, 6))}\u00a0% sure"
    if how is How.OCR:
        return f"OCR: {count(counts.ocr_pages, 'page')}{sure}"
    return f"Text and OCR: {counts.ocr_pages:,} of {count(counts.pages, 'page')}{sure}"


def _parts(shown: int, withheld: int) -> str:
    if not (shown or withheld):
        return ""
    inside = f"{count(shown, 'paper')} found inside"
    return f"{inside}, {withheld:,} more withheld" if withheld else inside


def _copies(files: Sequence[str]) -> tuple[str, ...]:
    return (f"The same paper is also in {', '.join(map(name_line, files))}.",) if files else ()


def _line(text: str) -> str:
    return name_line(" ".join(text.split())).replace(" %", "\u00a0%")
