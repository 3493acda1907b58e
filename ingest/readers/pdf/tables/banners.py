"""Headings that are set as a row of a table: a section's name, and its number in a box beside it."""

from collections.abc import Mapping, Sequence

from ingest.readers.pdf.lines import Line
from ingest.readers.table_headers import RowLook

_LONGEST_NUMBER = 3  # digits
_MOST_WORDS = 14  # of a section's name


def banner_lines(cells: Mapping[int, Sequence[Line]], look: RowLook) -> tuple[Line, ...]:
    """Return the number and the name that a row by itself shows in bold; nothing where it is no banner.

    ``cells`` holds the lines of its filled cells by column. The box round the number, shaded as the name
    is not, tells it from a figure.
    """
    if len(cells) != 2 or not look.bold:
        return ()
    texts = {column: " ".join(line.text for line in lines).strip() for column, lines in cells.items()}
    numbers = [column for column, text in texts.items() if text.isdecimal() and len(text) <= _LONGEST_NUMBER]
    if len(numbers) != 1:
        return ()
    number = numbers[0]
    name = next(column for column in cells if column != number)
    boxed = look.shades[number] is not None and look.shades[number] != look.shades[name]
    words = texts[name].split()
    if not boxed or not 0 < len(words) <= _MOST_WORDS or not words[0][:1].isupper():
        return ()
    return (*cells[number], *cells[name])
