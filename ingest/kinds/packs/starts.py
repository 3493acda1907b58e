"""Where the papers of a pack begin.

A paper of an item begins where the agenda gives its page, where the outline leads, or where a page is
stamped with the item. Papers that belong to an item (appendices, a record of its decision) begin
where the top of a page says so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.documents import Bookmark, Marking, Page
from ingest.kinds.markings import marking_of_line, strictest
from ingest.kinds.packs.agenda import Agenda, AgendaItem
from ingest.kinds.packs.item_order import SAME_TITLE, Start, likeness, with_items
from ingest.kinds.packs.listed_pages import listed_starts
from ingest.kinds.packs.outline import OutlinedPaper, outlined_papers
from ingest.kinds.packs.page_tops import PageTop

_FEWEST_PAPERS = 2
_HEADER_WORDS = 12


def starts_of_pack(
    pages: Sequence[Page],
    outline: Sequence[Bookmark],
    agenda: Agenda | None,
    tops: Sequence[PageTop],
    *,
    has_pages: bool = True,
) -> list[Start]:
    """Return where the papers of a pack begin, in order; none where the file is no pack.

    Without ``has_pages`` the pages are not those that the agenda counts, but stretches of a text.
    """
    if agenda is None:
        starts = list(_stamped(tops, None))
        if len({start.item.number for start in starts if start.item}) < _FEWEST_PAPERS:
            return []
        starts = _merged([*starts, *_heads(tops, after=0)])
    else:
        outlined = outlined_papers(outline, agenda)
        found = [
            *(_listed(pages, outlined, agenda, tops) if has_pages else ()),
            *map(_outlined, outlined),
            *_stamped(tops, agenda),
            *_heads(tops, after=agenda.last_page),
            *_titled(tops, agenda),
        ]
        starts = with_items(_merged(found), tops, agenda)
        if not _is_pack(starts):
            return []
    marked = _following_items(_with_own_markings(starts, tops))
    return _with_closed_pages(marked, tops, after=agenda.last_page if agenda else 0)


def starts_of_closed_pages(tops: Sequence[PageTop]) -> list[Start]:
    """Return where closed pages begin and end inside a single paper that is itself open."""
    if not tops or tops[0].marking:
        return []
    return _with_closed_pages([Start(tops[0].page, is_paper=False)], tops, after=1)[1:]


def _listed(
    pages: Sequence[Page], outlined: Sequence[OutlinedPaper], agenda: Agenda, tops: Sequence[PageTop]
) -> Iterator[Start]:
    starts = listed_starts(agenda, pages, tops, {paper.page: paper.item for paper in outlined})
    for page, (item, paper) in starts.items():
        yield Start(page, paper.title, item, tied=True, marking=_marking(paper.title, item))


def _outlined(paper: OutlinedPaper) -> Start:
    marking = _marking(paper.title, paper.item)
    return Start(paper.page, paper.title, paper.item, tied=paper.item is not None, marking=marking)


def _stamped(tops: Sequence[PageTop], agenda: Agenda | None) -> Iterator[Start]:
    """Yield the pages stamped with an item, where the page before is not; the items must count up.

    A stamp that does not say "Agenda" counts only for an item that the agenda has.
    """
    by_number = {item.number: item for item in agenda.items} if agenda else {}
    before: str | None = None
    last = 0
    for top in tops:
        if top.item and top.item != before and (agenda is None or top.page > agenda.last_page):
            main = re.split(r"\D", top.item)[0]
            listed = by_number.get(top.item) or by_number.get(main)
            if (listed or top.sure) and int(main) >= last:
                last = int(main)
                item = _as_stamped(top.item, listed)
                yield Start(top.page, item=item, tied=True, marking=item.marking)
        before = top.item


def _as_stamped(number: str, listed: AgendaItem | None) -> AgendaItem:
    """Return the item of a stamp: the agenda's own, or a part of it that the agenda does not list ("7b")."""
    if listed is None:
        return AgendaItem(number, "")
    return listed if listed.number == number else AgendaItem(number, "", listed.title, listed.marking)


