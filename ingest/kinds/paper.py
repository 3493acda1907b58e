"""A paper as the readers of records see it: its lines under their headings, its rows, its parts.

Prose is read from the lines of passages, where a paragraph that crosses a page is whole and every
character can be cited; tables are read from their blocks, whose cells know their columns.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from ingest.documents import Block, BlockKind, DocumentFacts, Page, Part, Passage, PassageKind
from ingest.passages import row_lines
from ingest.records import Source


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, list item or row of a passage: ``passage.text[start:end] == text``.

    The printed number of a paragraph ("6.4", "(a)") and the bullet of an item stand in ``text``.
    """

    text: str
    passage: Passage
    start: int
    end: int

    @property
    def heading(self) -> tuple[str, ...]:
        """The headings that it stands under, the outermost first."""
        return self.passage.heading

    @property
    def page(self) -> int:
        """The page that its passage begins on, 1-based."""
        return self.passage.page_start

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.passage.kind is PassageKind.TABLE_ROW

    def source(self, start: int = 0, end: int | None = None) -> Source:
        """Return where the line's characters ``start`` to ``end`` stand."""
        last = self.end if end is None else self.start + end
        return Source(
            self.passage.ordinal, self.start + start, last, self.passage.page_start, self.passage.page_end
        )


@dataclass(frozen=True)
class Paper:
    """One paper, or one part of an agenda pack, with the passages that it was cut into.

    ``facts`` are those of the whole file; ``part`` is the part that this is, where it is one. ``known``
    is what was found in it so far (``once``).
    """

    facts: DocumentFacts
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    part: Part | None = None
    known: dict[Callable[["Paper"], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every passage, in reading order."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        for passage in self.passages:
            at = 0
            for text in passage.text.split("\n"):
                yield Line(text, passage, at, at + len(text))
                at += len(text) + 1

    @cached_property
    def rows(self) -> tuple[Block, ...]:
        """The rows of its tables, in reading order, with their cells and column names."""
        return tuple(b for page in self.pages for b in page.blocks if b.kind is BlockKind.TABLE_ROW)

    def locate(self, words: str, page: int) -> Source | None:
        """Return where ``words`` stand, letter for letter, on ``page`` (1-based), or None."""
        for passage in self._on(page):
            at = passage.text.find(words)
            if words and at >= 0:
                return _source(passage, at, at + len(words))
        return None

    def locate_row(self, row: Block) -> Source | None:
        """Return where a row of a table stands: all of it, or as much as its first passage holds."""
        lines = row_lines(row)
        whole = self.locate("; ".join(lines), row.page) or self.locate("\n".join(lines), row.page)
        if whole or not lines:
            return whole
        first = self.locate(lines[0], row.page)
        if first is None:
            return None
        passage = next(p for p in self._on(row.page) if p.ordinal == first.passage)
        end = first.end
        for line in lines[1:]:
            at = passage.text.find(line, end)
            if at < 0:
                break
            end = at + len(line)
        return _source(passage, first.start, end)

    def _on(self, page: int) -> Sequence[Passage]:
        return self._by_page.get(page, ())

    @cached_property
    def _by_page(self) -> dict[int, list[Passage]]:
        found: dict[int, list[Passage]] = {}
        for passage in self.passages:
            for page in range(passage.page_start, passage.page_end + 1):
                found.setdefault(page, []).append(passage)
        return found


Found = TypeVar("Found")


def once(find: Callable[[Paper], Found]) -> Callable[[Paper], Found]:
    """Return ``find``, made to look through each paper once: what it found is kept with the paper.

    That must be nothing that is used up or changed: no iterator, no list that grows.
    """

    @wraps(find)
    def found(paper: Paper) -> Found:
        if find not in paper.known:
            paper.known[find] = find(paper)
        kept: Found = paper.known[find]
        return kept

    return found


def papers_of(
    facts: DocumentFacts, pages: Sequence[Page], passages: Sequence[Passage], parts: Sequence[Part]
) -> Iterator[Paper]:
    """Yield the papers that a file holds: the parts of an agenda pack, or the one that it is."""
    if not parts:
        yield Paper(facts, tuple(pages), tuple(passages))
    for part in parts:
        yield Paper(
            facts,
            tuple(p for p in pages if part.page_start <= p.number <= part.page_end),
            tuple(p for p in passages if p.part == part.ordinal),
            part,
        )


def _source(passage: Passage, start: int, end: int) -> Source:
    return Source(passage.ordinal, start, end, passage.page_start, passage.page_end)
