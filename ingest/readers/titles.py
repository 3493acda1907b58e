"""A file's own title, where the paper itself bears it out.

Office programs fill the title in by themselves, and templates and earlier papers leave theirs behind,
so that of the file is believed only where its words stand at the paper's beginning.
"""

from collections.abc import Sequence

from ingest.documents import Block, Page
from ingest.normalise import normalise
from ingest.words import words_in

_OPENING_BLOCKS = 30


def borne_out(title: str | None, pages: Sequence[Page]) -> str | None:
    """Return ``title``, normalised, where all its words stand among the first blocks; else None."""
    title = normalise(title or "")
    words = set(words_in(title))
    if not words:
        return None
    opening = [block for page in pages[:2] for block in page.blocks][:_OPENING_BLOCKS]
    there = {word for block in opening for word in words_in(_text(block))}
    return title if words <= there else None


def _text(block: Block) -> str:
    return block.text or " ".join((*block.header, *block.cells))
