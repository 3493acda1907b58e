"""What a line of a tracker's row commits to: an action still to be done is planned, a done one reported.

A row is lines of "Column: cell; Column: cell" (``ingest.passages``); a passage may hold several rows,
each of which begins with the first column.
"""

import re

from ingest.kinds.standing.standings import Standing

_COLUMN = re.compile(r"(?:^|[;\n]\s*)(?P<name>[A-Z][^:;\n.]{1,60}):\s")
_IS_ACTION = re.compile(
    r"\bactions?\b(?!\s+(?:number|no|ref|log))|\bdeliverables?\b|\btasks?\b|\bcommitted to\b|\bmilestones?\b"
    r"|^priorit(?:y|ies)$",
    re.I,
)
_IS_DUE = re.compile(r"^to be \w|\bdeadline\b|\bdue\b", re.I)
_TELLS_STATE = re.compile(r"\bprogress\b|\bstatus\b|\bupdate\b|\bachieved\b|\bevidence\b", re.I)
_IS_NUMBER = re.compile(r"^(?:ref\b|no\b|id\b|item$)|\bnumber\b|\bdate\b", re.I)
_DONE = re.compile(r"\s*(?:completed?|closed|done|delivered|achieved|finished)\b", re.I)
_DONE_COLUMN = re.compile(r"\b(?:completed|closed)\b", re.I)
_CARRIED = re.compile(r"\bcarried forward\W*$", re.I)


def row_commits(text: str, at: int, sentence: str) -> Standing | None:
    """Return what ``sentence``, at ``at`` of the rows in ``text``, commits to by its columns.

    None where the row is no action's, or where the sentence only tells the progress or the number.
    """
    row_start, row = _row_at(text, at)
    columns = list(_COLUMN.finditer(row))
    begin, end = at - row_start, at - row_start + len(sentence)
    if row[begin - 1 : begin] not in ("", "\n") and not any(
        begin == column.start("name") for column in columns
    ):
        return None  # a later sentence of a cell
    # The column in which the sentence begins, and those that begin within it.
    before = [column["name"] for column in columns if column.start("name") <= begin][-1:]
    own = before + [column["name"] for column in columns if begin < column.start("name") < end]
    if any(_IS_ACTION.search(column["name"]) for column in columns):
        if all(_TELLS_STATE.search(name) or _IS_NUMBER.search(name) for name in own):
            return None
    elif not any(map(_IS_DUE.search, own)):
        return Standing.PLANNED if _CARRIED.search(sentence) else None
    return Standing.REPORTED if _is_done(row, columns) else Standing.PLANNED


def _is_done(row: str, columns: list[re.Match[str]]) -> bool:
    return any(
        _DONE_COLUMN.search(column["name"])
        or (_TELLS_STATE.search(column["name"]) and _DONE.match(row[column.end() :]))
        for column in columns
    )


def _row_at(text: str, at: int) -> tuple[int, str]:
    """Return where the row that holds ``at`` begins in ``text``, and its lines."""
    first = _COLUMN.match(text)
    if first is None:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        return start, text[start : end if end >= 0 else len(text)]
    begins = [m.start() for m in re.finditer(rf"^{re.escape(first['name'])}:\s", text, re.M)]
    start = max((b for b in begins if b <= at), default=0)
    end = min((b for b in begins if b > at), default=len(text))
    return start, text[start:end]
