"""Tables that a page keeps in several pieces: a header in a table of its own, rows after a section's name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.pdf.blocks import Follows, Paragraph, Table
from ingest.readers.pdf.tables.finding import Part
from ingest.readers.pdf.tables.goes_on import laid_under, named_above

_MOST_BETWEEN = 1  # lines: a section's name
_SECTION = 120  # characters


def joined(units: Sequence[Sequence[Part]]) -> Iterator[Part]:
    """Yield the parts of a page's ``units`` (tables, paragraphs) in order.

    A table says what it stands under. One that is all header, and stands right over a table whose columns
    align with it, names that table's columns and is none itself. Names that a page prints again over a
    tagged table that goes on are left out, for the table has them.
    """
    parts: list[Part] = []
    for unit in units:
        follows = _follows(parts)
        parts += [replace(part, follows=follows) if isinstance(part, Table) else part for part in unit]
    gone = set(range(_printed_again(parts)))
    for at, part in enumerate(parts):
        if isinstance(part, Table) and part.heads and (under := _under(parts, at)) is not None:
            named = _named(parts[under], part)
            if named is not None:
                parts[under] = named
                gone.add(at)
    yield from (part for at, part in enumerate(parts) if at not in gone)


def _printed_again(parts: Sequence[Part]) -> int:
    """Return how many of the first parts repeat the names of the tagged table under them."""
    for at, part in enumerate(parts):
        if isinstance(part, Table) and part.number is not None:
            names = set(" ".join(part.header).split())
            again = not part.headers and all(_words(above) <= names for above in parts[:at])
            return at if again else 0
    return 0


def _words(part: Part) -> set[str]:
    if isinstance(part, Table):
        return {word for row in part.rows for cell in row for word in cell.split()}
    return {word for line in part.lines for word in line.text.split()}


def _follows(parts: Sequence[Part]) -> Follows:
    """Return what stands over the part that comes after ``parts``; a section's name is passed over."""
    above = [part for part in parts[-_MOST_BETWEEN - 1 :] if not _is_section(part)]
    if not parts:
        return Follows.NOTHING
    return Follows.TABLE if above and isinstance(above[-1], Table) else Follows.TEXT


def _is_section(part: Part) -> bool:
    return (
        isinstance(part, Paragraph)
        and len(part.lines) <= _MOST_BETWEEN
        and len(part.lines[0].text) <= _SECTION
    )


def _under(parts: Sequence[Part], at: int) -> int | None:
    """Return the index of the table that stands under part ``at``, with a section's name between at most."""
    under = next((index for index in range(at + 1, len(parts)) if not _is_section(parts[index])), None)
    return under if under is not None and under - at <= _MOST_BETWEEN + 1 else None


def _named(part: Part, head: Table) -> Table | None:
    """Return the table ``part`` with the names that ``head`` has for its columns; None if it has none."""
    if not isinstance(part, Table) or part.heads:
        return None
    return named_above(part, head) if part.own_header and part.sure else laid_under(part, head)
