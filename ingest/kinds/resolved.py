"""What was resolved under one item of minutes, line by line: resolutions, motions, votes.

A motion that was carried and then set out as resolved is one resolution; its movers and votes go with it.
"""

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


@dataclass(frozen=True, slots=True)
class Resolved:
    """One thing that was resolved; ``first`` and ``last`` are the lines (from 0, of the item) that it takes up."""

    source: Source
    wording: str
    outcome: DecisionOutcome
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
        motion = motion_in(text)
        put = _Put(motion, at) if motion else put
        new = list(_of_line(lines, at, names, put))
        if not new:
            result = result_in(text)
            if result and put:
                new = [_of_motion(lines, put, result)]
                put = None
        found += new
        at = max([at, *(resolved.last for resolved in new if resolved.first >= at)]) + 1
    return tuple(_with_votes(_once(found), lines))


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


def _of_motion(lines: Sequence[Line], put: _Put, result: Result) -> Resolved:
    """Return a motion, with its result, as something resolved; its words may stand below the movers."""
    line = lines[put.at]
    if put.motion.wording is not None:
        wording, first = Wording((line,), put.motion.wording, len(line.text), 0), put.at
    elif line.text.rstrip().endswith(":") and put.at + 1 < len(lines):
        below = listed_below(lines, put.at + 1)
        joined = tuple(each for part in below for each in part.lines)
        wording, first = Wording(joined, 0, len(joined[-1].text), 0), put.at + 1
    else:
        wording, first = Wording((line,), 0, len(line.text), 0), put.at
    return Resolved(
        source=_source(wording),
        wording=wording.text.strip(" “”\"‘’"),
        outcome=result.outcome,
        first=first,
        last=first + len(wording.lines) - 1,
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
        after = next((other.first for other in known[at + 1 :] if other.first > resolved.last), len(lines))
        before = known[at - 1].last + 1 if at else 0
        own = range(resolved.first, min(after, resolved.last + 1 + _VOTE_LINES, len(lines)))
        earlier = range(max(before, resolved.first - _VOTE_LINES), resolved.first)
        vote = _vote(lines, own) or _vote(lines, earlier)
        shared = known[at - 1] if at and known[at - 1].last + 1 == resolved.first else None
        yield replace(resolved, vote=vote or (shared.vote if shared else None))


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
    held = [line for line in wording.lines if line.passage is first.passage]
    end = wording.end if len(held) == len(wording.lines) else len(held[-1].text)
    start = first.source(wording.cited, len(first.text))
    last = held[-1].source(0, end)
    return Source(start.passage, start.start, last.end, start.page_start, start.page_end)
