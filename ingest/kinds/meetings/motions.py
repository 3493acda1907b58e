"""Motions and amendments, and what became of them when they were put to the vote."""

import re
from dataclasses import dataclass

from ingest.kinds.meetings.movers import Movers, movers_in
from ingest.records import DecisionOutcome

_AMENDMENT = re.compile(
    r"\bamendment\b|\bamend(?:ed)? (?:the )?(?:motion|proposal|recommendation)", re.IGNORECASE
)
_WORDING = re.compile(
    r"\bseconded\b(?:\s+by)?(?:[^:;]{0,90}?)(?:,\s*|\s+)(?:(?:that|to)\s|[:–—-]\s*|[“\"‘])(?P<words>.+)$"
    r"|^(?:motion|amendment)\s*:\s*(?P<labelled>.+)$",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?P<what>substantive motion|original motion|amended motion|motion(?: as amended)?|amendment"
    r"|proposal|proposition)s?\b"
    r"(?P<between>[^.;]{0,140}?)\b(?P<result>not carried|carried|lost|defeated|rejected|passed|fell|failed"
    r"|agreed|approved)\b",
    re.IGNORECASE,
)
_LABEL_RESULT = re.compile(
    r"^(?:result|outcome|(?:the )?(?:motion|amendment|vote))?\s*[:–-]?\s*(?:was "
    r"|be )?(?:declared )?[“\"]?(?P<result>CARRIED|LOST|Carried|Lost|DEFEATED|Defeated)\b(?: unanimously"
    r"| UNANIMOUSLY)?"
    r"[”\".\s]*(?:\(.*\))?$"
)
_OUTCOMES = {
    "carried": DecisionOutcome.CARRIED, "passed": DecisionOutcome.CARRIED,
    "approved": DecisionOutcome.CARRIED,
    "agreed": DecisionOutcome.CARRIED, "lost": DecisionOutcome.LOST, "defeated": DecisionOutcome.LOST,
    "fell": DecisionOutcome.LOST, "failed": DecisionOutcome.LOST, "rejected": DecisionOutcome.LOST,
    "not carried": DecisionOutcome.LOST,
}  # fmt: skip
_NOT_YET = re.compile(r"\bif\b|\bshould\b|\bwhether\b|\bwould\b|\bto be\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Motion:
    """What was moved: where its own words begin in the line, None where they stand below it."""

    movers: Movers
    wording: int | None
    amendment: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a motion."""

    outcome: DecisionOutcome
    amendment: bool


def motion_in(text: str) -> Motion | None:
    """Return the motion that ``text`` says was moved, or None."""
    movers = movers_in(text)
    if movers is None:
        return None
    words = _WORDING.search(text)
    start = None
    if words:
        start = words.start("words") if words["words"] is not None else words.start("labelled")
    return Motion(movers, start, bool(_AMENDMENT.search(text)))


def result_in(text: str) -> Result | None:
    """Return what ``text`` says became of a motion or an amendment, or None."""
    label = _LABEL_RESULT.match(text.strip())
    if label:
        return Result(_OUTCOMES[label["result"].lower()], bool(_AMENDMENT.search(text)))
    for match in _RESULT.finditer(text):
        if not _NOT_YET.search(match["between"]) and not movers_in(match["between"]):
            amendment = match["what"].lower() == "amendment"
            return Result(_OUTCOMES[match["result"].lower()], amendment)
    return None
