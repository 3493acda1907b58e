"""What the tools take and return. What they take is described to agents by these very fields.

What they return is described no deeper than agents need: an agent's model reads the description with every
conversation, and a client holds each reply against it, which takes longer than all the rest of a call.
``/openapi.json`` describes the same objects in full.
"""

import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from ingest.documents import DocumentKind, Rating
from ingest.records import Action, Decision, DecisionOutcome
from retrieval.answering.answer import Answer, Citation
from service.doors.sources import Fact

Area = Annotated[str, Field(max_length=200)]


def _in_short(description: str, **properties: str) -> WithJsonSchema:
    """Describe an object by what it is and the types of its chief properties."""
    kinds: dict[str, Any] = {name: {"type": kind} for name, kind in properties.items()}
    return WithJsonSchema(
        {"type": "object", "description": description, "properties": kinds, "required": list(kinds)}
    )


AnswerOut = Annotated[
    Answer,
    _in_short(
        "The answer as /v1/ask returns it: each claim has a text, a standing and citation_ids; each citation"
        " its document, page_start, page_end and quote.",
        status="string",
        claims="array",
        citations="array",
    ),
]
CitationOut = Annotated[
    Citation,
    _in_short(
        "The document, the pages (1-based) and the exact words of the record.",
        document="object",
        page_start="integer",
        page_end="integer",
        quote="object",
    ),
]
DecisionOut = Annotated[Decision, _in_short("The decision as /v1/decisions returns it.")]
ActionOut = Annotated[Action, _in_short("The action as /v1/actions returns it.")]
FactsOut = Annotated[
    dict[str, Fact], _in_short("Its paper, pages (1-based), heading and paragraph, as far as it has them.")
]


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
    metadata: FactsOut


class SourceOut(BaseModel):
    """A citation's paper and page as one reads them. ``url`` opens the page with the words marked."""

    citation_id: str
    title: str
    quote: str = Field(description="The exact words of the paper.")
    url: str


SourcesOut = Annotated[
    list[SourceOut],
    WithJsonSchema(
        {
            "type": "array",
            "description": "Of each citation its citation_id, title (paper and page), exact quote, and url,"
            " which opens the page with the words marked.",
        }
    ),
]


class AskOut(BaseModel):
    """An answer with its citations, and their sources in the same order."""

    answer: AnswerOut
    sources: SourcesOut


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
    citation: CitationOut
    url: str


class DecisionFound(RecordFound):
    """A decision."""

    record: DecisionOut


class ActionFound(RecordFound):
    """An action."""

    record: ActionOut


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
