"""What agents may do: search, fetch, ask, compare areas, list decisions and actions; all only read."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from retrieval.answering.answer import Answer, Filters
from retrieval.library import Library
from retrieval.records import RecordFilters
from service.doors.mcp_forms import (
    ActionFound,
    ActionsOut,
    ActionsTaken,
    AreaOut,
    AskOut,
    AskTaken,
    CompareOut,
    CompareTaken,
    DecisionFound,
    DecisionsOut,
    DecisionsTaken,
    FetchOut,
    FetchTaken,
    RecordsTaken,
    ResultOut,
    SearchOut,
    SearchTaken,
    SourceOut,
    WhereToLook,
)
from service.doors.openai_reply import reply_of
from service.doors.sources import address_of, facts_of, title_of
from service.record_lists import LISTINGS, Listed, listed

_EXCERPT_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool returns: structured, and as text for a model to read."""

    structured: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Door:
    """What every tool works with: the papers, and the address that the links lead to."""

    library: Library
    base: str


def search(door: Door, taken: SearchTaken) -> Told:
    """Find the passages nearest to a query."""
    found = door.library.search(taken.query, k=taken.limit, filters=_filters(taken))
    return _told(
        SearchOut(
            results=[
                ResultOut(
                    id=hit.passage_id,
                    title=title_of(hit),
                    url=address_of(hit, door.base),
                    text=hit.text[:_EXCERPT_LETTERS],
                )
                for hit in found.hits
            ]
        )
    )


def fetch(door: Door, taken: FetchTaken) -> Told:
    """Return one passage whole. Raises NotInStore."""
    hit = door.library.passage(taken.id)
    return _told(
        FetchOut(
            id=hit.passage_id,
            title=title_of(hit),
            text=hit.text,
            url=address_of(hit, door.base),
            metadata=facts_of(hit, door.base),
        )
    )


def ask(door: Door, taken: AskTaken) -> Told:
    """Answer a question. Raises QuestionInvalid."""
    answer = door.library.ask(taken.question, history=taken.history, filters=_filters(taken))
    return _told(
        AskOut(answer=answer, sources=_sources(answer, door)), text=reply_of(answer, door.base).content
    )


def compare_areas(door: Door, taken: CompareTaken) -> Told:
    """Ask one question of several areas. Raises QuestionInvalid."""
    areas, texts = [], []
    for area in taken.areas:
        answer = door.library.ask(taken.question, filters=Filters(areas=[area]))
        found = bool(answer.claims)
        areas.append(AreaOut(area=area, found=found, answer=answer, sources=_sources(answer, door)))
        # Said in so many words: an empty place would be read as if nothing had been asked.
        lacking = "" if found else "No evidence found in the papers of this area.\n\n"
        texts.append(f"## {area}\n\n{lacking}{reply_of(answer, door.base).content}")
    return _told(CompareOut(question=taken.question, areas=areas), text="\n".join(texts))


def list_decisions(door: Door, taken: DecisionsTaken) -> Told:
    """List decisions, newest first."""
    found = _listed(door, "decisions", taken, outcomes=frozenset(taken.outcomes))
    items = [
        DecisionFound(id=entry.id, record=entry.record, citation=cited, url=address_of(cited, door.base))
        for entry, cited in found.entries
    ]
    return _told(DecisionsOut(total=found.total, offset=taken.offset, items=items))


def list_actions(door: Door, taken: ActionsTaken) -> Told:
    """List actions, newest first."""
    found = _listed(door, "actions", taken, ratings=frozenset(taken.ratings))
    items = [
        ActionFound(id=entry.id, record=entry.record, citation=cited, url=address_of(cited, door.base))
        for entry, cited in found.entries
    ]
    return _told(ActionsOut(total=found.total, offset=taken.offset, items=items))


def _told(returned: BaseModel, text: str = "") -> Told:
    # As text it is the same as JSON, for clients that read no structured content.
    structured = returned.model_dump(mode="json", by_alias=True)
    return Told(structured, text or returned.model_dump_json(by_alias=True))


def _sources(answer: Answer, door: Door) -> list[SourceOut]:
    return [
        SourceOut(
            citation_id=each.id, title=title_of(each), quote=each.quote.exact, url=address_of(each, door.base)
        )
        for each in answer.citations
    ]


def _filters(taken: WhereToLook) -> Filters:
    return Filters.model_validate(
        {"areas": taken.areas, "kinds": taken.kinds, "from": taken.date_from, "to": taken.date_to}
    )


def _listed(door: Door, name: str, taken: RecordsTaken, **wanted: Any) -> Listed:
    filters = RecordFilters(
        about=taken.about,
        areas=frozenset(taken.areas),
        bodies=frozenset(taken.bodies),
        date_from=taken.date_from,
        date_to=taken.date_to,
        **wanted,
    )
    return listed(door.library, LISTINGS[name], filters, offset=taken.offset, limit=taken.limit)
