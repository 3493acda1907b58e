"""A page's blocks as the page view shows them: list items and table rows gathered, words marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from ingest.documents import Block, BlockKind, Page
from service.web.highlights import Found, Segment, find, split

Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One heading, paragraph or list item with its printed number.

    ``depth`` is how deep a heading stands among those of its page, from 1, no step left out; 0 for the rest.
    """

    number: str | None
    segments: Segments
    level: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row under its column's name, which may be empty."""

    column: str
    segments: Segments


@dataclass(frozen=True, slots=True)
class Part:
    """What stands together on a page: a heading, a paragraph, a list, a table, struck words or footnotes."""

    kind: Literal["heading", "paragraph", "list", "table", "struck", "footnotes"]
    lines: tuple[Line, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page ready to show. ``exact`` is ``None`` where nothing could be marked."""

    parts: tuple[Part, ...]
    exact: bool | None


def lay_out(page: Page, quote: str = "", *, anchored: bool = True) -> PageLayout:
    """Gather the blocks of ``page``, its footnotes last, and mark ``quote`` in them.

    Where it is ``anchored``, the first mark is what a link to the page leads to.

    Struck-out words are shown, but are no part of what a quote may say.
    """
    blocks = sorted(page.blocks, key=lambda block: block.kind is BlockKind.FOOTNOTE)
    texts, places = _texts(blocks)
    rows = [
        list(zip(own, (*block.header, *[""] * len(own)), strict=False))
        for block, own in zip(blocks, places, strict=True)
        if block.kind is BlockKind.TABLE_ROW
    ]
    struck = {own[0] for block, own in zip(blocks, places, strict=True) if block.kind is BlockKind.STRUCK}
    found = find(quote, ["" if index in struck else text for index, text in enumerate(texts)], rows)
    segments = [split(text, found.spans.get(index)) for index, text in enumerate(texts)]
    if found.spans and anchored:
        first = min(found.spans)
        segments[first] = tuple(replace(segment, anchor=segment.marked) for segment in segments[first])
    by_block = [[segments[place] for place in own] for own in places]
    return PageLayout(_with_depths(_parts(blocks, by_block)), _exactness(found))


def _with_depths(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return ``parts`` with the depth of each heading: one more than the heading that it stands under has."""
    above: list[int] = []  # the levels of the headings that the present one stands under
    deep: list[Part] = []
    for part in parts:
        if part.kind == "heading":
            level = part.lines[0].level
            above = [*(other for other in above if other < level), level]
            deep.append(replace(part, lines=(replace(part.lines[0], depth=len(above)),)))
        else:
            deep.append(part)
    return tuple(deep)


def _exactness(found: Found) -> bool | None:
    return found.exact if found.spans else None


def _texts(blocks: Sequence[Block]) -> tuple[list[str], list[list[int]]]:
    """Return every text on the page, and for each block the indexes of its own."""
    texts: list[str] = []
    places: list[list[int]] = []
    for block in blocks:
        own = list(block.cells) if block.kind is BlockKind.TABLE_ROW and block.cells else [block.text]
        places.append(list(range(len(texts), len(texts) + len(own))))
        texts.extend(own)
    return texts, places


def _parts(blocks: Sequence[Block], by_block: Sequence[list[Segments]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    pairs = zip(blocks, by_block, strict=True)
    for (kind, header), group in groupby(pairs, key=lambda pair: (pair[0].kind, pair[0].header)):
        members = list(group)
        if kind is BlockKind.TABLE_ROW:
            rows = tuple(_cells(block, segments) for block, segments in members)
            parts.append(Part("table", header=header, rows=rows))
        elif kind in (BlockKind.LIST_ITEM, BlockKind.FOOTNOTE):
            gathered: Literal["list", "footnotes"] = "list" if kind is BlockKind.LIST_ITEM else "footnotes"
            parts.append(Part(gathered, lines=tuple(_line(block, own) for block, own in members)))
        else:
            parts.extend(Part(_ALONE[kind], lines=(_line(block, own),)) for block, own in members)
    return tuple(parts)


# Blocks that stand alone on the page, each a part by itself.
_ALONE: dict[BlockKind, Literal["heading", "paragraph", "struck"]] = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.STRUCK: "struck",
}


def _line(block: Block, segments: Sequence[Segments]) -> Line:
    return Line(block.number, segments[0], block.level)


def _cells(block: Block, segments: Sequence[Segments]) -> tuple[Cell, ...]:
    columns = [*block.header, *[""] * len(segments)]
    cells = [Cell(column, own) for column, own in zip(columns, segments, strict=False)]
    # A row may be shorter than its header; the missing cells are empty, not shifted.
    cells += [Cell(column, ()) for column in block.header[len(segments) :]]
    return tuple(cells)
