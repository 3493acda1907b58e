"""The title of a paper: the subject that its form gives, else the lines over its text, else its file's."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import token_set_ratio

from ingest.kinds.dates import first_date, first_month
from ingest.kinds.facts.body_names import is_body
from ingest.kinds.facts.head import HeadLine, PaperHead, field_of
from ingest.kinds.facts.title_nouns import kind_of_title

_SUBJECT_LABEL = re.compile(
    r"subject(?: matter)?(?: ?/ ?title of (?:decision|report))?|title(?: of (?:the )?(?:report|decision|paper))?"
    r"|(?:report|decision|paper|policy|proposal|[a-z]*ia|impact assessment) title|name of (?:policy|proposal|service)|re"
)
_LEAST_WORDS, _LONGEST = 2, 300
_SHORT = 6  # words; a shorter line may be the first of a title of two
_MOST_LINES, _LONGEST_LINE = 14, 160
_NOT_TITLE = re.compile(
    r"^(?:page\b|https?:|www\.|\W*$|contents|not protectively marked|official|unclassified|restricted|unrestricted"
    r"|draft\W*$|final\W*$|summary|this (?:paper|document) is a restatement|title\W*$|for publication|dear\b|(?:the )?rt\.? hon\b|tel(?:ephone)?\b"
    r"|as discussed|appendix \w{1,3}\W*$|annexe? \w{1,3}\W*$|delete as|version\b|agenda item)",
    re.I,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_TIME_ONLY = re.compile(r"^[\d\s:.–-]+(?:am|pm|hours|hrs)?\W*$", re.I)
_SALUTATION = re.compile(r"^dear\b", re.I)
_LETTERHEAD = re.compile(r"\btel(?:ephone)?\b\W|\be-?mail\b", re.I)
_LETTERHEAD_LINES = 5
_RUNS_ON = re.compile(r"[,:–—&]$|\b(?:and|of|for|the|to|in|on)$", re.I)
_MINUTES = re.compile(r"\S.*\bminutes\b", re.I)
_MEETING = re.compile(r"\b(?:minutes|agenda|meeting)\b", re.I)
# A file's own title is taken before the printed one only if its name says the same, and the print does not.
_SAME, _OTHER, _UNLIKE = 85, 60, 50
_WORDS = re.compile(r"\w+")
_OWN_WORDS, _OWN_LONG = 4, 6


def title_of(head: PaperHead) -> str:
    """Return the title of a paper; its file's name in words where nothing else is to be had."""
    subject = next(filter(_is_subject, head.values(_SUBJECT_LABEL)), None)
    if subject:
        return subject
    printed = " – ".join(_printed(head))
    own = head.own_title if len(head.own_title.split()) >= _LEAST_WORDS else ""
    says_same = _says(own, head.name) >= _SAME > _OTHER > _says(printed, head.name)
    if own and (not printed or _is_printed(own, head) or says_same):
        return own
    if printed and not _names_better(head.name, printed):
        return printed
    return head.name[:1].upper() + head.name[1:]


def _is_printed(own: str, head: PaperHead) -> bool:
    """Whether a file's own title is printed: its words over the text, or those of a long one further down.

    Many files bear the title of another paper, from which they were made.
    """
    words = _WORDS.findall(own.casefold())
    over_text = set(_WORDS.findall(f"{head.text} {head.name}".casefold()))
    if len(words) >= _OWN_LONG:
        over_text.update(_WORDS.findall(head.opening.casefold()))
    return len(words) >= _OWN_WORDS and over_text.issuperset(words)


def _is_subject(value: str) -> bool:
    return len(value.split()) >= _LEAST_WORDS and len(value) <= _LONGEST


def _names_better(name: str, printed: str) -> bool:
    """Whether a file's name says what the paper is ("Risk register") and the print only what comes first in it."""
    return (
        kind_of_title(name) is not None and kind_of_title(printed) is None and _says(printed, name) < _UNLIKE
    )


def _says(title: str, name: str) -> float:
    return token_set_ratio(title.lower(), name.lower())


def _printed(head: PaperHead) -> list[str]:
    """Return the printed lines of the title: one, or two where the first is short."""
    lines = head.lines
    salutation = next((at for at, line in enumerate(lines) if _SALUTATION.match(line.text)), None)
    if salutation is not None:  # what stands over a salutation is an address, what stands below the subject
        return [line.text for line in lines[salutation + 1 :][:1] if _may_be_subject(line.text)]
    if any(_LETTERHEAD.search(line.text) for line in lines[:_LETTERHEAD_LINES]):
        return []
    candidates = list(_candidates(lines[:_MOST_LINES]))
    # The body of a meeting is part of the title of its minutes, and no part of any other paper's.
    of_meeting = any(_MEETING.search(text) for text in candidates)
    if not of_meeting:
        candidates = [text for text in candidates if not is_body(text)] or candidates
    chosen: list[str] = []
    for text in candidates:
        if any(text.casefold() in other.casefold() for other in chosen):
            continue
        chosen.append(text)
        runs_on = _RUNS_ON.search(text) is not None
        if not runs_on and (len(chosen) == 2 or _MINUTES.search(text) or len(text.split()) >= _SHORT):
            break
    return chosen


def _candidates(lines: Sequence[HeadLine]) -> Iterator[str]:
    """Yield the lines that may be of the title, up to the first that may not and follows one that may."""
    begun = False
    for line in lines:
        if _may_be_title(line) and (begun or len(line.text.split()) >= _LEAST_WORDS or line.level):
            begun = True
            yield line.text
        elif begun and not _is_date(line.text):
            return


def _may_be_title(line: HeadLine) -> bool:
    return not line.in_table and not _is_field(line) and _may_be_subject(line.text)


def _may_be_subject(text: str) -> bool:
    return not (
        _NOT_TITLE.match(text)
        or _POSTCODE.search(text)
        or _TIME_ONLY.match(text)
        or _is_date(text)
        or len(text) > _LONGEST_LINE
        or text.endswith(".")
    )


def _is_field(line: HeadLine) -> bool:
    """Whether a line is a form's field; "Place matters: a strategy" is a title, and so a heading."""
    found = field_of(line.text)
    return found is not None and (line.level == 0 or ":" not in line.text)


def _is_date(text: str) -> bool:
    """Whether a line says little more than a date."""
    has_date = first_date(text) is not None or first_month(text) is not None
    return has_date and len(text.split()) <= 5 and not _MEETING.search(text)
