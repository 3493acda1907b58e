"""What was agreed, recommended or planned on a topic, by date: a picture in lanes, and the same as a table.

Each standing has a lane and a sign of its own, and each point the number of its row in the table: nothing
is said by colour alone.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.answering.answer import Answer, Citation, Standing
from service.page_links import citation_href
from service.strings import text
from service.web.lane_picture import NARROW, WIDE, DatedEntry, LanePicture, lane_picture
from service.wording import long_date, name_of

_LONGEST = 400
# More days than these are not read out one by one, as words for the picture: they stand in the table.
_DAYS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a paper says of a day, in its own ``words``; ``subject`` is what they are about."""

    date: datetime.date
    standing: Standing
    words: str
    citation: Citation
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An event in the table; ``number`` counts from 1 by date."""

    number: int
    date: str
    standing: Standing
    subject: str
    words: str
    paper: str
    body: str
    href: str


@dataclass(frozen=True, slots=True)
class TopicTimeline:
    """The rows, oldest first, and the picture, for wide and for narrow screens; ``text`` says it in words.

    There is no picture of a single day.
    """

    rows: tuple[Row, ...]
    pictures: tuple[LanePicture, ...]
    text: str


def events_of_answer(answer: Answer) -> list[Event]:
    """Return the dated claims of an answer; a claim without a date is of its paper's."""
    cited = {citation.id: citation for citation in answer.citations}
    events = []
    for claim in answer.claims:
        citation = next((cited[identity] for identity in claim.citation_ids if identity in cited), None)
        date = claim.date or (citation.document.date if citation else None)
        if citation is not None and date is not None:
            events.append(Event(date, claim.standing, claim.text, citation))
    return events


def timeline_of(events: Iterable[Event]) -> TopicTimeline:
    """Return the events by date."""
    ordered = sorted(events, key=lambda event: (event.date, list(Standing).index(event.standing)))
    rows = tuple(_row(number, event) for number, event in enumerate(ordered, start=1))
    if not ordered or ordered[0].date == ordered[-1].date:
        return TopicTimeline(rows, (), "")
    entries = [
        DatedEntry(number, event.date, event.standing) for number, event in enumerate(ordered, start=1)
    ]
    pictures = tuple(lane_picture(entries, scale) for scale in (WIDE, NARROW))
    return TopicTimeline(rows, pictures, "; ".join(_said_of_lanes(ordered)))


def _row(number: int, event: Event) -> Row:
    document = event.citation.document
    words = " ".join(event.words.split())
    if len(words) > _LONGEST:
        words = f"{words[: words.rfind(' ', 0, _LONGEST)]} …"
    return Row(
        number=number,
        date=long_date(event.date),
        standing=event.standing,
        # The paper's title stands beside it anyway.
        subject="" if event.subject == document.title else event.subject,
        words=words,
        paper=document.title or document.name,
        body=document.body or "",
        href=citation_href(event.citation),
    )


def _said_of_lanes(events: Sequence[Event]) -> Iterator[str]:
    """Yield what each lane shows: its days, or how many there are and from when to when."""
    for standing in Standing:
        of_lane = [event for event in events if event.standing is standing]
        days = list(dict.fromkeys(long_date(event.date) for event in of_lane))
        if len(days) > _DAYS_NAMED:
            span = text("date.span", first=days[0], last=days[-1])
            entries = text("timeline.entries", n=len(of_lane))
            yield text("timeline.lane", standing=name_of(standing), days=f"{entries}, {span}")
        elif days:
            yield text("timeline.lane", standing=name_of(standing), days=", ".join(days))
