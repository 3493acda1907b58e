"""The date of a paper: when it was signed, met about or published, whichever its kind goes by.

What the head prints comes first, then the file's name. A date in running text is that of something that
the text tells of; only a decision's signature and a letter's date are looked for there.
"""

import datetime
import re
from collections.abc import Iterator

from ingest.documents import DocumentKind
from ingest.kinds.dates import dates_in, first_date, first_month
from ingest.kinds.facts.head import PaperHead
from ingest.kinds.facts.name_dates import date_in_name, month_in_name, year_in_name
from ingest.kinds.facts.status import last_change

_LABEL = re.compile(
    r"(?:meeting |publication |decision |report |issue |effective |review )?date(?: of (?:meeting|decision|issue|publication|report))?"
    r"|date (?:published|issued|signed|agreed|approved|decision (?:made|taken))|dated|published|issued|meeting"
)
_TO = re.compile(r"to|(?:submitted|report|presented|circulated) to|committee|panel|board|meeting|cabinet")
_REVIEW = re.compile(r"\breview\b")
# What stands before a signature's date, a meeting's and the date that a tracker is of.
_SIGNED = re.compile(
    r"\b(?:date(?: of (?:decision|signature|issue))?|signed|dated|signature|(?:decision|approval) (?:made|taken|given) on)\b\W{0,12}(?:by [^\n]{0,40})?$",
    re.I,
)
_HELD = re.compile(r"\b(?:held (?:on|at)|meeting (?:of|on)|as (?:at|of|on)|position at)\b[^\n]{0,60}$", re.I)
_TO_BE_DECIDED = re.compile(
    r"\b(?:will be|to be|prior to|for (?:a )?decision)\b[^\n.]{0,60} on (?:[a-z]+day,? )?(?:the )?$", re.I
)
_ANYTHING = re.compile("")
_WEEKDAY = re.compile(r"^(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_OTHER_MEETING = re.compile(r"\b(?:previous|last|next|earlier|minutes of the meeting)\b[^\n]{0,80}$", re.I)
_DATE_LINE = 5  # words; a longer line says something of the date
_BEFORE = 80  # characters before a date that say what it is of
# Kinds of a meeting, whose day is often given without its year beside it.
_OF_MEETINGS = frozenset({DocumentKind.MINUTES, DocumentKind.AGENDA, DocumentKind.AGENDA_PACK})
_COPYRIGHT = re.compile(r"(?:©|\bcopyright\b)\D{0,20}\b(?P<year>(?:19|20)\d{2})\b", re.I)


def date_of(head: PaperHead, kind: DocumentKind, reference: str | None, text: str) -> datetime.date | None:
    """Return the date of a paper, or None; ``text`` is all that the paper says.

    A paper that names only a month, or a year, is of the first day of it.
    """
    if kind is DocumentKind.DECISION_NOTICE:
        return _of_decision(head, reference, text)
    return next(_dates(head, kind), None)


def _dates(head: PaperHead, kind: DocumentKind) -> Iterator[datetime.date]:
    """Yield the dates that a paper may have, the surest first."""
    of_meeting = kind in _OF_MEETINGS
    if of_meeting:
        yield from _after(_HELD, head.text)
        yield from _on_weekdays(head)
    yield from _labelled(head)
    yield from _after(_ANYTHING, _without_rows(head))
    if of_meeting:
        yield from _after(_HELD, head.opening)
    if kind is DocumentKind.LETTER:
        yield from (date for date, _ in dates_in(head.opening[:1500]))
    change = last_change(head)
    for date in (date_in_name(head.stem), change and change[1]):
        if date:
            yield date
    for month in (first_month(_without_rows(head)), first_month(head.own_title), month_in_name(head.stem)):
        if month:
            yield month
    yield from _inside(head)
    yield from _published(head)
    year = year_in_name(head.stem)
    if year:
        yield year


def _on_weekdays(head: PaperHead) -> Iterator[datetime.date]:
    """Yield the dates of lines that begin with the day of the week: "Friday, 3 May 2024 at 10 am"."""
    for line in head.lines:
        if _WEEKDAY.match(line.text):
            yield from (date for date, _ in dates_in(line.text))


def _labelled(head: PaperHead) -> Iterator[datetime.date]:
    """Yield the dates of fields: "Date: …" first, then "To: the Cabinet, …"."""
    for label in (_LABEL, _TO):
        for value in head.values(label):
            date = first_date(value[:120])
            if date:
                yield date
    for value in head.values(_LABEL):
        month = first_month(value[:40])
        if month:
            yield month


def _without_rows(head: PaperHead) -> str:
    """Return the head but for the fields: a form's other dates are of what it is about."""
    return "\n".join(line.text for line in head.titles)


def _inside(head: PaperHead) -> Iterator[datetime.date]:
    """Yield the dates behind a cover that stand on lines of their own."""
    for line in head.inside:
        if len(line.split()) <= _DATE_LINE:
            date = first_date(line) or first_month(line)
            if date:
                yield date


def _published(head: PaperHead) -> Iterator[datetime.date]:
    """Yield what the imprint says: a date or month, else the year of the copyright."""
    for line in head.imprint.split("\n"):
        if re.search(r"\b(?:published|publication date|date of issue)\b", line, re.I):
            date = first_date(line) or first_month(line)
            if date:
                yield date
    match = _COPYRIGHT.search(head.imprint)
    if match:
        yield datetime.date(int(match["year"]), 1, 1)


def _after(sign: re.Pattern[str], text: str) -> Iterator[datetime.date]:
    """Yield the dates that stand after ``sign`` in ``text``, but for those of another meeting."""
    for date, at in dates_in(text):
        before = text[max(0, at - _BEFORE) : at]
        if sign.search(before) and not _OTHER_MEETING.search(before):
            yield date


def _of_decision(head: PaperHead, reference: str | None, text: str) -> datetime.date | None:
    """Return the day of the signature; of a decision that is not signed yet, that of the meeting."""
    signed = [date for date, at in dates_in(text) if _SIGNED.search(text[max(0, at - _BEFORE) : at])]
    signed += [date for value in head.values(_LABEL) if (date := first_date(value[:40]))]
    if signed:
        # A signature's date is mistyped now and then; the year of the reference decides.
        years = {int(part) % 100 for part in re.findall(r"\d{2,4}", reference or "")}
        return next((date for date in signed if date.year % 100 in years), signed[0])
    planned = list(_after(_TO_BE_DECIDED, text))
    return planned[-1] if planned else date_in_name(head.stem)
