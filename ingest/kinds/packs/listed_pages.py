"""Which page of the file is the one that the agenda calls "page 15".

The labels of the file's pages say it, or numbers printed on them; else the front sheets are not
counted, and as many pages lie between the number and the page as makes the papers begin where the
tops of pages say that papers begin.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.documents import Marking, Page
from ingest.kinds.packs.agenda import Agenda, AgendaItem, ListedPaper
from ingest.kinds.packs.item_order import likeness
from ingest.kinds.packs.likeness import share_in
from ingest.kinds.packs.page_tops import PageTop

_MOST_FRONT_PAGES = 24
_SAME_TITLE = 0.7
_CLOSE_BY = 3  # pages
# What a page number that the file itself gives is worth, before one that is worked out.
_GIVEN = 2.0

# The share of the listed papers that must lie in the file for a way of counting to be believed.
_HELD, _HELD_IF_GIVEN = 0.75, 0.5

Listed = tuple[AgendaItem, ListedPaper]


def listed_starts(
    agenda: Agenda, pages: Sequence[Page], tops: Sequence[PageTop], outlined: Mapping[int, AgendaItem | None]
) -> dict[int, Listed]:
    """Return by page (1-based) the papers that the agenda gives pages for, and that this file holds.

    ``outlined`` are the pages that the outline leads to, with their items. Nothing is returned where
    nothing bears out that a number means a certain page.
    """
    listed = [(item, paper) for item in agenda.items for paper in item.papers]
    best: dict[int, Listed] = {}
    most = 0.0
    for page_of, given in _ways(pages, tops):
        starts = {
            page: (item, paper)
            for item, paper in listed
            if (page := _nearby(page_of.get(paper.page, 0), item, paper, tops, outlined)) > agenda.last_page
        }
        signs = sum(_signs(page, *starts[page], tops, outlined) for page in starts)
        borne_out = signs > 0 if given else signs >= len(starts) > 0
        held = _HELD_IF_GIVEN if given else _HELD
        if len(starts) >= held * len(listed) and borne_out and signs + given > most:
            best, most = starts, signs + given
    return best


def _nearby(
    page: int,
    item: AgendaItem,
    paper: ListedPaper,
    tops: Sequence[PageTop],
    outlined: Mapping[int, AgendaItem | None],
) -> int:
    """Return a page, or one close by where the paper is seen to begin: blank pages are miscounted.

    The paper of a closed item never begins later than the agenda says.
    """
    if not 0 < page <= len(tops):
        return 0
    near = range(max(1, page - _CLOSE_BY), min(len(tops), page + _CLOSE_BY) + 1)
    signs = {other: _signs(other, item, paper, tops, outlined) for other in near}
    best = max(near, key=lambda other: (signs[other], -abs(other - page)))
    if signs[best] < signs[page] + 1:
        return page
    return best if item.marking is Marking.PUBLIC else min(best, page)


def _ways(pages: Sequence[Page], tops: Sequence[PageTop]) -> Iterator[tuple[dict[int, int], float]]:
    """Yield the ways in which printed numbers may be those of pages, and how far each is to be trusted."""
    yield _labelled(pages), _GIVEN
    yield _printed(tops), _GIVEN
    for front in range(min(_MOST_FRONT_PAGES, len(pages))):
        yield {number: number + front for number in range(1, len(pages) - front + 1)}, 0.0


def _signs(
    page: int,
    item: AgendaItem,
    paper: ListedPaper,
    tops: Sequence[PageTop],
    outlined: Mapping[int, AgendaItem | None],
) -> float:
    """Return how many signs there are that a listed paper begins on a page."""
    top = tops[page - 1]
    same_title = 1.0 * (share_in(paper.title, top.words) >= _SAME_TITLE)
    after_blank = 0.5 * tops[page - 2].blank
    if paper != item.papers[0]:  # an appendix that the agenda lists
        return same_title + after_blank + 1.0 * (page in outlined) + 0.5 * (top.appendix is not None)
    same_item = 1.0 * (likeness(item, top) >= _SAME_TITLE)
    stamped = 2.0 * (top.item == item.number)
    led_to = 2.0 * (outlined.get(page) == item)
    return max(same_title, same_item) + after_blank + stamped + led_to + 0.5 * top.heads_paper


def _labelled(pages: Sequence[Page]) -> dict[int, int]:
    """Return pages by their label, where labels are given and each is that of one page."""
    if not any(page.label for page in pages):
        return {}
    return _each_once((int(page.label or page.number), page.number) for page in pages if _is_number(page))


def _printed(tops: Sequence[PageTop]) -> dict[int, int]:
    """Return pages by the number printed among their text, where each is that of one page."""
    return _each_once((top.printed, top.page) for top in tops if top.printed)


def _is_number(page: Page) -> bool:
    return page.label is None or (page.label.isascii() and page.label.isdecimal())


def _each_once(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return pairs as a dict; an empty one where a number comes twice."""
    found: dict[int, int] = {}
    for number, page in pairs:
        if number in found:
            return {}
        found[number] = page
    return found
