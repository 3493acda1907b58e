"""Footnotes: small print at the foot of a page that begins with the sign that the text refers to."""

import re
from collections.abc import Sequence

from ingest.readers.pdf.blocks import Paragraph, Table
from ingest.readers.pdf.lines import Line

ROLES = frozenset(("Note", "FENote", "Footnote"))
_SMALL = 0.92  # of the body text's size
_SIGN = re.compile(r"^(?:\[?\d{1,3}\]?|[*†‡§]{1,3}|[ivx]{1,5})(?:[.)]?\s+|(?=[A-Z“\"‘(h]))\S")


def split_footnotes(
    parts: Sequence[Paragraph | Table], body_size: float
) -> tuple[list[Paragraph | Table], list[Paragraph]]:
    """Part what stands on one page, in reading order, into its text and its footnotes.

    ``body_size`` is the size, in points, of the paper's running text.
    """
    noted = [part for part in parts if isinstance(part, Paragraph) and part.role in ROLES]
    rest = [part for part in parts if not (isinstance(part, Paragraph) and part.role in ROLES)]
    start = len(rest)
    while start and _is_small(rest[start - 1], body_size):
        start -= 1
    foot = [part for part in rest[start:] if isinstance(part, Paragraph)]
    # Small print above the first sign is a source or a caption.
    first = next((index for index, part in enumerate(foot) if _SIGN.match(part.lines[0].text)), len(foot))
    if start == 0 and not noted:
        first = len(foot)  # a page of small print alone has no text that it could be a note to
    notes = [each for part in foot[first:] for each in _notes(part)]
    return rest[: start + first], [*noted, *notes]


def _is_small(part: Paragraph | Table, body_size: float) -> bool:
    return isinstance(part, Paragraph) and all(line.size <= _SMALL * body_size for line in part.lines)


def _notes(paragraph: Paragraph) -> list[Paragraph]:
    """Part a paragraph where a line begins a next note."""
    parts: list[list[Line]] = []
    for line in paragraph.lines:
        if not parts or _SIGN.match(line.text):
            parts.append([line])
        else:
            parts[-1].append(line)
    return [Paragraph(tuple(lines), paragraph.page, paragraph.role) for lines in parts]
