"""How far a paper has come, and which version of it this is, as it says of itself."""

import datetime
import re

from ingest.documents import DocumentKind, PaperStatus
from ingest.kinds.dates import first_date
from ingest.kinds.facts.head import PaperHead

_NUMBER = r"(?P<number>\d{1,2}(?:[. _-]\d{1,2}){0,2})"
_VERSION = re.compile(rf"\bversion\s*(?:no\.?|number)?\s*:?\s*{_NUMBER}\b", re.I)
_SHORT = re.compile(rf"(?:\b|(?<=\d))v\.?\s?{_NUMBER}(?!\w)", re.I)
_VERSION_LABEL = re.compile(r"version(?: no\.?| number)?")
# A table of changes lists the versions, the last of them this one.
_CHANGES = re.compile(
    r"^(?P<number>\d{1,2}[.-]\d{1,2})\b(?P<rest>.{0,12}\d{1,2}[/. ]\w{1,9}[/. ]\d{2,4})", re.M
)
_CHANGES_HEAD = re.compile(r"\b(?:change (?:summary|history|record|log)|version (?:control|history)|document control|revision history)\b", re.I)  # fmt: skip

_STATUS_LABEL = re.compile(r"(?:document |paper |report |approval )?status")
_WORDS = [
    (PaperStatus.SUPERSEDED, re.compile(r"^\W*(?:superseded|withdrawn|replaced)\b|\b(?:has been|is|was) (?:superseded|withdrawn)\b", re.I)),
    (PaperStatus.DRAFT, re.compile(r"^\W*(?:(?:final|first|second|consultation|working|revised)\s+)?draft\b|\bdraft\W*$|\((?:[a-z]+ )?draft(?: [a-z]+)?\)|\bin draft\b|\bunconfirmed\b", re.I)),
    (PaperStatus.PROPOSED, re.compile(r"\bproposed (?:record of )?decision\b|\bproposed record\b|\bfor (?:consultation|approval|decision)\W*$", re.I)),
    (PaperStatus.APPROVED, re.compile(r"^\W*(?:approved|adopted|confirmed|final(?: version)?)\W*$|\b(?:final version|(?:approved|adopted|agreed|signed off|confirmed)(?: by [^\d]{3,60})? (?:on )?\d)|\(final\)|\bfinal minutes\b", re.I)),
]  # fmt: skip
_STAMP = re.compile(r"^DRAFT$", re.M)  # at the foot of each page
_IN_NAME = [
    (PaperStatus.SUPERSEDED, re.compile(r"\b(?:superseded|withdrawn)\b", re.I)),
    (PaperStatus.DRAFT, re.compile(r"\bdraft\b", re.I)),
    (PaperStatus.PROPOSED, re.compile(r"\bproposed decision\b|\bprod\b", re.I)),
    (PaperStatus.APPROVED, re.compile(r"\b(?:final|approved|adopted|signed)\b", re.I)),
]
_APPROVES = re.compile(
    r"\brecommendations?\b[^\n]{0,60}\b(?:is|are|was|were) (?:hereby )?(?:approved|agreed|accepted)\b"
    r"|\bI (?:hereby )?(?:approve|agree|confirm)\b|\b(?:decision|request) (?:is|was) (?:hereby )?(?:approved|agreed)\b"
    r"|^decision (?:taken|made)\b",
    re.I | re.M,
)


def version_of(head: PaperHead) -> str | None:
    """Return the number of a paper's version ("6.1"), or None."""
    for value in head.values(_VERSION_LABEL):
        match = re.match(rf"v?\.?\s*{_NUMBER}\b", value, re.I)
        if match:
            return _plain(match["number"])
    match = _VERSION.search(head.text) or _SHORT.search(head.text) or _SHORT.search(head.stem)
    if match:
        return _plain(match["number"])
    change = last_change(head)
    return change[0] if change else None


def last_change(head: PaperHead) -> tuple[str, datetime.date | None] | None:
    """Return the version and the date in the last row of a paper's table of changes, or None without one."""
    if not _CHANGES_HEAD.search(head.opening):
        return None
    rows = list(_CHANGES.finditer(head.opening))
    return (_plain(rows[-1]["number"]), first_date(rows[-1]["rest"])) if rows else None


def _plain(number: str) -> str:
    return re.sub(r"[ _-]", ".", number)


def status_of(head: PaperHead, kind: DocumentKind, title: str) -> PaperStatus:
    """Return what a paper says of its status; a decision notice is approved where it says that it is."""
    for value in head.values(_STATUS_LABEL):
        for status, words in (*_WORDS, *_IN_NAME):
            if words.search(value):
                return status
    lines = [title, *(line.text for line in head.titles if len(line.text.split()) <= 14)]
    for status, words in _WORDS:
        if any(words.search(line) for line in lines):
            return status
    if _STAMP.search(head.opening):
        return PaperStatus.DRAFT
    if kind is DocumentKind.DECISION_NOTICE and _APPROVES.search(head.opening):
        return PaperStatus.APPROVED
    return next((status for status, words in _IN_NAME if words.search(head.name)), PaperStatus.UNSTATED)
