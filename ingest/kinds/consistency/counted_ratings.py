"""How many actions a tracker's overview says are of each colour, by theme, against its rows.

An overview is a table in which colours stand over numbers: a row of letters, "R A G W", once or for each
term, or names of columns that end in a colour. Its lines are the tracker's themes, with or without the
number of their actions in brackets.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.documents import Block, Rating
from ingest.kinds.actions.table_runs import tables_of
from ingest.kinds.paper import Paper
from ingest.kinds.ratings import rating_in
from ingest.records import Action

_LEAST_COLOURS = 2  # in the names of columns
_LEAST_LETTERS = 3  # in a row; two may be a rating and a term
_COUNT = re.compile(r"^(?P<count>\d{1,4})(?:\s+c/f)?$", re.I)
_ALL = re.compile(r"^(?:grand |overall )?totals?\b", re.I)
_NUMBERED = re.compile(r"\s*\((?P<count>\d{1,4})\)\s*$")
_SHORTEST_BEGINNING = 4  # letters of a word that may stand for the whole: "Rehab"


@dataclass(frozen=True, slots=True)
class WrongCount:
    """A line of an overview that gives another number of actions than the tracker's rows.

    ``rating`` is None where the line gives the number of all. ``actions`` are the rows of its theme.
    """

    row: Block
    label: str
    rating: Rating | None
    stated: int
    counted: int
    actions: tuple[Action, ...]


def wrong_counts(paper: Paper, actions: Sequence[Action]) -> Iterator[WrongCount]:
    """Yield where an overview of ``paper`` and its rated ``actions`` differ."""
    rated = [action for action in actions if action.rating is not None]
    for run in tables_of(paper):
        columns = _coloured(name.split()[-1] if name.split() else "" for name in run.header)
        if len(set(columns.values())) < _LEAST_COLOURS:
            columns = {}
        for row in run.rows:
            letters = _coloured(row.cells)
            if len(set(letters.values())) >= _LEAST_LETTERS:
                columns = letters
            elif columns and row.cells and row.cells[0]:
                yield from _differences(row, columns, rated)


def _coloured(cells: Iterable[str]) -> dict[int, Rating]:
    return {at: rating for at, cell in enumerate(cells) if (rating := rating_in(cell))}


def _differences(row: Block, columns: dict[int, Rating], actions: Sequence[Action]) -> Iterator[WrongCount]:
    label = _NUMBERED.sub("", row.cells[0])
    theirs = tuple(a for a in actions if _ALL.match(label) or (a.theme and _stands_for(label, a.theme)))
    # A dash says nought, as an empty cell does.
    cells = {
        at: row.cells[at] for at in columns if at < len(row.cells) and any(map(str.isalnum, row.cells[at]))
    }
    counts = {at: match for at, cell in cells.items() if (match := _COUNT.match(cell.strip()))}
    if not theirs or not counts or len(counts) < len(cells):
        return
    stated: Counter[Rating] = Counter()
    for at, match in counts.items():
        stated[columns[at]] += int(match["count"])
    counted = Counter(action.rating for action in theirs)
    numbered = _NUMBERED.search(row.cells[0])
    if numbered and int(numbered["count"]) != len(theirs):
        yield WrongCount(row, label, None, int(numbered["count"]), len(theirs), theirs)
    for rating in sorted(set(columns.values())):
        if stated[rating] != counted[rating]:
            yield WrongCount(row, label, rating, stated[rating], counted[rating], theirs)


def _stands_for(label: str, theme: str) -> bool:
    """Whether a line's label is a theme's title, or its beginning, each word perhaps cut short."""
    short, full = _words(label), _words(theme)
    return bool(short) and len(short) <= len(full) and all(map(_begins, short, full))


def _begins(short: str, word: str) -> bool:
    return short == word or (len(short) >= _SHORTEST_BEGINNING and word.startswith(short))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", text.lower()) if word not in {"and", "the"}]
