"""Meetings that a question asks about: who sat, who sent apologies, who took the chair, where and when.

The meeting is told by its body and its day. Where neither is named it is the latest.
"""

import re
from collections.abc import Sequence

from ingest.records import Meeting, RecordType
from retrieval.answering.record_answer import RecordAnswer, Shown, listing_of
from retrieval.answering.record_times import time_asked
from retrieval.answering.record_topic import Topic
from retrieval.answering.wording import Part, spoken, wording
from retrieval.query import Question
from retrieval.records import Catalogue, Entry, RecordFilters
from retrieval.words import stems_in

_APOLOGIES = re.compile(r"\bapolog(?:y|ies|ised|ized)\b|\bwho (?:was|were) (?:absent|missing)\b", re.I)
_PRESENT = re.compile(
    r"\bwho (?:was|were|is) (?:all )?(?:present|there|at)\b|\bwho (?:all )?(?:attended|came|sat)\b"
    r"|\battendees\b|\blist of (?:those )?(?:present|attendance)\b",
    re.I,
)
_BESIDE = re.compile(r"\b(?:in attendance|else attended|officers (?:attended|were present))\b", re.I)
_CHAIR = re.compile(
    r"\bwho (?:chaired|took the chair|was (?:in )?the chair(?:man|person)?)\b(?=.*\bmeeting\b)", re.I
)
_ATTENDED = re.compile(
    r"^(?:did|was|were)\b.*\b(?:attend(?:ed)?|present|at (?:the|that|its)\b.*\bmeeting|absent"
    r"|send (?:(?:his|her|their) )?apologies)\b",
    re.I,
)
_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady baroness cllr councillor professor prof rt hon".split()
)


def from_meetings(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return who was at the meeting that ``question`` asks about, or None where it asks for no such thing."""
    typed, time = question.typed, time_asked(question)
    asked = (_APOLOGIES, _PRESENT, _BESIDE, _CHAIR, _ATTENDED)
    if not any(form.search(typed) for form in asked):
        return None
    meetings = [e for e in catalogue.entries(RecordType.MEETING, filters=filters) if time.holds(e.date)]
    meetings = [e for e in meetings if not question.areas or e.area in question.areas]
    topic = Topic.of(question, f"{time.text} {' '.join(question.areas)} send")
    if _ATTENDED.search(typed):
        return _attended(typed, topic, meetings)
    kept = topic.kept(meetings, _called)
    return _answer(typed, kept[0]) if kept else None


def _answer(typed: str, entry: Entry) -> RecordAnswer | None:
    record = _meeting(entry)
    if _APOLOGIES.search(typed):
        if not record.apologies:
            return None  # the minutes may print them where no record is read from
        return _named(entry, "apologies", record.apologies)
    if _CHAIR.search(typed):
        return _named(entry, "in_the_chair", (record.chair,)) if record.chair else None
    if _BESIDE.search(typed) and record.in_attendance:
        return _named(entry, "in_attendance", record.in_attendance)
    if record.in_attendance and record.present:
        return _named(entry, "present_and_in_attendance", record.present, record.in_attendance)
    return _named(entry, "present", record.present) if record.present else None


def _attended(typed: str, topic: Topic, meetings: Sequence[Entry]) -> RecordAnswer | None:
    """Return whether somebody was at the meeting that is meant."""
    asked = frozenset(stems_in(typed))
    for entry in meetings:
        record = _meeting(entry)
        for names, said in (
            (record.present, "was_present"),
            (record.in_attendance, "was_in_attendance"),
            (record.apologies, "sent_apologies"),
        ):
            name = next((n for n in names if _is_named(n, asked)), None)
            if name and topic.without(name).kept([entry], _called):
                headline = wording(f"headline.{said}", name=name, meeting=_of(entry))
                return RecordAnswer(headline, (Shown(entry, (name,)),))
    return None


def _is_named(name: str, asked: frozenset[str]) -> bool:
    """Whether a question names somebody: by the last name, and no other first name than the printed one."""
    plain = re.sub(r"\(.*?\)|,.*", "", name)
    parts = [part for part in stems_in(plain) if part not in _TITLES]
    return bool(parts) and parts[-1] in asked


def _named(entry: Entry, said: str, names: tuple[str, ...], beside: tuple[str, ...] = ()) -> RecordAnswer:
    gaps: dict[str, Part] = {"meeting": _of(entry), "names": listing_of(names)}
    if beside:
        gaps["beside"] = listing_of(beside)
    return RecordAnswer(wording(f"headline.{said}", **gaps), (Shown(entry, (*names, *beside)),))


def _of(entry: Entry) -> Part:
    body = entry.body or entry.document.facts.title
    return wording("headline.meeting", body=body, day=spoken(entry.date)) if entry.date else body


def _called(entry: Entry) -> str:
    """Return the words by which a meeting is told: its body, its area, its paper."""
    facts = entry.document.facts
    return " ".join(filter(None, (entry.body, entry.area, facts.body, facts.title)))


def _meeting(entry: Entry) -> Meeting:
    assert isinstance(entry.record, Meeting)
    return entry.record
