"""What was resolved under one item of minutes, line by line: resolutions, motions, votes.

A motion that was carried and then set out as resolved is one resolution; its movers and votes go with it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.kinds.enumerations import mark_of
from ingest.kinds.meetings.motions import Motion, Result, motion_in, result_in
from ingest.kinds.meetings.movers import Movers
from ingest.kinds.meetings.resolution_leads import Lead, outcome_of_resolution, strong_lead
from ingest.kinds.meetings.resolution_lists import Wording, goes_on, listed_below, listed_within
from ingest.kinds.meetings.resolution_sentences import names_body, opens_with_verb, sentence_leads
from ingest.kinds.meetings.resolution_votes import with_votes
from ingest.kinds.meetings.resolved import Resolved, source_of
from ingest.kinds.paper import Line
from ingest.records import DecisionOutcome
from ingest.sentences import split_sentences

_COLUMN = re.compile(r"(?:^|;\s)\s*[A-Z][\w /()-]{0,30}:\s")
_THAT = re.compile(r"^that\s+", re.IGNORECASE)
_QUOTED = re.compile(r"^[“\"](?P<words>[^”\"]{8,}?)[”\"]")
_MOVED = re.compile(r"^[“\"‘(]?(?:that|to)\b", re.IGNORECASE)  # the words of a motion below its movers


@dataclass(frozen=True, slots=True)
class _Put:
    """A motion that was put, and at which line of the item."""

    motion: Motion
    at: int


def resolved_in(lines: Sequence[Line], names: Collection[str]) -> tuple[Resolved, ...]:
    """Return what the lines of an item say was resolved, in their order.

    ``names`` are the words that the body which met is called by, in lower case.
    """
    found: list[Resolved] = []
    put: _Put | None = None
    at = 0
    while at < len(lines):
        text = lines[at].text
        put = _put(text, at, put)
        new = list(_of_line(lines, at, names, put))
        if not new:
            result = result_in(text)
            if result and put:
                new = [_of_motion(lines, put, result, at)]
        if new:
            put = None  # what was moved is settled
        found += new
        at = max([at, *(resolved.last for resolved in new if resolved.first >= at)]) + 1
    return tuple(with_votes(list(_once(found)), lines))


def _put(text: str, at: int, before: _Put | None) -> _Put | None:
    """Return the motion that stands after a line: the one that it puts, else the one before.

    A seconder on a line by itself belongs to the mover above.
    """
    motion = motion_in(text)
    if motion is None:
        return before
    only_seconded = motion.movers.mover is None and before is not None and before.at == at - 1
    if only_seconded and before is not None:
        movers = Movers(before.motion.movers.mover, motion.movers.seconder)
        return _Put(replace(motion, movers=movers), at)
    return _Put(motion, at)


def _of_line(lines: Sequence[Line], at: int, names: Collection[str], put: _Put | None) -> Iterator[Resolved]:
    """Yield what one line opens, with the list below it."""
    line = lines[at]
    leads = list(_leads(line, names)) or _listed_lead(lines, at, names)
    for lead in leads:
        amendment = "amendment" in line.text[lead.start : lead.wording + 200].lower() and lead.opens_list
        movers = put.motion.movers if put and not (put.motion.amendment and not amendment) else None
        # Of a list that was agreed, each item says for itself what became of it.
        each = lead.opens_list and lead.outcome is DecisionOutcome.AGREED
        said = None if each else lead.outcome
        for wording, first in _wordings(lines, at, lead):
            text = _THAT.sub("", wording.text.strip(" –—-:"))
            if any(c.isalpha() for c in text):
                yield Resolved(
                    source=source_of(wording),
                    wording=text,
                    outcome=outcome_of_resolution(text, said),
                    lead=at,
                    first=first,
                    last=first + len(wording.lines) - 1,
                    strong=lead.strong,
                    amendment=amendment,
                    movers=movers,
                )


def _leads(line: Line, names: Collection[str]) -> Iterator[Lead]:
    """Yield the leads of a line; of a table's row, those of each cell."""
    for start, end in _cells(line):
        text = line.text[start:end]
        strong = strong_lead(text)
        for lead in [strong] if strong else sentence_leads(text, names):
            yield replace(lead, start=lead.start + start, wording=lead.wording + start, end=lead.end + start)


