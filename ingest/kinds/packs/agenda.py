"""The agenda of a meeting: its items, the pages that it gives for their papers, and which items are closed.

The forms are those of councils and panels: "3. Minutes (Pages 1 - 4)", sub-items "a)" or "7b", page
numbers in a column of their own or on the line below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import Block, BlockKind, Marking, Page
from ingest.kinds.dates import MONTHS
from ingest.kinds.markings import strictest
from ingest.kinds.packs.closed_items import ClosedItems

# Pages at the beginning of a file on which an agenda may begin, and over which its items may run.
_FIRST_PAGES, _MOST_PAGES = 5, 8
_MOST_SKIPPED = 4  # how far apart two item numbers may be, where those between could not be read
_FEWEST_ITEMS = 2
_LONGEST_TITLE = 200

_AGENDA = re.compile(
    r"^(?:[a-z]+ ){0,3}?(?:a\s?g\s?e\s?n\s?d\s?a|summons)(?:$|\s*[-–:(]|\s+(?:for|of|part|pages?)\b)", re.I
)
_OF_A_MEETING = re.compile(
    r"\bapologies\b|\bdeclarations? of\b|\bminutes\b|\bany other business\b|\burgent (?:business|items?)\b"
    r"|\bexclusion of\b|\bpublic (?:questions|participation)\b|\bmeeting\b"
    r"|\b\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|noon|hours)\b",
    re.I,
)
# An item's number as it is printed: "7", "7b", "7 (b)", "7.1".
PRINTED_NUMBER = r"(?P<main>\d{1,2})(?P<sub>\s?\([a-z]\)|[a-z](?![a-z])|\.\d{1,2})?"
_NUMBER = re.compile(rf"^(?:agenda\s+)?(?:item\s+(?:no\.?\s*)?)?{PRINTED_NUMBER}[.):]*\s+(?=\S)", re.I)
_NO_ITEM = re.compile(rf"(?:am|pm|noon|hours|hrs|st|nd|rd|th|{'|'.join(MONTHS)})\b", re.I)
# Capitals with a stop are initials: "A. Fell".
_LETTER = re.compile(r"^(?:\((?P<in>[a-zA-Z])\)|(?P<on>[a-z][.)]|[A-Z]\)))\s+(?=\S)")
_SUB_TITLE = re.compile(
    r"(?:(?<=\s)|^)(?=(?:\([a-z]\)|[a-z][.)]|(?:appendix|annex|enclosure)\s+\w{1,3}\b:?)\s)", re.I
)
_FIGURES = r"(\d{1,4})(?:\s*(?:-|–|—|to)\s*\d{1,4})?"
_PAGES = re.compile(
    rf"\(\s*(?:pages?|pp?\.?)(?:\s+nos?\.?)?\s*{_FIGURES}\s*\)|(?:^|\s)(?:pages?|pp\.)\s*{_FIGURES}\s*$|(?:\.\s?){{4,}}\s*{_FIGURES}$",
    re.I,
)
_COLUMN = re.compile(rf"^\(?{_FIGURES}\)?$")
_TRAILING = re.compile(
    r"[\s*…._-]*(?:\((?:(?:copy|report|papers?|documents?)\s+)?"
    r"(?:attached|enclosed|herewith|to follow|verbal|oral)[^)]*\))?[\s*….,;:–—-]*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper that the agenda gives pages for: ``page`` is the printed number of its first page."""

    title: str
    page: int


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item: ``number`` is "7", "7b" or "7.1"; ``under`` the title of the item that it is a part of."""

    number: str
    title: str
    under: str = ""
    marking: Marking = Marking.PUBLIC
    papers: tuple[ListedPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting's agenda; ``first_page`` and ``last_page`` (1-based) are where its items stand."""

    items: tuple[AgendaItem, ...]
    first_page: int
    last_page: int


def read_agenda(pages: Sequence[Page]) -> Agenda | None:
    """Return the agenda at the beginning of a file, or None where there is none of a meeting."""
    start = _start(pages)
    if start is None:
        return None
    index, at = start
    reader = _Reader()
    last = index
    said = [block.text for page in pages[: index + 1] for block in page.blocks]
    for number in range(index, min(index + _MOST_PAGES, len(pages))):
        lines = list(_lines(pages[number].blocks[at if number == index else 0 :]))
        if number > index and not reader.goes_on(lines):
            break  # a paper begins
        for text, cells in lines:
            reader.take(text, cells)
        last = number
    items = reader.finish()
    of_a_meeting = any(_OF_A_MEETING.search(text) for text in (*said, *(item.title for item in items)))
    if len(items) < _FEWEST_ITEMS or not of_a_meeting:
        return None
    return Agenda(items, pages[index].number, pages[last].number)


def item_number(main: str, sub: str | None = None) -> str:
    """Return an item's number in one form.

    >>> item_number("07", "(B)"), item_number("7", ".1"), item_number("12")
    ('7b', '7.1', '12')
    """
    bare = (sub or "").strip(" ().").lower()
    return f"{int(main)}.{int(bare)}" if bare.isdigit() else f"{int(main)}{bare}"


def numbered_item(text: str) -> tuple[str, str] | None:
    """Split a line into an item's number and title; None where it has no number.

    >>> numbered_item("Item 7(b): Managing offenders")
    ('7b', 'Managing offenders')
    """
    match = _NUMBER.match(text)
    if match is None or _NO_ITEM.match(text, match.end()):
        return None
    return item_number(match["main"], match["sub"]), text[match.end() :].strip()


