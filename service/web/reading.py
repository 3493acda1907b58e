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
from service.strings import text
from service.wording import unbroken

FILES_A_SCREEN = 50

_FAILURES = (Outcome.PASSWORD.value, Outcome.REFUSED.value, Outcome.EMPTY.value)
# What may be chosen; the words of each stand in the texts.
OUTCOMES = (Outcome.READ.value, "failed", *_FAILURES)
HOWS = tuple(how.value for how in How)

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
        ("papers", totals.papers),
        ("text_pages", totals.text_pages),
        ("ocr_pages", totals.ocr_pages),
        ("blank_pages", totals.blank_pages),
        ("table_rows", totals.table_rows),
        ("failed", totals.failed),
    ]
    withheld = [("withheld", totals.withheld)] if totals.withheld else []
    return tuple((text(f"reading.figure_{name}"), f"{number:,}") for name, number in (*figures, *withheld))


def _found(failed: int, papers: int) -> str:
    said = [(failed, text("reading.not_read", n=failed)), (papers, text("reading.read", n=papers))]
    return ", ".join(words for number, words in said if number)


def _withheld(totals: ReadingTotals) -> tuple[str, ...]:
    """Return sentences on what is counted and not named."""
    counted = (
        ("withheld_papers", totals.withheld),
        ("withheld_parts", totals.withheld_parts),
        ("unnamed", totals.failed_unnamed),
    )
    return tuple(text(f"reading.{name}", n=number) for name, number in counted if number)


def _bar(totals: ReadingTotals) -> tuple[Segment, ...]:
    """Return the shares of all pages; the widths add up to 100, and none that is there is too thin to see."""
    parts = [
        ("text", totals.text_pages),
        ("ocr", totals.ocr_pages),
        ("blank", totals.blank_pages),
    ]
    pages = sum(number for *_, number in parts)
    widths = [max(_LEAST_WIDTH, 100 * number / pages) if number else 0.0 for *_, number in parts]
    scale = 100 / sum(widths) if pages else 0.0
    segments, start = [], 0.0
    for (name, number), width in zip(parts, widths, strict=True):
        if number:
            segments.append(
                Segment(
                    name,
                    text(f"reading.bar_{name}"),
                    text("count.pages", n=number),
                    _share(number, pages),
                    round(start, 3),
                    round(width * scale, 3),
                )
            )
            start += width * scale
    return tuple(segments)


def _share(number: int, of: int) -> str:
    """Return a share in whole percents; none but the whole is called 100 %, and no page nothing."""
    percent = 100 * number / of
    if 0 < percent < 1:
        return unbroken(text("reading.share_least"))
    if 99 < percent < 100:
        return unbroken(text("reading.share_most"))
    return unbroken(text("reading.share", percent=f"{percent:.0f}"))


def _failed(failed: FailedFile) -> FailedRow:
    return FailedRow(
        file=name_line(failed.file),
        outcome=failed.outcome.value,
        tag=text(f"add.state_{failed.outcome.value}"),
        reason=_line(failed.reason) or text(f"reading.reason_{failed.outcome.value}"),
    )


def _paper(reading: PaperReading) -> PaperRow:
    return PaperRow(
        file=name_line(reading.files[0]),
        title=reading.document.facts.title,
        href=f"/documents/{reading.document.id}",
        pages=f"{reading.counts.pages:,}",
        blank=text("reading.blank", n=reading.counts.blank_pages) if reading.counts.blank_pages else "",
        how=_how(reading.how, reading.counts),
        table_rows=f"{reading.counts.table_rows:,}",
        parts=_parts(reading.parts, reading.withheld_parts),
        remarks=(*map(_line, reading.notes), *_copies(reading.files[1:])),
    )


def _how(how: How, counts: ReadingCounts) -> str:
    """Return "Text", "Text and OCR: 2 of 14 pages, 93 % sure" or "OCR: 3 pages, 88 % sure"."""
    if how is How.TEXT:
        return text("reading.how_text")
    # Rounded down, as in the notes of an ingest: nothing is called surer than it is.
    percent = None if counts.confidence is None else int(round(100 * counts.confidence, 6))
    sure = "" if percent is None else f", {unbroken(text('reading.sure', percent=percent))}"
    if how is How.OCR:
        return text("reading.by_ocr", pages=text("count.pages", n=counts.ocr_pages)) + sure
    of = text("count.pages", n=counts.pages)
    return text("reading.by_text_and_ocr", pages=counts.ocr_pages, of=of) + sure


def _parts(shown: int, withheld: int) -> str:
    if not (shown or withheld):
        return ""
    inside = text("reading.inside", n=shown)
    return f"{inside}, {text('reading.more_withheld', n=withheld)}" if withheld else inside


def _copies(files: Sequence[str]) -> tuple[str, ...]:
    return (text("reading.copies", files=", ".join(map(name_line, files))),) if files else ()


def _line(words: str) -> str:
    return name_line(" ".join(words.split())).replace(" %", "\u00a0%")
