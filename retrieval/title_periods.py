"""Two papers of one matter whose titles name other periods: "… – September 2024", "… – November 2024"."""

from collections.abc import Iterable

from ingest.documents import Document
from ingest.linking_titles import BodyNames, periods_in, subject_of
from ingest.records import Source
from ingest.store import StoredPassage

_NO_NAMES = BodyNames(())
_FEWEST_WORDS = 2


def other_periods(one: Document, other: Document) -> bool:
    """Whether two titles name one subject, and periods of which neither is part of the other."""
    subject = subject_of(one.facts.title, _NO_NAMES)
    if len(subject) < _FEWEST_WORDS or subject != subject_of(other.facts.title, _NO_NAMES):
        return False
    mine, theirs = periods_in(one.facts.title), periods_in(other.facts.title)
    return not (mine <= theirs or theirs <= mine)


def place_of_title(
    document: Document, passages: Iterable[StoredPassage]
) -> tuple[StoredPassage, Source] | None:
    """Return where a paper's text has its title, word for word; None where it does not."""
    title = document.facts.title.casefold()
    for stored in passages:
        passage = stored.passage
        start = passage.text.casefold().find(title)
        if start >= 0 and len(passage.text.casefold()) == len(passage.text):
            source = Source(passage.ordinal, start, start + len(title), passage.page_start, passage.page_end)
            return stored, source
    return None
