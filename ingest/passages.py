"""Blocks to passages: the unit that is embedded, found and cited.

Running text is gathered under its heading path to about ``TARGET_WORDS``; a numbered paragraph or
list item is never cut unless it is longer than ``MOST_WORDS`` by itself. A table row becomes text
that means something alone ("Authority: Stoke on Trent; 2016/17 Q1: 24; …"); short rows of one table
share a passage, long rows stand alone and are split between the items of their cells.

Footnotes are passages of their own, after the text of their page, so that they do not break a sentence
that runs on over its end. Words that a paper strikes out are in no passage. In an agenda pack no
passage crosses from one part into the next.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.documents import Block, BlockKind, Page, Part, Passage, PassageKind, Rating
from ingest.kinds.ratings import is_rating_column, rating_in
from ingest.normalise import BULLET
from ingest.page_ends import runs_on, whole_paragraphs
from ingest.row_ends import row_runs_on, whole_row
from ingest.sentences import split_sentences

TARGET_WORDS = 110
MOST_WORDS = 170
_SHORT_ROW_WORDS = 45
_LEAD_WORDS = 45

_CAPTION_WORDS = 14
# One or two headings with nothing under them are names and captions; more are a list.
_LEAST_BARE = 3


def make_passages(pages: Iterable[Page], parts: Sequence[Part] = ()) -> tuple[Passage, ...]:
    """Return the passages of a paper in reading order; their ordinals count from 0.

    ``parts`` are those of an agenda pack: each passage is told in which one it stands. A passage's
    confidence is the least of its pages that were read by OCR.
    """
    pages = tuple(pages)
    confidence = {page.number: page.confidence for page in pages if page.confidence is not None}
    found: list[Passage] = []
    for part, run in _runs(pages, parts):
        for passage in _passages_of_run(run):
            surely = (confidence[n] for n in _span(passage) if n in confidence)
            found.append(
                replace(
                    passage,
                    ordinal=len(found),
                    part=part.ordinal if part else None,
                    confidence=min(surely, default=None),
                )
            )
    return tuple(found)


def _runs(pages: Sequence[Page], parts: Sequence[Part]) -> Iterator[tuple[Part | None, list[Page]]]:
    """Yield the pages part by part; all at once where there are no parts."""
    if not parts:
        yield None, list(pages)
    for part in parts:
        yield part, [page for page in pages if part.page_start <= page.number <= part.page_end]


def _span(passage: Passage) -> range:
    return range(passage.page_start, passage.page_end + 1)


def _passages_of_run(pages: Iterable[Page]) -> tuple[Passage, ...]:
    """Return the passages of pages that belong together; their ordinals count from 0."""
    builder = _Builder()
    shown = [[block for block in page.blocks if block.kind is not BlockKind.STRUCK] for page in pages]
    text = whole_paragraphs(
        [[block for block in blocks if block.kind is not BlockKind.FOOTNOTE] for blocks in shown], _goes_on
    )
    following = iter([*(pieces[0] for paragraphs in text for pieces in paragraphs), None])
    next(following)
    for blocks, paragraphs in zip(shown, text, strict=True):
        for block, *rest in paragraphs:
            builder.add(_as_caption(block, next(following)), rest)
        builder.add_footnotes([block for block in blocks if block.kind is BlockKind.FOOTNOTE])
    return builder.finish()


def _goes_on(block: Block, following: Block) -> bool:
    """Whether a page's first block, a paragraph or a table row, goes on with the last one before it."""
    return runs_on(block, following) or row_runs_on(block, following)


def _as_caption(block: Block, following: Block | None) -> Block:
    """Return a short paragraph that stands over a table as the heading that it is."""
    over_table = following is not None and following.kind is BlockKind.TABLE_ROW
    short = len(block.text.split()) <= _CAPTION_WORDS and block.text[-1:] not in ".;,"
    if block.kind is BlockKind.PARAGRAPH and over_table and short:
        return Block(BlockKind.HEADING, block.text.rstrip(":"), block.page, level=5, number=block.number)
    return block


@dataclass(slots=True)
class _Open:
    """The passage being gathered."""

    kind: PassageKind
    heading: tuple[str, ...]
    lines: list[str] = field(default_factory=list)
    words: int = 0
    page_start: int = 0
    page_end: int = 0
    paragraph: str | None = None
    rating: Rating | None = None
    context: str = ""
    header: tuple[str, ...] = ()

    def add(self, line: str, page: int, page_end: int | None = None) -> None:
        self.lines.append(line)
        self.words += len(line.split())
        self.page_start = self.page_start or page
        self.page_end = page_end or page


