"""Papers made of tables, for tests of what is read out of these."""

import datetime
from collections.abc import Iterable

from ingest.documents import Block, BlockKind, DocumentFacts, DocumentKind, Page
from ingest.kinds.paper import Paper
from ingest.passages import make_passages


def heading(text: str, page: int = 1, level: int = 2) -> Block:
    """Return a heading."""
    return Block(BlockKind.HEADING, text, page, level=level)


def paragraph(text: str, page: int = 1) -> Block:
    """Return a paragraph."""
    return Block(BlockKind.PARAGRAPH, text, page)


def table(names: str, rows: str, page: int = 1) -> list[Block]:
    """Return the rows of a table, one a line; "|" stands between cells, " // " for a line feed in one."""
    header = tuple(_cells(names)) if names else ()
    return [
        Block(BlockKind.TABLE_ROW, "", page, cells=tuple(_cells(line)), header=header)
        for line in rows.strip().splitlines()
    ]


def paper_of(
    *blocks: Block | list[Block],
    title: str = "A paper",
    kind: DocumentKind = DocumentKind.REPORT,
    date: datetime.date | None = None,
) -> Paper:
    """Return a paper of these blocks, cut into pages and passages."""
    flat = list(_flat(blocks))
    last = max(block.page for block in flat)
    pages = tuple(
        Page(number, tuple(block for block in flat if block.page == number)) for number in range(1, last + 1)
    )
    return Paper(DocumentFacts(kind, title, date=date), pages, make_passages(pages))


def _flat(blocks: Iterable[Block | list[Block]]) -> Iterable[Block]:
    for block in blocks:
        yield from [block] if isinstance(block, Block) else block


def _cells(line: str) -> list[str]:
    return [cell.strip().replace(" // ", "\n") for cell in line.split("|")]
