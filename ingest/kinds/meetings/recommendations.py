"""Recommendations to a body, from reports."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents import DocumentKind
from ingest.kinds.decisions.form_labels import Label, label_at
from ingest.kinds.decisions.notice import decisions
from ingest.kinds.enumerations import mark_of
from ingest.kinds.meetings.form import is_minutes
from ingest.kinds.meetings.resolution_lists import listed_below
from ingest.kinds.paper import Line, Paper
from ingest.kinds.sections import sections
from ingest.records import Recommendation
from ingest.sentences import split_sentences

_ASKED = r"(?:asked|recommended|requested|invited|advised)"
_WHO = (
    r"(?:the |The )?(?P<who>[A-Z][\w’'&-]*(?: (?:[A-Z][\w’'&-]*|of|and|the|for|members?|panel|board"
    r"|committee|council|cabinet)){0,8})"
)
_ASK = re.compile(
    rf"(?:^|[:.]\s+){_WHO}\s+(?:(?:is|are)\s+{_ASKED}|should be {_ASKED})\s+(?:to|that)\b\s*(?P<rest>.*)$"
)
_IT_IS = re.compile(
    r"\b(?:it is|I|we) (?:therefore |further |also )?recommend(?:ed)?:?\s*(?:that"
    r"|to)?\b\s*:?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_THAT = re.compile(
    rf"^\W*(?:that|to)\b\s*(?:{_WHO}|(?P<verb>note|agree|approve|consider|endorse|receive|delegate|adopt"
    rf"|comment|support|authorise))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^recommendation\s+(?P<number>\d{1,3}|[A-Z])\s*[:.–—-]\s+(?P<rest>\S.*)$", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?\s+")
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Asked:
    """Words that ask for something, from character ``start`` of a line, and whom they ask."""

    line: Line
    start: int
    end: int
    number: str | None
    who: str | None


def recommendations(paper: Paper) -> Iterator[Recommendation]:
    """Yield what ``paper`` asks a body to do, each item by itself; what is printed again is left out."""
    kind = paper.part.kind if paper.part else paper.facts.kind
    if kind is DocumentKind.AGENDA or is_minutes(paper) or next(decisions(paper), None):
        return
    seen: set[str] = set()
    for asked in _asked(paper):
        wording = asked.line.text[asked.start : asked.end].strip()
        key = re.sub(r"\W+", " ", wording).lower().removesuffix(" and").strip()
        if len(wording.split()) >= _FEWEST_WORDS and key not in seen:
            seen.add(key)
            yield Recommendation(
                source=asked.line.source(asked.start, asked.end),
                wording=wording,
                body=asked.who,
                date=paper.part.date or paper.facts.date if paper.part else paper.facts.date,
                title=paper.part.title if paper.part else paper.facts.title,
                number=asked.number,
            )


def _asked(paper: Paper) -> Iterator[_Asked]:
    for section in sections(paper):
        label = label_at(section.heading[-1]) if section.heading else None
        headed = bool(section.opened) and label is not None and label.label is Label.RECOMMENDED
        asked = _ASK.search(section.opened[-1]) if section.opened else None
        lead = asked is not None and not asked["rest"].strip(" :")
        if asked and lead:  # "Cabinet is asked to:", set as a heading
            yield from _listed(section.lines, 0, asked["who"], any_line=True)
        at = len(section.lines) if lead else 0
        while at < len(section.lines):
            found = list(_of_line(section.lines, at, headed=headed))
            yield from found
            # Under its heading recommendations stand together: what follows another paragraph is none,
            # nor what stands below a list.
            headed = headed and bool(found) and found[-1].line is section.lines[at]
            last = max((section.lines.index(asked.line) for asked in found), default=at)
            at = max(at, last) + 1


def _of_line(lines: Sequence[Line], at: int, *, headed: bool) -> Iterator[_Asked]:
    """Yield what one line asks for, with the list below it."""
    line = lines[at]
    if line.is_row:
        return
    numbered = _NUMBERED.match(line.text)
    if numbered:
        yield _Asked(line, numbered.start("rest"), len(line.text), numbered["number"], None)
        return
    label = label_at(line.text)
    headed = headed or (label is not None and label.label is Label.RECOMMENDED)
    start = label.end if label and label.label is Label.RECOMMENDED else 0
    paragraph = _PARAGRAPH.match(line.text, start)
    start = paragraph.end() if paragraph else start
    text = line.text[start:]
    ask = _ASK.search(text) or (_IT_IS.search(text) if headed else None)
    who = ask["who"] if ask and "who" in ask.groupdict() else _who(text)
    rest = ask["rest"] if ask else text
    if not ask and headed and rest.endswith(":") and not _THAT.match(rest) and label is None:
        return
    if (ask or headed) and (not rest or rest.endswith(":")):
        yield from _listed(lines, at + 1, who, any_line=headed)
    elif headed:
        mark = mark_of(text)
        if ask or mark or _THAT.match(text):
            width = mark.width if mark else 0
            number = paragraph["number"] if paragraph else mark.label if mark else None
            yield _Asked(line, start + width, len(line.text), number, who)
    else:
        yield from _of_sentences(line)


def _listed(lines: Sequence[Line], at: int, who: str | None, *, any_line: bool) -> Iterator[_Asked]:
    """Yield the items of the list that begins at ``lines[at]``; ``any_line`` admits a line without a mark."""
    for wording in listed_below(lines, at):
        first = wording.lines[0]
        mark = mark_of(first.text)
        if mark or (any_line and label_at(first.text) is None):
            yield _Asked(first, wording.start, len(first.text), (mark.label if mark else "") or None, who)


def _of_sentences(line: Line) -> Iterator[_Asked]:
    """Yield the sentences of running text that say that something is recommended."""
    for sentence in split_sentences(line.text):
        said = re.search(
            r"\bit is (?:therefore |further |also )?recommended that\b", sentence.text, re.IGNORECASE
        )
        if said or _ASK.match(sentence.text):
            paragraph = _PARAGRAPH.match(sentence.text)
            start = sentence.start + (paragraph.end() if paragraph else 0)
            yield _Asked(
                line, start, sentence.end, paragraph["number"] if paragraph else None, _who(sentence.text)
            )


def _who(text: str) -> str | None:
    """Return whom "That the Panel note …" asks."""
    match = re.match(rf"^\W*(?:that\s+)?{_WHO}\s+(?=[a-z]+)", text, re.IGNORECASE) if text[:1] else None
    named = (
        re.search(
            r"\b(Panel|Board|Committee|Cabinet|Council|Commissioner|PCC|Executive|Members)\b", match["who"]
        )
        if match
        else None
    )
    return named[1] if named else None