def _listed_lead(lines: Sequence[Line], at: int, names: Collection[str]) -> list[Lead]:
    """Return the lead that a line is by whose items follow it: "The Board:" over "• NOTED the report"."""
    text = lines[at].text
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    mark = mark_of(following)
    if mark and names_body(text, names) and opens_with_verb(following[mark.width :]):
        return [Lead(0, len(text), len(text), None, strong=True, opens_list=True, with_reasons=False)]
    return []


def _cells(line: Line) -> Iterator[tuple[int, int]]:
    """Yield where the cells of a row begin, behind the names of their columns, and end."""
    if not line.is_row:
        yield 0, len(line.text)
        return
    names = list(_COLUMN.finditer(line.text))
    starts = [0, *(name.end() for name in names)]
    ends = [*(name.start() for name in names), len(line.text)]
    yield from ((start, end) for start, end in zip(starts, ends, strict=True) if start < end)


def _wordings(lines: Sequence[Line], at: int, lead: Lead) -> Iterator[tuple[Wording, int]]:
    """Yield the runs of words that a lead opens, with the line that each begins at."""
    line = lines[at]
    within = listed_within(line, lead.wording)
    if within:
        yield from ((wording, at) for wording in within)
        last = mark_of(line.text[within[-1].cited :])
        yield from _placed(goes_on(lines, at + 1, last) if last else (), at + 1)
    elif lead.with_reasons:
        below = tuple(each for item in listed_below(lines, at + 1) for each in item.lines)
        yield Wording((line, *below), lead.wording, len((below or (line,))[-1].text), lead.start), at
    elif lead.opens_list:
        yield from _placed(listed_below(lines, at + 1), at + 1)
    else:
        mark = mark_of(line.text[lead.wording : lead.end])
        more = goes_on(lines, at + 1, mark) if mark and mark.opens and not mark.is_bullet else ()
        width = mark.width if more and mark else 0
        yield Wording((line,), lead.wording + width, lead.end, lead.start), at
        yield from _placed(more, at + 1)


def _placed(wordings: Sequence[Wording], at: int) -> Iterator[tuple[Wording, int]]:
    for wording in wordings:
        yield wording, at
        at += len(wording.lines)


def _of_motion(lines: Sequence[Line], put: _Put, result: Result, at: int) -> Resolved:
    """Return a motion, with its result, as something resolved; its words may stand below the movers."""
    line = lines[put.at]
    if put.motion.wording is not None:
        start = put.motion.wording
        ends = [s.end for s in split_sentences(line.text) if s.end > start] if put.at == at else []
        wording, first = Wording((line,), start, ends[0] if ends else len(line.text), 0), put.at
    elif joined := _below(lines, put.at):
        wording, first = Wording(joined, 0, len(joined[-1].text), 0), put.at + 1
    else:
        wording, first = Wording((line,), 0, len(line.text), 0), put.at
    return Resolved(
        source=source_of(wording),
        wording=_THAT.sub("", _unquoted(wording.text)),
        outcome=result.outcome,
        lead=put.at,
        first=first,
        last=at,
        strong=False,
        amendment=result.amendment or put.motion.amendment,
        movers=put.motion.movers,
    )


def _unquoted(text: str) -> str:
    """Return the words between the quotation marks that ``text`` begins with, or all of it."""
    quoted = _QUOTED.match(text.strip())
    return (quoted["words"] if quoted else text).strip(' “”"‘’')


def _below(lines: Sequence[Line], at: int) -> tuple[Line, ...]:
    """Return the lines below those who moved a motion that are its words."""
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    if not (lines[at].text.rstrip().endswith(":") or _MOVED.match(following)):
        return ()
    return tuple(each for part in listed_below(lines, at + 1) for each in part.lines)


def _once(found: Sequence[Resolved]) -> Iterator[Resolved]:
    """Yield what was resolved, leaving out carried motions that are set out as resolved behind."""
    for at, resolved in enumerate(found):
        carried = resolved.outcome is DecisionOutcome.CARRIED and not resolved.amendment
        behind = [other for other in found[at + 1 :] if other.strong]
        if not (carried and behind):
            yield resolved
