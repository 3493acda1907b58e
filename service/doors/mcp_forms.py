"""What the tools take and return. What they take is described to agents by these very fields."""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ingest.documents import DocumentKind, Rating
from ingest.records import Action, Decision, DecisionOutcome
from retrieval.answering.answer import Answer, Citation
from service.doors.sources import Fact

Area = Annotated[str, Field(max_length=200)]


class _Taken(BaseModel):
    # A misspelt argument would otherwise be ignored in silence.
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class WhereToLook(_Taken):
    """Which papers to look in; what is left out does not restrict."""

    areas: list[Area] = Field(default_factory=list, description="Only papers of these areas.", max_length=50)
    kinds: list[DocumentKind] = Field(
        default_factory=list, description="Only papers of these kinds.", max_length=50
    )
    date_from: datetime.date | None = Field(None, description="Only papers dated on or after this day.")
    date_to: datetime.date | None = Field(None, description="Only papers dated on or before this day.")


class SearchTaken(WhereToLook):
    """A query."""

    query: str = Field(description="A few words, or a question.")
    limit: int = Field(10, ge=1, le=100, description="How many passages at most.")


class FetchTaken(_Taken):
    """A passage that a search found."""

    id: str = Field(description="The id of a search's result.", max_length=200)


class AskTaken(WhereToLook):
    """A question."""

    question: str = Field(description="A whole question, at most 2,000 characters.")
    history: list[str] = Field(
        default_factory=list,
        max_length=50,
        description="Earlier questions of the conversation, oldest first.",
    )


class CompareTaken(_Taken):
    """A question to several areas."""

    question: str = Field(description="A question that could be asked of each area alone.")
    areas: list[Area] = Field(min_length=2, max_length=6, description="The areas that are compared.")


class RecordsTaken(_Taken):
    """Which records of a list."""

    about: str = Field("", max_length=200, description="Words that must all stand in the record.")
    areas: list[Area] = Field(default_factory=list, max_length=50, description="Only of these areas.")
    bodies: list[str] = Field(default_factory=list, max_length=50, description="Only of bodies so named.")
    date_from: datetime.date | None = Field(None, description="On or after this day.")
    date_to: datetime.date | None = Field(None, description="On or before this day.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to leave out.")
    limit: int = Field(20, ge=1, le=100, description="How many at most.")


class DecisionsTaken(RecordsTaken):
    """Which decisions."""

    outcomes: list[DecisionOutcome] = Field(default_factory=list, description="Only with these outcomes.")


class ActionsTaken(RecordsTaken):
    """Which actions."""

    ratings: list[Rating] = Field(default_factory=list, description="Only with these ratings.")


class ResultOut(BaseModel):
    """A passage that was found. ``url`` opens the page with the words marked."""

    id: str
    title: str
    url: str
    text: str = Field(description="How the passage begins.")


class SearchOut(BaseModel):
    """The passages nearest to a query, best first."""

    results: list[ResultOut]


class FetchOut(BaseModel):
    """A passage whole, word for word."""

    id: str
    title: str
    text: str
    url: str
    metadata: dict[str, Fact]


class SourceOut(BaseModel):
    """A citation's paper and page as one reads them. ``url`` opens the page with the words marked."""

    citation_id: str
    title: str
    quote: str = Field(description="The exact words of the paper.")
    url: str


class AskOut(BaseModel):
    """An answer with its citations, and their sources in the same order."""

    answer: Answer
    sources: list[SourceOut]


class AreaOut(AskOut):
    """What the papers of one area say."""

    area: str
    found: bool = Field(description="False: no evidence was found in the papers of this area.")


class CompareOut(BaseModel):
    """What the papers of each area say, in the order in which the areas were named."""

    question: str
    areas: list[AreaOut]


class RecordFound(BaseModel):
    """A record's citation, and the address that opens its page with the words marked."""

    id: str
    citation: Citation
    url: str


class DecisionFound(RecordFound):
    """A decision."""

    record: Decision


class ActionFound(RecordFound):
    """An action."""

    record: Action


class DecisionsOut(BaseModel):
    """Decisions, newest first: ``offset`` to ``offset + limit`` of ``total``."""

    total: int
    offset: int
    items: list[DecisionFound]


class ActionsOut(BaseModel):
    """Actions, newest first: ``offset`` to ``offset + limit`` of ``total``."""

    total: int
    offset: int
    items: list[ActionFound]
