"""``GET /v1/reading``: what was read of every file, how, what failed and why, as JSON."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ingest.errors import Outcome
from retrieval.readings import FailedFile, How, PaperReading, ReadingReport, ReadingTotals
from service.api import MOST_LISTED, Offset
from service.errors import responses
from service.parts import LibraryPart

router = APIRouter()


# What a store remembers of a file; the other outcomes are those of one run of an ingest.
KeptOutcome = Literal["read", "empty", "password", "refused"]


class TotalsOut(BaseModel):
    """Figures over all files, whatever the filters. What is withheld is counted and not named."""

    documents: int = Field(description="Papers that were read and may be shown.")
    text_pages: int = Field(description="Their pages with text of the file's own.")
    ocr_pages: int = Field(description="Their pages that were read from pictures (OCR).")
    blank_pages: int = Field(description="Their pages without words: blank, or not read.")
    table_rows: int
    failed: int = Field(description="Files that were not read.")
    failed_unnamed: int = Field(
        description="Those of them that are left out of the list because their names tell of a marking."
    )
    withheld: int = Field(description="Papers withheld by their marking.")
    withheld_parts: int = Field(description="Parts of agenda packs withheld by their marking.")

    @classmethod
    def of(cls, totals: ReadingTotals) -> "TotalsOut":
        """Return the figures."""
        return cls(
            documents=totals.papers,
            text_pages=totals.text_pages,
            ocr_pages=totals.ocr_pages,
            blank_pages=totals.blank_pages,
            table_rows=totals.table_rows,
            failed=totals.failed,
            failed_unnamed=totals.failed_unnamed,
            withheld=totals.withheld,
            withheld_parts=totals.withheld_parts,
        )


class FailedFileOut(BaseModel):
    """A file that was not read."""

    file: str = Field(description="Its name, without folders.", examples=["minutes-2021.pdf"])
    outcome: Outcome
    reason: str = Field(
        description="Why, and the next step.",
        examples=["minutes-2021.pdf opens only with a password. Save a copy without it and add that."],
    )

    @classmethod
    def of(cls, failed: FailedFile) -> "FailedFileOut":
        """Return what is shown of ``failed``."""
        return cls(file=failed.file, outcome=failed.outcome, reason=failed.reason)


class DocumentReadingOut(BaseModel):
    """How one paper was read."""

    id: str = Field(examples=["9f2c41d07be1a6c3"])
    files: list[str] = Field(description="The names, without folders, of the files that hold it.")
    title: str
    how: How
    pages: int
    text_pages: int = Field(description="Pages with text of the file's own.")
    ocr_pages: int = Field(description="Pages that were read from pictures (OCR).")
    blank_pages: int = Field(description="Pages without words: blank, or not read.")
    ocr_confidence: float | None = Field(
        description="0 to 1, the mean over the pages that were read by OCR; null where there are none."
    )
    table_rows: int
    parts: int = Field(description="Papers found inside an agenda pack.")
    withheld_parts: int = Field(description="Further ones, withheld by their marking.")
    notes: list[str] = Field(description="What the reader of the file wished to say about it.")
    url: str = Field(description="Where this service shows the paper.")

    @classmethod
    def of(cls, reading: PaperReading) -> "DocumentReadingOut":
        """Return what is shown of ``reading``: everything but where its files lie."""
        return cls(
            id=reading.document.id,
            files=list(reading.files),
            title=reading.document.facts.title,
            how=reading.how,
            pages=reading.counts.pages,
            text_pages=reading.counts.text_pages,
            ocr_pages=reading.counts.ocr_pages,
            blank_pages=reading.counts.blank_pages,
            ocr_confidence=reading.counts.confidence,
            table_rows=reading.counts.table_rows,
            parts=reading.parts,
            withheld_parts=reading.withheld_parts,
            notes=list(reading.notes),
            url=f"/documents/{reading.document.id}",
        )


class ReadingOut(BaseModel):
    """What became of all files: the failed by name, then papers, those with notes first.

    The papers are ``offset`` to ``offset + limit`` of ``total``; all where ``limit`` is null.
    """

    totals: TotalsOut
    failed: list[FailedFileOut]
    total: int
    offset: int
    limit: int | None
    documents: list[DocumentReadingOut]

    @classmethod
    def of(cls, report: ReadingReport, *, offset: int = 0, limit: int | None = None) -> "ReadingOut":
        """Return ``report``, with those of its papers that are asked for."""
        papers = report.papers[offset:] if limit is None else report.papers[offset : offset + limit]
        return cls(
            totals=TotalsOut.of(report.totals),
            failed=[FailedFileOut.of(each) for each in report.failed],
            total=len(report.papers),
            offset=offset,
            limit=limit,
            documents=[DocumentReadingOut.of(each) for each in papers],
        )


@router.get("/v1/reading", responses=responses(422, 503), tags=["papers"], summary="What was read, and how")
def reading(
    library: LibraryPart,
    outcome: Annotated[list[KeptOutcome] | None, Query(description="Only files with these outcomes.")] = None,
    how: Annotated[list[How] | None, Query(description="Only papers read in these ways.")] = None,
    offset: Offset = 0,
    limit: Annotated[int | None, Query(ge=1, le=MOST_LISTED, description="Papers at most; else all.")] = None,
) -> ReadingOut:
    """Return how every paper was read, and which files were not read and why."""
    report = library.reading_report().only(outcome or (), how or ())
    return ReadingOut.of(report, offset=offset, limit=limit)
