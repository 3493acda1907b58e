"""The head of a paper: what it prints of itself before its text begins.

Offices print a paper's title, its body and its date over the text, as lines of their own or as the fields
of a form ("To: Cabinet, 3 May 2024"). What stands further down speaks of other things: the first date of a
report's text is seldom the report's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from ingest.documents import Block, BlockKind, Page

_OPENING_PAGES, _OPENING_BLOCKS = 2, 60
_HEAD_BLOCKS = 30
# A paragraph of as many words is running text.
_PROSE_WORDS = 22
_IMPRINT_PAGES = 3
_COVER_WORDS, _INSIDE_LINES = 30, 10

_FIELD = re.compile(r"^(?P<label>[A-Z][A-Za-z /&'’().-]{0,60}?)\s*:\s*(?P<value>.*)$", re.S)
# Labels that some forms print without a colon, in a column of their own.
_BARE_FIELD = re.compile(
    r"^(?P<label>Author|Date|Version|Reference|Status|Department)\s+(?P<value>[A-Z\d].{0,60})$", re.S
)
_LONGEST_LABEL = 9  # words
_SECTION = re.compile(
    r"^(?:(?:executive )?summary|introduction|background|contents|foreword|purpose)\b", re.I
)
_MEETING = re.compile(r"^(?:(?:draft|unconfirmed) )?(?:minutes|notes?) of\b|^(?:at )?a meeting of\b", re.I)
_IMPRINT = re.compile(r"©|\bcopyright\b|\bISBN\b|\bpublication date\b", re.I)
_SEPARATORS = re.compile(r"[-_+\s]+")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of a paper's head; ``level`` is 1 (outermost) to 6 for a heading, else 0.

    ``in_table`` says that it is a cell of a table of three columns or more, or the name of a column.
    """

    text: str
    level: int = 0
    in_table: bool = False


@dataclass(frozen=True)
class PaperHead:
    """What is looked at to tell what a paper is.

    ``stem`` is the file's name without folder and ending, ``own_title`` the title in the file's metadata.
    ``lines`` are the lines over the text of the first page, fields among them; ``fields`` the (label, value)
    pairs of the opening pages, labels in lower case. ``opening`` is the text of the first two pages, and
    ``imprint`` that of the pages that say who published the paper. ``inside`` are the first lines of the
    second page where the first is a cover.
    """

    stem: str
    own_title: str
    lines: tuple[HeadLine, ...]
    fields: tuple[tuple[str, str], ...]
    opening: str
    imprint: str
    inside: tuple[str, ...]

    @cached_property
    def name(self) -> str:
        """The file's name in words."""
        return _SEPARATORS.sub(" ", self.stem).strip()

    @cached_property
    def text(self) -> str:
        """The lines of the head, one below the other."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def titles(self) -> tuple[HeadLine, ...]:
        """The lines of the head that are neither fields nor cells of a table."""
        return tuple(line for line in self.lines if not line.in_table and field_of(line.text) is None)

    def values(self, label: re.Pattern[str]) -> Iterator[str]:
        """Yield the values of the fields whose whole label matches, those that are filled in."""
        return (value for name, value in self.fields if value and label.fullmatch(name))


def read_head(pages: Sequence[Page], *, file_name: str, title: str | None) -> PaperHead:
    """Return the head of a paper; ``file_name`` may be a path, ``title`` is the file's own title."""
    opening = [block for page in pages[:_OPENING_PAGES] for block in page.blocks][:_OPENING_BLOCKS]
    return PaperHead(
        stem=PurePath(file_name).stem,
        own_title=title or "",
        lines=tuple(_head_lines(pages[0].blocks if pages else ())),
        fields=tuple(_fields(opening)),
        opening="\n".join(map(text_of, opening)),
        imprint=_imprint(pages),
        inside=_inside(pages),
    )


def text_of(block: Block) -> str:
    """Return the words of a block; the cells of a row one after the other."""
    return block.text or " ".join(filter(None, block.cells))


