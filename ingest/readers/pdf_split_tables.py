"""Tables that a page keeps in several pieces: a header in a table of its own, rows after a section's name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.pdf_blocks import Follows, Paragraph, Table
from ingest.readers.pdf_tables import Part
from ingest.readers.pdf_tables import named_by

_MOST_BETWEEN = 1  # lines: a section's name
_SECTION = 120  # characters


def joined_heads(units: Sequence[Sequence[Part]]) -> Iterator[Part]:
    """Yield the parts of a page's ``units`` (tables, paragraphs) in order.

    A table says what it stands under. One that is all header, and stands right over a table without one
    whose columns align with it, names that table's columns and is none itself.
    """
    parts: list[Part] = []
    for unit in units:
        follows = _follows(parts)
        parts += [replace(part, follows=follows) if isinstance(part, Table) else part for part in unit]
    gone: set[int] = set()
    for at, part in enumerate(parts):
        if isinstance(part, Table) and part.heads:
            under = _table_under(parts, at)
            if under is not None and (named := _named(parts[under], part)):
                parts[under] = named
                gone.add(at)
    yield from (part for at, part in enumerate(parts) if at not in gone)


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


def _table_under(parts: Sequence[Part], at: int) -> int | None:
    under = next((index for index in range(at + 1, len(parts)) if not _is_section(parts[index])), None)
    if under is None or under - at > _MOST_BETWEEN + 1 or not isinstance(parts[under], Table):
        return None
    return under


def _named(part: Part, head: Table) -> Table | None:
    """Return the table ``part`` with the names that ``head`` has for its columns; None if they do not align."""
    if not isinstance(part, Table) or (part.own_header and part.sure):
        return None
    header = named_by(part, head, head.header)
    return replace(part, header=header, headers=0, sure=True) if header else None
