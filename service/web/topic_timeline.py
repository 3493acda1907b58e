"""What was agreed, recommended or planned on a topic, by date: a picture in lanes, and the same as a table.

Each standing has a lane and a shape of its own, and each point the number of its row in the table: nothing
is said by colour alone. Places are in hundredths of the picture's width, so that it fits every screen.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.answering.answer import Answer, Citation, Standing
from service.page_links import citation_href
from service.web.wording import long_date, name_of

# Points nearer than this would lie on each other; they are drawn as one, with the numbers of all.
_LEAST_GAP = 4.5
_LEAST_TICK_GAP = 11.0
# A little air at both ends, so that no shape is cut off.
_FIRST, _LAST = 3.0, 97.0
_LANE_HEIGHT = 56
_LONGEST = 400


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
class Point:
    """One or several events that lie close together; ``label`` are their numbers ("3", "3–5", "3, 6")."""

    x: float
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of one standing; ``y`` is the middle of the lane, in dots from the picture's top."""

    standing: Standing
    y: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class TopicTimeline:
    """The rows, oldest first, and the picture, which ``text`` says in words: no lanes for a single day."""

    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    height: int
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
    days = [event.date for event in ordered]
    if not days or days[0] == days[-1]:
        return TopicTimeline(rows, (), (), 0, "")
    standings = [s for s in Standing if any(event.standing is s for event in ordered)]
    lanes = tuple(
        Lane(
            standing,
            _LANE_HEIGHT * place + _LANE_HEIGHT // 2,
            tuple(_points([(row, _place(e.date, days)) for row, e in _of(standing, rows, ordered)])),
        )
        for place, standing in enumerate(standings)
    )
    text = "; ".join(f"{name_of(lane.standing)}: {_days_of(lane.standing, ordered)}" for lane in lanes)
    return TopicTimeline(rows, lanes, _ticks(days), _LANE_HEIGHT * len(lanes), text)


def _of(standing: Standing, rows: Sequence[Row], events: Sequence[Event]) -> Iterable[tuple[Row, Event]]:
    return ((row, event) for row, event in zip(rows, events, strict=True) if event.standing is standing)


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


def _place(day: datetime.date, days: Sequence[datetime.date]) -> float:
    share = (day - days[0]).days / (days[-1] - days[0]).days
    return round(_FIRST + share * (_LAST - _FIRST), 2)


def _points(placed: Sequence[tuple[Row, float]]) -> Iterable[Point]:
    """Yield the points of a lane, those that would lie on each other as one, in their middle."""
    near: list[tuple[Row, float]] = []
    for row, place in placed:
        if near and place - near[0][1] >= _LEAST_GAP:
            yield _point(near)
            near = []
        near.append((row, place))
    if near:
        yield _point(near)


def _point(near: Sequence[tuple[Row, float]]) -> Point:
    rows = [row for row, _ in near]
    numbers = [row.number for row in rows]
    middle = round((near[0][1] + near[-1][1]) / 2, 2)
    return Point(middle, _numbers(numbers), "; ".join(dict.fromkeys(row.date for row in rows)))


def _numbers(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return str(numbers[0])
    is_run = numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{numbers[0]}–{numbers[-1]}" if is_run or len(numbers) > 2 else f"{numbers[0]}, {numbers[1]}"


def _ticks(days: Sequence[datetime.date]) -> tuple[tuple[float, str], ...]:
    """Return where each year begins; the first day's year stands at the left, those too near are left out."""
    ticks = [(_FIRST, str(days[0].year))]
    for year in range(days[0].year + 1, days[-1].year + 1):
        place = _place(datetime.date(year, 1, 1), days)
        if place - ticks[-1][0] >= _LEAST_TICK_GAP and place <= _LAST:
            ticks.append((place, str(year)))
    return tuple(ticks)


def _days_of(standing: Standing, events: Sequence[Event]) -> str:
    return ", ".join(dict.fromkeys(long_date(e.date) for e in events if e.standing is standing))
