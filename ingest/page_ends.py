"""Paragraphs that a page end cuts in two, put together."""

from collections.abc import Callable, Sequence

from ingest.documents import Block, BlockKind

_ENDED = tuple(".:;!?…")
_LEADS_ON = frozenset(
    """
    a an and as at but by for from if in into of on or that the their this to was which will with
    """.split()
)
_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def runs_on(block: Block, following: Block) -> bool:
    """Whether a page's first block goes on with the last one of the page before."""
    if block.kind not in _PROSE or following.kind is not BlockKind.PARAGRAPH or following.number:
        return False
    text = block.text.rstrip()
    if not text or text.endswith(_ENDED):
        return False
    word = text.split()[-1].lower()
    return following.text[:1].islower() or word in _LEADS_ON or text.endswith((",", "-", "–"))


def whole_paragraphs(
    pages: Sequence[Sequence[Block]], goes_on: Callable[[Block, Block], bool] = runs_on
) -> list[list[list[Block]]]:
    """Return, page by page, the paragraphs that begin there: each the blocks that it is made of.

    ``pages`` holds each page's blocks in reading order. Most paragraphs are one block; one that runs on
    over page ends is a block of each page. ``goes_on`` says whether a page's first block goes on with the
    last one before it.
    """
    found: list[list[list[Block]]] = []
    last: list[Block] | None = None
    for blocks in pages:
        begun: list[list[Block]] = []
        for position, block in enumerate(blocks):
            if position == 0 and last is not None and goes_on(last[-1], block):
                last.append(block)
            else:
                begun.append([block])
                last = begun[-1]
        found.append(begun)
    return found
