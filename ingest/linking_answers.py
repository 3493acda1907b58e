"""Which resolution answers what a paper put forward: by its number, or by its title and its day."""

import datetime
from dataclasses import dataclass

from ingest.documents import Document, Part
from ingest.linking_titles import BodyNames, periods_in, same_body, subject_of
from ingest.records import Decision, Recommendation, Resolution

_NO_NAMES = BodyNames(())
_LONGEST_WAIT = 366  # days from a recommendation to what became of it
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Matter:
    """What is recommended, proposed or resolved: about which matter, on which day, by or to which body."""

    reference: str | None
    title: str | None
    date: datetime.date | None
    body: str | None


def matter_of(
    record: Recommendation | Decision | Resolution, document: Document, part: Part | None
) -> Matter:
    """Return the matter of a record; what it does not say itself, its part of a pack or its paper does."""
    facts = document.facts
    whole = part is None  # the number of a pack is not that of each paper in it
    reference = getattr(record, "reference", None)
    if reference is None and whole and not isinstance(record, Resolution):
        reference = facts.reference
    title = record.title or (part.title if part else facts.title)
    return Matter(reference, title, record.date or (part.date if part else None) or facts.date, record.body)


def answers(resolved: Matter, put: Matter) -> bool:
    """Whether a resolution on one matter answers what was put forward on another."""
    if put.body and resolved.body and not same_body(put.body, resolved.body):
        return False
    if put.reference and resolved.reference:
        return same_number(put.reference, resolved.reference) and _in_time(resolved, put)
    if put.date is None or put.date != resolved.date or not put.title or not resolved.title:
        return False
    subject = subject_of(put.title, _NO_NAMES)
    return (
        len(subject) >= _FEWEST_WORDS
        and subject == subject_of(resolved.title, _NO_NAMES)
        and periods_in(put.title) == periods_in(resolved.title)
    )


def same_number(one: str, other: str) -> bool:
    """Whether two references are one: "28/2021" and "2021/28" are."""
    return _number(one) == _number(other)


def _number(reference: str) -> list[str]:
    return sorted("".join(reference.upper().split()).split("/"))


def _in_time(resolved: Matter, put: Matter) -> bool:
    if resolved.date is None or put.date is None:
        return True
    return 0 <= (resolved.date - put.date).days <= _LONGEST_WAIT
