"""Where a paper contradicts its own numbers: totals, counts of ratings, and percentages.

A flag is worth less than nothing when it is wrong, so each check speaks only where the paper itself
shows what belongs together.
"""

from collections.abc import Iterator, Sequence

from ingest.kinds.actions.tracker import actions
from ingest.kinds.consistency.counted_ratings import WrongCount, wrong_counts
from ingest.kinds.consistency.percentages import wrong_shares
from ingest.kinds.consistency.restated import Restated, restated
from ingest.kinds.consistency.sums import Sum, wrong_sums
from ingest.kinds.figures.figures import FigureTable, figure_tables
from ingest.kinds.paper import Paper
from ingest.records import Action, Inconsistency


def inconsistencies(paper: Paper) -> Iterator[Inconsistency]:
    """Yield where ``paper`` gives two values for one thing, with both places."""
    tables = figure_tables(paper)
    for table in tables:
        for wrong in wrong_sums(table):
            yield from _of_sum(paper, table, wrong)
    for twice in restated(tables):
        yield from _of_restated(paper, twice)
    for count in wrong_counts(paper, actions(paper)):
        yield from _of_count(paper, count)
    yield from _of_shares(paper)


def _of_sum(paper: Paper, table: FigureTable, wrong: Sum) -> Iterator[Inconsistency]:
    stated, first = paper.locate_row(wrong.row.block), paper.locate_row(wrong.first.block)
    if stated is None or first is None:
        return
    column = next(column.heading for column in table.columns if column.at == wrong.at)
    added = f"{wrong.added:,.{wrong.places}f}"
    if wrong.first is wrong.row:
        parts = " + ".join(part.text for part in wrong.parts)
        says = f"“{wrong.row.label}”: “{column}” is {wrong.stated.text}, but {parts} make {added}."
    else:
        rows = f"the rows from “{wrong.first.label}” to “{wrong.last.label}”"
        says = f"“{wrong.row.label}” gives {wrong.stated.text} for “{column}”, but {rows} add up to {added}."
    yield Inconsistency(source=stated, other=first, says=says)


def _of_restated(paper: Paper, twice: Restated) -> Iterator[Inconsistency]:
    here, there = paper.locate_row(twice.row.block), paper.locate_row(twice.other_row.block)
    if here is None or there is None or here == there:
        return
    label = f"“{twice.row.label}”, “{twice.heading}”"
    yield Inconsistency(
        source=here, other=there, says=f"{label} is {twice.figure.text} here and {twice.other.text} there."
    )


def _of_count(paper: Paper, count: WrongCount) -> Iterator[Inconsistency]:
    stated = paper.locate_row(count.row)
    if stated is None:
        return
    kind = f"rated {count.rating}" if count.rating else "in all"
    says = (
        f"The overview gives {_actions(count.stated)} {kind} for “{count.label}”; "
        f"the tracker's rows are {count.counted}."
    )
    yield Inconsistency(source=stated, other=_example(count.actions, count).source, says=says)


def _example(theirs: Sequence[Action], count: WrongCount) -> Action:
    """Return a row to open beside the overview: the first of that colour, or else of the theme."""
    return next((action for action in theirs if action.rating == count.rating), theirs[0])


def _actions(number: int) -> str:
    return f"{number} action{'' if number == 1 else 's'}"


def _of_shares(paper: Paper) -> Iterator[Inconsistency]:
    for line in paper.lines:
        if line.is_row:
            continue
        for share in wrong_shares(line.text):
            here = line.source(share.start, share.end)
            says = f"{share.stated}% is given for {share.part} of {share.whole}, which is {share.gives:.1f}%."
            yield Inconsistency(source=here, other=here, says=says)
