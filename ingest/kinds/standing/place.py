"""Signs of a sentence's standing in where it stands: a heading, the line that leads into its list, a row."""

import re
from collections.abc import Iterator

from ingest.documents import DocumentKind, Passage, PassageKind
from ingest.imperatives import IMPERATIVES
from ingest.kinds.standing.rows import row_commits
from ingest.kinds.standing.standings import Standing
from ingest.normalise import BULLET

_ITEM = re.compile(rf"(?:{BULLET}|\(?[a-z0-9]{{1,3}}[.)](?=\s)|\d{{1,3}}(?=\s))\s*", re.I)
_NUMBERED_SECTION = re.compile(r"^\d{1,2}(?:\.\d+)+\s|^\d{1,2}\s+[A-Z]\w*(?:\s\w+){0,4}$", re.M)
_FIRST_NUMBER = re.compile(r"\W*(\d{1,2})\b")

_LEAD_ASKS = re.compile(
    r"\brecommendations\b"
    r"|\b(?:asked|invited|requested|recommended|recommends?|proposes?|proposed)\b(?:\s+(?:to|that|by))?\W*$",
    re.I,
)
_LEAD_DECIDES = re.compile(
    r"\bresolved\b|\bfollowing\b.*\bagreed\b"
    r"|\b(?:agrees?|agreed|approves?|approved|decided)(?:\s+(?:that|to))?\W*$",
    re.I,
)
# "Five recommendations were made: i. Publish by default. ii. Keep …"
_WITHIN_LINE = re.compile(r"(?P<lead>[^.]*:)\s+(?:\(?(?:i|a|1)[.)])\s")
_FOLLOWING_AGREED = re.compile(r"\bfollowing\b.*\bagreed\W*$", re.I)
_LEAD_TELLS_TALK = re.compile(
    r"\b(?:noted|discussion|discussed|points?|suggested|asked|raised|commented|views|conclusions|concerns"
    r"|questions|considered|explained|outlined)\b",
    re.I,
)
# "The decision will:" leads into the criteria of a form.
_LEAD_PROMISES = re.compile(
    r"\b(?<!decision )(?<!which )(?<!that )"
    r"(?:will|shall|plan to|intend to|aim to|going to|commitments?|committed)\b",
    re.I,
)

_RECOMMENDATION = re.compile(
    r"^\W*(?:\d[\d.]*\W*)?(?:[\w'’]+\s+){0,2}recommendations?(?:\(s\))?(?:\s+(?:to|for)\b.*)?\W*$", re.I
)
_DECISION = re.compile(r"^\W*(?:\d+\W+)?(?:the\s+)?(?:decisions?(?:\s+(?:taken|made))?|outcome)\W*$", re.I)
_OPTIONS = re.compile(r"\b(?:alternatives?|options)\b.*\b(?:considered|rejected)\b", re.I)
_PROPOSED = re.compile(r"\bpropos(?:ed|al)\s+(?:record\s+of\s+)?decision\b", re.I)
_PLANS = re.compile(
    r"^\W*(?:\d[\d.]*\W*)?(?:(?!published|existing)[\w'’]+\s+){0,2}"
    r"(?:timescales?|commitments?|milestones?|next\s+steps|aspirations?|actions?|objectives"
    r"|priorities)\W*$|\bwhat\s+we\s+(?:will|need\s+to)\b",
    re.I,
)
_DECIDING_VERB = re.compile(
    r"\W*(?:\(?\w{1,3}[.)]\s+)?(?:to\s+)?(?:formally\s+)?"
    r"(?:note|agree|approve|endorse|adopt|consider|accept|delegate|support|confirm|ratify|receive"
    r"|refer|authorise|recommend|appoint|award|defer|reject|transfer|instruct|request)\b",
    re.I,
)
_FIRST_WORD = re.compile(
    rf"(?:[\w /&()'-]{{1,40}}:\s*)?(?:{BULLET}\s*)?(?P<verb>[A-Z][a-z]+)(?:/\w+)?\s(?!of\b)(?=[a-z(])"
)
_ACTION = re.compile(r"\s*actions?\s*(?:\d+\s*)?:\s*\S", re.I)

_PLANNING_KINDS = frozenset(
    {DocumentKind.STRATEGY, DocumentKind.ACTION_PLAN, DocumentKind.AGENDA_PACK, DocumentKind.POLICY}
)


