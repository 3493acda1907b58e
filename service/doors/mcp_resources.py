"""Papers and pages as resources that agents may read.

::

    agreed://papers/ID            a paper's facts and parts, as JSON
    agreed://papers/ID/pages/N    the text of page N (1-based)
"""

import re
from dataclasses import dataclass

from ingest.documents import Block, BlockKind, Document, Page
from ingest.errors import NotInStore
from retrieval.library import Library
from service.api import document as api_document
from service.paper_state import state_line

PAPER = "agreed://papers/{document_id}"
PAGE = "agreed://papers/{document_id}/pages/{number}"
JSON, TEXT = "application/json", "text/plain"

_ADDRESS = re.compile(r"agreed://papers/([^/?#]{1,300})(?:/pages/([0-9]{1,7}))?")


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in a resource, and of which media type it is."""

    text: str
    media_type: str


def address_of_paper(document: Document) -> str:
    """Return the address of a paper as a resource."""
    return PAPER.format(document_id=document.id)


def about(document: Document) -> str:
    """Return what a paper is, in a line."""
    facts = document.facts
    said = (str(facts.kind).replace("_", " "), facts.body, facts.area, facts.date, state_line(facts))
    return ", ".join(str(each) for each in said if each) + f"; {document.pages} pages"


def read(library: Library, address: str) -> Read:
    """Return what stands at ``address``. Raises NotInStore, also for what is withheld."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise NotInStore(f"There is nothing at {address}.", hint=f"Addresses are {PAPER} and {PAGE}.")
    document_id, number = found.groups()
    if number is None:
        return Read(api_document(document_id, library).model_dump_json(), JSON)
    return Read(text_of(library.page(document_id, int(number))), TEXT)


def text_of(page: Page) -> str:
    """Return a page's text: a paragraph a block, a table's row with the names of its columns."""
    return "\n\n".join(_words(block) for block in page.blocks)


def _words(block: Block) -> str:
    if block.kind is BlockKind.TABLE_ROW and block.cells:
        named = len(block.header) == len(block.cells)
        pairs = zip(block.header, block.cells, strict=True) if named else (("", cell) for cell in block.cells)
        return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs)
    return f"{block.number} {block.text}" if block.number else block.text
