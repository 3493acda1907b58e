"""What was resolved under one item of minutes, line by line: resolutions, motions, votes.

A motion that was carried and then set out as resolved is one resolution; its movers and votes go with it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.kinds.amounts import amounts_in, distinct
from ingest.kinds.enumerations import mark_of
from ingest.kinds.motions import Motion, Result, motion_in, result_in
from ingest.kinds.movers import Movers
from ingest.kinds.paper import Line
from ingest.kinds.resolution_lists import Wording, goes_on, listed_below, listed_within
from ingest.kinds.resolution_words import Lead, outcome_of_resolution, sentence_leads, strong_lead
from ingest.kinds.votes import Vote, vote_in
from ingest.records import Amount, DecisionOutcome, Source

# How many lines behind a resolution, or before it, its vote may be printed.
_VOTE_LINES = 4
_MOVED = re.compile(r"^[“\"‘(]?(?:that|to)\b", re.IGNORECASE)  # the words of a motion below its movers


@dataclass(frozen=True, slots=True)
class Resolved:
    """One thing that was resolved.

    ``lead``, ``first`` and ``last`` are lines of the item, from 0: that which opens it, and those that
    hold its words (for a motion, up to its result).
    """

    source: Source
    wording: str
    outcome: DecisionOutcome
    lead: int
    first: int
    last: int
    strong: bool
    amendment: bool = False
    movers: Movers | None = None
    vote: Vote | None = None

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The sums of money that it names."""
        return distinct(amounts_in(self.wording))


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
                put = None
        found += new
        at = max([at, *(resolved.last for resolved in new if resolved.first >= at)]) + 1
    return tuple(_with_votes(_once(found), lines))


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


def _of_line(
    lines: Sequence[Line], at: int, names: Collection[str], put: _Put | None
) -> Iterator[Resolved]:
    """Yield what one line opens, with the list below it."""
    line = lines[at]
    strong = strong_lead(line.text)
    leads = [strong] if strong else list(sentence_leads(line.text, names))
    for lead in leads:
        amendment = "amendment" in line.text[lead.start : lead.wording + 200].lower() and lead.opens_list
        movers = put.motion.movers if put and not (put.motion.amendment and not amendment) else None
        # Of a list that was agreed, each item says for itself what became of it.
        each = lead.opens_list and lead.outcome is DecisionOutcome.AGREED
        said = None if each else lead.outcome
        for wording, first in _wordings(lines, at, lead):
            text = wording.text.strip(" –—-:")
            if any(c.isalpha() for c in text):
                yield Resolved(
                    source=_source(wording),
                    wording=text,
                    outcome=outcome_of_resolution(text, said),
                    lead=at,
                    first=first,
                    last=first + len(wording.lines) - 1,
                    strong=lead.strong,
                    amendment=amendment,
                    movers=movers,
                )


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
        wording, first = Wording((line,), put.motion.wording, len(line.text), 0), put.at
    elif put.at + 1 < len(lines) and (line.text.rstrip().endswith(":") or _MOVED.match(lines[put.at + 1].text)):
        below = listed_below(lines, put.at + 1)
        joined = tuple(each for part in below for each in part.lines)
        wording, first = Wording(joined, 0, len(joined[-1].text), 0), put.at + 1
    else:
        wording, first = Wording((line,), 0, len(line.text), 0), put.at
    return Resolved(
        source=_source(wording),
        wording=wording.text.strip(" “”\"‘’"),
        outcome=result.outcome,
        lead=put.at,
        first=first,
        last=at,
        strong=False,
        amendment=result.amendment or put.motion.amendment,
        movers=put.motion.movers,
    )


def _once(found: Sequence[Resolved]) -> Iterator[Resolved]:
    """Yield what was resolved, leaving out carried motions that are set out as resolved behind."""
    for at, resolved in enumerate(found):
        carried = resolved.outcome is DecisionOutcome.CARRIED and not resolved.amendment
        behind = [other for other in found[at + 1 :] if other.strong]
        if not (carried and behind):
            yield resolved


def _with_votes(found: Iterator[Resolved], lines: Sequence[Line]) -> Iterator[Resolved]:
    """Yield what was resolved with the vote that is printed in it, behind it, or before it."""
    known = list(found)
    for at, resolved in enumerate(known):
        after = next((other.lead for other in known[at + 1 :] if other.lead > resolved.last), len(lines))
        before = max((other.last + 1 for other in known[:at] if other.last < resolved.lead), default=0)
        own = range(resolved.lead, min(after, resolved.last + 1 + _VOTE_LINES, len(lines)))
        earlier = range(max(before, resolved.lead - _VOTE_LINES), resolved.lead)
        yield replace(resolved, vote=_vote(lines, own) or _vote(lines, earlier))


def _vote(lines: Sequence[Line], places: range) -> Vote | None:
    """Return the vote that lines report: one of them, or those of a list of sides together."""
    single = next((vote for place in places if (vote := vote_in(lines[place].text))), None)
    together = vote_in("\n".join(lines[place].text for place in places))
    if single and together and single.votes_against is None:
        return together
    return single or together


def _source(wording: Wording) -> Source:
    """Return where words stand; as much of them as the first passage holds."""
    first = wording.lines[0]
    if len(first.text) != first.end - first.start:  # a heading: the passage under it is what can be shown
        return Source(first.passage.ordinal, 0, len(first.passage.text), *_pages(first))
    held = [line for line in wording.lines if line.passage is first.passage]
    end = wording.end if len(held) == len(wording.lines) else len(held[-1].text)
    start = first.source(wording.cited, len(first.text))
    last = held[-1].source(0, end)
    return Source(start.passage, start.start, last.end, start.page_start, start.page_end)


def _pages(line: Line) -> tuple[int, int]:
    return line.passage.page_start, line.passage.page_end
