"""Who was at a meeting, and who sent apologies, from the lists at the head of its minutes.

Lists are printed one name a line under a label, with commas behind one, in columns side by side, or as
a sentence: "Apologies were received from …".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.kinds.meetings.people import is_name, names_in
from ingest.kinds.paper import Line
from ingest.kinds.sections import Section

# By the place of a column: the name that its rows repeat, and the list that it holds by now.
Columns = dict[int, tuple[str, "Role | None"]]


class Role(StrEnum):
    """Which list a name stands in."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    IN_ATTENDANCE = "in attendance"


_WHO = (
    r"(?:(?:board|panel|committee|council|group|voting|lead|independent|co-opted|elected|full|core"
    r"|\w+ (?:board|panel|group)) )*"
)
_LABELS = (
    (Role.APOLOGIES, r"apolog(?:y|ies)(?: for absence| received| from| of absence|/absent)*"
    r"|absent(?: with apologies)?|not present"),
    (Role.IN_ATTENDANCE, r"(?:also |others? |officers? |public |those )*(?:in )?attend(?:ance|ing"
    r"|ees)(?: virtually| remotely| online| by invitation|"
     r" for part(?: of the meeting)?)*(?<!^attendees)(?<!^attendance)|also present"
     r"|(?:other )?(?:officials?|officers?|observers?|guests?|presenters?|speakers?"
     r"|secretariat|advis[eo]rs?|support(?:ing)? (?:officers?|staff)|visitors?|clerk|staff|press"
     r"|minutes taken by|note taker|minute taker)"
     r"(?: (?:present|in attendance|attending))?(?: \([^)]*\))?|other attendees?|present by invitation"
     r"|invitees"),
    (Role.PRESENT, rf"(?:{_WHO}(?:members?|councillors?|panel|trustees|governors"
    rf"|directors) )?(?:present|in attendance)(?: in person| at the meeting)?"
        rf"|present(?: in person| at the meeting)?|attendees?|attendance"
     rf"|{_WHO}(?:members?|panel|councillors?|trustees|governors)(?: \([^)]*\))?|attended by|those present"),
)  # fmt: skip
_LABEL = re.compile(
    r"^(?:"
    + "|".join(rf"(?P<{role.name}>{wording})" for role, wording in _LABELS)
    + r")\s*(?P<stop>[:–—-]|$)\s*",
    re.IGNORECASE,
)
# Lists that were printed on lines of their own may come as one.
_INNER_LABEL = re.compile(
    r"(?<=[\w).])\s+(?=(?:Also (?:present|in attendance)|In attendance|IN ATTENDANCE|Apologies|APOLOGIES"
    r"|Absent|Officers|Observers)\b[^:;,.]{0,30}:)"
)
_SENTENCE = re.compile(
    r"\bapolog(?:y|ies)\b[^.]{0,60}?\b(?:from|on behalf of|for(?! (?:absence|non))|by"
    r"|:)\s*(?P<names>[^:]+?)(?:\.(?=\s|$)(?<!Mr\.)(?<!Mrs\.)(?<!Ms\.)(?<!Dr\.)"
    r"(?<!Cllr\.)|$)",
    re.IGNORECASE,
)
_CHAIR = re.compile(r"\b(?:in the chair|chair(?:man|woman|person)?|presiding)\b(?!['’])", re.IGNORECASE)
_NOT_CHAIR = re.compile(r"\bvice|deputy|former", re.IGNORECASE)
_CHAIR_LABEL = re.compile(
    r"^(?:chair(?:man|woman|person|ed by)?|in the chair|presiding)\s*[:–—-]\s*(?P<name>.+)$", re.IGNORECASE
)
_BRACKETS = re.compile(
    r"\s*[([].*$|\s*[-–—,]\s*(?:in the )?chair.*$|\s+(?:was |took )?(?:in )?the chair\b.*$", re.IGNORECASE
)
# Behind the agenda and its first items nobody is listed any more.
_MOST_SECTIONS = 14


