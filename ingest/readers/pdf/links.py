"""Links: which block of a page holds the words that lead elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Block
from ingest.normalise import normalise
from ingest.readers.pdf.runs import Link


def with_links(blocks: Sequence[Block], links: Sequence[Link]) -> list[Block]:
    """Return ``blocks``, each with the links whose words it holds; links go in the order of the page."""
    found = list(blocks)
    start = 0
    for link in sorted(links, key=lambda link: (-link.y1, link.x0)):
        words = normalise(link.words)
        # Links stand in reading order mostly: look on from the last, and then from the beginning.
        for index in [*range(start, len(found)), *range(start)]:
            block = found[index]
            if words and (words in block.text or any(words in cell for cell in block.cells)):
                found[index] = replace(block, links=(*block.links, (words, link.address)))
                start = index
                break
    return found
