"""Actions: from trackers and action plans, from logs, and from the lines of minutes that give them."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.documents import BlockKind, DocumentKind
from ingest.kinds.actions.as_at import as_at
from ingest.kinds.actions.columns import Role
from ingest.kinds.actions.lines import listed_actions
from ingest.kinds.actions.tables import ActionRow, action_tables
from ingest.kinds.actions.tracker_rows import Cells, is_reference
from ingest.kinds.paper import Paper, once
from ingest.kinds.ratings import is_carried_forward, rating_in, without_carried
from ingest.normalise import BULLET
from ingest.records import Action, Source

_LEAD = re.compile(r"[-–—(,:]\s*leads?(?:\s+officer)?\b\s*:?\s*(?P<lead>[^()]{2,60})\)?$", re.I)
# What a row says of its action alone: with any of these, a list in it is one action's.
_OF_ONE = frozenset(
    {Role.RATING, Role.STATUS, Role.PROGRESS, Role.LEAD, Role.TIMESCALE, Role.MEASURE, Role.THEME}
)


@once
def actions(paper: Paper) -> tuple[Action, ...]:
    """Return the actions of ``paper``: row by row of its tables, then line by line of its text."""
    return tuple(_actions(paper))


def _actions(paper: Paper) -> Iterator[Action]:
    for rows in action_tables(paper):
        rated = any({Role.RATING, Role.STATUS} & row.cells.keys() for row in rows)
        day = _as_at(paper, rows) if rated else None
        for row in _numbered_once(_deliverables_down(rows)):
            yield from _actions_of(paper, row, day)
    yield from listed_actions(paper)


def _actions_of(paper: Paper, row: ActionRow, day: datetime.date | None) -> Iterator[Action]:
    cells = row.cells
    source = paper.locate_row(row.block)
    wording = cells.get(Role.ACTION)
    deliverable = cells.get(Role.DELIVERABLE)
    if wording is None and deliverable and f"\n{BULLET}" in deliverable:
        deliverable, _, wording = deliverable.partition("\n")
    if wording is None or source is None or not any(c.isalpha() for c in wording):
        return  # a number under "All actions" counts them
    rated, state = cells.get(Role.RATING, ""), cells.get(Role.STATUS, "")
    rating = rating_in(rated) or rating_in(state)
    status = next((said for said in (state, rated) if said and rating_in(said) is None), None)
    timescale = cells.get(Role.TIMESCALE, "")
    reference = cells.get(Role.REFERENCE)
    action = Action(
        source=source,
        action=wording,
        # A log may give the day of the meeting in place of a number.
        reference=reference if reference and is_reference(reference) else None,
        theme=cells.get(Role.THEME) or row.theme,
        deliverable=deliverable,
        lead=cells.get(Role.LEAD) or _lead_in(row.theme),
        measure=cells.get(Role.MEASURE),
        timescale=without_carried(timescale) or None,
        rating=rating,
        status=status,
        progress=cells.get(Role.PROGRESS),
        carried_forward=any(is_carried_forward(said) for said in (timescale, rated, state)),
        as_at=day,
    )
    items = [line.removeprefix(BULLET).strip() for line in wording.split("\n") if line.startswith(BULLET)]
    if not items or _OF_ONE & cells.keys() or wording.split("\n")[0].endswith(":"):
        yield action
        return
    for item in items:
        yield replace(action, action=item, source=_within(paper, item, source))


def _within(paper: Paper, item: str, row: Source) -> Source:
    """Return where an item of a row stands; the row where it cannot be told from what stands before it."""
    found = paper.locate(item, row.page_start)
    return found if found and found.passage >= row.passage else row


def _lead_in(theme: str | None) -> str | None:
    match = _LEAD.search(theme) if theme else None
    return match["lead"].strip() if match else None


def _as_at(paper: Paper, rows: Sequence[ActionRow]) -> datetime.date | None:
    """Return the day that the ratings of a table are of, as the lines over it say, or the plan's own."""
    first = rows[0].block
    over: list[str] = []
    for page in paper.pages:
        if page.number > first.page:
            break
        for block in page.blocks:
            if block is first:
                break
            if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
                over.append(block.text)
    said = as_at(over)
    if said is not None:
        return said
    kind, date = (paper.part.kind, paper.part.date) if paper.part else (paper.facts.kind, paper.facts.date)
    return date if kind is DocumentKind.ACTION_PLAN else None


def _deliverables_down(rows: Sequence[ActionRow]) -> list[ActionRow]:
    """Return rows with the deliverable of the row over them where a cell spanned both.

    The number of the next deliverable may stand too high then, on a page's first row: it is given back.
    """
    found: list[ActionRow] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        over = found[-1] if found else None
        if (
            over
            and over.theme == row.theme
            and Role.ACTION in row.cells
            and Role.DELIVERABLE not in row.cells
            and Role.DELIVERABLE in over.cells
        ):
            cells: Cells = {**row.cells, Role.DELIVERABLE: over.cells[Role.DELIVERABLE]}
            number = cells.get(Role.REFERENCE)
            premature = following is not None and number == following.cells.get(Role.REFERENCE)
            if (number is None or premature) and Role.REFERENCE in over.cells:
                cells[Role.REFERENCE] = over.cells[Role.REFERENCE]
            found.append(replace(row, cells=cells))
        else:
            found.append(row)
    return found


def _numbered_once(rows: Sequence[ActionRow]) -> Iterator[ActionRow]:
    """Yield rows, those without a number whose own was lost and which were given the one over them.

    That is seen where the numbers leave some out and as many deliverables too many bear the last: 12,
    12, 14. Which were lost is not guessed.
    """
    last: tuple[str, str] | None = None  # the number, and the deliverable that bears it
    for at, row in enumerate(rows):
        number, deliverable = row.cells.get(Role.REFERENCE), row.cells.get(Role.DELIVERABLE)
        if number is None or deliverable is None:
            yield row
            continue
        if last is None or last[0] != number:
            last = (number, deliverable)
        elif deliverable != last[1] and not deliverable.startswith(last[1]) and _leaves_out(rows, at, number):
            cells: Cells = {role: said for role, said in row.cells.items() if role is not Role.REFERENCE}
            yield replace(row, cells=cells)
            continue
        yield row


def _leaves_out(rows: Sequence[ActionRow], at: int, number: str) -> bool:
    following = (row.cells.get(Role.REFERENCE) for row in rows[at:])
    other = next((said for said in following if said and said != number), None)
    return bool(other and other.isdigit() and number.isdigit() and int(other) - int(number) > 1)
