"""A paper ready for the store."""

from collections.abc import Callable
from dataclasses import dataclass

from ingest.documents import DocumentFacts, Page, Part, Passage, ReadPaper
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


# The paper that was read, the digest of its bytes and its file's name. Raises PaperRefused.
Prepare = Callable[[ReadPaper, str, str], PreparedPaper]
