"""Which item of the agenda a paper belongs to that nothing but its head and its title tells.

Papers follow in the order of the items. Between two papers whose items are known only the items
between these come into question.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.documents import Marking
from ingest.kinds.markings import strictest
from ingest.kinds.packs.agenda import Agenda, AgendaItem
from ingest.kinds.packs.likeness import share_in
from ingest.kinds.packs.page_tops import PageTop

SAME_TITLE = 0.75
# The head of a report shows that a paper begins, so that its title needs to say less.
_LIKE_TITLE = 0.5
# Of a report and the record of its decision, which share a title, the report is the item's paper.
_MAIN = 0.3


@dataclass(frozen=True, slots=True)
class Start:
    """A page, 1-based, on which a part begins.

    ``title`` is what the agenda or the outline calls it. ``tied`` says that it was found to be the
    paper of ``item``, rather than to follow it. ``signs`` counts what speaks for it. Without
    ``is_paper`` it is where closed pages begin or end inside one paper.
    """

    page: int
    title: str = ""
    item: AgendaItem | None = None
    tied: bool = False
    marking: Marking = Marking.PUBLIC
    signs: int = 1
    is_paper: bool = True


def with_items(starts: Sequence[Start], tops: Sequence[PageTop], agenda: Agenda) -> list[Start]:
    """Return the starts, those with heads or titles tied to the items that they are most like.

    Starts without a sign of their own are left out where no item's title bears them out. A report that
    may be of one of several items is tied to none of them.
    """
    done = list(starts)
    # The next known paper may be the record of a decision, and the report before it of the same item.
    for gap in _gaps(done, agenda, through_next=True):
        loose = [at for at in gap.starts if done[at].signs == 0 or tops[done[at].page - 1].heads_paper]
        papers = [(done[at], tops[done[at].page - 1]) for at in loose]
        for paper, item in _aligned(papers, gap.items):
            done[loose[paper]] = _tied(done[loose[paper]], item)
    for gap in _gaps(done, agenda, through_next=False):
        heads = [at for at in gap.starts if _is_main(tops[done[at].page - 1])]
        if len(heads) == len(gap.items) and all(item.papers for item in gap.items):
            for at, item in zip(heads, gap.items, strict=True):
                done[at] = _tied(done[at], item)
        elif gap.items:
            for at in heads:
                marking = strictest([done[at].marking, gap.marking])
                done[at] = replace(_tied(done[at], None), marking=marking)
    return [start for start in done if start.signs]


def likeness(item: AgendaItem, top: PageTop) -> float:
    """Return how like an item's title the top of a page is, 0..1.

    That is the share of the title that it holds. Minutes name all that was talked about, so that they
    are like no item but one for minutes.
    """
    own = share_in(item.title, top.words)
    if top.is_minutes:
        return max(own, _LIKE_TITLE) if "minutes" in item.title.lower() else 0.0
    return max(own, share_in(f"{item.under} {item.title}", top.words)) if item.under else own


@dataclass(frozen=True, slots=True)
class _Gap:
    """Starts (their indexes) between two whose items are known, and the items that they may be of."""

    before: Start | None
    starts: range
    items: list[AgendaItem]

    @property
    def marking(self) -> Marking:
        """That of a paper of which no more is known: closed where it follows, or can only be, what is."""
        markings = [item.marking for item in self.items]
        only_closed = strictest(markings) if Marking.PUBLIC not in markings else Marking.PUBLIC
        return strictest([only_closed, self.before.marking if self.before else Marking.PUBLIC])


def _gaps(starts: Sequence[Start], agenda: Agenda, *, through_next: bool) -> list[_Gap]:
    """Return the gaps between starts with known items; ``through_next`` counts the next one's item in."""
    place = {item.number: at for at, item in enumerate(agenda.items)}
    divided = {item.under for item in agenda.items}
    has_papers = any(item.papers for item in agenda.items)
    known = [-1, *(at for at, start in enumerate(starts) if start.tied), len(starts)]
    gaps = []
    for left, right in pairwise(known):
        first = _place(starts[left], place) + 1 if left >= 0 else 0
        last = _place(starts[right], place) + through_next if right < len(starts) else len(agenda.items)
        items = [
            item
            for item in agenda.items[first:last]
            if item.papers or item.marking is not Marking.PUBLIC or not (has_papers or item.title in divided)
        ]
        gaps.append(_Gap(starts[left] if left >= 0 else None, range(left + 1, right), items))
    return gaps


def _tied(start: Start, item: AgendaItem | None) -> Start:
    marking = strictest([start.marking, item.marking if item else Marking.PUBLIC])
    return replace(start, item=item, tied=True, marking=marking, signs=start.signs + 1)


def _is_main(top: PageTop) -> bool:
    """Whether a page begins like the paper of an item, rather than like what is added to one."""
    return top.is_report or top.is_minutes


def _aligned(
    papers: Sequence[tuple[Start, PageTop]], items: Sequence[AgendaItem]
) -> list[tuple[int, AgendaItem]]:
    """Return the pairs of paper (its index) and item, both in order, that are most like in all."""
    worth = [[_worth(start, top, item) for item in items] for start, top in papers]
    # best[p][i] is the most that the papers from p on are worth with the items from i on.
    best = [[0.0] * (len(items) + 1) for _ in range(len(papers) + 1)]
    for p in reversed(range(len(papers))):
        for i in reversed(range(len(items))):
            best[p][i] = max(best[p + 1][i], best[p][i + 1], _joined(worth, best, p, i))
    pairs: list[tuple[int, AgendaItem]] = []
    p = i = 0
    while p < len(papers) and i < len(items):
        if worth[p][i] and best[p][i] == _joined(worth, best, p, i):
            pairs.append((p, items[i]))
            p, i = p + 1, i + 1
        elif best[p][i] == best[p][i + 1]:
            i += 1
        else:
            p += 1
    return pairs


def _joined(worth: Sequence[Sequence[float]], best: Sequence[Sequence[float]], p: int, i: int) -> float:
    """Return what is reached by pairing paper ``p`` with item ``i``; 0 where they are not alike."""
    return worth[p][i] + best[p + 1][i + 1] if worth[p][i] else 0.0


def _worth(start: Start, top: PageTop, item: AgendaItem) -> float:
    """Return how well a paper fits an item; 0 where it does not."""
    alike = likeness(item, top)
    if alike < (SAME_TITLE if start.signs == 0 else _LIKE_TITLE):
        return 0.0
    return alike + _MAIN * _is_main(top)


def _place(start: Start, place: dict[str, int]) -> int:
    """Return where in the agenda a start's item stands; that of the whole item for a part of it."""
    if start.item is None:
        return -1
    number = start.item.number
    return place.get(number, place.get(number.rstrip("abcdefghijklmnopqrstuvwxyz").split(".")[0], -1))
