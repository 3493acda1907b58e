"""The answer object: the same through every surface (API, command line, web chat).

One declaration: FastAPI derives the API schema from these models, the command line prints
``model_dump(mode="json", by_alias=True)``, and the web chat renders them.
"""

import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from ingest.documents import DocumentKind
from ingest.kinds.standing.standings import Standing as Standing  # noqa: PLC0414  (a word of the answer, re-exported)
from retrieval.answering.wording import AnswerWording
from retrieval.interpreting.question import UnderstoodAs


class Status(StrEnum):
    """What kind of answer this is."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    FAILED = "failed"


class Support(StrEnum):
    """How a quote was found in the stored text."""

    EXACT = "exact"
    NORMALISED = "normalised"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)


class Filters(_Model):
    """Which papers to look in; an empty list or ``None`` does not restrict."""

    areas: list[str] = Field(default_factory=list, description="Areas, such as 'Norfolk'.")
    kinds: list[DocumentKind] = Field(default_factory=list, description="Kinds of paper.")
    documents: list[str] = Field(default_factory=list, description="Document ids.")
    date_from: datetime.date | None = Field(None, alias="from", description="Papers dated on or after.")
    date_to: datetime.date | None = Field(None, alias="to", description="Papers dated on or before.")


class CitedDocument(_Model):
    """The paper that a citation comes from."""

    id: str
    sha256: str
    name: str = Field(description="The file's name without folder and ending.")
    title: str
    kind: DocumentKind
    body: str | None = None
    area: str | None = None
    date: datetime.date | None = None
    reference: str | None = None
    status: str | None = Field(
        None, description="What the paper says of its status: draft, proposed, approved or superseded."
    )
    superseded_by: str | None = Field(None, description="Id of the paper that took its place.")
    superseded_title: str | None = Field(None, description="Title of the paper that took its place.")
    superseded_date: datetime.date | None = Field(None, description="Date of the paper that took its place.")
    url: str = Field(description="Where this service shows the paper.")


class CitedPart(_Model):
    """The paper inside an agenda pack that a citation comes from; pages are those of the pack, 1-based."""

    title: str
    item: str | None = Field(None, description="The agenda's number of it.", examples=["7b"])
    kind: DocumentKind
    page_start: int
    page_end: int
    author: str | None = None


class Quote(_Model):
    """A W3C TextQuoteSelector: the exact words, and a little of what stands before and after."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Box(_Model):
    """Where words lie on a page (1-based), in points from its top left corner as it is displayed."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Citation(_Model):
    """The place in a paper that supports a claim.

    ``start`` and ``end`` count characters in ``passage``: ``passage[start:end] == quote.exact``
    when ``support`` is exact. Pages are 1-based. ``confidence``, 0..1, is how surely the least sure of
    them was read by OCR; None where the file itself holds the text.
    """

    id: str
    document: CitedDocument
    part: CitedPart | None = None
    passage_id: str
    passage: str
    page_start: int
    page_end: int
    page_label: str | None = None
    heading: list[str] = Field(default_factory=list)
    paragraph: str | None = None
    quote: Quote
    start: int
    end: int
    boxes: list[Box] = Field(
        default_factory=list, description="Where the quote stands on its pages, a box a stretch of a line."
    )
    standing: Standing
    support: Support = Support.EXACT
    confidence: float | None = None


class Claim(_Model):
    """One thing that the papers say, in their own words, with where they say it."""

    text: str
    standing: Standing
    date: datetime.date | None = None
    citation_ids: list[str]


class Searched(_Model):
    """What was looked through for an answer."""

    areas: list[str] = Field(default_factory=list)
    kinds: list[DocumentKind] = Field(default_factory=list)
    date_from: datetime.date | None = Field(None, alias="from")
    date_to: datetime.date | None = Field(None, alias="to")
    documents: int = 0


class Hit(_Model):
    """A passage that a search found. ``score`` is 0..1, comparable within one search only.

    ``part`` and ``confidence`` are as in a citation.
    """

    passage_id: str
    text: str
    heading: list[str] = Field(default_factory=list)
    paragraph: str | None = None
    page_start: int
    page_end: int
    page_label: str | None = None
    document: CitedDocument
    part: CitedPart | None = None
    score: float
    confidence: float | None = None


class UnderstoodWords(_Model):
    """What some words of a question were taken for."""

    kind: UnderstoodAs
    text: str = Field(description="How it is shown.", examples=["since 2019"])
    key: str | None = Field(
        None, description="What takes it back, among the things to ignore; null where nothing can."
    )


class AreaClaims(_Model):
    """What the papers of one area say, where several areas are compared."""

    area: str
    claims: list[int] = Field(
        default_factory=list,
        description="Places in the answer's claims, from 0; empty where no evidence was found.",
    )


class Answer(_Model):
    """What the papers say about a question, or that they do not."""

    question: str
    interpreted_as: str
    status: Status
    headline: str = ""
    claims: list[Claim] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    searched: Searched = Field(default_factory=Searched)
    understood: list[UnderstoodWords] = Field(
        default_factory=list, description="What was made of the question's words."
    )
    comparison: list[AreaClaims] = Field(
        default_factory=list, description="Where areas are compared, one each, in the order asked."
    )
    nearest: list[Hit] = Field(default_factory=list)
    followups: list[str] = Field(default_factory=list)
    _wording: AnswerWording = PrivateAttr(default_factory=AnswerWording)

    @property
    def wording(self) -> AnswerWording:
        """What the headline and the follow-ups say, to be said in another language.

        It is for the pages: an answer that is written out, as programs are given it, does not hold it.
        """
        return self._wording

    def worded(self, wording: AnswerWording) -> "Answer":
        """Return the same answer with ``wording``."""
        answer = self.model_copy()
        answer._wording = wording
        return answer


class SearchResult(_Model):
    """The passages nearest to a query, best first."""

    query: str
    interpreted_as: str
    hits: list[Hit]
    searched: Searched
