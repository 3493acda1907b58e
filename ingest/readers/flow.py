"""Paragraphs and tables as they flow through a word processor's file → pages of blocks.

What every such format has in common is decided here: which paragraphs are headings, which printed
number a paragraph carries, where a page ends, where notes stand, how a table's cells become rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.documents import Block, BlockKind, Page
from ingest.errors import PaperRefused
from ingest.normalise import BULLET
from ingest.readers.grid import GridCell, GridRow, grid_blocks
from ingest.readers.headings import heading_level, in_capitals, is_heading_line, numbered
from ingest.readers.wording import Note, Wording, without_list_mark

MOST_PAGES = 20_000
DEEPEST = 40  # tables within tables, boxes within boxes

_BOLD_LEVEL = 4  # of a bold line without number or capitals, as in the reader of Markdown
_SECTION_LEVEL = 5  # of a line that names a section of a table
# Headings are short. Offices style whole numbered paragraphs as headings, to have them numbered.
_HEADING_WORDS = 14
_LONGEST_HEADING = 30  # words
_SECTION_WORDS = 10
# Where more than this share of a paper is bold, bold says nothing.
_MOST_STRONG = 0.4
_CELL_ITEM_WORDS = 12
_TICKS = "☐☑☒✓✗✔✘"
_SENTENCE_END = (".", ";", ",", "…")


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its words, and what its form says.

    ``level`` is 1 to 9 where its style makes it a heading, else 0. ``number`` is the number that the
    program prints before it ("6.4", "(a)"), which its words do not hold. ``item`` says that a list
    mark is printed before it.
    """

    words: Wording
    level: int = 0
    number: str | None = None
    item: bool = False


@dataclass(slots=True)
class Cell:
    """A cell of a table; a table inside it is given as its rows' texts, one paragraph each."""

    paragraphs: list[Paragraph]
    columns: int = 1
    rows: int = 1
    heads: bool = False
    shaded: bool = False


@dataclass(slots=True)
class Row:
    """A row of a table from left to right; ``heads`` says that it names the columns."""

    cells: list[Cell]
    heads: bool = False


@dataclass(slots=True)
class _Page:
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)


