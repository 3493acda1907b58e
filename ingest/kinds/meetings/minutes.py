"""Meetings and what they resolved, from minutes."""

from collections.abc import Iterator

from ingest.kinds.meetings.attendance import Role, attendance_of
from ingest.kinds.meetings.form import is_minutes
from ingest.kinds.meetings.heads import MeetingHead, head_of
from ingest.kinds.meetings.items import MinuteItem, item_runs
from ingest.kinds.meetings.resolution_names import names_of_body
from ingest.kinds.meetings.resolution_reading import resolved_in
from ingest.kinds.meetings.resolved import Resolved
from ingest.kinds.paper import Paper
from ingest.kinds.sections import sections
from ingest.records import Meeting, Resolution, Source


def meetings(paper: Paper) -> Iterator[Meeting]:
    """Yield the meeting that ``paper`` is the minutes of."""
    if not is_minutes(paper):
        return
    parts = list(sections(paper))
    head, attendance = head_of(paper, parts), attendance_of(parts)
    if not paper.lines:
        return
    yield Meeting(
        source=_source_of_head(paper, [line.passage.ordinal for line in attendance.lines]),
        body=head.body,
        date=head.date,
        time=head.time,
        place=head.place,
        chair=attendance.chair,
        present=tuple(attendance.lists[Role.PRESENT]),
        apologies=tuple(attendance.lists[Role.APOLOGIES]),
        in_attendance=tuple(attendance.lists[Role.IN_ATTENDANCE]),
    )


def resolutions(paper: Paper) -> Iterator[Resolution]:
    """Yield what was resolved, in the order of the minutes."""
    if not is_minutes(paper):
        return
    head = head_of(paper, list(sections(paper)))
    names = names_of_body(head.body, paper)
    for run in item_runs(paper):
        for ordinal, resolved in enumerate(resolved_in(run.lines, names), start=1):
            yield _resolution(resolved, head, run.item, ordinal)


def _resolution(resolved: Resolved, head: MeetingHead, item: MinuteItem, ordinal: int) -> Resolution:
    movers, vote = resolved.movers, resolved.vote
    return Resolution(
        source=resolved.source,
        wording=resolved.wording,
        outcome=resolved.outcome,
        body=head.body,
        date=head.date,
        item=item.number,
        title=item.title,
        ordinal=ordinal,
        reference=item.reference,
        mover=movers.mover if movers else None,
        seconder=movers.seconder if movers else None,
        votes_for=vote.votes_for if vote else None,
        votes_against=vote.votes_against if vote else None,
        abstentions=vote.abstentions if vote else None,
        voted_for=vote.voted_for if vote else (),
        voted_against=vote.voted_against if vote else (),
        abstained=vote.abstained if vote else (),
        amendment=resolved.amendment,
        amounts=resolved.amounts,
    )


def _source_of_head(paper: Paper, passages: list[int]) -> Source:
    """Return where the meeting stands: the passage that its first list of names is in, else the first."""
    first = next((p for p in paper.passages if p.ordinal in passages), paper.passages[0])
    return Source(first.ordinal, 0, len(first.text), first.page_start, first.page_end)