@dataclass(slots=True)
class Attendance:
    """The lists of a meeting's minutes, each in the order printed, and who took the chair."""

    chair: str | None = None
    lists: dict[Role, list[str]] = field(default_factory=lambda: {role: [] for role in Role})
    lines: list[Line] = field(default_factory=list)  # those that were read from

    def add(self, role: Role, names: Sequence[str], line: Line | None) -> None:
        """Add names to a list, but those that it has; note who has the chair."""
        for name in names:
            if (
                self.chair is None
                and role is Role.PRESENT
                and _CHAIR.search(name)
                and not _NOT_CHAIR.search(name)
            ):
                self.chair = _BRACKETS.sub("", name).strip()
            if name not in self.lists[role]:
                self.lists[role].append(name)
        if line is not None and (not self.lines or self.lines[-1] != line):
            self.lines.append(line)


def is_attendance_label(text: str) -> bool:
    """Whether a heading is the label of a list of names: "Present:", "Apologies: A. Fell"."""
    label = _LABEL.match(text)
    return label is not None and (label.end() == len(text) or any(names_in(text[label.end() :])))


def starts_list(text: str) -> bool:
    """Whether a line opens a list of names, with a label and perhaps the first of them."""
    return _LABEL.match(text) is not None


def attendance_of(sections: Sequence[Section]) -> Attendance:
    """Return who was there, from the first sections of the minutes and from what is said of apologies."""
    found = Attendance()
    role: Role | None = None
    columns: Columns = {}
    for at, section in enumerate(sections):
        for heading in section.opened:
            role = _heading(found, heading, role or columns.get(0, ("", None))[1])
        for line in section.lines:
            if line.is_row and at < _MOST_SECTIONS:
                _row(found, line, columns, role)
            elif at < _MOST_SECTIONS:
                for text in _INNER_LABEL.split(line.text.strip()):
                    role = _line(found, text, line, role)
            _apologies(found, line)
    return found


def _heading(found: Attendance, heading: str, role: Role | None) -> Role | None:
    """Return the list that stands under a heading; a name in a list may be set like one."""
    label = _LABEL.match(heading)
    if label:
        found.add(_role(label), list(names_in(heading[label.end() :])), None)
        return _role(label)
    if role is not None and is_name(heading):
        found.add(role, [heading], None)
        return role
    return None


def _line(found: Attendance, text: str, line: Line, role: Role | None) -> Role | None:
    """Read a line of prose, or what one label of it gives; return the list that the next may belong to."""
    chair = _CHAIR_LABEL.match(text)
    if chair and len(text.split()) < 14:
        found.chair = found.chair or _BRACKETS.sub("", chair["name"]).strip()
        return role
    label = _LABEL.match(text)
    if label:
        role = _role(label)
        found.add(role, list(names_in(text[label.end() :])), line)
        return role
    if role is None:
        return None
    names = [text] if is_name(text) and text.count(",") < 2 else list(names_in(text))
    if not names or len(text.split()) > 12 * len(names) or text.endswith((".", ":")):
        return None
    found.add(role, names, line)
    return role


def _row(found: Attendance, line: Line, columns: Columns, above: Role | None) -> None:
    """Read a row of lists that stand side by side; a cell that is a label begins another list below it."""
    for at, cell in enumerate(line.text.split("; ")):
        column, role = columns.get(at, ("", above if at == 0 else None))
        name = cell
        label = _LABEL.match(name)
        if label and label["stop"]:  # the column's name, or a list's
            if label[0] != column:
                column, role = label[0], _role(label)
            name = name[label.end() :]
            label = _LABEL.match(name) if name else None
        if label:  # another list begins in the same column
            role, name = _role(label), name[label.end() :]
        columns[at] = column, role
        if role is not None and is_name(name):
            found.add(role, [name], line)


def _apologies(found: Attendance, line: Line) -> None:
    """Read "Apologies were received from …"."""
    if line.is_row or _LABEL.match(line.text) or re.search(r"\bno apologies\b", line.text, re.IGNORECASE):
        return
    match = _SENTENCE.search(line.text)
    if match:
        names = list(names_in(match["names"]))
        if names:
            found.add(Role.APOLOGIES, names, line)


def _role(label: re.Match[str]) -> Role:
    return next(role for role in Role if label[role.name])