def signs_of_place(text: str, passage: Passage, kind: DocumentKind) -> Iterator[tuple[Standing, float]]:
    """Yield each standing that the place of ``text`` in ``passage`` speaks for, with its weight."""
    at = max(passage.text.find(text), 0)
    lead = _lead_in(passage, at)
    minutes = kind is DocumentKind.MINUTES
    if _LEAD_ASKS.search(lead):
        yield Standing.RECOMMENDED, 4.2
    elif _LEAD_DECIDES.search(lead):
        yield Standing.RECOMMENDED if is_proposed(passage) else Standing.AGREED, 4.2
    elif minutes and _LEAD_TELLS_TALK.search(lead):
        yield Standing.DISCUSSED, 3.4
    elif _LEAD_PROMISES.search(lead):
        yield Standing.PLANNED, 2.5
    yield from _signs_of_heading(text, passage, at)
    if passage.kind is PassageKind.TABLE_ROW:
        commits = row_commits(passage.text, at, text)
        if commits is not None:
            yield commits, 3.5
    elif _ACTION.match(text):
        yield Standing.PLANNED, 4.1
    if kind in _PLANNING_KINDS and _is_order(text):
        yield Standing.PLANNED, 2


def _signs_of_heading(text: str, passage: Passage, at: int) -> Iterator[tuple[Standing, float]]:
    under = passage.heading[-1] if passage.heading else ""
    if _DECISION.search(under):
        yield Standing.RECOMMENDED if is_proposed(passage) else Standing.AGREED, 3.4
    elif _PROPOSED.search(under) and _DECIDING_VERB.match(text):
        yield Standing.RECOMMENDED, 3.4
    elif any(map(_RECOMMENDATION.search, passage.heading[-2:])) and _is_still_under(passage, under, at):
        yield Standing.RECOMMENDED, 3.4 if _DECIDING_VERB.match(text) else 2.9
    elif _OPTIONS.search(under):
        yield Standing.DISCUSSED, 3.1
    elif _PLANS.search(under) and _is_item(passage.text, at, numbered=False):
        yield Standing.PLANNED, 2


def is_proposed(passage: Passage) -> bool:
    """Whether the passage stands in the record of a decision that is still to be taken."""
    return any(map(_PROPOSED.search, passage.heading))


def _is_still_under(passage: Passage, heading: str, at: int) -> bool:
    """Whether what stands at ``at`` belongs to ``heading``: no section of another number has begun since."""
    number = _FIRST_NUMBER.match(passage.paragraph or "")
    own = _FIRST_NUMBER.match(heading)
    other = number is not None and "." in (passage.paragraph or "") and (own is None or own[1] != number[1])
    return not other and not _NUMBERED_SECTION.search(passage.text[:at])


def _lead_in(passage: Passage, at: int) -> str:
    """Return the line that leads into the list or paragraph at ``at``; "" where none does.

    "The Board agreed:" above a list may also have been read as its heading.
    """
    lines = passage.text[:at].split("\n")
    own = lines.pop()
    within = _WITHIN_LINE.match(own)
    if within is not None:
        return within["lead"]
    if own.strip() and not _ITEM.fullmatch(own):
        return ""  # a later sentence of a paragraph
    listed = _is_item(passage.text, at)
    for line in reversed(lines):
        if line.rstrip().endswith(":") or _FOLLOWING_AGREED.search(line):
            return re.split(r"(?<=[.;])\s", line.rstrip())[-1]
        if not listed or not _ITEM.match(line):
            return ""
    under = passage.heading[-1] if passage.heading else ""
    return under if (listed and under.endswith(":")) or _LEAD_DECIDES.search(under) else ""


def _is_item(text: str, at: int, *, numbered: bool = True) -> bool:
    """Whether the line at ``at`` is an item of a list.

    A plain number may also be that of a paragraph: such a line is an item only if ``numbered``.
    """
    match = _ITEM.match(text, text.rfind("\n", 0, at) + 1)
    return match is not None and (numbered or not match[0].strip().isdigit())


def _is_order(text: str) -> bool:
    """Whether a line begins with an order ("Improve the availability …"), as the items of a plan do."""
    match = _FIRST_WORD.match(text)
    return match is not None and match["verb"].lower() in IMPERATIVES