class _Builder:
    def __init__(self) -> None:
        self._headings: list[tuple[int, str]] = []
        self._bare: list[Block] = []  # headings with nothing under them, and the last one
        self._open: _Open | None = None
        self._footnotes: list[_Open] = []  # those that wait for the open passage to end
        self._done: list[Passage] = []

    def add(self, block: Block, rest: Sequence[Block] = ()) -> None:
        """Add a block; ``rest`` are those of the next pages that it runs on in."""
        if block.kind is BlockKind.HEADING:
            self._close()
            if self._bare and block.level > self._bare[-1].level:
                self._bare.clear()  # it has sections of its own
            self._bare.append(block)
            text = f"{block.number} {block.text}" if block.number else block.text
            self._headings = [(level, name) for level, name in self._headings if level < block.level]
            self._headings.append((block.level, text))
            return
        self._keep_bare(self._bare[:-1])
        if block.kind is BlockKind.TABLE_ROW:
            self._add_row(whole_row([block, *rest]), (rest[-1] if rest else block).page)
        else:
            self._add_prose(block, rest)

    def add_footnotes(self, notes: Sequence[Block]) -> None:
        """Make passages of a page's footnotes: after the passage that is open, which runs on."""
        gathered: _Open | None = None
        for note in notes:
            line = f"{note.number} {note.text}" if note.number else note.text
            for part in _parts(line):
                if gathered is None or gathered.words + len(part.split()) > TARGET_WORDS:
                    gathered = _Open(PassageKind.PROSE, self._path())
                    self._footnotes.append(gathered)
                gathered.add(part, note.page)
        if self._open is None:
            self._close_footnotes()

    def finish(self) -> tuple[Passage, ...]:
        self._close()
        self._keep_bare(self._bare)
        return tuple(self._done)

    def _keep_bare(self, headings: Sequence[Block]) -> None:
        """Make a passage of headings in a row with nothing under them: the items of an agenda."""
        if len(headings) >= _LEAST_BARE:
            inner, self._headings = self._headings, []
            for heading in headings:
                self._add_prose(heading)
            self._close()
            self._headings = inner
        self._bare.clear()

    def _path(self) -> tuple[str, ...]:
        return tuple(name for _, name in self._headings)

    def _add_prose(self, block: Block, rest: Sequence[Block] = ()) -> None:
        line = f"{BULLET} {block.text}" if block.kind is BlockKind.LIST_ITEM else block.text
        line = f"{block.number} {line}" if block.number else line
        ends = [(len(line), block.page)]  # where each page's share of the line ends
        for other in rest:
            line = f"{line}{'' if line.endswith('-') else ' '}{other.text}"
            ends.append((len(line), other.page))
        words = len(line.split())
        current = self._open
        if current is not None and (
            current.kind is not PassageKind.PROSE or self._is_full(current, block, words)
        ):
            self._close()
            current = None
        start = 0
        for part in _parts(line):
            if self._open is not None and self._open.words + len(part.split()) > MOST_WORDS:
                self._close()
            if self._open is None:
                self._open = _Open(PassageKind.PROSE, self._path(), paragraph=block.number)
            self._open.add(part, _page_at(ends, start), _page_at(ends, start + len(part) - 1))
            start += len(part) + 1

    @staticmethod
    def _is_full(current: _Open, block: Block, words: int) -> bool:
        """Whether a block belongs in a new passage; a list stays with its lead-in while it can."""
        room = MOST_WORDS if block.kind is BlockKind.LIST_ITEM else TARGET_WORDS
        return current.words + words > room

    def _add_row(self, block: Block, page_end: int) -> None:
        rating = _rating_of(block)
        lines = row_lines(block)
        words = sum(len(line.split()) for line in lines)
        if rating is None and words <= _SHORT_ROW_WORDS:
            current = self._open
            fits = (
                current is not None
                and current.kind is PassageKind.TABLE_ROW
                and current.header == block.header
                and current.words + words <= TARGET_WORDS
            )
            if not fits:
                self._close()
                self._open = _Open(PassageKind.TABLE_ROW, self._path(), header=block.header)
            assert self._open is not None
            self._open.add("; ".join(lines), block.page, page_end)
            return
        self._close()
        # A long row is split between its items; each part repeats the words that name the row.
        lead = lines[0] if len(lines) > 1 and len(lines[0].split()) <= _LEAD_WORDS else ""
        most = MOST_WORDS - len(lead.split())
        for line in (part for whole in lines for part in _parts(whole, most)):
            room = TARGET_WORDS + _SHORT_ROW_WORDS - len(line.split())
            if self._open is not None and self._open.words > room and self._open.lines != [lead]:
                self._close()
                if lead:
                    self._open = self._row(block, rating)
                    self._open.add(lead, block.page, page_end)
            if self._open is None:
                self._open = self._row(block, rating)
            self._open.add(line, block.page, page_end)
        self._close()

    def _row(self, block: Block, rating: Rating | None) -> _Open:
        context = f"{rating} rating" if rating else ""
        return _Open(PassageKind.TABLE_ROW, self._path(), rating=rating, context=context, header=block.header)

    def _close(self) -> None:
        current, self._open = self._open, None
        if current is not None:
            self._keep(current)
        self._close_footnotes()

    def _close_footnotes(self) -> None:
        notes, self._footnotes = self._footnotes, []
        for note in notes:
            self._keep(note)

    def _keep(self, current: _Open) -> None:
        if not any(any(c.isalnum() for c in line) for line in current.lines):
            return
        self._done.append(
            Passage(
                ordinal=len(self._done),
                kind=current.kind,
                text="\n".join(current.lines),
                heading=current.heading,
                page_start=current.page_start,
                page_end=current.page_end,
                paragraph=current.paragraph,
                context=current.context,
                rating=current.rating,
            )
        )