class Flow:
    """Takes a paper's paragraphs and tables in order, and lays them out as pages of blocks.

    ``name`` is the file's, for the message when there are too many pages.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._pages = [_Page()]
        self._last_notes: list[Note] = []
        self._begun = False  # anything came, though it be blank
        self._fresh = False  # the author ended a page and nothing has come since
        self._strong = self._letters = 0
        self._guessed: set[int] = set()  # the blocks that are headings only if bold says something
        self._styled = False  # the paper has headings by style

    @property
    def page(self) -> int:
        """The number of the page that is being filled, from 1."""
        return len(self._pages)

    def add(self, paragraph: Paragraph) -> None:
        """Add a paragraph, its page ends and its notes."""
        words = paragraph.words
        for by_author in words.leading:
            self.end_page(by_author=by_author)
        self._weigh(words)
        self._blocks.extend(self._paragraph_blocks(paragraph))
        self._note(words.notes)
        self._settle(words)
        for by_author in words.trailing:
            self.end_page(by_author=by_author)

    def add_table(self, rows: Sequence[Row]) -> None:
        """Add a table; a row of one cell that spans it is read as a heading or as prose."""
        width = max((sum(cell.columns for cell in row.cells) for row in rows), default=0)
        laid: list[GridRow] = []
        for position, row in enumerate(rows):
            self._page_ends(row, leading=True)
            page = self.page
            if len(row.cells) == 1 and (row.cells[0].columns >= width or width <= 1):
                framed = self._framed(row.cells[0], sections=width > 1 and position < len(rows) - 1)
                laid.append(GridRow((), page, blocks=tuple(framed)))
            else:
                laid.append(GridRow(tuple(map(self._grid_cell, row.cells)), page, row.heads))
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    self._note(paragraph.words.notes)
                    self._settle(paragraph.words)
            self._page_ends(row, leading=False)
        for block in grid_blocks(laid):
            self._pages[block.page - 1].blocks.append(block)

    def end_page(self, *, by_author: bool) -> None:
        """Begin a new page: where the author says so, or where the program that laid it out noted it.

        Such a program notes the page that the author ended, too: it is not counted twice.
        """
        if not by_author and (self._fresh or not self._begun):
            return
        if len(self._pages) >= MOST_PAGES:
            raise PaperRefused(
                f"{self._name} has more than the {MOST_PAGES} pages that are read.", hint="Split it."
            )
        self._pages.append(_Page())
        self._fresh = by_author

    def begin_page(self) -> None:
        """Begin a new page at a paragraph that is set to begin one; at the paper's beginning it has."""
        if self._begun and not self._fresh:
            self.end_page(by_author=True)

    def begin_side(self, *, odd: bool) -> None:
        """Begin a new page with an odd, or an even, number; a page between is left blank."""
        self.end_page(by_author=True)
        if self.page % 2 != odd:
            self.end_page(by_author=True)

    def finish(self, *, opening: Sequence[str] = ()) -> tuple[Page, ...]:
        """Return the pages. ``opening`` are lines that stand before all others (a protective marking)."""
        last_notes = [_note_block(note, self.page) for note in self._last_notes]
        bold_tells = self._strong <= self._letters * _MOST_STRONG
        before = [Block(BlockKind.PARAGRAPH, line, 1) for line in opening]
        return tuple(
            Page(
                number,
                tuple(
                    (before if number == 1 else [])
                    + [self._settled(block, bold_tells=bold_tells) for block in page.blocks]
                    + page.notes
                    + (last_notes if number == self.page else [])
                ),
            )
            for number, page in enumerate(self._pages, start=1)
        )

    @property
    def _blocks(self) -> list[Block]:
        return self._pages[-1].blocks

    def _settle(self, words: Wording) -> None:
        self._begun = True
        if words.fills:
            self._fresh = False

    def _weigh(self, words: Wording) -> None:
        strong, letters = words.weight
        self._strong += strong
        self._letters += letters

    def _note(self, notes: Sequence[Note]) -> None:
        for note in notes:
            if note.last:
                self._last_notes.append(note)
            elif note.text:
                self._pages[-1].notes.append(_note_block(note, self.page))

    def _settled(self, block: Block, *, bold_tells: bool) -> Block:
        if id(block) not in self._guessed:
            return block
        if bold_tells:
            # Where headings are styled, a bold line stands under them.
            return replace(block, level=max(block.level, _BOLD_LEVEL)) if self._styled else block
        return Block(BlockKind.PARAGRAPH, block.text, block.page, number=block.number, links=block.links)

    def _paragraph_blocks(self, paragraph: Paragraph) -> list[Block]:
        words, page = paragraph.words, self.page
        blocks: list[Block] = []
        text = words.text
        if _says_something(text):
            if heading := self._heading(paragraph, text):
                blocks.append(heading)
            else:
                blocks.extend(_prose(paragraph, page))
        if struck := words.struck:
            blocks.append(Block(BlockKind.STRUCK, struck, page))
        return blocks

    def _heading(self, paragraph: Paragraph, text: str) -> Block | None:
        """Return the heading that a paragraph is: by its style, or by its look where that says so."""
        number, rest = (paragraph.number, text) if paragraph.number else numbered(text)
        links = paragraph.words.linked
        count = len(rest.split())
        if paragraph.level:
            if count > _LONGEST_HEADING or (count > _HEADING_WORDS and rest.endswith(_SENTENCE_END)):
                return None
            self._styled = True
            return Block(
                BlockKind.HEADING, rest.rstrip(":"), self.page, level=min(6, paragraph.level),
                number=number, links=links,
            )  # fmt: skip
        if paragraph.item or not _looks_like_heading(rest, number, strong=paragraph.words.all_strong):
            return None
        whole = f"{number} {rest}" if number else rest
        level = heading_level(whole) if number or in_capitals(rest) else _BOLD_LEVEL
        block = Block(BlockKind.HEADING, rest.rstrip(":"), self.page, level=level, number=number, links=links)
        self._guessed.add(id(block))
        return block

    def _framed(self, cell: Cell, *, sections: bool) -> list[Block]:
        """Return the blocks of a row of one cell; a short one over other rows names a section."""
        for paragraph in cell.paragraphs:
            self._weigh(paragraph.words)
        filled = [paragraph for paragraph in cell.paragraphs if paragraph.words.text]
        if sections and len(filled) == 1 and not filled[0].item:
            text = filled[0].words.text
            if len(text.split()) <= _SECTION_WORDS and not text.endswith(_SENTENCE_END):
                number = filled[0].number
                return [
                    Block(BlockKind.HEADING, text.rstrip(":"), self.page, level=_SECTION_LEVEL, number=number)
                ]
        return [block for paragraph in cell.paragraphs for block in self._paragraph_blocks(paragraph)]

    def _grid_cell(self, cell: Cell) -> GridCell:
        # A table's bold is its own, and not weighed: it says nothing of the paper's.
        filled = [paragraph for paragraph in cell.paragraphs if paragraph.words.text]
        return GridCell(
            cell_text(cell.paragraphs),
            cell.columns,
            cell.rows,
            cell.heads,
            strong=cell.shaded or (bool(filled) and all(p.words.all_strong for p in filled)),
            links=tuple(link for p in cell.paragraphs for link in p.words.linked),
            struck=" ".join(p.words.struck for p in cell.paragraphs if p.words.struck),
        )

    def _page_ends(self, row: Row, *, leading: bool) -> None:
        """End pages where a row's cells do: side by side, they share their page ends."""
        ends: list[list[bool]] = []
        for cell in row.cells:
            before: list[bool] = []
            after: list[bool] = []
            worded = False
            for paragraph in cell.paragraphs:
                words = paragraph.words
                (after if worded else before).extend(words.leading)
                worded = worded or bool(words.text)
                (after if worded else before).extend(words.trailing)
            ends.append(before if leading else after)
        for by_author in max(ends, key=len, default=[]):
            self.end_page(by_author=by_author)


