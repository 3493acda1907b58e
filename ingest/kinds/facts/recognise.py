"""What a paper is: its kind, title, body, area, author, date, reference, version, status and marking.

Each is told by its form, in a module of its own; no rule names a paper or an office. What the head of a
paper prints of itself counts more than its text, and its text more than its file's name.
"""

from collections.abc import Sequence

from ingest.documents import DocumentFacts, Marking, Page
from ingest.kinds.facts.areas import area_of
from ingest.kinds.facts.authors import author_of
from ingest.kinds.facts.bodies import body_of
from ingest.kinds.facts.head import read_head, text_of
from ingest.kinds.facts.kind_signs import kind_of
from ingest.kinds.facts.paper_dates import date_of
from ingest.kinds.facts.references import reference_of
from ingest.kinds.facts.status import status_of, version_of
from ingest.kinds.facts.titles import title_of
from ingest.kinds.markings import TITLE_BLOCKS, marking_of_block
from ingest.kinds.packs.agenda import is_agenda_heading


def recognise(pages: Sequence[Page], *, file_name: str, title: str | None = None) -> DocumentFacts:
    """Return what a paper is. ``file_name`` is its name in the folder, ``title`` the file's own title."""
    head = read_head(pages, file_name=file_name, title=title)
    text = "\n".join(text_of(block) for page in pages for block in page.blocks)
    printed = title_of(head)
    kind = kind_of(head, pages, printed)
    reference = reference_of(head)
    body = body_of(head, text, kind, reference)
    return DocumentFacts(
        kind=kind,
        title=printed,
        body=body,
        area=area_of(head, pages, body),
        date=date_of(head, kind, reference, text),
        reference=reference,
        marking=_marking(pages),
        author=author_of(head, kind, pages),
        version=version_of(head),
        status=status_of(head, kind, printed),
    )


def _marking(pages: Sequence[Page]) -> Marking:
    """Return the marking that stands on a line of its own on the first page.

    Below the heading of an agenda such a line is the title of a section ("EXEMPT"): it marks nothing
    but the items that follow it. Only a classification at the page's foot marks an agenda there.
    """
    blocks = pages[0].blocks if pages else ()
    heading = next((at for at, block in enumerate(blocks) if is_agenda_heading(block.text)), len(blocks))
    for at, block in enumerate(blocks):
        marking = marking_of_block(block, named=at < TITLE_BLOCKS)
        if marking and (at < heading or marking is Marking.RESTRICTED):
            return marking
    return Marking.PUBLIC
