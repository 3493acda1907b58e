"""Who signed a decision form and when, and the day of the decision."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.kinds.dates import first_date
from ingest.kinds.decisions.form_fields import Field
from ingest.kinds.decisions.form_labels import Label
from ingest.kinds.meetings.people import is_name

# Those who vouch for a submission sign it too; theirs is not the decision.
_OFFICER = re.compile(
    r"\b(?:chief executive|chief finance officer|cfo|section 151|monitoring officer|legal|treasurer"
    r"|originator|author)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\bdated?\b\s*:?\s*", re.IGNORECASE)
_NAME = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady"
    r"|PCC)\.?\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){1,4}"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: who, when, and whether it is that of an officer who only vouches."""

    name: str | None
    date: datetime.date | None
    of_officer: bool


def signatures(fields: Sequence[Field]) -> tuple[Signature, ...]:
    """Return the signatures of a form, in reading order; a date by itself after a decision is one too."""
    found: list[Signature] = []
    name: str | None = None
    officer = signed = False
    for field in fields:
        if field.label in (Label.SIGNED, Label.SIGNED_BY):
            who, _, when = _parted(field.text)
            name, signed = _name(who) or name, True
            if when:
                found.append(Signature(name, when, officer))
                name, signed, officer = None, False, False
        elif field.label is Label.DATE and (signed or field.text):
            found.append(Signature(name, first_date(field.text), officer))
            name, signed, officer = None, False, False
        elif field.label is Label.DECISION:
            officer = False
        elif field.label is None and signed and name is None and is_name(field.asked):
            name = field.asked  # set below "Signed" like a heading
        elif field.label in (Label.OTHER, None) and field.asked:
            officer = officer or bool(_OFFICER.search(field.asked))
    if signed and name:
        found.append(Signature(name, None, officer))
    return tuple(found)


def day_of_decision(
    signed_on: datetime.date | None, others: Sequence[Signature], reference: str | None
) -> datetime.date | None:
    """Return the day that a decision was signed, put right where its year cannot be.

    A year is mistyped now and then. Where that of the signature lies before the year that the decision is
    numbered in, and another signature of the same form lies in that year, the latest of these counts.
    """
    year = year_of_reference(reference)
    if signed_on is None or year is None or year <= signed_on.year <= year + 1:
        return signed_on
    fitting = [other.date for other in others if other.date and other.date.year in (year, year + 1)]
    return max(fitting, default=signed_on)


def year_of_reference(reference: str | None) -> int | None:
    """Return the year in a reference: "2016/27", "28/2021", "24/00096"; None where it shows none."""
    if reference is None:
        return None
    full = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", reference)
    if full:
        return int(full[0])
    short = re.match(r"\D{0,6}(\d\d)[/-]\d{3,}", reference)
    return 2000 + int(short[1]) if short else None


def _parted(text: str) -> tuple[str, str, datetime.date | None]:
    """Return a signature's text as the name before "Date", the words after it, and their date."""
    parts = _DATED.split(text, maxsplit=1)
    after = parts[1] if len(parts) > 1 else ""
    return parts[0], after, first_date(after or text)


def _name(text: str) -> str | None:
    first = text.strip(" ._…").split("\n")[0].split(";")[0].strip()
    match = _NAME.match(first)
    return match[0].strip() if match else None
