"""The things that flow through an ingest: documents, pages, blocks, passages.

All are frozen. This module and ``ingest.errors`` import nothing of ours, so that every other
module may import them.

A paper is read to ``Page``s of ``Block``s (``ingest.readers``); what it is, is recognised as
``DocumentFacts`` (``ingest.kinds``); its blocks become ``Passage``s (``ingest.passages``), the
unit that is embedded, found and cited.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath


class BlockKind(StrEnum):
    """What a run of text on a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    STRUCK = "struck"  # words that the paper itself strikes out: shown, never searched or quoted


class DocumentKind(StrEnum):
    """The forms in which offices publish."""

    DECISION_NOTICE = "decision_notice"
    MINUTES = "minutes"
    AGENDA = "agenda"
    AGENDA_PACK = "agenda_pack"
    REPORT = "report"
    STRATEGY = "strategy"
    ACTION_PLAN = "action_plan"
    PERFORMANCE_REPORT = "performance_report"
    WORK_PROGRAMME = "work_programme"
    POLICY = "policy"
    LETTER = "letter"  # or a statement made in a letter's place
    LEAFLET = "leaflet"
    OTHER = "other"


class PaperStatus(StrEnum):
    """How far a paper has come, as it says of itself.

    A paper that is still to be decided on is ``DRAFT`` (its wording may change) or ``PROPOSED`` (it is
    put forward for a decision); ``APPROVED`` says that it was decided, agreed as a record or issued as
    final; ``SUPERSEDED`` that another took its place. Most papers say nothing: ``UNSTATED``.
    """

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    UNSTATED = "unstated"


class Marking(StrEnum):
    """Who may see a paper. Everything but ``PUBLIC`` is withheld from answers by default."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"
    EXEMPT = "exempt"


class Rating(StrEnum):
    """The red/amber/green rating of an action or a measure (white: superseded)."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row, footnote or run of struck-out words, on one page.

    ``text`` is normalised (``ingest.normalise``): no soft hyphens, ligatures or runs of blanks;
    a line feed stands only between the items of a table cell that holds a list.
    ``page`` is 1-based. ``level`` is 1 (outermost) to 6 for a heading, else 0. ``number`` is the
    printed number of a numbered heading or paragraph ("6.4", "(a)") and stands in ``text`` no
    more. For a table row, ``cells`` are its cells from left to right, ``header`` the column
    names of its table (empty where the table has none), and ``text`` may be empty: a row's
    wording is made from its cells by ``ingest.passages``. ``links`` are (words, address) pairs.
    """

    kind: BlockKind
    text: str
    page: int
    level: int = 0
    number: str | None = None
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word where it stands on a page's picture: shares (0..1) of its width and height, from the top left.

    It may be several words where a line runs another way than the rest of the page.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document: 1-based ``number`` in the file, printed ``label`` where it differs.

    ``confidence``, 0..1, says that the page was read from its picture (OCR), and how surely; then ``words``
    are those that were read, with their places. None, and no words, for text that the file itself holds.
    """

    number: int
    blocks: tuple[Block, ...]
    label: str | None = None
    confidence: float | None = None
    words: tuple[PlacedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a file's own outline: ``level`` counts from 1, ``page`` is 1-based (None: not said)."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """What a reader returns: all pages, in order, and what it wishes to say about the reading.

    ``title`` is the file's own title (metadata), where it has one that means something.
    ``notes`` are sentences for the user ("Page 12 could not be read: the file is damaged there.").
    ``scanned`` are the numbers of pages that show a picture and hold no text: OCR may read them.
    """

    pages: tuple[Page, ...]
    title: str | None = None
    notes: tuple[str, ...] = ()
    scanned: tuple[int, ...] = ()
    outline: tuple[Bookmark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no page holds any text."""
        return not any(block.text or any(block.cells) for page in self.pages for block in page.blocks)


@dataclass(frozen=True, slots=True)
class Part:
    """A paper inside an agenda pack: pages ``page_start`` to ``page_end``, 1-based and inclusive.

    ``ordinal`` counts from 0 within the document. ``item`` is the agenda's printed number of it
    ("7b"). A part's ``marking`` may be stricter than its pack's; then its pages are withheld.
    """

    ordinal: int
    title: str
    kind: DocumentKind
    page_start: int
    page_end: int
    item: str | None = None
    author: str | None = None
    date: datetime.date | None = None
    marking: Marking = Marking.PUBLIC


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What was recognised of a paper; ``None`` where the paper does not say.

    ``body`` is the organisation whose paper it is, ``author`` the person or office that wrote it.
    ``date`` is when it was signed, met about or published; a paper that names a month or a year only is
    of the first day of it. ``version`` is the printed number of a version ("0.3"), without the word.
    """

    kind: DocumentKind
    title: str
    body: str | None = None
    area: str | None = None
    date: datetime.date | None = None
    reference: str | None = None
    marking: Marking = Marking.PUBLIC
    author: str | None = None
    version: str | None = None
    status: PaperStatus = PaperStatus.UNSTATED


@dataclass(frozen=True, slots=True)
class Document:
    """One published paper, known by the sha256 (hex) of its bytes.

    ``id`` is the first 16 hex digits of ``sha256``. ``paths`` are the files that hold it.
    """

    id: str
    sha256: str
    facts: DocumentFacts
    pages: int
    passages: int
    paths: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without folder and ending."""
        return PurePath(self.paths[0]).stem if self.paths else self.id


class PassageKind(StrEnum):
    """Whether a passage is running text or a row of a table."""

    PROSE = "prose"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text under one heading path: what is embedded, found and cited.

    ``text`` is what is shown and quoted; its lines are the paragraphs, list items or cells that
    it was made of. ``context`` is searched and embedded but never shown as the paper's words
    (rating words, the names of a table's rows). ``page_start`` and ``page_end`` are 1-based and
    inclusive. ``paragraph`` is the printed number of its first numbered paragraph.
    ``ordinal`` counts from 0 in reading order within the document. ``part`` is the ordinal of the
    part of an agenda pack that it stands in. ``confidence``, 0..1, is that of its least sure page
    that was read by OCR; None where the file held the text.
    """

    ordinal: int
    kind: PassageKind
    text: str
    heading: tuple[str, ...]
    page_start: int
    page_end: int
    paragraph: str | None = None
    context: str = ""
    rating: Rating | None = None
    part: int | None = None
    confidence: float | None = None
