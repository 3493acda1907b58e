"""The kind of a paper, told by weighed signs: what its head, its name, its form and its title say.

A sign is counted once, with its weight; the kind of the greatest sum is the paper's. The forms of an
office (a record of decision, minutes, an agenda, a letter) are known by several signs together. Every
other paper is what the noun of its title says ("Strategy for …", "… action plan").
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.documents import BlockKind, DocumentKind, Page
from ingest.kinds.facts.head import PaperHead, text_of
from ingest.kinds.facts.title_nouns import kind_of_title

_ENOUGH = 3  # the least sum that tells a kind
_TITLE_WEIGHT, _NAME_WEIGHT, _OWN_TITLE_WEIGHT = 5, 4, 1
_PACK_WORDS = 2500
_LISTED = re.compile(r"\(pages \d+ ?[-–] ?(?P<last>\d+)\)", re.I)  # how an agenda says where its papers are
_PROSE_WORDS = 60
_LEAFLET_PAGES, _LEAFLET_WORDS = 2, 500


class Where(Enum):
    """Where a sign is looked for."""

    HEAD = "a line over the text"
    LABEL = "the label of a field"
    LINE = "a line of the opening pages"
    NAME = "the name of the file"
    COLUMNS = "the names of a table's columns"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for a kind, and how much it does."""

    kind: DocumentKind
    weight: float
    where: Where
    pattern: re.Pattern[str]


def _sign(kind: DocumentKind, weight: float, where: Where, pattern: str) -> Sign:
    return Sign(kind, weight, where, re.compile(pattern, re.I | re.M))


