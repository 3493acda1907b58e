"""The number that an office gives a paper: of a decision, a committee's paper or a publication.

Each family has its form. A number is read from its label, from the start of a line or from the file's
name; a number in running text may be another paper's.
"""

import re
from collections.abc import Iterator

from ingest.kinds.facts.head import PaperHead

_DECISION_LABEL = re.compile(
    r"(?:[a-z]+ )?decision (?:no|number|ref(?:erence)?(?: no\.?| number)?|log no)\.?|(?:pcc )?decision"
)
_LABEL = re.compile(
    r"(?:report |paper |document |file |our |policy |minute |gateway |key decision )?ref(?:erence)?(?: no\.?| number)?\.?"
    r"|(?:report|paper|document|gateway|policy|forward plan)(?: no\.?| number| ref(?:erence)?)"
)
# What an office may number a paper with: "2021/28", "No. 27 of 2016", "KEY/123", "PCC-D-014-2023", "17668".
_VALUE = re.compile(
    r"^(?:no\.?\s*)?(?P<value>\d{1,4} of \d{4}|(?:[A-Z]{1,8}[/ .-]?){0,3}\d{1,6}(?:\s*[/.-]\s*\d{1,6}){0,3}[A-Za-z]?)(?=$|[\s,;.)\]])",
    re.I,
)
_LINE = re.compile(
    r"^(?:pcc |executive |key |delegated )?decision\s*(?:notice\s*)?(?:no|number|ref(?:erence)?)\b\.?\s*[:#]?\s*(?P<rest>.{1,60})",
    re.I | re.M,
)
_OF = re.compile(r"^(?P<number>\d{1,4}) of (?P<year>\d{4})$", re.I)
# The papers of a committee: its initials, the meeting and the paper ("OSF(5)2.ii", "OSF (5) 2 ii").
_COMMITTEE = re.compile(
    r"^(?P<body>[A-Z]{2,6}) ?(?:\((?P<meeting>\d{1,3})\)|_(?P<meeting2>\d{1,3})_) ?(?P<paper>\d{1,3})"
    r"(?:[. ]{1,2}(?P<sub>[ivx]{1,4})\b)?"
)
_IN_NAME = [
    re.compile(r"(?<!\d)(?P<year>\d{2})[-_/ ](?P<number>\d{5})(?!\d)"),
    re.compile(
        r"\bdecision[-_ ]*(?:no|notice|record|ref)?[-_ .]*(?P<year>\d{4})[-_/ ](?P<number>\d{1,4})(?!\d)", re.I
    ),
    re.compile(r"\bdecision[-_ ]*(?:no|notice|record|ref)?[-_ .]*(?P<year>\d{1,3})[-_/ ](?P<number>20\d{2})(?!\d)", re.I),
]  # fmt: skip
# Seven digits of a name are a number only if the paper prints them so: "2400109" for 24/00109.
_RUN_TOGETHER = re.compile(r"(?<!\d)(?P<year>\d{2})(?P<number>\d{5})(?!\d)")
_COMMAND = re.compile(
    r"(?:^|\()(?P<ref>(?:Cm|CP|Cmd|Cmnd|HC|HL)\.? ?\d{2,4}(?:-[IVX]+)?)\b(?=\)|\W*$|\s*£)", re.M
)
_PUBLICATION = [
    re.compile(r"\bISBN(?:-1[03])?\s*:?\s*(?P<ref>97[89][\d -]{10,14}\d|\d[\d -]{8,11}[\dX])\b"),
    re.compile(r"\bproduct code\s*:?\s*(?P<ref>[A-Z\d]{5,14})\b", re.I),
    re.compile(r"(?:^|\s)(?P<ref>[A-Z]{2,3}\d{4,6})$", re.M),
]


def reference_of(head: PaperHead) -> str | None:
    """Return a paper's number, without blanks and with a stroke before or after the year ("2021/28")."""
    return next(_references(head), None)


def _references(head: PaperHead) -> Iterator[str]:
    """Yield the numbers that a paper may have, the surest first."""
    yield from _valued(head.values(_DECISION_LABEL))
    yield from _valued(match["rest"] for match in _LINE.finditer(head.opening))
    lines = [line.text for line in head.lines[:4]]
    for line in (*lines, head.stem):
        match = _COMMITTEE.match(line)
        if match:
            sub = f".{match['sub']}" if match["sub"] else ""
            yield f"{match['body']}({match['meeting'] or match['meeting2']}){match['paper']}{sub}"
    yield from _valued(value for value in head.values(_LABEL) if re.search(r"\d{2}", value))
    for form in _IN_NAME:
        match = form.search(head.stem)
        if match:
            yield f"{match['year']}/{match['number']}"
    for match in _RUN_TOGETHER.finditer(head.stem):
        if f"{match['year']}/{match['number']}" in head.opening:
            yield f"{match['year']}/{match['number']}"
    for text in (head.text, "\n".join(head.inside), head.imprint):
        yield from (" ".join(match["ref"].split()) for match in _COMMAND.finditer(text))
    for form in _PUBLICATION:
        yield from (match["ref"].strip() for match in form.finditer(head.imprint))


def _valued(values: Iterator[str]) -> Iterator[str]:
    """Yield the numbers that stand at the beginning of ``values``."""
    for value in values:
        match = _VALUE.match(value.strip())
        if match is None:
            continue
        of = _OF.match(match["value"])
        yield f"{of['number']}/{of['year']}" if of else re.sub(r"\s+", "", match["value"])
