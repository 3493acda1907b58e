"""What the tables of a paper say of the columns of those that go on with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.readers.pdf.blocks import Follows, Row, Table, header_of
from ingest.readers.pdf.tables.aligned import aligned, grounds_of

_SAME_COLUMNS = 4.0  # points
_FURTHEST = 2  # pages: one between may be filled by a single cell, which is read as prose


def named_by(table: Table, last: Table, header: Row) -> Row:
    """Return the names in ``header``, that of ``last``, which stand over the columns of ``table``.

    Nothing where the columns of the two do not align.
    """
    places = _places(table, last)
    return tuple("" if place is None else header[place] for place in places)


def laid_under(table: Table, head: Table) -> Table | None:
    """Return ``table`` with the names that ``head``, a table of names alone, has for its columns.

    The columns that only ``head`` has are added to it, empty. None where the two do not align.
    """
    places = _places(table, head)
    known = [place for place in places if place is not None]
    if not places:
        return None
    if len(known) < len(places):
        # A column that stands under no name keeps its place; the names must all have columns then.
        if len(known) < sum(map(bool, head.header)):
            return None
        names = tuple("" if place is None else head.header[place] for place in places)
        return replace(table, header=names, headers=0, sure=True)
    width = range(len(head.header))
    rows = tuple(
        tuple(row[known.index(column)] if column in known else "" for column in width) for row in table.rows
    )
    spans = tuple(
        table.spans[known.index(column)] if column in known else head.spans[column] for column in width
    )
    columns = tuple(span[0] if span else 0.0 for span in spans)
    return replace(table, rows=rows, header=head.header, headers=0, sure=True, spans=spans, columns=columns)


def named_above(table: Table, head: Table) -> Table | None:
    """Return ``table``, which has names of its own, with those of ``head`` over them: a name over several.

    None where the two do not align, or ``head`` has as many columns: then it heads something else.
    """
    places = grounds_of(head.spans, table.spans)
    if not places or len(set(places)) != sum(map(bool, head.header)) or len(set(places)) == len(places):
        return None
    above = tuple(head.header[place] for place in places)
    return replace(table, header=header_of([above, table.own_header], 2))


def _places(table: Table, above: Table) -> list[int | None]:
    """Return under which columns of ``above`` those of ``table`` stand; none where it begins further in."""
    places = aligned(above.spans, table.spans)
    first = next((at for at, span in enumerate(above.spans) if span), None)
    return places if places and places[0] in (None, first) else []


@dataclass(frozen=True, slots=True)
class _Named:
    """A table and the names that its columns have in the end; ``sure`` says that they stand out as names."""

    table: Table
    header: Row
    sure: bool


@dataclass(slots=True)
class Headers:
    """The column names of the tables met so far, so that a table that goes on keeps them."""

    _by_number: dict[int, _Named] = field(default_factory=dict)
    _last: _Named | None = None

    def of(self, table: Table, *, tops_page: bool) -> Row:
        """Return the column names of ``table``; ``tops_page`` says that it is the first thing on its page."""
        named = _Named(table, table.own_header, table.sure or table.heads)
        if not named.sure:
            named = self._kept(table, tops_page=tops_page) or named
        self._last = named
        if table.number is not None:
            self._by_number[table.number] = named
        return () if table.heads else named.header

    def _kept(self, table: Table, *, tops_page: bool) -> _Named | None:
        """Return what ``table`` keeps of an earlier one.

        If its own names have but the form of names, it keeps only such as stand out.
        """
        own, last = table.own_header, self._last
        part = self._by_number.get(table.number) if table.number is not None else last
        same = part is not None and part.table.own_header == own and table.page - part.table.page <= 1
        if part is not None and same and (own or table.number is not None):
            return _Named(table, part.header, part.sure)
        if last is None or (own and not last.sure):
            return None
        header = _handed_on(table, last, tops_page=tops_page)
        return _Named(table, header, last.sure) if header else None


def _handed_on(table: Table, last: _Named, *, tops_page: bool) -> Row:
    """Return the names of ``last`` for the columns of ``table`` if it goes on with it, else nothing."""
    if not last.header or not 0 <= table.page - last.table.page <= _FURTHEST:
        return ()
    if _same_columns(table, last.table):
        return last.header
    if table.page > last.table.page:
        next_to = tops_page or table.follows is Follows.NOTHING
    else:
        next_to = table.follows is Follows.TABLE
    return named_by(table, last.table, last.header) if next_to else ()


def _same_columns(table: Table, last: Table) -> bool:
    """Whether two tables that are not tagged have the same columns."""
    if table.number is not None or last.number is not None or len(table.columns) != len(last.columns):
        return False
    return len(table.rows[0]) == len(last.rows[0]) and _near(table.columns, last.columns)


def _near(columns: Sequence[float], others: Sequence[float]) -> bool:
    return all(abs(one - other) <= _SAME_COLUMNS for one, other in zip(columns, others, strict=True))
