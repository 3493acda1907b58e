"""Which vote belongs to which resolution: minutes print it in the same line, behind it, or before it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.kinds.meetings.resolved import Resolved
from ingest.kinds.meetings.votes import Vote, vote_in
from ingest.kinds.paper import Line

# How many lines behind a resolution, or before it, its vote may be printed.
_VOTE_LINES = 4


def with_votes(found: Sequence[Resolved], lines: Sequence[Line]) -> Iterator[Resolved]:
    """Yield what was resolved with the vote that is printed in it, behind it, or before it."""
    for at, resolved in enumerate(found):
        after = next((other.lead for other in found[at + 1 :] if other.lead > resolved.last), len(lines))
        before = max((other.last + 1 for other in found[:at] if other.last < resolved.lead), default=0)
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