def cell_text(paragraphs: Sequence[Paragraph]) -> str:
    """Return a cell's text: the items of a list, or long paragraphs, on lines of their own, else one line."""
    lines: list[str] = []
    listed = False
    for paragraph in paragraphs:
        for position, line in enumerate(paragraph.words.lines):
            typed = without_list_mark(line)
            if (paragraph.item and position == 0) or typed is not None:
                lines.append(f"{BULLET} {typed or line}")
                listed = True
            elif paragraph.number and position == 0:
                lines.append(f"{paragraph.number} {line}")
                listed = True
            else:
                lines.append(line)
                listed = listed or len(line.split()) > _CELL_ITEM_WORDS
    return ("\n" if listed else " ").join(lines)


def row_as_paragraph(cells: Sequence[Sequence[Paragraph]]) -> Paragraph:
    """Return a row of a table that lies in a cell as one paragraph, its cells parted by semicolons."""
    whole = Wording()
    for cell in cells:
        if text := cell_text(cell):
            whole.add(f"; {text}" if whole.text else text)
        for paragraph in cell:
            if struck := paragraph.words.struck:
                whole.add(struck, struck=True)
            whole.take_asides(paragraph.words)
    return Paragraph(whole)


def _says_something(text: str) -> bool:
    """Whether a line has a word or a tick, and is not only a rule or a lone list mark."""
    return any(character.isalnum() or character in _TICKS for character in text)


def _prose(paragraph: Paragraph, page: int) -> list[Block]:
    """Return the blocks of running text: a paragraph, a list item, or the lines that the author ended."""
    words = paragraph.words
    if paragraph.item:
        return [Block(BlockKind.LIST_ITEM, words.text, page, links=words.linked)]
    blocks: list[Block] = []
    for line in filter(_says_something, _whole_lines(words.lines)):
        number, text = numbered(line)
        kind = BlockKind.PARAGRAPH
        if not blocks and paragraph.number:
            number, text = paragraph.number, line
        elif number is None and (item := without_list_mark(line)) is not None:
            kind, text = BlockKind.LIST_ITEM, item
        links = tuple(link for link in words.linked if link[0] in line)
        blocks.append(Block(kind, text, page, number=number, links=links))
    return blocks


def _whole_lines(lines: Sequence[str]) -> list[str]:
    """Join the lines that only the width of a page broke: the next goes on in small letters."""
    whole: list[str] = []
    for line in lines:
        if whole and line[:1].islower() and not numbered(line)[0]:
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return whole


def _looks_like_heading(text: str, number: str | None, *, strong: bool) -> bool:
    """Whether a line is a heading by its look: bold, underlined or in capitals, short, and no label."""
    count = len(text.split())
    if count > _HEADING_WORDS or not (strong or in_capitals(text)):
        return False
    if not any(map(str.isalpha, text)) or "@" in text or text.endswith(_SENTENCE_END):
        return False
    if ": " in text or (text.endswith(":") and count == 1):
        return False  # "Date: 4 May", "Signed:"
    return strong or is_heading_line(f"{number} {text}" if number else text, alone=True)


def _note_block(note: Note, page: int) -> Block:
    return Block(BlockKind.FOOTNOTE, note.text, page, number=note.mark or None)
