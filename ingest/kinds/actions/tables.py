"""The tables of a paper that list actions, as rows of what each column is for.

Most name their columns. Some have the names in their first row only; some have none at all: a log of
actions in two columns, what is to be done and how far it has come.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.documents import Block
from ingest.kinds.actions.columns import Role, described_actions, is_action_plan, roles_of
from ingest.kinds.actions.table_runs import TableRun, tables_of
from ingest.kinds.actions.tracker_rows import (
    Cells,
    cells_by_role,
    goes_on,
    is_reference,
    put_together,
    title_across,
)
from ingest.kinds.paper import Paper
from ingest.kinds.ratings import is_state, rating_in, ticked_rating

_A_LOG = re.compile(
    r"\bactions?\s+(?:logs?|plans?|trackers?|lists?|points?|sheets?)\b|\bupdate on (?:the )?actions\b", re.I
)
_MOST_COLUMNS_UNNAMED = 4
_LEAST_STATES = 0.8  # the share of a nameless log's rows that end in a state
_LEAST_ROWS = 3
_SHORT_STATE = 5  # words
_LEAST_SHORT = 0.6  # the share of a column of states that are known as such, or repeated


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action of a table: what its cells say, the row that it begins in, and the title over it."""

    cells: Cells
    block: Block
    theme: str | None


def action_tables(paper: Paper) -> Iterator[tuple[ActionRow, ...]]:
    """Yield the rows of each table of ``paper`` that lists actions, in reading order.

    A table whose parts stand under titles of their own, with the same columns, is one.
    """
    runs = [_with_header(run) for run in tables_of(paper)]
    nameless = _nameless_roles(paper, [run for run in runs if not run.header])
    for header, group in groupby(runs, key=lambda run: run.header or len(run.rows[0].cells)):
        named = header if isinstance(header, tuple) else ()
        found = list(group)
        if not isinstance(header, tuple):
            roles = nameless.get(header, {})
        else:
            roles = described_actions(header) if _is_log(paper, found[0]) else roles_of(header)
        if is_action_plan(named, roles):
            rows = _rows(found, roles)
            if _holds_states(rows, roles):
                rows = [replace(row, cells=_with_status(row.cells)) for row in rows]
            if rows:
                yield tuple(rows)


def _rows(runs: Sequence[TableRun], roles: Mapping[Role, int]) -> list[ActionRow]:
    """Return the actions of a table, pieces put together."""
    gathered: list[ActionRow] = []
    for run in runs:
        theme = _theme(run)
        for block in run.rows:
            title = title_across(block.cells, roles)
            cells = cells_by_role(block.cells, roles)
            ticked = ticked_rating(run.header, block.cells)
            if ticked is not None:
                cells.setdefault(Role.RATING, ticked.value)
            if gathered and goes_on(cells, gathered[-1].cells):
                last = gathered[-1]
                gathered[-1] = replace(last, cells=put_together(last.cells, cells))
            elif title is not None:
                theme = title
            elif cells.keys() - {Role.REFERENCE}:
                gathered.append(ActionRow(cells, block, theme))
    return gathered


def _theme(run: TableRun) -> str | None:
    """Return the title over a run; that of a log as a whole says nothing of its parts."""
    title = run.caption or (run.headings[-1] if run.headings else None)
    return None if title is None or _A_LOG.search(title) else title


def _is_log(paper: Paper, run: TableRun) -> bool:
    """Whether what stands over a table, or the paper's own title, calls it a log or a plan of actions."""
    titles = (run.caption or "", *run.headings, paper.part.title if paper.part else paper.facts.title)
    return any(_A_LOG.search(title) for title in titles)


def _with_header(run: TableRun) -> TableRun:
    """Return a table without names of columns with its first row as such, where that names some."""
    first = run.rows[0].cells
    if run.header or len(run.rows) == 1 or not is_action_plan(first, roles_of(first)):
        return run
    return replace(run, header=first, rows=run.rows[1:])


def _nameless_roles(paper: Paper, runs: Sequence[TableRun]) -> dict[int, dict[Role, int]]:
    """Return what the columns of a log without any names hold, by how many there are."""
    titles = [
        paper.part.title if paper.part else paper.facts.title,
        *(h for run in runs for h in run.headings),
    ]
    if not any(_A_LOG.search(title) for title in titles):
        return {}
    found: dict[int, dict[Role, int]] = {}
    for count in range(2, _MOST_COLUMNS_UNNAMED + 1):
        rows = [row.cells for run in runs for row in run.rows if len(row.cells) == count]
        if len(rows) >= _LEAST_ROWS and sum(_is_state(cells[-1]) for cells in rows) >= _LEAST_STATES * len(
            rows
        ):
            found[count] = _by_content(rows)
    return found


def _by_content(rows: Sequence[Sequence[str]]) -> dict[Role, int]:
    """Tell the columns of a nameless log, whose last one holds states, by what stands in them."""
    last = len(rows[0]) - 1
    words = [sum(len(cells[at].split()) for cells in rows) for at in range(last)]
    action = words.index(max(words))
    roles = {Role.ACTION: action, Role.STATUS: last}
    for at in {*range(last)} - {action}:
        numbered = sum(is_reference(cells[at]) for cells in rows) >= len(rows) / 2
        roles.setdefault(Role.REFERENCE if numbered else Role.LEAD, at)
    return roles


def _is_state(cell: str) -> bool:
    return is_state(cell) or rating_in(cell) is not None


def _holds_states(rows: Sequence[ActionRow], roles: Mapping[Role, int]) -> bool:
    """Whether the column for progress says it in a word or two, the same ones again and again."""
    said = [row.cells[Role.PROGRESS] for row in rows if Role.PROGRESS in row.cells]
    if Role.STATUS in roles or len(said) < _LEAST_ROWS:
        return False
    often = Counter(said)
    known = sum(is_state(words) or (often[words] > 1 and _is_short(words)) for words in said)
    return known >= _LEAST_SHORT * len(said)


def _with_status(cells: Cells) -> Cells:
    words = cells.get(Role.PROGRESS)
    if words is None or not _is_short(words):
        return cells
    return {**{role: said for role, said in cells.items() if role is not Role.PROGRESS}, Role.STATUS: words}


def _is_short(words: str) -> bool:
    return len(words.split()) <= _SHORT_STATE
