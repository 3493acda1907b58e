"""The walk through a web page: its headings, paragraphs, lists and tables, in order, into a flow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import urljoin

from ingest.readers.flow import Cell, Flow, Paragraph, Row, row_as_paragraph
from ingest.readers.list_labels import label_of, numbered
from ingest.readers.wording import Wording
from ingest.readers.xml_tree import Element

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main ol p pre section summary table tbody td
    tfoot th thead tr ul
    """.split()
)
_HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "caption": 5}
_LISTS = frozenset(("ul", "ol", "dir"))
_STRUCK = frozenset(("del", "s", "strike"))
_STRONG = frozenset(("b", "strong", "u"))
_TERM_WORDS = 12  # a longer term, or a longer description of it, stands by itself
_DESCRIPTION_WORDS = 30
_WIDEST_SPAN = 1000

_LINE_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_BREAK_BEFORE = re.compile(r"break-before\s*:\s*(?:always|page)", re.I)
_BREAK_AFTER = re.compile(r"break-after\s*:\s*(?:always|page)", re.I)
_PRINTED_LABEL = re.compile(r"mso-list\s*:\s*ignore", re.I)
_SHADED = re.compile(
    r"background(?:-color)?\s*:\s*(?!(?:white|#fff(?:fff)?|transparent|none|inherit)\b)\S", re.I
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class _Event(Enum):
    START = auto()
    TEXT = auto()
    END = auto()


@dataclass(slots=True)
class _List:
    """A list under way: how its items are numbered ("" for list marks), and the number that comes next."""

    form: str
    count: int


@dataclass(slots=True)
class _Table:
    """A table under way; ``row`` and ``cell`` are None between rows and between cells."""

    rows: list[Row] = field(default_factory=list)
    row: Row | None = None
    cell: Cell | None = None
    in_head: bool = False


@dataclass(slots=True)
class _Look:
    """How many of the elements around a run say something of it."""

    struck: int = 0
    strong: int = 0
    kept: int = 0  # line ends are as they are written
    label: int = 0  # it is the printed number of a paragraph


class Walker:
    """Walks a page's content into ``flow``; ``base`` is the address that its links are relative to."""

    def __init__(self, flow: Flow, base: str = "") -> None:
        self._flow = flow
        self._base = base
        self._words = Wording()
        self._look = _Look()
        self._addresses: list[str] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._number: str | None = None  # of the list item whose first paragraph has not come
        self._mark = False
        self._label = ""
        self._level = 0
        self._term: Wording | None = None
        self._describes = False

    def walk(self, root: Element) -> None:
        """Walk all of ``root``."""
        for event, element, text in _events(root):
            if event is _Event.TEXT:
                self._text(text)
            elif event is _Event.START:
                self._start(element)
            else:
                self._end(element)
        self._end_paragraph()
        self._drop_term()

    # Elements

    def _start(self, element: Element) -> None:
        tag, style = element.tag, element.get("style") or ""
        if tag in _BLOCKS:
            self._end_paragraph()
        if _BREAK_BEFORE.search(style) and not self._tables:
            self._end_paragraph()
            self._flow.begin_page()
        self._see(element, style, 1)
        if tag == "br":
            self._words.add("\n")
        elif tag == "img":
            self._words.picture()
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "a":
            self._addresses.append(self._address(element))
        elif tag in _LISTS:
            self._lists.append(_list(element))
        elif tag == "li":
            self._begin_item(element)
        elif tag == "dt":
            self._drop_term()
        elif tag == "dd":
            self._describes = True
        else:
            self._start_in_table(element, style)

    def _end(self, element: Element) -> None:
        tag, style = element.tag, element.get("style") or ""
        if tag == "dt":
            self._term, self._words = self._words, Wording()
        elif tag in _BLOCKS:
            self._end_paragraph()
        self._see(element, style, -1)
        if tag in _HEADINGS:
            self._level = 0
        elif tag == "a" and self._addresses:
            self._addresses.pop()
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._number, self._mark = None, False
        elif tag == "dd":
            self._describes = False
        elif tag == "dl":
            self._drop_term()
        else:
            self._end_in_table(tag)
        if _BREAK_AFTER.search(style) and not self._tables:
            self._end_paragraph()
            self._flow.end_page(by_author=True)

    def _see(self, element: Element, style: str, step: int) -> None:
        """Take up, or give up again, what an element says of the look of what it holds."""
        look, tag = self._look, element.tag
        look.struck += step * (tag in _STRUCK or bool(_LINE_THROUGH.search(style)))
        look.strong += step * (tag in _STRONG or bool(_BOLD.search(style)))
        look.kept += step * (tag == "pre")
        look.label += step * bool(_PRINTED_LABEL.search(style))

    def _address(self, link: Element) -> str:
        target = (link.get("href") or "").strip()
        if target.startswith("#"):  # a place on the page itself
            return ""
        try:
            return urljoin(self._base, target)
        except ValueError:  # an address that cannot be one
            return ""

    # Text

    def _text(self, text: str) -> None:
        look = self._look
        if not look.kept:
            text = _BLANKS.sub(" ", text)
        if look.label:
            self._label += text
            return
        self._words.add(
            text,
            struck=look.struck > 0,
            strong=look.strong > 0,
            address=self._addresses[-1] if self._addresses else None,
        )

    def _end_paragraph(self) -> None:
        words, self._words = self._words, Wording()
        number, mark = label_of(self._label)
        self._label = ""
        if not (words.text or words.struck or words.pictured):
            return
        if self._describes and self._term is not None:
            words = self._described(words)
        if self._level == 0 and number is None and not mark:
            number, mark = self._number, self._mark
            self._number, self._mark = None, False
        self._put(Paragraph(words, level=self._level, number=number, item=mark))

    def _described(self, description: Wording) -> Wording:
        """Return a term and its description as one paragraph, where both are short."""
        term, self._term = self._term, None
        assert term is not None
        short = len(term.text.split()) <= _TERM_WORDS
        if not short or len(description.text.split()) > _DESCRIPTION_WORDS:
            self._put(Paragraph(term))
            return description
        if not term.text.endswith((":", "?")):
            term.add(":")
        term.join(description)
        return term

    def _drop_term(self) -> None:
        """Put a term that has no description."""
        term, self._term = self._term, None
        if term is not None and term.text:
            self._put(Paragraph(term))

    def _put(self, paragraph: Paragraph) -> None:
        for table in reversed(self._tables):
            if table.cell is not None:
                table.cell.paragraphs.append(paragraph)
                return
        self._flow.add(paragraph)

    # Lists

    def _begin_item(self, element: Element) -> None:
        if not self._lists:
            self._number, self._mark = None, True
            return
        around = self._lists[-1]
        if not around.form:
            self._number, self._mark = None, True
            return
        around.count = _whole(element.get("value"), around.count)
        self._number, self._mark = numbered(around.count, around.form), False
        around.count += 1

    # Tables

    def _start_in_table(self, element: Element, style: str) -> None:
        tag = element.tag
        if tag == "table":
            self._tables.append(_Table())
            return
        table = self._tables[-1] if self._tables else None
        if table is None:
            return
        if tag == "thead":
            table.in_head = True
        elif tag == "tr":
            table.row = Row([], heads=table.in_head)
            table.rows.append(table.row)
        elif tag in ("td", "th"):
            if table.row is None:
                table.row = Row([])
                table.rows.append(table.row)
            shaded = bool(element.get("bgcolor")) or bool(_SHADED.search(style))
            table.cell = Cell(
                [],
                columns=min(_WIDEST_SPAN, max(1, _whole(element.get("colspan"), 1))),
                rows=max(1, _whole(element.get("rowspan"), 1)),
                heads=tag == "th",
                shaded=shaded,
            )
            table.row.cells.append(table.cell)

    def _end_in_table(self, tag: str) -> None:
        table = self._tables[-1] if self._tables else None
        if table is None:
            return
        if tag in ("td", "th"):
            table.cell = None
        elif tag == "tr":
            table.row = None
        elif tag == "thead":
            table.in_head = False
        elif tag == "table":
            self._tables.pop()
            self._end_table([row for row in table.rows if row.cells])

    def _end_table(self, rows: list[Row]) -> None:
        if not any(table.cell is not None for table in self._tables):
            self._flow.add_table(rows)
            return
        for row in rows:  # a table inside a cell
            if len(row.cells) == 1:
                for paragraph in row.cells[0].paragraphs:
                    self._put(paragraph)
            else:
                self._put(row_as_paragraph([cell.paragraphs for cell in row.cells]))


def _events(root: Element) -> Iterator[tuple[_Event, Element, str]]:
    """Yield what comes in ``root``, in order, without recursion: pages nest deeper than Python calls may."""
    waiting: list[tuple[_Event, Element, str]] = [(_Event.START, root, "")]
    while waiting:
        event, element, text = waiting.pop()
        yield event, element, text
        if event is _Event.START:
            waiting.append((_Event.END, element, ""))
            for child in reversed(list(element)):
                if child.tail:
                    waiting.append((_Event.TEXT, child, child.tail))
                waiting.append((_Event.START, child, ""))
            if element.text:
                waiting.append((_Event.TEXT, element, element.text))


def _list(element: Element) -> _List:
    if element.tag != "ol":
        return _List("", 1)
    start = _whole(element.get("start"), 1)
    return _List(element.get("type") or "1", start)


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else default
