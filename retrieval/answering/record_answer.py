"""An answer that records give: which of them, what is to be quoted of each, and a headline that counts."""

import datetime
from dataclasses import dataclass

from ingest.records import RecordType
from retrieval.records import Entry

_PAGES = {
    RecordType.ACTION: "Actions",
    RecordType.DECISION: "Decisions",
    RecordType.MEETING: "Meetings",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A record to be shown; ``names`` are the words that its quote must hold, where not the record's own."""

    entry: Entry
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """Records that answer a question whole, in the order to be read, and a sentence that tells of all."""

    headline: str
    shown: tuple[Shown, ...]

    @classmethod
    def of(cls, headline: str, *entries: Entry) -> "RecordAnswer":
        """Return the answer that these records give by their own words."""
        return cls(headline, tuple(map(Shown, entries)))

    def headline_with(self, shown: int) -> str:
        """Return the headline; where only the first ``shown`` records can be read, it says so."""
        if shown >= len(self.shown):
            return self.headline
        page = _PAGES.get(self.shown[0].entry.record.type)
        rest = f" The {page} page lists them all." if page else ""
        return f"{self.headline} The first {shown} are shown.{rest}"


def spoken(day: datetime.date | None) -> str:
    """Return a day as it is said: "29 January 2018"; "" for none."""
    return f"{day.day} {day:%B %Y}" if day else ""


def listing_of(names: tuple[str, ...]) -> str:
    """Return names as a sentence lists them; they are parted by semicolons, for a name may hold commas."""
    return "; ".join(names)


def counted(number: int, noun: str) -> str:
    """Return "no actions", "1 action", "12 actions"."""
    return f"{f'{number:,}' if number else 'no'} {noun}{'' if number == 1 else 's'}"
