"""What was resolved, as it stands in the lines of an item."""

from dataclasses import dataclass

from ingest.kinds.decisions.amounts import amounts_in, distinct
from ingest.kinds.meetings.movers import Movers
from ingest.kinds.meetings.resolution_lists import Wording
from ingest.kinds.meetings.votes import Vote
from ingest.records import Amount, DecisionOutcome, Source


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


def source_of(wording: Wording) -> Source:
    """Return where words stand; as much of them as the first passage holds."""
    first = wording.lines[0]
    if len(first.text) != first.end - first.start:  # a heading: the passage under it is what can be shown
        return Source(
            first.passage.ordinal,
            0,
            len(first.passage.text),
            first.passage.page_start,
            first.passage.page_end,
        )
    held = [line for line in wording.lines if line.passage is first.passage]
    end = wording.end if len(held) == len(wording.lines) else len(held[-1].text)
    start = first.source(wording.cited, len(first.text))
    last = held[-1].source(0, end)
    return Source(start.passage, start.start, last.end, start.page_start, start.page_end)
