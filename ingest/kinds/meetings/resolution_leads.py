"""Words that open a resolution by themselves: "RESOLVED: That …", "Agreed:", "it was RESOLVED to"."""

import re
from dataclasses import dataclass

from ingest.kinds.outcomes import outcome_of
from ingest.records import DecisionOutcome

_MARK = r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]?\s+|[•‣–-]\s+)?"
_TAIL = (
    r"(?:\s*\([^()]{0,80}\b(?:unanimous(?:ly)?|nem\.? con\.?|votes?|for|against|in favour)\b[^()]{0,60}\))?"
    r"(?:,?\s+(?:unanimously|accordingly|nem\.? con\.?))?"
)
# At the beginning of a line; a word in lower case needs a stop, "that" or "to" behind it.
_OPENING = re.compile(
    rf"^{_MARK}(?:(?:it was|was)\s+)?(?:unanimously\s+|Unanimously\s+)?"
    rf"(?:(?P<strong>RESOLVED|AGREED|DECIDED|RECOMMENDED|RESOLUTION){_TAIL}\s*(?:[:–—-]+|$|(?=[a-zA-Z(\d]))"
    rf"|(?P<plain>Resolved|Agreed|Decided|Resolution|Decision|DECISION|Decisions|DECISIONS|Decision made"
    rf"|NOTED|Noted|APPROVED|Approved){_TAIL}\s*(?:[:–—]+|\s-\s|$)"
    rf"|(?P<soft>Resolved|Agreed|Decided){_TAIL}\s+(?=that\b|to\b)"
    r"|(?P<record>Agreed|Approved|Confirmed|Accepted)(?=,? as (?:an? )?(?:true|correct|accurate))"
    r"|^(?P<alone>Noted|Agreed|Approved|Deferred|Received)(?=\.$))",
)
# In the middle of a sentence only capitals are as strong.
_WITHIN = re.compile(rf"\b(?P<strong>RESOLVED|AGREED){_TAIL}\s*(?:[:–—-]+\s*|$|(?=that\b|to\b|\(|[a-z]))")
# "moved by …, seconded by … and resolved unanimously:"
_SECONDED_AND = re.compile(
    rf"\bseconded\b[^.]{{0,80}}?\b(?P<soft>resolved|agreed){_TAIL}\s*(?:[:–—-]+\s*|(?=that\b|to\b)|$)"
)
_THAT = re.compile(r"(?:[\s:–—-]|that\b(?=[\s:–—,-])|That\b(?=[\s:–—,-])|THAT\b)+")
# A list of these only bears out what was resolved.
LIST_OF_REASONS = re.compile(
    r"\b(?:reasons?|conditions?|grounds|terms|informatives?|membership|as follows"
    r"|comments)\b[^.;]{0,60}[:–—-]\s*$",
    re.IGNORECASE,
)
_LIST_FOLLOWS = re.compile(r"(?:^|[:–—-]|\b(?:to|that|the following))\s*$", re.IGNORECASE)
_CAPS_LINE = 0.7  # a line set in capitals throughout shows nothing by them

# Words that make a report of something else of what follows: "At that meeting, Members agreed …".
ELSEWHERE = re.compile(
    r"\b(?:at|in|during) (?:that|its|their|the (?:last|previous|earlier)|a(?:n| )?(?: previous| earlier)"
    r"|another|each|every|\w+ (?:\d{4} )?)"
    r"\s*(?:\w+\s+){0,3}meeting\b|\b(?:if|whether|once|until|unless|should|asked|since|previously|had"
    r"|provided)\s+(?:it\s+was\s+)?$"
    r"|\b(?:if|whether|once|until|unless|when|since)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Words of a line that open a resolution.

    ``start`` to ``end`` is what is cited, ``wording`` where the resolution's own words begin. ``outcome``
    is what the words themselves say. ``opens_list`` says that what was resolved stands in the items below,
    ``with_reasons`` that these only give its reasons or conditions.
    """

    start: int
    wording: int
    end: int
    outcome: DecisionOutcome | None
    strong: bool
    opens_list: bool
    with_reasons: bool


def strong_lead(text: str) -> Lead | None:
    """Return the lead that opens a resolution in ``text`` by a word of its own ("RESOLVED"), or None."""
    match = _OPENING.match(text)
    if match is None and not _is_capitals(text):
        match = _WITHIN.search(text) or _SECONDED_AND.search(text)
    if match is None or ELSEWHERE.search(text[: match.start()]):
        return None
    after = _THAT.match(text, match.end())
    wording = after.end() if after else match.end()
    if match.groupdict().get("record") or match.groupdict().get("alone"):
        wording = match.start()  # "Agreed as a correct record", "Noted." say it all
    word = next(word for word in match.groupdict().values() if word).lower()
    outcome = (
        DecisionOutcome.NOTED if word == "noted" else DecisionOutcome.APPROVED if word == "approved" else None
    )
    rest = text[wording:]
    # "RESOLVED that Cabinet agree to:" has no words of its own but who resolved.
    reasons = LIST_OF_REASONS.search(rest) is not None and len(rest.split()) > 4
    opens = not rest or (not reasons and _LIST_FOLLOWS.search(rest) is not None)
    start = match.start("strong") if match.re is _WITHIN else match.start()
    return Lead(start, wording, len(text), outcome, True, opens, reasons)


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > _CAPS_LINE * len(letters)


def outcome_of_resolution(wording: str, lead: DecisionOutcome | None) -> DecisionOutcome:
    """Return what was resolved: by the words of the resolution, else by those that opened it."""
    return lead or outcome_of(wording) or DecisionOutcome.AGREED