def _page_at(ends: Sequence[tuple[int, int]], place: int) -> int:
    """Return the page on which the character at ``place`` stands; the last one for what lies beyond."""
    return next((page for end, page in ends if place < end), ends[-1][1])


def _parts(line: str, most: int = MOST_WORDS) -> Iterator[str]:
    """Yield ``line``, or its runs of whole sentences when it is longer than ``most`` words."""
    if len(line.split()) <= most:
        yield line
        return
    run: list[str] = []
    words = 0
    for sentence in split_sentences(line):
        for piece in _pieces(sentence.text, most):
            count = len(piece.split())
            if run and words + count > TARGET_WORDS:
                yield " ".join(run)
                run, words = [], 0
            run.append(piece)
            words += count
    if run:
        yield " ".join(run)


def _pieces(sentence: str, most: int) -> Iterator[str]:
    """Yield a sentence whole, or cut where it is longer than ``most`` words (a list without stops)."""
    words = sentence.split()
    for start in range(0, len(words), most):
        yield " ".join(words[start : start + most])


def row_lines(block: Block) -> list[str]:
    """Return a table row as lines that mean something alone.

    The lines follow the cells: "header: cell", and a cell that holds a list gives one line an item.
    Short cells stand on one line, separated by semicolons.
    """
    named = _named_cells(block.cells, block.header)
    lines: list[str] = []
    run: list[str] = []
    for name, cell in named:
        first, *items = cell.split("\n")
        whole = f"{name}: {first.removeprefix(f'{BULLET} ')}" if name else first
        if items or len(whole.split()) > 12:
            if run:
                lines.append("; ".join(run))
                run = []
            lines.append(whole)
            lines += items
        else:
            run.append(whole)
    if run:
        lines.append("; ".join(run))
    return lines


def _named_cells(cells: Sequence[str], header: Sequence[str]) -> list[tuple[str, str]]:
    names = list(header) + [""] * (len(cells) - len(header))
    return [(_column_name(name), cell) for name, cell in zip(names, cells, strict=False) if cell]


def _column_name(name: str) -> str:
    """Return a column's name; letters that were printed one under another ("R A G") are joined."""
    if re.fullmatch(r"(?:[A-Z]\s+)+[A-Z]", name):
        return name.replace(" ", "")
    return name.rstrip(":")


def _rating_of(block: Block) -> Rating | None:
    """Return the red/amber/green rating of a row, from the column that is named for it."""
    for name, cell in zip(block.header, block.cells, strict=False):
        if is_rating_column(name) or name.strip().lower() == "status":
            rating = rating_in(cell)
            if rating is not None:
                return rating
    return None
