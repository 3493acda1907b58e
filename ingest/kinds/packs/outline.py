"""Papers of a pack that the file's own outline leads to.

The outline of a pack names its items and their papers. That of a single report names its headings: it
is taken for a pack's only where entries at one level are items of the agenda.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Bookmark
from ingest.kinds.packs.agenda import PRINTED_NUMBER, Agenda, AgendaItem, item_number, numbered_item
from ingest.kinds.packs.likeness import share_in

_SAME_TITLE = 0.7
_WITH_NUMBER = 0.5
_FEWEST_TIED = 2
_FEWEST_NUMBERED = 3
_OWN_SHARE = 0.5  # of the entries at the items' level that must be items before the others are believed

_NAMED_ITEM = re.compile(rf"^(?:agenda\s+)?item\s*(?:no\.?\s*)?{PRINTED_NUMBER}(?!\w)\W*(?P<rest>.*)$", re.I)
_APPENDED = re.compile(r"^(?:appendix|annexe?|enclosure|attachment|supplement)\b", re.I)
_AGENDA_ENTRY = re.compile(r"^(?:public |supplementary )?(?:agenda|front ?sheet|summons)\b", re.I)


@dataclass(frozen=True, slots=True)
class OutlinedPaper:
    """An entry of the outline that leads to the first page of a paper; ``item`` where it is an item's."""

    page: int
    title: str
    item: AgendaItem | None


def outlined_papers(outline: Sequence[Bookmark], agenda: Agenda) -> list[OutlinedPaper]:
    """Return the papers that the outline leads to after the agenda, in order, one a page."""
    entries = [
        (entry, _item_of(entry.title, agenda))
        for entry in outline
        if entry.page and entry.page > agenda.last_page
    ]
    ties = Counter(entry.level for entry, item in entries if item)
    if not ties:
        return []
    level, tied = max(ties.items(), key=lambda found: (found[1], -found[0]))
    first = min(entry.page or 0 for entry, item in entries if item and entry.level == level)
    beside = [entry for entry, _ in entries if entry.level == level and (entry.page or 0) >= first]
    of_pack = tied >= _FEWEST_TIED and tied >= _OWN_SHARE * len(beside)
    papers: dict[int, OutlinedPaper] = {}
    for entry, item in entries:
        is_paper = (item is not None and entry.level <= level + 1) or (
            of_pack
            and (entry.page or 0) >= first
            and (entry.level == level or (entry.level == level + 1 and _APPENDED.match(entry.title)))
            and numbered_item(entry.title) is None
        )
        if is_paper and entry.page and entry.page not in papers:
            papers[entry.page] = OutlinedPaper(entry.page, plain_title(entry.title), item)
    return [papers[page] for page in sorted(papers)]


def agenda_of_outline(outline: Sequence[Bookmark]) -> Agenda | None:
    """Return the agenda that an outline alone gives: an entry "Agenda", then items with numbers that grow.

    None where it gives none: numbered headings without an agenda are those of one paper.
    """
    front = next((entry for entry in outline if _AGENDA_ENTRY.match(entry.title) and entry.page), None)
    if front is None:
        return None
    items: list[AgendaItem] = []
    last, first_paper = 0, 0
    for entry in outline:
        found = _named_item(entry.title) or numbered_item(entry.title)
        if found is None or entry.level != front.level or not entry.page or entry.page <= (front.page or 0):
            continue
        main = int(re.split(r"\D", found[0])[0])
        if main >= last:
            items.append(AgendaItem(found[0], found[1]))
            last, first_paper = main, first_paper or entry.page
    if len(items) < _FEWEST_NUMBERED or not front.page:
        return None
    return Agenda(tuple(items), front.page, first_paper - 1)


def plain_title(title: str) -> str:
    """Return an entry's title without its item's number.

    >>> plain_title("Agenda Item 7b - Managing offenders"), plain_title("8. Budget")
    ('Managing offenders', 'Budget')
    """
    found = _named_item(title) or numbered_item(title)
    return (found[1] if found else "") or title


def _item_of(title: str, agenda: Agenda) -> AgendaItem | None:
    """Return the item that an entry names by its number and title, or by its title alone."""
    by_number = {item.number: item for item in agenda.items}
    named = _named_item(title)
    if named:
        return by_number.get(named[0]) or by_number.get(re.split(r"\D", named[0])[0])
    numbered = numbered_item(title)
    if numbered:
        item = by_number.get(numbered[0])
        return item if item and _likeness(numbered[1], item) >= _WITH_NUMBER else None
    best = max(agenda.items, key=lambda item: _likeness(title, item), default=None)
    return best if best and _likeness(title, best) >= _SAME_TITLE else None


def _named_item(title: str) -> tuple[str, str] | None:
    match = _NAMED_ITEM.match(title)
    return (item_number(match["main"], match["sub"]), match["rest"].strip()) if match else None


def _likeness(title: str, item: AgendaItem) -> float:
    if title.casefold() == item.title.casefold():
        return 1.0
    whole = f"{item.under} {item.title}"
    return max(share_in(title, whole), share_in(item.title, title))
