"""Which of two papers is the later one."""

import re

from ingest.documents import Document

_OF_MEETING = re.compile(r"(?P<body>[A-Z]{2,6})\((?P<meeting>\d{1,3})\)")


def is_later(paper: Document, other: Document) -> bool:
    """Whether ``paper`` is known to be later than ``other``.

    By their dates; where one has none, by the meetings that their numbers name ("OSF(6)2" is later than
    "OSF(5)1"), and then by their versions.
    """
    mine, theirs = paper.facts, other.facts
    if mine.date and theirs.date and mine.date != theirs.date:
        return mine.date > theirs.date
    here, there = _meeting(mine.reference), _meeting(theirs.reference)
    if here and there and here[0] == there[0] and here != there:
        return here > there
    ours, past = _version(mine.version), _version(theirs.version)
    return bool(ours and past and ours > past)


def _meeting(reference: str | None) -> tuple[str, int] | None:
    match = _OF_MEETING.match(reference or "")
    return (match["body"], int(match["meeting"])) if match else None


def _version(version: str | None) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version or "")))
