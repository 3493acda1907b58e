"""Papers, their parts and pages as the API shows them: never where their files lie."""

import datetime
from collections.abc import Sequence

from pydantic import BaseModel, Field

from ingest.documents import Block, BlockKind, Document, DocumentKind, Marking, Page, PaperStatus, Part


class DocumentOut(BaseModel):
    """One paper. ``id`` is the first 16 hex digits of ``sha256``, the hash of the file's bytes."""

    id: str = Field(examples=["9f2c41d07be1a6c3"])
    sha256: str
    name: str = Field(description="The file's name without folder and ending.")
    title: str
    kind: DocumentKind
    body: str | None
    area: str | None
    date: datetime.date | None
    reference: str | None
    author: str | None = Field(description="The person or office that wrote it, where it says so.")
    version: str | None = Field(description="The printed number of its version.", examples=["0.3"])
    status: PaperStatus = Field(description="How far it has come, as it says of itself.")
    marking: Marking
    pages: int
    passages: int
    notes: list[str] = Field(description="What the reader of the file wished to say about it.")
    url: str = Field(description="Where this service shows the paper.")

    @classmethod
    def of(cls, document: Document) -> "DocumentOut":
        """Return what is shown of ``document``: everything but where its files lie."""
        facts = document.facts
        return cls(
            id=document.id,
            sha256=document.sha256,
            name=document.name,
            title=facts.title,
            kind=facts.kind,
            body=facts.body,
            area=facts.area,
            date=facts.date,
            reference=facts.reference,
            author=facts.author,
            version=facts.version,
            status=facts.status,
            marking=facts.marking,
            pages=document.pages,
            passages=document.passages,
            notes=list(document.notes),
            url=f"/documents/{document.id}",
        )


class PartOut(BaseModel):
    """A paper inside an agenda pack; pages are those of the pack, 1-based and inclusive."""

    item: str | None = Field(description="The agenda's number of it.", examples=["7b"])
    title: str
    kind: DocumentKind
    author: str | None
    date: datetime.date | None
    marking: Marking
    page_start: int
    page_end: int

    @classmethod
    def of(cls, part: Part) -> "PartOut":
        """Return what is shown of ``part``."""
        return cls(
            item=part.item,
            title=part.title,
            kind=part.kind,
            author=part.author,
            date=part.date,
            marking=part.marking,
            page_start=part.page_start,
            page_end=part.page_end,
        )


class DocumentWithParts(DocumentOut):
    """One paper, with the papers inside it where it is an agenda pack."""

    parts: list[PartOut] = Field(description="Those that may be shown, in order; none of a single paper.")
    withheld_parts: int = Field(description="How many parts are left out: they are closed to the public.")


class DocumentList(BaseModel):
    """Papers, ordered by title: ``offset`` to ``offset + limit`` of ``total``; all without a limit."""

    total: int
    offset: int
    limit: int | None
    documents: list[DocumentOut]

    @classmethod
    def of(cls, found: Sequence[Document], *, offset: int = 0, limit: int | None = None) -> "DocumentList":
        """Return those of the papers that are asked for."""
        shown = found[offset:] if limit is None else found[offset : offset + limit]
        papers = [DocumentOut.of(each) for each in shown]
        return cls(total=len(found), offset=offset, limit=limit, documents=papers)


class BlockOut(BaseModel):
    """One heading, paragraph, list item, table row or footnote, or words that the paper strikes out.

    ``level`` is 1 to 6 for a heading, else 0.
    """

    kind: BlockKind
    text: str
    level: int
    number: str | None = Field(description="The printed number, which does not stand in text.")
    cells: list[str]
    header: list[str] = Field(description="The column names of the row's table.")

    @classmethod
    def of(cls, block: Block) -> "BlockOut":
        """Return ``block`` without its page, which the answer names once."""
        return cls(
            kind=block.kind,
            text=block.text,
            level=block.level,
            number=block.number,
            cells=list(block.cells),
            header=list(block.header),
        )


class PageOut(BaseModel):
    """The text of one page. ``number`` is 1-based; ``label`` is what is printed, where it differs."""

    document_id: str
    number: int
    label: str | None
    confidence: float | None = Field(
        description="0 to 1: how surely the page was read by OCR. None where the file holds its text."
    )
    blocks: list[BlockOut]

    @classmethod
    def of(cls, document_id: str, page: Page) -> "PageOut":
        """Return ``page`` of the paper ``document_id``."""
        return cls(
            document_id=document_id,
            number=page.number,
            label=page.label,
            confidence=page.confidence,
            blocks=[BlockOut.of(block) for block in page.blocks],
        )
