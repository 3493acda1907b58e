"""Paragraphs and tables of a PDF → blocks: which are headings, list items, numbered paragraphs.

A heading is told by how it differs from the paper's body text, for untagged files say nothing else:
larger, bold where the body is not, or in capitals; short, and not ending like a sentence. Levels
follow the styles met, the most prominent first, and the depth of printed numbers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ingest.documents import Block, BlockKind
from ingest.readers.headings import in_capitals, numbered
from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.paragraphs import join_lines, strip_bullet

_LONGEST_HEADING = 160  # characters
_MOST_HEADING_LINES = 3
_LARGER = 1.12
_NOT_HEADING = re.compile(r"^[\W\d_]*$|@|^https?:|\.{4,}|[;,]$|[^.]\.$|^(?:\d|£)[\d,.]*%?$")
_FIELD = re.compile(r"^[^:]{2,60}:\s+\S")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one page. ``role`` is what a tagged file says it is: "H1", "P", "LI", ... or ""."""

    lines: tuple[Line, ...]
    page: int
    role: str = ""


Row = tuple[str, ...]
Span = tuple[float, float]


class Follows(Enum):
    """What a table stands under on its page: nothing, another table, or text."""

    NOTHING = auto()
    TABLE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table (or of its part) on one page; the first ``headers`` rows name its columns.

    ``header`` are the columns' names where more is known of them than what those rows say; ``sure``
    says that they stand out as names. ``heads`` says that all rows may be such names, of the columns of
    a table that follows: ``header`` is what they make together.

    What goes on from it is known by ``number``, its number in a tagged file, or else by its columns:
    ``columns`` are their left edges in points, ``spans`` from where to where each reaches (None: it is
    empty).
    """

    rows: tuple[Row, ...]
    page: int
    headers: int = 0
    columns: tuple[float, ...] = ()
    number: int | None = None
    header: Row = ()
    sure: bool = False
    heads: bool = False
    spans: tuple[Span | None, ...] = ()
    follows: Follows = Follows.TEXT

    @property
    def own_header(self) -> Row:
        """The columns' names that the table itself gives; empty where it gives none."""
        return self.header or header_of(self.rows, self.headers)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a heading looks: what sets it apart, most prominent first when sorted in reverse."""

    size: float
    capitals: bool
    bold: bool


class Styles:
    """The body text's look, and the levels of the heading styles of one paper."""

    def __init__(self, paragraphs: Iterable[Paragraph], outline: Iterable[tuple[str, int]] = ()) -> None:
        paragraphs = list(paragraphs)
        sizes: Counter[float] = Counter()
        weights: Counter[bool] = Counter()
        for paragraph in paragraphs:
            for line in paragraph.lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
                weights[line.bold] += len(line.text)
        self.body_size = sizes.most_common(1)[0][0] if sizes else 0.0
        self.body_bold = weights[True] > weights[False]
        self._outline = {_key(title): level for title, level in outline}
        looks = {_look(paragraph) for paragraph in paragraphs if self.is_heading(paragraph)}
        self._levels = {
            look: min(6, 1 + rank) for rank, look in enumerate(sorted(looks, key=_prominence, reverse=True))
        }

    def is_heading(self, paragraph: Paragraph) -> bool:  # noqa: PLR0911 - a list of signs, one after another
        """Whether ``paragraph`` is a heading."""
        text = " ".join(line.text for line in paragraph.lines)
        if len(text) > _LONGEST_HEADING or len(paragraph.lines) > _MOST_HEADING_LINES:
            return False
        number, rest = numbered(text)
        if _NOT_HEADING.search(rest) or strip_bullet(text) is not None or not any(map(str.isalpha, rest)):
            return False
        if _key(text) in self._outline or re.fullmatch(r"H[1-6]?", paragraph.role):
            return True
        if paragraph.role in {"LI", "LBody", "TOCI", "Caption", "Figure"} or _FIELD.match(rest):
            return False
        look = _look(paragraph)
        if look.size >= self.body_size * _LARGER:
            return rest[:1].isupper() or rest[:1].isdigit()
        if look.size < self.body_size * 0.9:
            return False
        if look.bold and not self.body_bold:
            return not (number and number.startswith("(") and len(rest) > 80)
        return look.capitals and len(rest.split()) <= 12 and len(rest) > 5

    def level(self, paragraph: Paragraph) -> int:
        """Return the level, 1 to 6, of a heading."""
        text = " ".join(line.text for line in paragraph.lines)
        from_outline = self._outline.get(_key(text))
        if from_outline:
            return min(6, from_outline)
        if match := re.fullmatch(r"H([1-6])", paragraph.role):
            return int(match[1])
        return self._levels.get(_look(paragraph), 3)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _look(paragraph: Paragraph) -> _Style:
    line = max(paragraph.lines, key=lambda line: len(line.text))
    text = " ".join(line.text for line in paragraph.lines)
    return _Style(round(line.size * 2) / 2, in_capitals(text), all(line.bold for line in paragraph.lines))


def _prominence(style: _Style) -> tuple[float, bool, bool]:
    return style.size, style.bold, style.capitals


def paragraph_block(paragraph: Paragraph, styles: Styles, words: Counter[str]) -> Block | None:
    """Return the block that ``paragraph`` makes; None where it holds no words."""
    text = join_lines([line.text for line in paragraph.lines], words)
    item = strip_bullet(text)
    if item is not None:
        return Block(BlockKind.LIST_ITEM, item, paragraph.page)
    if not any(map(str.isalnum, text)):
        return None
    number, rest = numbered(text)
    if styles.is_heading(paragraph):
        return Block(BlockKind.HEADING, rest, paragraph.page, level=styles.level(paragraph), number=number)
    return Block(BlockKind.PARAGRAPH, rest, paragraph.page, number=number)


def table_blocks(table: Table, header: Row) -> list[Block]:
    """Return a block for each row of ``table`` under ``header``; rows that repeat it are left out.

    Where the header does not hold the table's own, all of its rows are rows.
    """
    pairs = zip(table.own_header, header, strict=False)
    first = table.headers if header and all(own in name for own, name in pairs) else 0
    return [
        Block(BlockKind.TABLE_ROW, "", table.page, cells=row, header=header)
        for row in table.rows[first:]
        if not _repeats(row, header)
    ]


def _repeats(row: Row, header: Row) -> bool:
    """Whether ``row`` is the header again, or one of the lines of a header that takes several."""
    if len(row) != len(header) or sum(map(bool, row)) < 2:
        return False
    pairs = zip(row, header, strict=True)
    return all(cell.replace("\n", " ").casefold() in name.casefold() for cell, name in pairs)


def header_of(rows: Sequence[Row], headers: int) -> Row:
    """Return the column names that the first ``headers`` rows give, one above the other joined."""
    if not headers:
        return ()
    columns: list[str] = []
    for column in range(len(rows[0])):
        names: list[str] = []
        for row in rows[:headers]:
            name = row[column].replace("\n", " ")
            if name and name not in names:
                names.append(name)
        columns.append(" ".join(names))
    return tuple(columns)
