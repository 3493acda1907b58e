"""The tables of a paper: rows that follow one another under one header, and what stands over them.

A table that goes on over a page end is one run where nothing but the page's own edge lies between; a
caption or a heading between two rows begins a new one under the same column names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents import Block, BlockKind
from ingest.kinds.paper import Paper, once

_CAPTION_WORDS = 20
_NO_CAPTION = re.compile(
    r"^\W*(?:(?:un)?classified|official|restricted|protect|not protectively marked)\b.{0,12}$", re.I
)

# "Details are shown below:" leads to a table and does not name it.
_LEADS_IN = re.compile(r"\b(?:below|following|as follows)\b.{0,20}:?$", re.I)

# Such a title ("Capital expenditure (£m)") holds for its table, though a paragraph explains it first.
_NAMES_UNIT = re.compile(r"\((?:£[^)]{0,8}|%)\)$")


@dataclass(frozen=True, slots=True)
class TableRun:
    """Rows of one table in reading order, with the names of its columns (empty where it has none).

    ``caption`` is the line right over it, a heading or a short paragraph; ``headings`` are those that
    it stands under, the outermost first, the caption among them where it is a heading.
    """

    rows: tuple[Block, ...]
    header: tuple[str, ...]
    caption: str | None
    headings: tuple[str, ...]

    @property
    def page(self) -> int:
        """The page that it begins on, 1-based."""
        return self.rows[0].page


@once
def tables_of(paper: Paper) -> tuple[TableRun, ...]:
    """Return the tables of ``paper`` in reading order."""
    return tuple(_tables_of(paper))


def _tables_of(paper: Paper) -> Iterator[TableRun]:
    headings: list[tuple[int, str]] = []
    caption: str | None = None
    rows: list[Block] = []
    for page in paper.pages:
        for block in page.blocks:
            if block.kind is BlockKind.TABLE_ROW:
                if rows and block.header != rows[-1].header:
                    yield _run(rows, caption, headings)
                    rows, caption = [], None
                rows.append(block)
                continue
            if block.kind in (BlockKind.FOOTNOTE, BlockKind.STRUCK) or _NO_CAPTION.match(block.text):
                continue
            if rows:
                yield _run(rows, caption, headings)
                rows, caption = [], None
            if block.kind is BlockKind.HEADING:
                headings = [(level, name) for level, name in headings if level < block.level]
                headings.append((block.level, block.text))
            keeps = caption is not None and _NAMES_UNIT.search(caption) and block.kind is BlockKind.PARAGRAPH
            caption = _caption(block) or (caption if keeps else None)
    if rows:
        yield _run(rows, caption, headings)


def _run(rows: Sequence[Block], caption: str | None, headings: Sequence[tuple[int, str]]) -> TableRun:
    return TableRun(tuple(rows), rows[0].header, caption, tuple(name for _, name in headings))


def _caption(block: Block) -> str | None:
    """Return a line's text where it may name the table under it: a heading, or a few words, no sentence."""
    if block.kind is BlockKind.HEADING:
        return block.text
    text = block.text
    names = len(text.split()) <= _CAPTION_WORDS and text[-1:] not in ".;," and not _LEADS_IN.search(text)
    return text.rstrip(":") if block.kind is BlockKind.PARAGRAPH and names else None
