"""An answer that records give: which of them, what is to be quoted of each, and a headline that counts."""

from dataclasses import dataclass

from ingest.records import RecordType
from retrieval.answering.wording import Said, wording
from retrieval.records import Entry

# The records that have a page of their own where all are listed.
_LISTED = frozenset({RecordType.ACTION, RecordType.DECISION})


@dataclass(frozen=True, slots=True)
class Shown:
    """A record to be shown; ``names`` are the words that its quote must hold, where not the record's own."""

    entry: Entry
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """Records that answer a question whole, in the order to be read, and a sentence that tells of all."""

    headline: Said
    shown: tuple[Shown, ...]

    @classmethod
    def of(cls, headline: Said, *entries: Entry) -> "RecordAnswer":
        """Return the answer that these records give by their own words."""
        return cls(headline, tuple(map(Shown, entries)))

    def headline_with(self, shown: int) -> Said:
        """Return the headline; where only the first ``shown`` records can be read, it says so."""
        if shown >= len(self.shown):
            return self.headline
        record_type = self.shown[0].entry.record.type
        page = f"_{record_type.value}" if record_type in _LISTED else ""
        return wording(f"headline.first_shown{page}", headline=self.headline, shown=shown)


def listing_of(names: tuple[str, ...]) -> str:
    """Return names as a sentence lists them; they are parted by semicolons, for a name may hold commas."""
    return "; ".join(names)
