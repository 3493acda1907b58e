"""The rows of an action plan as they were meant: moved back under their columns, pieces put together.

A file's table loses its shape in three ways. A cell that spanned rows leaves those below it empty,
and may push them one column aside; a row that ran over a page end is two, the second without a
beginning; a title across the whole table is a row of one cell.
"""

import re
from collections.abc import Mapping, Sequence

from ingest.kinds.actions.columns import Role
from ingest.kinds.ratings import rating_in, without_carried
from ingest.normalise import BULLET

Cells = dict[Role, str]
"""What a row says, by what its columns hold; only cells that are not empty."""

_REFERENCE = re.compile(r"^[A-Z]{0,4}[ .-]?\d{1,3}(?:[./]\d{1,3})*[a-z]?\.?$")


def cells_by_role(cells: Sequence[str], roles: Mapping[Role, int]) -> Cells:
    """Return what the cells of a row say, each under its column."""
    moved = _aside(cells, roles)
    at = {role: column + moved for role, column in roles.items()}
    found = {role: cells[column] for role, column in at.items() if 0 <= column < len(cells) and cells[column]}
    if moved < 0 and _REFERENCE.match(found.get(Role.DELIVERABLE, "")):
        found[Role.REFERENCE] = found.pop(Role.DELIVERABLE)
    return found


def title_across(cells: Sequence[str], roles: Mapping[Role, int]) -> str | None:
    """Return the words of a row that is a title across the table; not a lone reference, nor an action."""
    filled = {cell for cell in cells if cell}
    if len(filled) != 1:
        return None
    words = filled.pop()
    column = cells.index(words)
    spans = sum(cell == words for cell in cells) > 1
    if (spans or column == 0 != roles.get(Role.ACTION)) and not _REFERENCE.match(words):
        return words
    return None


def goes_on(row: Cells, before: Cells) -> bool:
    """Whether ``row`` is the rest of the row ``before`` it: it begins nothing, or begins amid a sentence."""
    if any(role in row for role in (Role.RATING, Role.STATUS, Role.TIMESCALE)):
        return False
    own = {role for role, words in row.items() if before.get(role) != words}
    if Role.ACTION not in row:
        return Role.DELIVERABLE not in own and bool(own - {Role.REFERENCE})
    begun = _text(row[Role.ACTION])
    return begun[:1].islower() and not {Role.REFERENCE, Role.LEAD} & own


def put_together(before: Cells, rest: Cells) -> Cells:
    """Return a row and the rest of it as one; the reference and what both say alike stay as they are."""
    whole = dict(before)
    for role, words in rest.items():
        if role is Role.REFERENCE or before.get(role) == words:
            continue
        have = before.get(role)
        # The rest of a list's last item was given a bullet of its own.
        more = _text(words) if have and _text(words)[:1].islower() else words
        whole[role] = f"{have}{chr(10) if more.startswith(BULLET) else ' '}{more}" if have else more
    return whole


def is_reference(cell: str) -> bool:
    """Whether a cell is the number of an action: "7", "2.1", "PE1"; a date is none."""
    return _REFERENCE.match(cell) is not None


def _text(cell: str) -> str:
    return cell.removeprefix(BULLET).strip()


def _aside(cells: Sequence[str], roles: Mapping[Role, int]) -> int:
    """Return by how many columns a row stands aside of its header: -1, 0 or 1.

    It does where its rating, or its reference, stands right beside the column that is for it, and that
    column holds none.
    """
    rating, when = roles.get(Role.RATING), roles.get(Role.TIMESCALE)
    if rating is not None and rating < len(cells) and rating_in(cells[rating]) is None:
        beside = when is not None and when == rating - 1 and bool(rating_in(cells[when]))
        # "A" alone is no time; where the time is a letter too, it must have moved as well.
        if beside and when is not None and _is_term(cells[when - 1]):
            return -1
    reference, following = roles.get(Role.REFERENCE), roles.get(Role.DELIVERABLE)
    if reference == 0 and following == 1 and len(cells) > 1 and _REFERENCE.match(cells[1]):
        return 1
    return 0


def _is_term(cell: str) -> bool:
    bare = without_carried(cell)
    return bool(bare) and (len(bare) <= 2 or bool(re.search(r"\d", bare)))
