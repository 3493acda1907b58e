"""Options that a decision notice says were considered, and why they were not taken."""

import re

from ingest.records import Decision, RecordType
from retrieval.answering.record_answer import RecordAnswer, Shown
from retrieval.answering.record_topic import Topic, words_of_entry
from retrieval.answering.wording import wording
from retrieval.query import Question
from retrieval.records import Catalogue, Entry, RecordFilters
from retrieval.references import same_reference

_OPTIONS = re.compile(r"\b(?:options?|alternatives?)\b", re.I)
_CONSIDERED = re.compile(
    r"\b(?:considered|look(?:ed)? at|weighed|examined|appraised|reject\w*|dismissed|dropped|discounted"
    r"|ruled out|turned down|not (?:taken|chosen|pursued)|other|alternatives?)\b",
    re.I,
)
# How much of the question the decision must say; paraphrase leaves some of it unsaid.
_ABOUT = 0.4


def from_options(question: Question, catalogue: Catalogue, filters: RecordFilters) -> RecordAnswer | None:
    """Return the options of the decision that ``question`` asks about, or None where none are recorded."""
    if not _OPTIONS.search(question.typed) or not _CONSIDERED.search(question.typed):
        return None
    every = catalogue.entries(RecordType.DECISION, filters=filters)
    entries = [e for e in every if _decision(e).options and (not question.areas or e.area in question.areas)]
    topic = Topic.of(question, f"{' '.join(question.areas)} look drop dismiss discount rule turn reject why")
    named = [e for e in entries if same_reference(_decision(e).reference or "", question.references)]
    scored = sorted(((topic.share(_words(e)), e) for e in named or entries), key=lambda pair: -pair[0])
    if not scored or not (named or (topic.groups and scored[0][0] >= _ABOUT)):
        return None
    best = scored[0][1]
    record = _decision(best)
    shown = tuple(Shown(best, tuple(filter(None, (o.text, o.reason)))) for o in record.options)
    return RecordAnswer(wording("headline.options", decision=record.title), shown)


def _words(entry: Entry) -> str:
    options = " ".join(f"{o.text} {o.reason or ''}" for o in _decision(entry).options)
    return f"{words_of_entry(entry)} {options}"


def _decision(entry: Entry) -> Decision:
    assert isinstance(entry.record, Decision)
    return entry.record
