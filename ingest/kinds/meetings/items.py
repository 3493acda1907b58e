"""The items of minutes: their printed numbers, their titles, and the lines under each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.kinds.decisions.form_labels import Label, label_at
from ingest.kinds.meetings.attendance import is_attendance_label
from ingest.kinds.meetings.people import is_name
from ingest.kinds.meetings.resolution_leads import strong_lead
from ingest.kinds.paper import Line, Paper
from ingest.kinds.sections import sections

_HEADED = re.compile(
    r"^(?:(?:agenda )?item\s+(?:no\.?\s*)?|min(?:ute)?\.?\s+(?:no\.?\s*)?)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?|(?-i:[A-Z][A-Za-z]{0,5})[/ -]\d{1,4}(?:/\d{1,4}){0,2}(?:-\d\d)?"
    r"|(?-i:[A-Z]\d{0,3})?\d{1,4}(?:[:/]\d{1,3}){1,2})"
    r"\s*[.):–-]*\s+(?P<title>\S.*)$",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"^\(?(?P<letter>[a-z])[.)]\s+(?P<title>\S.*)$", re.IGNORECASE)
_ITEM_LINE = re.compile(
    r"^(?:agenda )?item\s+(?:no\.?\s*)?(?P<number>\d{1,3}[a-z]?)\s*[:.–-]\s*(?P<title>\S.*)$", re.IGNORECASE
)
_AGENDA_ITEM = re.compile(r"^\(?\s*(?:agenda\s+)?items?\s+(?:no\.?\s*)?[\dA-Z]{1,4}\s*\)?$", re.IGNORECASE)
# A table of minutes: its first column has the number, and perhaps the second the title.
_ROW = re.compile(
    r"^(?:agenda )?(?:item|no|number|ref|minute"
    r"|min)\b(?: ?no)?\.?:\s*(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)\.?(?:;|$)"
    r"(?:\s*(?:title|subject|heading|agenda item|item|topic):\s*(?P<title>[^;]{3,120}))?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"^(?P<whole>\d+)(?:\.(?P<part>\d+))?[a-z]?$")
_REFERENCE = re.compile(r"^(?P<reference>\d{2,4}/\d{2,5})\s*[-–—:]\s*(?=\S)")
_VOTE = re.compile(
    r"^(?:an? |the )?(?:(?:recorded |named )?(?:vote|voting)|votes? (?:for|against)|motion|amendment|for"
    r"|against|abstain\w*|abstention\w*|result)"
    r"\b(?! (?:on|of) notice)\W*(?:\(?\d+\)?\W*|was taken\W*|carried\W*|lost\W*)?$",
    re.IGNORECASE,
)
# "That Cabinet:", "The Board:" over a list of what it resolved.
_LEADS_ON = re.compile(
    r"^(?:that\b.{0,80}"
    r"|(?:the )?(?:members|board|panel|committee|council|cabinet|authority|group|executive)):?$",
    re.IGNORECASE,
)
# Fields that minutes in the form of records of decision give under each item.
_FIELDS = frozenset(
    (Label.DECISION, Label.REASONS, Label.OPTIONS, Label.RECOMMENDED, Label.FINANCE, Label.KEY, Label.SUMMARY)
)
_MOST_TITLE_WORDS, _MOST_PLAIN_TITLE_WORDS = 40, 14


@dataclass(frozen=True, slots=True)
class MinuteItem:
    """An item: its printed ``number`` ("83", "34b", "7.1"), its title, and the reference of its decision."""

    number: str | None = None
    title: str | None = None
    reference: str | None = None


@dataclass(slots=True)
class ItemRun:
    """The lines under one item, in reading order."""

    item: MinuteItem
    lines: list[Line] = field(default_factory=list)


def item_runs(paper: Paper) -> Iterator[ItemRun]:
    """Yield the items of minutes, with their lines; lines before the first item stand under an empty one.

    A heading that is no item's title ("RESOLVED:", "Decision") is a line of the item, as any other.
    """
    run = ItemRun(MinuteItem())
    for section in sections(paper):
        if any(not _is_inner(heading) for heading in section.opened):
            yield from _closed(run)
            run = ItemRun(_of_headings([name for name in section.heading if not _is_inner(name)]))
        run.lines += [_as_line(heading, section.lines[0]) for heading in section.opened if _is_inner(heading)]
        for at, line in enumerate(section.lines):
            following = section.lines[at + 1].text if at + 1 < len(section.lines) else ""
            if _AGENDA_ITEM.match(line.text):
                continue
            item = _of_line(line, following, run)
            if item:
                yield from _closed(run)
                run = ItemRun(item, [line] if line.is_row else [])
            else:
                run.lines.append(line)
    yield from _closed(run)


def _is_inner(heading: str) -> bool:
    """Whether a heading opens a resolution, a vote or a field of an item, rather than an item."""
    label = None if re.match(r"\d", heading) else label_at(heading)
    return (
        (label is not None and label.label in _FIELDS)
        or _VOTE.match(heading) is not None
        or _LEADS_ON.match(heading) is not None
        or strong_lead(heading) is not None
        or strong_lead(f"{heading}:") is not None
    )


def _as_line(heading: str, below: Line) -> Line:
    """Return a heading as a line; it stands in no passage, and is cited by that which it is over."""
    lead = strong_lead(heading)
    whole = lead is not None and len(heading[lead.wording :].split()) > 2
    text = heading if whole or heading.endswith(":") else f"{heading}:"
    return Line(text, below.passage, 0, 0)


def _closed(run: ItemRun) -> Iterator[ItemRun]:
    if run.lines:
        yield run


def _of_headings(path: Sequence[str]) -> MinuteItem:
    """Return the item that a heading path names: its last heading, numbered by the last that has a number."""
    if not path:
        return MinuteItem()
    numbered = next((match for name in reversed(path) if (match := _HEADED.match(name))), None)
    lettered = _LETTERED.match(path[-1])
    if lettered and numbered:
        return MinuteItem(f"{numbered['number']}{lettered['letter'].lower()}", lettered["title"])
    last = _HEADED.match(path[-1])
    return _item(numbered["number"] if numbered else None, last["title"] if last else path[-1])


def _of_line(line: Line, following: str, run: ItemRun) -> MinuteItem | None:
    """Return the item that a line by itself is the title of, or None."""
    text = line.text.strip()
    if line.is_row:
        cells = _ROW.match(text)
        return MinuteItem(cells["number"], (cells["title"] or "").strip(" .") or None) if cells else None
    words = len(text.split())
    said = _ITEM_LINE.match(text) if words <= _MOST_PLAIN_TITLE_WORDS * 2 else None
    headed = said or (_HEADED.match(text) if words <= _MOST_TITLE_WORDS else None)
    if headed is None:
        return None
    plain = words <= _MOST_PLAIN_TITLE_WORDS and text[-1] not in ".;:," and headed["title"][0].isupper()
    if (
        said
        or _AGENDA_ITEM.match(following)
        or (plain and _REFERENCE.match(headed["title"]) is not None)
        or (plain and re.search(r"\d[/:]\d", headed["number"]) is not None)
        or (plain and _is_next(headed["number"], run) and not is_name(headed["title"]))
    ):
        return _item(headed["number"], headed["title"])
    return None


def _is_next(number: str, run: ItemRun) -> bool:
    """Whether a number goes on from the item before, and not from a list within it."""
    before = run.lines[-1].text.strip() if run.lines else ""
    listed = before.endswith(":") or re.match(r"^\(?\d{1,2}[.)]?\s", before) is not None
    if listed:
        return False
    if run.item.number is None:
        return number == "1"
    before_it, now = _PARTS.match(run.item.number), _PARTS.match(number)
    if before_it is None or now is None:
        return False
    if now["part"]:
        return now["whole"] == before_it["whole"] and int(now["part"]) == int(before_it["part"] or 0) + 1
    return int(now["whole"]) == int(before_it["whole"]) + 1


def _item(number: str | None, title: str) -> MinuteItem:
    reference = _REFERENCE.match(title)
    if reference:
        return MinuteItem(number, title[reference.end() :].rstrip(" ."), reference["reference"])
    return MinuteItem(number, None if is_attendance_label(title) else title.rstrip(" ."))