def field_of(line: str) -> tuple[str, str] | None:
    """Return the label, in lower case, and the value of a form's field ("Date: 3 May 2024"), or None."""
    match = _FIELD.match(line) or _BARE_FIELD.match(line)
    if match is None or len(match["label"].split()) > _LONGEST_LABEL:
        return None
    return " ".join(match["label"].lower().split()), " ".join(match["value"].split())


def _head_lines(blocks: Sequence[Block]) -> Iterator[HeadLine]:
    header: tuple[str, ...] = ()
    for position, block in enumerate(blocks[:_HEAD_BLOCKS]):
        if block.kind in (BlockKind.STRUCK, BlockKind.FOOTNOTE):
            continue
        if block.kind is BlockKind.TABLE_ROW:
            if block.header and block.header != header:
                header = block.header
                yield from (HeadLine(name, in_table=True) for name in header if name)
            lines = list(_row_lines(block))
            yield from (HeadLine(line, in_table=len(lines) > 1) for line in lines)
            continue
        if _begins_text(block, position):
            return
        yield HeadLine(block.text, block.level if block.kind is BlockKind.HEADING else 0)


def _begins_text(block: Block, position: int) -> bool:
    """Whether the text of the paper begins with a block: prose, or the heading of a section."""
    if block.kind is BlockKind.HEADING:
        return position > 0 and (block.number is not None or _SECTION.match(block.text) is not None)
    if block.number is not None and block.kind is BlockKind.LIST_ITEM:
        return False  # an item of an agenda
    if _MEETING.match(block.text):
        return False
    return len(block.text.split()) >= _PROSE_WORDS and field_of(block.text) is None


def _row_lines(row: Block) -> Iterator[str]:
    """Yield the cells of a row, a row of two cells as "label: value"."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if len(cells) == 2 and field_of(cells[0]) is None and len(cells[0].split()) <= _LONGEST_LABEL:
        yield f"{cells[0].rstrip(' :')}: {' '.join(cells[1].split())}"
    else:
        yield from cells


def _fields(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a form; a label without a value takes the line below it."""
    lines: list[str] = []
    for block in blocks:
        if block.kind is BlockKind.TABLE_ROW:
            lines.extend(_row_lines(block))
        elif block.text:
            lines.append(block.text)
    for line, following in zip(lines, (*lines[1:], ""), strict=False):
        found = field_of(line) or _label_above(line)
        if found is None:
            continue
        label, value = found
        yield label, value or (following if field_of(following) is None else "")


def _label_above(line: str) -> tuple[str, str] | None:
    """Return a line that is nothing but a label in a form without colons ("Report Title")."""
    label = " ".join(line.lower().split())
    words = label.split()
    is_label = (len(words) <= _BARE_LABEL and words[-1:] and words[-1] in _LABELS) or _TITLE_LABEL.search(
        label
    )
    return (label, "") if is_label else None


_BARE_LABEL = 4  # words
_TITLE_LABEL = re.compile(r"^(?:subject matter ?/ ?)?title of (?:the )?(?:decision|report|paper)$")
_LABELS = frozenset({"title", "officer", "author", "date", "number", "reference", "subject"})


def _inside(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return the first lines of the second page, where the first page is a cover."""
    if len(pages) < _OPENING_PAGES or sum(len(text_of(b).split()) for b in pages[0].blocks) > _COVER_WORDS:
        return ()
    return tuple(line.text for line in _head_lines(pages[1].blocks[:_INSIDE_LINES]) if not line.in_table)


def _imprint(pages: Sequence[Page]) -> str:
    """Return the text of the pages, among the first and the last, that say who published the paper."""
    texts = ("\n".join(map(text_of, page.blocks)) for page in (*pages[:_IMPRINT_PAGES], *pages[3:][-1:]))
    return "\n".join(text for text in texts if _IMPRINT.search(text))
