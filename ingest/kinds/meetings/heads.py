"""Which body met, when and where, from the head of its minutes."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.kinds.dates import dates_in, first_date
from ingest.kinds.meetings.attendance import starts_list
from ingest.kinds.paper import Paper
from ingest.kinds.sections import Section

_OPENING_SECTIONS = 3
_OPENING_LINES = 16
_END = re.compile(r"^\d{1,3}[.)]?\s+(?!\w+day\b)[A-Z]")  # the first item
_DATE_LABEL = re.compile(r"^(?:meeting )?date(?: of (?:the )?meeting)?\b", re.IGNORECASE)
_BODY_NOUN = (
    r"(?:Cabinet|Council|Committee|Sub-?[Cc]ommittee|Board|Panel|Group|Executive|Partnership|Forum"
    r"|Commission|Authority|Assembly|Trust"
    r"|Governors|Trustees|Team|Network|Alliance|Taskforce|Task Force|Conference)"
)
_OF_BODY = re.compile(
    rf"(?:\bmeeting of (?:the )?|\b(?:taken|made) by (?:the )?|\bminutes of (?:the |a )?(?!(?:the "
    rf"|a )?meeting of))(?P<body>(?:[\w’'&,-]+ ){{0,10}}?{_BODY_NOUN}(?: [–-] [A-Z][\w ]+"
    rf"| \([A-Z][^)]+\)| of [A-Z][\w ]+?)?)"
    r"(?=\s+(?:meeting\b|held\b|on\b|at\b|in\b|virtual)|[,.:;]|\s*$)",
    re.IGNORECASE,
)
_MEETING_OF = re.compile(r"^(?:[\w’'-]+ ){0,4}(?:meeting|proceedings) of (?:the )?", re.IGNORECASE)
_NAMED = re.compile(
    r"^(?:the )?(?P<body>(?:[A-Z][\w’'&,-]*|of|and|the|for|in|&)(?: (?:[A-Z][\w’'&,-]*|of|and|the|for|in|&"
    r"|[–-]))*?)(?:\s*[-–—:]?\s*(?:draft |final )?minutes\b.*)?$",
    re.I,
)
_HAS_NOUN = re.compile(rf"\b{_BODY_NOUN}\b", re.IGNORECASE)
_HELD = re.compile(r"\b(?:held|meeting)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:at\s+)?(?P<time>\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|a\.m\.?|p\.m\.?|noon|hours|hrs)(?:\s*(?:-|–|to"
    r"|until)\s*\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|a\.m\.?|p\.m\.?|noon|hours|hrs))?"
    r"|\d{1,2}[:.]\d\d\s*(?:am|pm)?\s*(?:-|–|to)\s*\d{1,2}[:.]\d\d\s*(?:am|pm)?|(?<![\d.:])(?:[01]?\d"
    r"|2[0-3]):[0-5]\d(?![\d.:]))",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\bheld (?:remotely |virtually )?(?:in|at|via|by|on (?=MS|Microsoft|Zoom"
    r"|Teams)) (?:the )?(?P<place>.+?)(?=,? (?:on|at) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|\d)"
    r"|,? commencing|\s*[.:]?\s*$)",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"\d{4},? (?:at|in) (?:the )?(?P<place>(?!\d)[A-Z].+?)(?=,? (?:at|commencing|starting) \d|\.?\s*$)"
)
_PLACE_WITHOUT_YEAR = re.compile(
    r"\bheld on \w[\w ]{2,30}? (?:at|in) (?:the )?(?P<place>(?!\d)[A-Z].+?)\s*[.:]?$", re.IGNORECASE
)
_PLACE_LABEL = re.compile(
    r"^(?:venue|location|place|held (?:in|at|via)|meeting held (?:in|at|via))\s*:\s*(?P<place>.+)$",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"\b(?:room|chamber|hall|house|building|floor|office|centre|street|road|teams|zoom|virtual|hotel"
    r"|headquarters|ground|square|ministry)\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """What the head of minutes says of the meeting; None where it does not."""

    body: str | None
    date: datetime.date | None
    time: str | None
    place: str | None


def head_of(paper: Paper, sections: Sequence[Section]) -> MeetingHead:
    """Return which body met, when and where."""
    texts = _opening(sections)
    held = [text for text in texts if _HELD.search(text)]
    return MeetingHead(
        _body(paper, texts), _date(paper, held, texts), _time(held, texts), _place(held, texts)
    )


def _opening(sections: Sequence[Section]) -> list[str]:
    """Return what stands before the lists of names and the first numbered item."""
    texts: list[str] = []
    for section in sections[:_OPENING_SECTIONS]:
        for text in (*section.opened, *(line.text for line in section.lines)):
            if len(texts) >= _OPENING_LINES or (texts and _END.match(text)) or starts_list(text):
                return texts
            texts.append(text)
    return texts


def _date(paper: Paper, held: Sequence[str], texts: Sequence[str]) -> datetime.date | None:
    """Return the day of the meeting: by the words "held on", else as recognised, else the first named."""
    labelled = [text for text in texts if _DATE_LABEL.match(text)]
    stated = next((date for text in (*labelled, *held) for date, _ in dates_in(text)), None)
    known = paper.part.date if paper.part else paper.facts.date
    return stated or known or next((date for text in texts if (date := first_date(text))), None)


def _body(paper: Paper, texts: Sequence[str]) -> str | None:
    known = paper.facts.body
    for text in texts:
        match = _OF_BODY.search(text)
        if match:
            return _full(_MEETING_OF.sub("", match["body"].strip()), known)
    for text in texts:
        match = _NAMED.match(text)
        if match and _HAS_NOUN.search(match["body"]) and len(text.split()) <= 12:
            return _full(match["body"].strip(" -–—"), known)
    return known


def _full(name: str, known: str | None) -> str:
    """Return the name of a body with that of its organisation, where it is one word: "Cabinet"."""
    words = (word.capitalize() if word.isupper() and len(word) > 3 else word for word in name.split())
    name = " ".join(word.lower() if word in ("AND", "OF", "FOR", "THE") else word for word in words)
    if known and len(name.split()) == 1:
        return known if name.lower() in known.lower() else f"{known} {name}"
    return name


def _time(held: Sequence[str], texts: Sequence[str]) -> str | None:
    for text in (*held, *texts[:6]):
        match = _TIME.search(text)
        if match:
            return match["time"].strip()
    return None


def _place(held: Sequence[str], texts: Sequence[str]) -> str | None:
    for text in texts:
        label = _PLACE_LABEL.match(text)
        if label:
            return label["place"].strip(" .")
    for pattern in (_PLACE, _PLACE_AFTER, _PLACE_WITHOUT_YEAR):
        for text in held:
            match = pattern.search(text)
            if match:
                return match["place"].strip(" .,:")
    for text in texts[:6]:  # "14 February 2014, Room 3, County Hall", or a line of its own below the date
        ends = [date_end for date_end in _date_ends(text) if _VENUE.search(text[date_end:])]
        if ends:
            return _TIME.sub("", text[ends[0] :], count=1).strip(" ,.:–-")
    return next(
        (
            t.strip(" .")
            for t in texts[:6]
            if _VENUE.search(t) and "," in t and len(t.split()) <= 20 and not _HELD.search(t)
        ),
        None,
    )


def _date_ends(text: str) -> list[int]:
    """Return where each date in ``text`` ends, with the year that it ends in."""
    return [at + match.end() for _, at in dates_in(text) if (match := re.match(r".{4,22}?\d{4}", text[at:]))]