_SIGNS = [
    # A decision notice is a form: who decides, the number, why it is put, and a signature.
    _sign(DocumentKind.DECISION_NOTICE, 8, Where.HEAD, r"\brecord of (?:[a-z]+ ){0,3}decision\b|\b(?:decision|delegated authority) (?:notice|record|form|sheet)\b"),
    _sign(DocumentKind.DECISION_NOTICE, 3, Where.LABEL, r"^decision (?:no|number|ref(?:erence)?(?: no| number)?)\.?$"),
    _sign(DocumentKind.DECISION_NOTICE, 3, Where.HEAD, r"^decision (?:no|number|ref)\b\W{0,3}[\w/ -]{0,8}\d"),
    _sign(DocumentKind.DECISION_NOTICE, 3, Where.LABEL, r"^(?:decision (?:to be )?(?:taken|made) by|decision[- ]maker|outcome/approval.*)$"),
    _sign(DocumentKind.DECISION_NOTICE, 3, Where.LINE, r"^(?:outcome/approval|decision (?:to be )?taken by)\b"),
    _sign(DocumentKind.DECISION_NOTICE, 2, Where.LABEL, r"^reasons? for (?:submission|decision|the decision)$"),
    _sign(DocumentKind.DECISION_NOTICE, 2, Where.LINE, r"^(?:the )?recommendations? .{0,40}\bapproved\b|\bI (?:hereby )?(?:approve|agree)\b"),
    _sign(DocumentKind.DECISION_NOTICE, 1, Where.LINE, r"^(?:signature|signed)\b"),
    _sign(DocumentKind.MINUTES, 5, Where.HEAD, r"^(?:[a-z]+ )?minutes\b(?! of the (?:last|previous))|^(?!.*\b(?:previous|last)\b).{0,70}\bminutes\W*$|\bminutes of (?:a|the) (?:[a-z]+ )?meeting\b|^notes? of (?:a|the) meeting\b"),
    _sign(DocumentKind.MINUTES, 2, Where.LINE, r"^(?:(?:members |also |board |those )*present|attendees|(?:also )?in attendance|attendance)\b.{0,40}$|^present\s*:"),
    _sign(DocumentKind.MINUTES, 1, Where.LINE, r"^apologies\s*:?.{0,200}$"),
    _sign(DocumentKind.MINUTES, 2, Where.LINE, r"\bresolved\s*[:-]?\s*(?:-\s*)?that\b|^(?:it was )?(?:agreed|resolved|noted)\b"),
    _sign(DocumentKind.MINUTES, 3, Where.LINE, r"\b(?:chair(?:man|woman|person)?|board|panel|committee|cabinet|members?|leader|group) (?:thanked|welcomed|noted|agreed|resolved|updated|opened the meeting)\b"),
    _sign(DocumentKind.AGENDA, 5, Where.HEAD, r"^a\s*g\s*e\s*n\s*d\s*a\b(?! item).{0,30}$"),
    _sign(DocumentKind.AGENDA, 2, Where.HEAD, r"^(?:notice of (?:a )?meeting|summons)\b"),
    _sign(DocumentKind.AGENDA, 1, Where.LINE, r"^(?:\d+\W+)?(?:declarations? of (?:members['’] )?interests?|apologies for absence|any other (?:urgent )?business|aob)\b"),
    # Papers that come late are sent with a letter to the members, and are no letter for that.
    _sign(DocumentKind.AGENDA, 6, Where.LINE, r"\bfor consideration at [^\n]{0,80}\bmeeting\b|\bwhen the (?:[a-z]+ )?agenda was\b|^supplementary agenda\b"),
    _sign(DocumentKind.AGENDA, 4, Where.LINE, r"^agenda item(?: no\.?)?$|^(?:agenda item no\.? )?\d+[^\n]*\(pages \d+ ?[-–] ?\d+\)"),
    _sign(DocumentKind.LETTER, 5, Where.HEAD, r"^dear\b.{0,60}$"),
    _sign(DocumentKind.LETTER, 3, Where.LINE, r"^yours (?:sincerely|faithfully|truly|ever)\b"),
    _sign(DocumentKind.LETTER, 3, Where.LINE, r"\b(?:I am writing|I write to|I would be grateful|thank you for your (?:letter|email|e-mail))\b"),
    _sign(DocumentKind.LETTER, 1, Where.HEAD, r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    _sign(DocumentKind.REPORT, 6, Where.HEAD, r"^(?:joint |information )?report (?:of|by|from)\s*:?\s+(?:the )?[A-Z]"),
    _sign(DocumentKind.REPORT, 3, Where.LABEL, r"^report (?:author|title|subject|to|of|by|for|number|no)s?$"),
    _sign(DocumentKind.REPORT, 2, Where.LABEL, r"^from$|^(?:report )?author$|^submitted by$|^by$"),
    _sign(DocumentKind.REPORT, 2, Where.LABEL, r"^to$|^(?:meeting|report)(?: date)?$|^committee$"),
    _sign(DocumentKind.REPORT, 2, Where.LABEL, r"^(?:subject|title|report title|wards?(?: affected)?|electoral divisions?|classification|past pathway.*)$"),
    _sign(DocumentKind.REPORT, 2, Where.LINE, r"^(?:\d[\d.]*\s*)?(?:recommendations?|recommendation\(s\)|purpose of (?:the |this )?report|executive summary)\s*:?"),
    _sign(DocumentKind.REPORT, 2, Where.LINE, r"^(?:the )?(?:cabinet|members?|panel|committee|board|council) (?:is|are) (?:asked|invited|recommended|requested) to\b"),
    _sign(DocumentKind.REPORT, 6, Where.NAME, r"\b(?:eq?ia|dpia|impact assessment|equality analysis)\b"),
    _sign(DocumentKind.REPORT, 5, Where.HEAD, r"^.{0,40}\b(?:eq?ia|dpia|impact assessment|equality analysis)\b.{0,30}$"),
    _sign(DocumentKind.ACTION_PLAN, 5, Where.COLUMNS, r"\b(?:actions?|deliverables?|tasks?|milestones?)\b.*\b(?:deadline|lead|owner|responsible|timescales?|status|progress|rag|rating|due|by when|update)\b"),
]  # fmt: skip

_LEAFLET = [
    re.compile(pattern, re.I)
    for pattern in (
        r"\bfor (?:further|more) information\b|\bfind out more\b",
        r"\bcontact\s*:|\bcall us\b|\bhelpline\b|\bring us\b|\bphone\s*:|\bdeveloped by\s*:",
        r"\bwww\.|https?://|\bvisit our\b",
        r"\bfree\b|\bcan you\b|\bare you\b|\bdo you\b|\bhow to\b",
    )
]


def kind_of(head: PaperHead, pages: Sequence[Page], title: str) -> DocumentKind:
    """Return the kind of a paper of which ``title`` is the title."""
    scores: Counter[DocumentKind] = Counter()
    for kind, weight in _weighed(head, pages, title):
        scores[kind] += weight  # type: ignore[assignment]
    kind, score = max(scores.items(), key=lambda item: item[1], default=(DocumentKind.OTHER, 0))
    if score < _ENOUGH:
        return _kind_of_text(pages)
    if kind is DocumentKind.AGENDA and _has_papers(pages):
        return DocumentKind.AGENDA_PACK
    if kind is DocumentKind.REPORT:
        return _kind_of_report(title)
    return kind


def _weighed(head: PaperHead, pages: Sequence[Page], title: str) -> Iterator[tuple[DocumentKind, float]]:
    """Yield each kind that something speaks for, with its weight."""
    labels = "\n".join(label for label, _ in head.fields)
    looked_at = {
        Where.HEAD: head.text,
        Where.LABEL: labels,
        Where.LINE: head.opening,
        Where.NAME: head.name,
        Where.COLUMNS: _columns(pages),
    }
    for sign in _SIGNS:
        if sign.pattern.search(looked_at[sign.where]):
            yield sign.kind, sign.weight
    for words, weight in (
        (title, _TITLE_WEIGHT),
        (head.name, _NAME_WEIGHT),
        (head.own_title, _OWN_TITLE_WEIGHT),
    ):
        kind = kind_of_title(words)
        if kind:
            yield kind, weight


def _kind_of_report(title: str) -> DocumentKind:
    """Return what a report to a meeting is: mostly a report, but a work programme is laid before it so too."""
    kind = kind_of_title(title)
    return kind if kind in _REPORTED else DocumentKind.REPORT


# Kinds that officers lay before a meeting as "Report of the Director".
_REPORTED = frozenset(
    {DocumentKind.WORK_PROGRAMME, DocumentKind.ACTION_PLAN, DocumentKind.PERFORMANCE_REPORT}
)


def _kind_of_text(pages: Sequence[Page]) -> DocumentKind:
    """Return the kind of a paper that does not say what it is: an account under headings is a report."""
    blocks = [block for page in pages for block in page.blocks]
    text = "\n".join(map(text_of, blocks))
    words = len(text.split())
    if len(pages) <= _LEAFLET_PAGES and words <= _LEAFLET_WORDS:
        signs = sum(pattern.search(text) is not None for pattern in _LEAFLET)
        if signs >= 3:
            return DocumentKind.LEAFLET
    headings = sum(block.kind is BlockKind.HEADING for block in blocks)
    prose = sum(
        len(block.text.split())
        for block in blocks
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and len(block.text.split()) >= 8
    )
    return DocumentKind.REPORT if headings >= 2 and prose >= _PROSE_WORDS else DocumentKind.OTHER


def _columns(pages: Sequence[Page]) -> str:
    """Return the columns' names of the tables on the opening pages, a line for each table."""
    headers = (block.header for page in pages[:2] for block in page.blocks if block.header)
    return "\n".join(dict.fromkeys(" | ".join(header) for header in headers))


def _has_papers(pages: Sequence[Page]) -> bool:
    """Whether the papers of a meeting follow its agenda: reports and minutes, at length."""
    blocks = [block for page in pages for block in page.blocks]
    words = sum(len(text_of(block).split()) for block in blocks)
    headings = " ".join(b.text.lower() for b in blocks if b.kind is BlockKind.HEADING or len(b.text) < 120)
    listed = [int(match["last"]) for block in blocks for match in _LISTED.finditer(text_of(block))]
    if listed and len(pages) > max(listed):
        return True
    return words > _PACK_WORDS and ("report of" in headings or "minutes of" in headings)