def is_agenda_heading(text: str) -> bool:
    """Whether a line is the heading of an agenda: "AGENDA", "Public agenda – Part 1"."""
    return len(text.split()) <= 12 and _AGENDA.match(text.strip("*# ")) is not None


def _start(pages: Sequence[Page]) -> tuple[int, int] | None:
    """Return the index of the page where an agenda begins, and that of the block after its heading."""
    for index, page in enumerate(pages[:_FIRST_PAGES]):
        for at, block in enumerate(page.blocks):
            if block.number is None and any(map(is_agenda_heading, (block.text, *block.cells[:1]))):
                return index, at + 1
    return None


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each block as one line, its number before it, and its cells where it is a row."""
    for block in blocks:
        if block.kind is BlockKind.STRUCK:
            continue
        cells = tuple(" ".join(cell.split()) for cell in block.cells)
        text = block.text or " ".join(filter(None, cells))
        text = " ".join(f"{block.number or ''} {text}".replace("**", "").split())
        if text:
            yield text, cells


class _Reader:
    """Gathers an agenda's items line by line."""

    def __init__(self) -> None:
        self.items: list[AgendaItem] = []
        self._main = 0
        self._letter = ""
        self._main_title = ""
        self._notes: list[list[str]] = []  # for each item the lines below it
        self._closed = ClosedItems()

    def goes_on(self, lines: Sequence[tuple[str, tuple[str, ...]]]) -> bool:
        """Whether the first number or letter on a page is the next of the agenda's."""
        first = next((text for text, _ in lines if numbered_item(text) or _LETTER.match(text)), "")
        return bool(self.items) and self._item_in(first) is not None

    def take(self, text: str, cells: tuple[str, ...]) -> None:
        """Take in one line: an item, a sub-item, pages for either, or a note below it."""
        if len(cells) > 1 and cells[0].strip("(). ") == str(self._main):
            # The number of the item stands beside each of its lines, where its cell spans them.
            cells = cells[1:]
            text = " ".join(filter(None, cells))
        first_pages = [int(next(filter(None, match.groups()))) for match in _PAGES.finditer(text)]
        titles = re.split(_PAGES, text)[:: _PAGES.groups + 1]
        if (
            not first_pages
            and len(cells) > 1
            and self._item_in(text)
            and (column := _COLUMN.match(cells[-1]))
        ):
            first_pages, titles = [int(column[1])], [" ".join(filter(None, cells[:-1])), ""]
        for title, page in zip(_one_a_paper(titles), [*first_pages, None], strict=True):
            self._take_piece(title.strip(), page)

    def finish(self) -> tuple[AgendaItem, ...]:
        """Return the items, each with its marking."""
        self._closed.finish()
        return tuple(
            replace(
                item,
                marking=strictest([item.marking, self._closed.of_item(item.number, item.title, notes)]),
            )
            for item, notes in zip(self.items, self._notes, strict=True)
        )

    def _take_piece(self, text: str, page: int | None) -> None:
        found = self._item_in(text)
        if found:
            self._begin(*found)
        elif text:
            self._closed.take_line(text)
            if self._notes:
                self._notes[-1].append(text)
        if page is not None and self.items:
            item = self.items[-1]
            # Further papers of an item (appendices) are listed with their own titles.
            title = _plain(text) if text and not found and item.papers else item.title
            self.items[-1] = replace(item, papers=(*item.papers, ListedPaper(title, page)))

    def _begin(self, number: str, title: str) -> None:
        if number == "1" and len(self.items) < _FEWEST_ITEMS:
            self.items.clear()  # what was taken for an item before the first was none (an address)
            self._notes.clear()
        title = _plain(title)
        main = re.match(r"\d+", number)
        if main and main[0] == number:
            self._main, self._letter, self._main_title = int(number), "", title
        elif main:
            self._main, self._letter = int(main[0]), number[-1]
        under = "" if number.isdigit() else self._main_title
        self.items.append(AgendaItem(number, title, under, self._closed.begin_item(title)))
        self._notes.append([])

    def _item_in(self, text: str) -> tuple[str, str] | None:
        """Return the number and title of an item that goes on from the last, or None."""
        if self.items and (letter := _LETTER.match(text)):
            sub = (letter["in"] or letter["on"])[0].lower()
            follows = sub == "a" or (self._letter and ord(sub) == ord(self._letter) + 1)
            return (item_number(str(self._main), sub), text[letter.end() :]) if follows else None
        found = numbered_item(text)
        if found is None:
            return None
        main = int(re.split(r"\D", found[0])[0])
        if not self.items or self._main < main <= self._main + _MOST_SKIPPED:
            return found
        is_sub = main == self._main and not found[0].isdigit()
        is_first = main == 1 and len(self.items) < _FEWEST_ITEMS
        return found if is_sub or is_first else None


def _one_a_paper(titles: Sequence[str]) -> Sequence[str]:
    """Return a title for each page number of a line, and what follows the last number.

    A row of a table may hold all its titles before all its numbers: their letters tell them apart.
    """
    first, *others = titles
    if len(others) > 1 and not any(other.strip() for other in others):
        pieces = [piece for piece in _SUB_TITLE.split(first) if piece.strip()]
        if len(pieces) == len(others):
            return [*pieces, ""]
    return titles


def _plain(title: str) -> str:
    """Return a title without "(copy attached)" and the like, cut between words where it is very long."""
    title = _TRAILING.sub("", title).strip()
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
