"""The words by which minutes say that a meeting resolved, agreed or noted something.

Strong words open a resolution by themselves: "RESOLVED: That …", "Agreed:", "it was RESOLVED to". In
running text a sentence says it: "It was agreed that …", "The Panel approved …", "The report was noted."
What others agreed, or what was agreed before, is none of the meeting's.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ingest.kinds.enumerations import mark_of
from ingest.kinds.outcomes import outcome_of
from ingest.records import DecisionOutcome
from ingest.sentences import split_sentences

_ADVERB = r"(?:(?:unanimously|formally|also|further|then|therefore|subsequently|duly|accordingly|generally|collectively|jointly|all|both|has|have)\s+)*"
_MARK = r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]?\s+|[•‣–-]\s+)?"
_TAIL = (
    r"(?:\s*\([^()]{0,80}\b(?:unanimous(?:ly)?|nem\.? con\.?|votes?|for|against|in favour)\b[^()]{0,60}\))?"
    r"(?:,?\s+(?:unanimously|nem\.? con\.?))?"
)
# At the beginning of a line; a word in lower case needs a stop, "that" or "to" behind it.
_OPENING = re.compile(
    rf"^{_MARK}(?:(?:it was|was)\s+)?(?:unanimously\s+|Unanimously\s+)?"
    rf"(?:(?P<strong>RESOLVED|AGREED|DECIDED|RECOMMENDED|RESOLUTION){_TAIL}\s*(?:[:–—-]+|$|(?=[a-zA-Z(\d]))"
    rf"|(?P<plain>Resolved|Agreed|Decided|Resolution|Decision|DECISION|Decisions|DECISIONS|Decision made|NOTED|Noted|APPROVED|Approved){_TAIL}\s*(?:[:–—]+|\s-\s|$)"
    rf"|(?P<soft>Resolved|Agreed|Decided){_TAIL}\s+(?=that\b|to\b))",
)
# In the middle of a sentence only capitals are as strong.
_WITHIN = re.compile(rf"\b(?P<strong>RESOLVED|AGREED){_TAIL}\s*(?:[:–—-]+\s*|(?=that\b|to\b|\(|[a-z]))")
_THAT = re.compile(r"(?:[\s:–—-]|that\b(?=[\s:–—,-])|That\b(?=[\s:–—,-])|THAT\b)+")
# A list of these only bears out what was resolved.
_LIST_OF_REASONS = re.compile(
    r"\b(?:reasons?|conditions?|grounds|terms|informatives?|membership|as follows|comments)\b[^.;]{0,60}[:–—-]\s*$", re.IGNORECASE
)
_LIST_FOLLOWS = re.compile(r"(?:^|[:–—-]|\b(?:to|that|the following))\s*$", re.IGNORECASE)
_CAPS_LINE = 0.7  # a line set in capitals throughout shows nothing by them

_VERBS = "agreed|resolved|decided|approved|endorsed|ratified|adopted|accepted|confirmed|deferred|rejected|refused|noted|received"
_IT_WAS = re.compile(rf"\bit was {_ADVERB}(?P<verb>agreed|resolved|decided|determined)\b", re.IGNORECASE)
_NOUNS = r"(?:Panel|Board|Committee|Sub-?[Cc]ommittee|Cabinet|Council|Group|Executive|Forum|Partnership|Commission|Authority|Trustees|Governors|Members|Councillors|Meeting)"
_SUBJECT = rf"(?:[Tt]he\s+)?(?P<subject>(?:[A-Z][\w’'&-]*\s+(?:(?:and|of|for|the)\s+)?){{0,7}}(?:{_NOUNS}|panel|board|committee|council|cabinet|authority|governors|trustees|group|meeting|members|councillors)|(?P<short>[A-Z]{{3,8}}))"
_BODY = re.compile(rf"{_SUBJECT}\s+{_ADVERB}(?P<verb>(?i:{_VERBS}))\b")
_BODY_ALSO = re.compile(rf"{_SUBJECT}\s(?:[^.;:]{{1,120}}?),?\s+and\s+{_ADVERB}(?P<verb>agreed|resolved|decided)(?=\s+(?:to|that)\b)")
_THINGS = (
    r"minutes|notes?|reports?|recommendations?|terms of reference|proposals?|budgets?|plans?|strateg(?:y|ies)|polic(?:y|ies)|papers?|updates?"
    r"|actions?|items?|applications?|requests?|accounts|programmes?|schedules?|appointments?|statements?|nominations?|schemes?|frameworks?"
    r"|accuracy|changes?|amendments?|revisions?|draft|position|presentation|contents?|membership|constitution|business case|log|register"
)
_PASSIVE = re.compile(
    rf"\b(?P<thing>{_THINGS})\b(?P<between>[^.;:]{{0,90}}?)\s+(?:was|were)\s+{_ADVERB}(?P<verb>{_VERBS})\b(?P<object>.{{0,80}})", re.IGNORECASE
)
_ELECTED = re.compile(
    rf"\b(?:was|were)\s+{_ADVERB}(?:re-?)?(?:elected|appointed)(?: as)?(?: the)? (?:\w+ )?(?:chair|vice|deputy|mayor)", re.IGNORECASE
)
_BY_OTHERS = re.compile(
    r"^\s+(?:as (?:a|an) (?!(?:true|correct|accurate))|(?:\w+ )?by (?!(?:the )?(?:panel|board|committee|members|meeting|group|council|cabinet|all|those)\b)"
    r"|in (?:\w+ )?(?:19|20)\d\d|(?:at|on) (?:the |its |their |a )?(?:last|previous|earlier|\d)|last|previously)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:which|who|that|it|they|there|had|has|have|if|when|where|as|once|being)\b", re.IGNORECASE)
# Words before it that make a report of something else: "At that meeting, Members agreed …".
_ELSEWHERE = re.compile(
    r"\b(?:at|in|during) (?:that|its|their|the (?:last|previous|earlier)|a(?:n| )?(?: previous| earlier)|another|each|every|\w+ (?:\d{4} )?)"
    r"\s*(?:\w+\s+){0,3}meeting\b|\b(?:if|whether|once|until|unless|should|asked|since|previously|had|provided)\s+(?:it\s+was\s+)?$"
    r"|\b(?:if|whether|once|until|unless|when|since)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# What a paper is when a meeting only takes note of it; to note that something is so resolves nothing.
_NOTEWORTHY = re.compile(
    r"^\s+(?!that\b)(?:and (?:agreed|approved|endorsed|accepted|welcomed) )?(?:(?:the|this|these|with thanks|both|a|an|its|all)\s+)*(?:contents? of\s+)?(?:the\s+)?"
    r"(?:[\w’'-]+\s+){0,4}(?:reports?|updates?|presentations?|minutes|papers?|position|progress|briefings?|information|log|programme|plan"
    r"|correspondence|statements?|accounts|dashboards?|registers?|recommendations?)\b",
    re.IGNORECASE,
)
_NO_DECISION = {
    "agreed": re.compile(r"^\s+with\b", re.IGNORECASE),
    "accepted": re.compile(r"^\s+(?:that|there)\b", re.IGNORECASE),
    "confirmed": re.compile(r"^\s+(?!(?:the|as)\b.{0,60}\b(?:minutes|notes?|record|appointment)\b)", re.IGNORECASE),
    "received": re.compile(r"^(?!\s+and (?:noted|agreed|approved))", re.IGNORECASE),
    "noted": re.compile(rf"^(?!{_NOTEWORTHY.pattern[1:]})", re.IGNORECASE),
}  # fmt: skip
_BY_VERB = {
    "approved": DecisionOutcome.APPROVED, "ratified": DecisionOutcome.APPROVED, "deferred": DecisionOutcome.DEFERRED,
    "rejected": DecisionOutcome.REJECTED, "refused": DecisionOutcome.REJECTED, "noted": DecisionOutcome.NOTED,
    "received": DecisionOutcome.NOTED,
}  # fmt: skip
_DONE_TO = re.compile(r"^\s*(?:that\b.{0,120}?\bbe|to) (?P<verb>note|defer|refuse|reject|approve|receive)(?:d|r?ed)?\b", re.IGNORECASE)
_BY_STEM = {
    "note": DecisionOutcome.NOTED, "receive": DecisionOutcome.NOTED, "defer": DecisionOutcome.DEFERRED,
    "refuse": DecisionOutcome.REJECTED, "reject": DecisionOutcome.REJECTED, "approve": DecisionOutcome.APPROVED,
}  # fmt: skip

# Words that do not make another body of it: "the Chair and Members".
_WITH_US = frozenset(
    "and of for the all at leader chair chairman chairwoman chairperson deputy vice mayor commissioner".split()
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
    match = _OPENING.match(text) or (None if _is_capitals(text) else _WITHIN.search(text))
    if match is None or _ELSEWHERE.search(text[: match.start()]):
        return None
    after = _THAT.match(text, match.end())
    wording = after.end() if after else match.end()
    word = next(word for word in match.groupdict().values() if word).lower()
    outcome = DecisionOutcome.NOTED if word == "noted" else DecisionOutcome.APPROVED if word == "approved" else None
    rest = text[wording:]
    # "RESOLVED that Cabinet agree to:" has no words of its own but who resolved.
    reasons = _LIST_OF_REASONS.search(rest) is not None and len(rest.split()) > 4
    opens = not rest or (not reasons and _LIST_FOLLOWS.search(rest) is not None)
    start = match.start("strong") if match.re is _WITHIN and match.start() > 0 else match.start()
    return Lead(start, wording, len(text), outcome, True, opens, reasons)


def sentence_leads(text: str, names: Collection[str]) -> Iterator[Lead]:
    """Yield the sentences of ``text`` that say that the meeting agreed, approved or noted something.

    ``names`` are the words, in lower case, of the names of the body that met; another body's decision is
    none of its own.
    """
    sentences = list(split_sentences(text))
    for sentence in sentences:
        outcome = _of_sentence(sentence.text, names)
        if outcome:
            opens = sentence is sentences[-1] and sentence.text.endswith(":")
            mark = mark_of(text) if sentence.start == 0 else None
            start = mark.width if mark else sentence.start
            reasons = opens and _LIST_OF_REASONS.search(sentence.text) is not None
            yield Lead(start, start, sentence.end, outcome, False, opens and not reasons, reasons)


def _of_sentence(sentence: str, names: Collection[str]) -> DecisionOutcome | None:
    for match in _IT_WAS.finditer(sentence):
        if not _ELSEWHERE.search(sentence[: match.start()]):
            return _agreed_to(sentence[match.end() :])
    for match in (*_BODY.finditer(sentence), *_BODY_ALSO.finditer(sentence)):
        verb = match["verb"].lower()
        after = sentence[match.end("verb") :]
        no = None if match["verb"].isupper() else _NO_DECISION.get(verb)  # capitals are meant
        ours = _is_ours(match, names) and not _ELSEWHERE.search(sentence[: match.start()])
        if ours and not (no and no.match(after)) and not _BY_OTHERS.match(after):
            return _BY_VERB.get(verb) or _agreed_to(after)
    elected = _ELECTED.search(sentence)
    if elected and not _ELSEWHERE.search(sentence[: elected.start()]):
        return DecisionOutcome.AGREED
    for match in _PASSIVE.finditer(sentence):
        before = sentence[: match.start()]
        if not (_RELATIVE.search(match["between"]) or _BY_OTHERS.match(match["object"]) or _ELSEWHERE.search(before)):
            return _BY_VERB.get(match["verb"].lower(), DecisionOutcome.AGREED)
    return None


def _is_ours(match: re.Match[str], names: Collection[str]) -> bool:
    """Whether the subject of a sentence is the body that met: "the Panel", its name, or its letters."""
    if match["short"]:
        return match["short"].lower() in names
    words = re.findall(r"[\w’'&-]+", match["subject"].lower())
    return all(word in names or word in _WITH_US for word in words[:-1])


def _agreed_to(rest: str) -> DecisionOutcome:
    """Return what was agreed to be done: "that the item be deferred"."""
    match = _DONE_TO.match(rest)
    return _BY_STEM[match["verb"].lower()] if match else DecisionOutcome.AGREED


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > _CAPS_LINE * len(letters)


def outcome_of_resolution(wording: str, lead: DecisionOutcome | None) -> DecisionOutcome:
    """Return what was resolved: by the words of the resolution, else by those that opened it."""
    return lead or outcome_of(wording) or DecisionOutcome.AGREED
