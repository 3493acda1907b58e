"""Table rows that a page end cuts in two, put together."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Block, BlockKind
from ingest.page_ends import runs_on

_WRAPPED = 25  # characters: a shorter cell takes one line, which no page end cuts


def row_runs_on(block: Block, following: Block) -> bool:
    """Whether a page's first row goes on with the last one of the page before.

    All that it says goes on in mid-sentence, in the same columns, but for cells that are said again
    (a row's name often is).
    """
    if block.kind is not BlockKind.TABLE_ROW or following.kind is not BlockKind.TABLE_ROW:
        return False
    places = _places(block, following)
    pairs = [(block.cells[at], cell) for at, cell in zip(places, following.cells, strict=False) if cell]
    fresh = [(above, below) for above, below in pairs if above != below]
    if not fresh or not all(_goes_on(above, below) for above, below in fresh):
        return False
    wrapped = [len(above) >= _WRAPPED for above, _ in fresh]
    # Rows of short words in small letters go on with nothing; a cut row leaves some of its cells alone.
    return all(wrapped) or (any(wrapped) and len(fresh) < sum(map(bool, block.cells)))


def whole_row(blocks: Sequence[Block]) -> Block:
    """Return the row whose parts on successive pages are ``blocks``; its page is the first one's."""
    first, *rest = blocks
    cells = list(first.cells)
    for block in rest:
        for at, cell in zip(_places(first, block), block.cells, strict=False):
            if cell and cell != cells[at]:
                cells[at] = f"{cells[at]}{'' if cells[at].endswith('-') else ' '}{cell}"
    links = tuple(link for block in blocks for link in block.links)
    return replace(first, cells=tuple(cells), links=links)


def _goes_on(above: str, below: str) -> bool:
    return runs_on(Block(BlockKind.PARAGRAPH, above, 1), Block(BlockKind.PARAGRAPH, below, 2))


def _places(row: Block, following: Block) -> list[int]:
    """Return in which column of ``row`` each one of ``following`` stands; nothing where they differ.

    Columns that are empty on a page may be left out there: the others are known by their names.
    """
    if row.header == following.header and len(row.cells) == len(following.cells):
        return list(range(len(row.cells)))
    names = following.header
    if not all(names) or len(set(row.header)) < len(row.header) or not set(names) <= set(row.header):
        return []
    return [row.header.index(name) for name in names]
