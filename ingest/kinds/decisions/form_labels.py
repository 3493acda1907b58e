"""The labels of decision forms: "DECISION NO.", "Reason(s) for decision:", "Signed".

Offices word them differently; what they ask for is the same.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a field of a decision form is asked for."""

    REFERENCE = "reference"
    TITLE = "title"
    BODY = "body"
    DECIDED_BY = "decided by"
    TO_BE_TAKEN_BY = "to be taken by"
    SUBMITTED_TO = "submitted to"
    SUMMARY = "summary"
    RECOMMENDED = "recommended"
    DECISION = "decision"
    REASONS = "reasons"
    OPTIONS = "options"
    FINANCE = "finance"
    RECIPIENTS = "recipients"
    KEY = "key"
    CONFIDENTIAL = "confidential"
    FOR_PUBLICATION = "for publication"
    MARKING = "marking"
    SIGNED = "signed"
    SIGNED_BY = "signed by"
    DATE = "date"
    DATE_OF_DECISION = "date of decision"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label at the beginning of a text; its value begins at ``end``."""

    label: Label
    end: int


_CONSIDERED = (
    r"(?: (?:that were |and |or |which were )*(?:considered|rejected|dismissed|discounted|discarded))*"
)
# In the order in which they are tried: what is told by more words comes first.
_WORDINGS: tuple[tuple[Label, str], ...] = (
    (Label.KEY, r"(?:is (?:this|it) an? )?key decision\??(?! (?:criteria|reason|notice|ref|no\b|number))"),
    (Label.OTHER, r"key decision (?:criteria|reason|notice)s?"),
    (Label.CONFIDENTIAL, r"is (?:this|the) (?:report |decision |submission )?(?:an? )?(?:confidential"
    r"|exempt)(?: or exempt| or confidential)?(?: (?:decision|report|item))?\??"
     r"|(?:confidential|exempt)(?:/exempt|/confidential)?(?: (?:decision|report|information|item))?\??"),
    (Label.FOR_PUBLICATION, r"(?:for publication|publish(?:ed)?|can this be published|public access)\??"),
    (Label.MARKING, r"(?:(?:protective |security )?(?:marking|classification)|public or exempt"
    r"|access to information|(?:(?:confidentiality|publication) )?status|publication)"),
    (Label.TO_BE_TAKEN_BY, r"(?:proposed )?decision to be (?:taken|made) by"),
    (Label.DATE_OF_DECISION, r"(?:date (?:of |the )?(?:the )?(?:decision|approval)(?: (?:was )?(?:taken"
    r"|made|signed))?"
     r"|decision (?:date|(?:taken|made) on)|date (?:signed|approved|agreed))"),
    (Label.DECIDED_BY, r"(?:(?:name (?:and title )?of )?(?:the )?decision[- ]?(?:maker|taker)s?"
    r"|decision (?:was )?(?:taken|made) by"
     r"|decided by|approved by|(?:name of )?(?:cabinet member|portfolio holder"
     r"|lead member)(?: taking the decision)?)"),
    (Label.REFERENCE, r"(?:(?:decision|record|notice|form|report|key decision|unique)(?: (?:notice|record"
    r"|form))?"
     r" (?:no|nos|number|ref(?:erence)?\.?(?: (?:no|number|code))?|id)\b|ref(?:erence)?\.?(?: (?:no|number"
     r"|code))?\b)\.?"),
    (Label.REASONS, r"(?:summary of )?(?:the )?(?:reason(?:\(s\)|s)?|rationale"
    r"|justification)(?: and (?:background|rationale))?"
     r"(?: (?:for|behind) (?:the |this |making the )?(?:decision|recommendation)(?:\(s\)|s)?)?"),
    (Label.OTHER, r"reasons? for (?:submission|urgency|exemption|confidentiality|exempt\w*)"),
    (Label.OPTIONS, rf"(?:details of )?(?:any |the |all )?(?:other |alternative )*(?:options?"
    rf"|alternatives?)(?: options?)?{_CONSIDERED}"
     r"(?: (?:by|at|when|with|for|to|,|and)\b.{0,80})?"),
    (Label.RECIPIENTS, r"(?:(?:grant |funding |award )?recipients?|awarded to|name of (?:recipient"
    r"|supplier|provider|contractor)"
     r"|(?:successful )?(?:supplier|contractor|bidder|tenderer))(?:\(s\)|s)?"),
    (Label.FINANCE, r"(?:(?:financial|budget(?:ary)?|cost|resource|finance)(?: (?:and|&|/) (?:other "
    r"|legal |resources? |procurement |value for money )*)?"
     r"(?: ?(?:and|&) other)?(?: resources?)? ?(?:implications?|considerations?|comments?|impact"
     r"|information|details)"
     r"|costs?|value(?: of (?:the )?(?:contract|grant|award|decision))?|amount|(?:grant|contract"
     r"|total) (?:value|amount|cost)|funding)"
     r"(?: and (?:risks?|value for money))?"),
    (Label.RECOMMENDED, r"(?:(?:officer|proposed|original) )?recommend(?:ation|ed decision"
    r"|ed action)(?:\(s\)|s)?(?: (?:to|for) (?:the )?[\w ]{3,40})?"),
    (Label.TITLE, r"(?:subject(?: matter)?(?: ?/ ?title(?: of (?:the )?decision)?)?"
    r"|title(?: of (?:the )?(?:decision|report|paper|proposal|project))?"
     r"|(?:decision|report|project) title|subject of (?:the )?(?:decision|report)|issue|re)"),
    (Label.DECISION, r"decision summary|summary of (?:the )?decisions?(?: (?:taken|made))?"),
    (Label.SUMMARY, r"(?:executive |brief )?summary(?: of (?:the )?(?:report|proposal|request))?"
    r"|purpose(?: of (?:the )?report)?"
     r"|proposal|request"),
    (Label.SUBMITTED_TO, r"(?:submitted|report|submission) to"),
    (Label.BODY, r"(?:name of )?(?:decision[- ]making body|body|organisation|authority)"),
    (Label.DECISION, r"(?:(?:details? of (?:the )?|the |executive |officer |formal "
    r"|final )*decision(?:\(s\)|s)?"
     r"(?: (?:made|taken|agreed|reached|details?|and outcome))?|outcome(?: ?/ ?(?:approval"
     r"|decision))?(?: by)?|approval(?: by)?|determination"
     r"|(?:pcc|commissioner)['’]?s? (?:approval|decision)|decision (?:of|by) (?:the )?[\w &]{3,60})"),
    (Label.SIGNED_BY, r"(?:print(?:ed)? )?name|signatory|signed by"),
    (Label.SIGNED, r"signed|signature(?: of (?:the )?[\w &]{3,60})?"),
    (Label.DATE, r"dated?"),
    (Label.OTHER, r"originator(?: checklist.{0,40})?|author|report author|submitted by|lead officer"
    r"|(?:report )?contact(?: officer| details)?|officer"
     r"|(?:detail|particulars) of (?:the )?submission|background(?: papers| documents| information)?"
     r"|introduction|objectives?"
     r"|areas? for consideration|strategic (?:aims?|objectives?).{0,40}|(?:other|legal|equalit(?:y|ies)"
     r"|human (?:resource|rights)s?|data protection"
     r"|risk|environmental|community safety|procurement|staffing|climate) .{0,60}?(?:implications?"
     r"|considerations?|impact|risks)(?: .{0,40})?"
     r"|(?:cabinet committee recommendations|consultation|consultees).{0,60}"
     r"|(?:any )?(?:declarations? of )?(?:conflicts? of )?interests?(?: declared)?.{0,120}"
     r"|public access to information|approval to submit.{0,80}|(?:the )?(?:chief executive"
     r"|chief finance officer|monitoring officer|chief constable|section 151 officer).{0,50}"
     r"|i certify that|implementation(?: date)?|call[- ]in.{0,60}|electoral divisions?"
     r"|wards?(?: affected)?|effective (?:from|date)"
     r"|(?:date of )?(?:report|publication|meeting)(?: date)?|supporting (?:documents?|information|papers)"
     r"|appendi(?:x|ces).{0,40}|risks?|equality.{0,60}"
     r"|past pathway.{0,40}|future pathway.{0,40}|is the decision .{0,60}"),
)  # fmt: skip
_PATTERNS = tuple((label, re.compile(rf"(?:{wording})", re.IGNORECASE)) for label, wording in _WORDINGS)
_ANY = re.compile("|".join(f"(?:{wording})" for _, wording in _WORDINGS), re.IGNORECASE)
_NUMBER = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.):]\s+|\d{1,2}(?:\.\d{1,2})?\s+(?=[A-Z]))?", re.I
)
_AFTER = re.compile(r"\s*(?:\((?!s\))[^()]{0,80}\)\s*)?(?P<stop>[:;]|\s[–—-]\s|$)\s*")
# Labels that are told without a colon, by the form of what follows them.
_VALUE_OF_ITS_OWN = {
    Label.REFERENCE: re.compile(r"[\s.:]+(?=[A-Z./ -]{0,12}\d)", re.I),
    Label.DATE: re.compile(r"\s+(?=\d{1,2}[\s./-])"),
    Label.DATE_OF_DECISION: re.compile(r"\s+(?=\d{1,2}[\s./-]|\w+day\b)"),
    Label.KEY: re.compile(r"[\s?]+(?=(?:yes|no)\b)", re.I),
    Label.CONFIDENTIAL: re.compile(r"[\s?]+(?=(?:yes|no)\b)", re.I),
    Label.FOR_PUBLICATION: re.compile(r"\s+(?=\[|(?:yes|no)\b)", re.I),
    Label.SIGNED: re.compile(r"[\s.…_]+(?=dated?\b)|\s*[.…_]{3,}\s*", re.I),
}

_FORM_TITLE = re.compile(
    r"(?:^|[–—:-]\s*|\b(?:pcc|council|commissioner|authority|office)\b\s+)"
    r"(?:(?:proposed|executive|officer|delegated|formal|public|published|portfolio holder|cabinet member"
    r"|key|pcc|commissioner['’]?s?)\s+)*"
    r"(?:(?:proposed )?record of (?:an? |the )?(?:\w+ ){0,4}decisions?|notice of (?:an? "
    r"|the )?(?:\w+ ){0,3}decision"
    r"|decision(?: making)? (?:notice|record|form|sheet|report)|statement of (?:\w+ ){0,2}decision)"
    r"(?:\s+(?:form|notice|by|of|taken|made|under)\b.{0,80})?\W*$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 16  # words


def is_form_title(text: str) -> bool:
    """Whether a heading or line is the name of the form: "PROPOSED RECORD OF DECISION"."""
    return len(text.split()) <= _LONGEST_TITLE and _FORM_TITLE.search(text.strip()) is not None


def label_at(text: str) -> FoundLabel | None:
    """Return the label that ``text`` begins with, after a paragraph number, or None.

    A label is followed by a colon, a dash or the end; a few by a value that has a form of its own.
    """
    number = _NUMBER.match(text)
    start = number.end() if number else 0
    if not _ANY.match(text, start):
        return None  # as of most lines
    for label, pattern in _PATTERNS:
        match = pattern.match(text, start)
        if match is None:
            continue
        after = _AFTER.match(text, match.end())
        if after:
            return FoundLabel(label, after.end())
        own = _VALUE_OF_ITS_OWN.get(label)
        value = own.match(text, match.end()) if own else None
        if value:
            return FoundLabel(label, value.end())
    return None
