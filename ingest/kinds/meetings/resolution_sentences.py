"""Sentences by which minutes say that a meeting agreed, approved or noted something.

"It was agreed that …", "The Panel approved …", "The report was noted." What others agreed, or what was
agreed before, is none of the meeting's; nor is a fact that was noted in discussion.
"""

import re
from collections.abc import Collection, Iterator

from ingest.kinds.enumerations import mark_of
from ingest.kinds.meetings.resolution_leads import ELSEWHERE, LIST_OF_REASONS, Lead
from ingest.records import DecisionOutcome
from ingest.sentences import split_sentences

_ADVERB = (
    r"(?:(?:unanimously|formally|also|further|then|therefore|subsequently|duly|accordingly|generally"
    r"|collectively|jointly|all|both|has|have)\s+)*"
)
_VERBS = (
    "agreed|resolved|decided|approved|endorsed|ratified|adopted|accepted|confirmed|deferred|rejected|refused"
    "|noted|received|supported"
)
_PRESENT = (
    r"(?:agree|resolve|decide|approve|endorse|adopt|accept|confirm|note|receive|authorise|delegate|support)s?"
    r"|ratif(?:y|ies)|defers?|rejects?|refuses?|appoints?"
)
_IT_WAS = re.compile(rf"\bit was {_ADVERB}(?P<verb>agreed|resolved|decided|determined)\b", re.IGNORECASE)
_NOUNS = (
    r"(?:Panel|Board|Committee|Sub-?[Cc]ommittee|Cabinet|Council|Group|Executive|Forum|Partnership"
    r"|Commission|Authority|Trustees|Governors|Members|Councillors|Meeting)"
)
_SUBJECT = (
    rf"(?:[Tt]he\s+)?(?P<subject>(?:[A-Z][\w’'&-]*\s+(?:(?:and|of|for|the)\s+)?){{0,7}}(?:{_NOUNS}"
    rf"|panel|board|committee|council|cabinet|authority|governors|trustees|group|meeting|members|councillors)"
    rf"|(?P<short>[A-Z]{{3,8}}))"
)
_BODY = re.compile(rf"{_SUBJECT}\s+{_ADVERB}(?P<verb>(?i:{_VERBS}))\b")
_BODY_ALSO = re.compile(
    rf"{_SUBJECT}\s(?:[^.;:]{{1,120}}?),?\s+and,?\s+(?:[^,.;:]{{3,60}},\s+)?{_ADVERB}(?P<verb>agreed"
    rf"|resolved|decided)(?=\s+(?:to"
    rf"|that)\b)"
)
_BODY_ALONE = re.compile(
    rf"(?:^(?:\(?\d[\d.]*\)?\s+)?|[.;]\s)(?:That\s+)?{_SUBJECT}(?:\s+then|\s+also)?\s*[:–—-]\s*$"
)
_THINGS = (
    r"minutes|notes?|reports?|recommendations?|terms of reference|proposals?|budgets?|plans?|strateg(?:y"
    r"|ies)|polic(?:y|ies)|papers?|updates?"
    r"|actions?|items?|applications?|requests?|accounts|programmes?|schedules?|appointments?|statements?"
    r"|nominations?|schemes?|frameworks?"
    r"|accuracy|changes?|amendments?|revisions?|draft|position|presentation|contents?|membership"
    r"|constitution|business case|log|register"
)
_PASSIVE = re.compile(
    rf"\b(?P<thing>{_THINGS})\b(?P<between>[^.;:]{{0,90}}?)\s+(?:was"
    rf"|were)\s+{_ADVERB}(?P<verb>{_VERBS})\b(?P<object>.{{0,80}})",
    re.IGNORECASE,
)
_ELECTED = re.compile(
    rf"\b(?:was|were)\s+{_ADVERB}(?:re-?)?(?:elected|appointed)(?: as)?(?: the)? (?:\w+ )?(?:chair|vice"
    rf"|deputy|mayor)",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(
    r"^\s+(?:as (?:a|an) (?!(?:true|correct|accurate))|(?:\w+ )?by (?!(?:the )?(?:panel|board|committee"
    r"|members|meeting|group|council|cabinet|all|those)\b)"
    r"|in (?:\w+ )?(?:19|20)\d\d|(?:at|on) (?:the |its |their |a )?(?:last|previous|earlier|\d)|last"
    r"|previously)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:which|who|that|it|they|there|had|has|have|if|when|where|as|once|being)\b", re.IGNORECASE
)
# What a paper is when a meeting only takes note of it; to note that something is so resolves nothing.
_NOTEWORTHY = re.compile(
    r"^\s+(?!that\b)(?:and (?:agreed|approved|endorsed|accepted|welcomed) )?(?:(?:the|this|these"
    r"|with thanks|both|a|an|its|all)\s+)*(?:contents? of\s+)?(?:the\s+)?"
    r"(?:[\w’'-]+\s+){0,4}(?:reports?|updates?|presentations?|minutes|papers?|position|progress|briefings?"
    r"|information|log|programme|plan"
    r"|correspondence|statements?|accounts|dashboards?|registers?|recommendations?)\b",
    re.IGNORECASE,
)
_NO_DECISION = {
    "agreed": re.compile(r"^\s+with\b", re.IGNORECASE),
    "accepted": re.compile(r"^\s+(?:that|there)\b", re.IGNORECASE),
    "confirmed": re.compile(
        r"^\s+(?!(?:the|as)\b.{0,60}\b(?:minutes|notes?|record|appointment)\b)", re.IGNORECASE
    ),
    "received": re.compile(r"^(?!\s+and (?:noted|agreed|approved))", re.IGNORECASE),
    "supported": re.compile(
        r"^(?!\s+(?:the|this|a) (?:[\w’'-]+ ){0,3}"
        r"(?:business case|recommendations?|proposals?|motion|budget|precept|application|request"
        r"|nomination)\b)",
        re.IGNORECASE,
    ),
    "noted": re.compile(rf"^(?!{_NOTEWORTHY.pattern[1:]})", re.IGNORECASE),
}  # fmt: skip
_BY_VERB = {
    "approved": DecisionOutcome.APPROVED, "ratified": DecisionOutcome.APPROVED,
    "deferred": DecisionOutcome.DEFERRED,
    "rejected": DecisionOutcome.REJECTED, "refused": DecisionOutcome.REJECTED, "noted": DecisionOutcome.NOTED,
    "received": DecisionOutcome.NOTED,
}  # fmt: skip
_DONE_TO = re.compile(
    r"^\s*(?:that\b.{0,120}?\bbe|to) (?P<verb>note|defer|refuse|reject|approve|receive)(?:d|r?ed)?\b",
    re.IGNORECASE,
)
_BY_STEM = {
    "note": DecisionOutcome.NOTED, "receive": DecisionOutcome.NOTED, "defer": DecisionOutcome.DEFERRED,
    "refuse": DecisionOutcome.REJECTED, "reject": DecisionOutcome.REJECTED,
    "approve": DecisionOutcome.APPROVED,
}  # fmt: skip

# Words that do not make another body of it: "the Chair and Members".
_WITH_US = frozenset(
    "and of for the all at leader chair chairman chairwoman chairperson deputy vice mayor".split()
)
_LINKS = frozenset("and but then so that therefore accordingly subsequently".split())


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
            reasons = opens and LIST_OF_REASONS.search(sentence.text) is not None
            yield Lead(start, start, sentence.end, outcome, False, opens and not reasons, reasons)


def names_body(text: str, names: Collection[str]) -> bool:
    """Whether a line ends with the body that met and leaves open what it did: "The Board:"."""
    match = _BODY_ALONE.search(text)
    return match is not None and _is_ours(match, names)


def opens_with_verb(text: str) -> bool:
    """Whether a list item says first what was done: "NOTED the report"."""
    return re.match(rf"(?:{_VERBS}|resolved|{_PRESENT})\b", text, re.IGNORECASE) is not None


def _of_sentence(sentence: str, names: Collection[str]) -> DecisionOutcome | None:
    for match in _IT_WAS.finditer(sentence):
        if not ELSEWHERE.search(sentence[: match.start()]):
            return _agreed_to(sentence[match.end() :])
    for match in (*_BODY.finditer(sentence), *_BODY_ALSO.finditer(sentence)):
        verb = match["verb"].lower()
        after = sentence[match.end("verb") :]
        no = None if match["verb"].isupper() else _NO_DECISION.get(verb)  # capitals are meant
        ours = _is_ours(match, names) and not ELSEWHERE.search(sentence[: match.start()])
        if ours and not (no and no.match(after)) and not _BY_OTHERS.match(after):
            return _BY_VERB.get(verb) or _agreed_to(after)
    elected = _ELECTED.search(sentence)
    if elected and not ELSEWHERE.search(sentence[: elected.start()]):
        return DecisionOutcome.AGREED
    for match in _PASSIVE.finditer(sentence):
        before = sentence[: match.start()]
        if not (
            _RELATIVE.search(match["between"])
            or _BY_OTHERS.match(match["object"])
            or ELSEWHERE.search(before)
        ):
            return _BY_VERB.get(match["verb"].lower(), DecisionOutcome.AGREED)
    return None


def _is_ours(match: re.Match[str], names: Collection[str]) -> bool:
    """Whether the subject of a sentence is the body that met: "the Panel", its name, or its letters."""
    if match["short"]:
        return match["short"].lower() in names
    before = match.string[: match.start()].split()
    if before and match[0][0].islower() and not match[0].startswith("the ") and before[-1].isalpha():
        return before[-1].lower() in _LINKS  # "the district council" is another
    words = re.findall(r"[\w’'&-]+", match["subject"].lower())
    return all(word in names or word in _WITH_US for word in words[:-1])


def _agreed_to(rest: str) -> DecisionOutcome:
    """Return what was agreed to be done: "that the item be deferred"."""
    match = _DONE_TO.match(rest)
    return _BY_STEM[match["verb"].lower()] if match else DecisionOutcome.AGREED
