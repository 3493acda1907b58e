"""A paper ready for the store."""

from dataclasses import dataclass

from ingest.documents import DocumentFacts, Page, Part, Passage
from ingest.records import Record


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """A paper read, recognised and cut into passages: all that the store needs but vectors."""

    sha256: str
    facts: DocumentFacts
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    acronyms: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    records: tuple[Record, ...] = ()
