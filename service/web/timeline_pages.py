"""Pages to look at rather than to read: a topic, an answer and a measure over time."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from ingest.errors import NotInStore
from ingest.records import RecordType
from retrieval.library import MOST_HITS, Library
from retrieval.records import Catalogue, RecordFilters
from retrieval.records_about import records_about, subject_of, wording_of
from service.history import no_conversation
from service.page_links import citation_href
from service.parts import HistoryPart, LibraryPart
from service.strings import text
from service.web.measure_trend import Trend, series_in, series_key, trend_of
from service.web.rendering import respond
from service.web.topic_timeline import Event, events_of_answer, timeline_of
from service.web.withdrawn import without_withdrawn
from service.wording import pages_of

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_LONGEST_TOPIC = 200


@router.get("/timeline")
def topic(library: LibraryPart, about: Annotated[str, Query(max_length=_LONGEST_TOPIC)] = "") -> Response:
    """Show what was decided, resolved and recommended about a topic, by date."""
    events = _events(library, about) if about.strip() else []
    return respond("timeline.html", about=about, timeline=timeline_of(events), question="", back="/documents")


@router.get("/c/{conversation_id}/timeline")
def answer(conversation_id: str, history: HistoryPart, library: LibraryPart, turn: str = "") -> Response:
    """Show the claims of one answer of a conversation by date: of the last, where none is named."""
    turns = [each for each, _ in without_withdrawn(history.turns(conversation_id), library)]
    if not turns:
        raise no_conversation()
    shown = next((each for each in turns if str(each.number) == turn), turns[-1])
    return respond(
        "timeline.html",
        about=shown.answer.question[:_LONGEST_TOPIC],
        timeline=timeline_of(events_of_answer(shown.answer)),
        question=shown.answer.question,
        back=f"/c/{conversation_id}#turn-{shown.number}",
    )


@router.get("/measures/{record_id}/over-time")
def measure(record_id: str, library: LibraryPart) -> Response:
    """Show a measure over its periods. Raises NotInStore for one that is not here, or has one value only."""
    catalogue = library.catalogue()
    trend = _trend(catalogue, record_id)
    if trend is None:
        raise NotInStore(text("trend.none"), hint=text("trend.none_hint"))
    sources = {
        e.id: (citation_href(c), pages_of(c.page_start, c.page_end))
        for e, c in catalogue.cited(trend.entries)
    }
    places = [sources.get(entry.id, ("", "")) for entry in trend.entries]
    return respond(
        "measure_trend.html",
        trend=trend,
        document=trend.entries[0].document,
        rows=[(column, *place) for column, place in zip(trend.columns, places, strict=True)],
    )


def _trend(catalogue: Catalogue, record_id: str) -> Trend | None:
    entry = next((e for e in catalogue.entries(RecordType.MEASURE) if e.id == record_id), None)
    key = series_key(entry) if entry is not None else None
    if entry is None or key is None:
        return None
    of_paper = RecordFilters(documents=frozenset([entry.document.id]))
    return trend_of(series_in(catalogue.entries(RecordType.MEASURE, filters=of_paper)).get(key, []))


def _events(library: Library, about: str) -> list[Event]:
    catalogue = library.catalogue()
    hits = library.search(about, k=MOST_HITS).hits
    cited = catalogue.cited(records_about(about, hits, catalogue))
    return [
        Event(entry.date, entry.standing, wording_of(entry), citation, subject_of(entry))
        for entry, citation in cited
        if entry.date
    ]
