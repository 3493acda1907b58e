"""Texts without pages of their own: a whole pack on one "page".

A text file, or a file of a word processor, may hold a pack and say nothing of pages. Its papers are
told apart where they begin, and each is given a page of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.documents import Block, BlockKind, Page
from ingest.kinds.packs.page_tops import is_paper_head

# No sheet of paper holds as many words.
_MORE_THAN_A_PAGE = 2500
_MOST_TITLE_LINES, _LONGEST_TITLE_LINE = 3, 30
_AFTER = 14  # blocks after a head that may bear it out


def is_unpaged(pages: Sequence[Page]) -> bool:
    """Whether a paper is one page of more words than a page can hold."""
    return len(pages) == 1 and sum(_words(block) for block in pages[0].blocks) > _MORE_THAN_A_PAGE


def cut_into_pages(page: Page) -> tuple[Page, ...]:
    """Return the blocks of a page as pages that begin where papers seem to begin."""
    blocks = page.blocks
    starts = sorted({0, *_starts(blocks)})
    return paged(blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True))


def paged(runs: Iterator[Sequence[Block]]) -> tuple[Page, ...]:
    """Return runs of blocks as pages that count from 1."""
    return tuple(
        Page(number, tuple(replace(block, page=number) for block in run))
        for number, run in enumerate(runs, start=1)
    )


def _starts(blocks: Sequence[Block]) -> Iterator[int]:
    for at, block in enumerate(blocks):
        if is_paper_head(block, blocks[at + 1 : at + 1 + _AFTER]):
            yield _first_title_line(blocks, at)


def _first_title_line(blocks: Sequence[Block], head: int) -> int:
    """Return the index of the first of the title's lines over "Report of the Director"."""
    first = head
    while first > 0 and head - first < _MOST_TITLE_LINES and _is_title_line(blocks[first - 1]):
        first -= 1
    return first


def _is_title_line(block: Block) -> bool:
    return (
        block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and block.number is None
        and 2 <= len(block.text.split()) <= _LONGEST_TITLE_LINE
        and block.text[-1:] not in ".;:"
        and "@" not in block.text
        and not block.text.lower().startswith(("appendix", "annex"))
    )


def _words(block: Block) -> int:
    return len((block.text or " ".join(block.cells)).split())
