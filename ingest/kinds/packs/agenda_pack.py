"""The papers inside an agenda pack: where each begins, what it is called and who may see it.

Signs are combined: the pages that the agenda gives, the file's outline, and what stands at the top of
pages. One paper is never cut: a file is a pack only where papers follow an agenda and belong to its
items, or follow each other stamped as items of an agenda.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.documents import Bookmark, DocumentFacts, DocumentKind, Marking, Page, Part, ReadPaper
from ingest.kinds.markings import strictest
from ingest.kinds.packs.agenda import Agenda, read_agenda
from ingest.kinds.packs.item_order import Start
from ingest.kinds.packs.outline import agenda_of_outline
from ingest.kinds.packs.page_tops import PageTop, read_top
from ingest.kinds.packs.part_facts import make_part
from ingest.kinds.packs.starts import starts_of_closed_pages, starts_of_pack
from ingest.kinds.packs.unpaged import cut_into_pages, is_unpaged, paged


def split_pack(read: ReadPaper) -> tuple[tuple[Page, ...], tuple[Part, ...]]:
    """Return a paper's pages and its parts in order; no parts where it is one paper.

    The parts cover the pages without overlap. A text without pages of its own is given one for each
    part, if it is a pack; the pages of every other paper are returned as they are. A single paper has
    parts only where pages inside it are marked as closed.
    """
    if not is_unpaged(read.pages):
        return read.pages, _parts(read.pages, read.outline, has_pages=True)
    pages = cut_into_pages(read.pages[0])
    parts = _parts(pages, (), has_pages=False)
    if not parts:
        return read.pages, ()
    spans = (pages[part.page_start - 1 : part.page_end] for part in parts)
    joined = paged([block for page in span for block in page.blocks] for span in spans)
    return joined, tuple(replace(part, page_start=n, page_end=n) for n, part in enumerate(parts, start=1))


def facts_of_pack(facts: DocumentFacts, parts: Sequence[Part]) -> DocumentFacts:
    """Return a paper's facts as its parts have them: it is a pack, and closed where all of it is."""
    if any(part.item for part in parts):
        facts = replace(facts, kind=DocumentKind.AGENDA_PACK)
    if parts and len(withheld(parts)) == len(parts):
        facts = replace(facts, marking=strictest(part.marking for part in parts))
    return facts


def open_pages(pages: Sequence[Page], parts: Iterable[Part]) -> tuple[Page, ...]:
    """Return the pages that stand in no withheld part."""
    closed = {n for part in withheld(parts) for n in range(part.page_start, part.page_end + 1)}
    return tuple(page for page in pages if page.number not in closed)


def withheld(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts that not everybody may see."""
    return tuple(part for part in parts if part.marking is not Marking.PUBLIC)


def withheld_note(parts: Iterable[Part]) -> str:
    """Return a sentence that counts the withheld parts and names their items; "" where there is none.

    It says nothing of what they are about.
    """
    closed = withheld(parts)
    if not closed:
        return ""
    markings = " or ".join(dict.fromkeys(part.marking.value for part in closed))
    places = ", ".join(dict.fromkeys(map(_place, closed)))
    count = "1 part is" if len(closed) == 1 else f"{len(closed)} parts are"
    return f"{count} marked {markings} and withheld: {places}."


def _place(part: Part) -> str:
    if part.item:
        return f"item {part.item}"
    if part.page_start == part.page_end:
        return f"page {part.page_start}"
    return f"pages {part.page_start} to {part.page_end}"


def _parts(pages: Sequence[Page], outline: Sequence[Bookmark], *, has_pages: bool) -> tuple[Part, ...]:
    if not pages:
        return ()
    tops = [read_top(page) for page in pages]
    # A damaged file's outline may lead out of it.
    outline = [entry for entry in outline if entry.page and entry.page <= len(pages)]
    agenda = read_agenda(pages) or agenda_of_outline(outline)
    starts = starts_of_pack(pages, outline, agenda, tops, has_pages=has_pages) or starts_of_closed_pages(tops)
    if not starts:
        return ()
    return _covering(starts, pages, tops, agenda)


def _covering(
    starts: Sequence[Start], pages: Sequence[Page], tops: Sequence[PageTop], agenda: Agenda | None
) -> tuple[Part, ...]:
    """Return the parts from each start to the next; what stands before the first is a part too."""
    whole = starts if starts[0].page == pages[0].number else (Start(pages[0].number, is_paper=False), *starts)
    parts: list[Part] = []
    named: set[str] = set()  # items whose main paper has come
    for start, following in zip(whole, [*whole[1:], None], strict=True):
        end = following.page - 1 if following else pages[-1].number
        span = pages[start.page - 1 : end]
        is_agenda = agenda is not None and not parts and start.page <= agenda.first_page <= end
        is_main = start.item is not None and start.tied and start.item.number not in named
        parts.append(
            make_part(len(parts), start, span, tops[start.page - 1], is_agenda=is_agenda, is_main=is_main)
        )
        if start.item:
            named.add(start.item.number)
    return tuple(parts)