def _titled(tops: Sequence[PageTop], agenda: Agenda) -> Iterator[Start]:
    """Yield, without a sign of their own, the pages that may prove to begin with an item's title.

    These follow a blank page, or seem to begin with the title of a closed item.
    """
    closed = [item for item in agenda.items if item.marking is not Marking.PUBLIC]
    for before, top in pairwise(tops):
        if top.page <= agenda.last_page or top.blank:
            continue
        if before.blank or any(likeness(item, top) >= SAME_TITLE for item in closed):
            yield Start(top.page, signs=0)


def _heads(tops: Sequence[PageTop], *, after: int) -> Iterator[Start]:
    """Yield the pages after page ``after`` that begin like a paper of their own, or like an appendix."""
    label: str | None = None
    for before, top in pairwise([None, *tops]):
        if top is None or top.page <= after:
            continue
        is_head = (top.heads_paper or top.restarts) and not _same_header(before, top)
        if is_head or (top.appendix and top.appendix != label):
            label = top.appendix
            yield Start(top.page)


def _same_header(before: PageTop | None, top: PageTop) -> bool:
    """Whether a page begins with the words of the page before: they run over the pages of one paper."""
    return before is not None and before.words.split()[:_HEADER_WORDS] == top.words.split()[:_HEADER_WORDS]


def _merged(starts: Iterable[Start]) -> list[Start]:
    """Return one start a page, in order: the first that was found, with the items and signs of all."""
    by_page: dict[int, Start] = {}
    for start in starts:
        known = by_page.get(start.page)
        if known is None:
            by_page[start.page] = start
            continue
        by_page[start.page] = replace(
            known,
            title=known.title or start.title,
            item=known.item or start.item,
            tied=known.tied or start.tied,
            marking=strictest([known.marking, start.marking]),
            signs=known.signs + start.signs,
        )
    return [by_page[page] for page in sorted(by_page)]


def _is_pack(starts: Sequence[Start]) -> bool:
    """Whether papers of several items follow an agenda, or one that more than one sign speaks for."""
    tied = [start for start in starts if start.tied and start.item]
    if any(start.signs > 1 for start in tied):
        return True
    items = {start.item.number for start in tied if start.item}
    return bool(items) and len(items) + len(starts) - len(tied) >= _FEWEST_PAPERS


def _with_own_markings(starts: Sequence[Start], tops: Sequence[PageTop]) -> list[Start]:
    """Return the starts with the markings at the edges of their first pages."""
    marked = ((start, tops[start.page - 1].marking or Marking.PUBLIC) for start in starts)
    return [replace(start, marking=strictest([start.marking, marking])) for start, marking in marked]


def _following_items(starts: Sequence[Start]) -> list[Start]:
    """Return the starts with the item of the paper that they follow, and with its marking if it is closed."""
    done: list[Start] = []
    main: Start | None = None
    for start in starts:
        if start.tied or main is None:
            main = start if start.tied else None
            done.append(start)
        else:
            done.append(replace(start, item=main.item, marking=strictest([start.marking, main.marking])))
    return done


def _with_closed_pages(starts: Sequence[Start], tops: Sequence[PageTop], *, after: int) -> list[Start]:
    """Return the starts, and others where a page inside an open part is marked.

    A closed stretch ends with its part, or where an appendix begins that is not marked.
    """
    known = {start.page: start for start in starts}
    done: list[Start] = []
    for top in tops:
        here = done[-1] if done else None
        is_closed = here is not None and here.marking is not Marking.PUBLIC
        if top.page in known:
            done.append(known[top.page])
        elif top.marking and top.page > after and not is_closed:
            item = here.item if here else None
            done.append(Start(top.page, item=item, marking=top.marking, is_paper=False))
        elif here and is_closed and not here.is_paper and top.appendix and not top.marking:
            done.append(Start(top.page, item=here.item, is_paper=False))
    return done


def _marking(title: str, item: AgendaItem | None) -> Marking:
    """Return the marking of a paper by its title ("Appendix 2 – Exempt") and its item."""
    return strictest(
        [marking_of_line(title, bare=False) or Marking.PUBLIC, item.marking if item else Marking.PUBLIC]
    )
