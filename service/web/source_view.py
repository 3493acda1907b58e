"""A page of a paper as the browser shows it: its picture with the quoted words marked, and its text.

Templates only print what is prepared here; where words stand is for ``Library.marks`` to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from ingest.documents import Document, Page, Part
from retrieval.answering.answer import Box, Citation, Hit
from retrieval.library import Contents
from retrieval.marks import Marks
from service.page_links import citation_href
from service.strings import text
from service.web.page_layout import PageLayout
from service.wording import pages_of

# Widths of a page's picture in pixels: a phone's, a window's, and those of finer screens or of zooming in.
WIDTHS = (600, 1000, 1600, 2200)
_EDGE = 1.2  # points by which a mark reaches beyond its letters
_MOST_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Rect:
    """A mark on a page's picture, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture: ``width`` by ``height`` points, the address of each width in pixels, its marks."""

    width: float
    height: float
    addresses: tuple[tuple[int, str], ...]
    marks: tuple[Rect, ...]

    @property
    def largest(self) -> str:
        """The address of the largest picture."""
        return self.addresses[-1][1]

    @property
    def usual(self) -> str:
        """The address for browsers that do not choose."""
        return self.addresses[1][1]

    @property
    def choices(self) -> str:
        """All addresses, for browsers that choose by the screen (``srcset``)."""
        return ", ".join(f"{address} {width}w" for width, address in self.addresses)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A link to another place in the same paper, in words."""

    words: str
    href: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that is shown of one page.

    ``quote`` are the words that are wanted, ``exact`` whether these (and not what is most like them) are
    marked on this page, None where nothing is. ``goes_on`` are other pages on which the quote stands.
    ``others`` are the other citations of the paper in the answer that led here. ``original`` is the address
    of the file, "" where it cannot be had.
    """

    document: Document
    page: Page
    contents: Contents
    part: Part | None
    before: str
    after: str
    heading: tuple[str, ...]
    quote: str
    picture: Picture | None
    layout: PageLayout
    exact: bool | None
    goes_on: tuple[Elsewhere, ...]
    others: tuple[Elsewhere, ...]
    original: str
    href: str

    @property
    def address(self) -> str:
        """The address of the paper."""
        return _address(self.document)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The passage to be marked, its quoted words, and where they stand; ``asked`` is the link's query."""

    hit: Hit | None = None
    quote: str = ""
    marks: Marks = field(default_factory=Marks)
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it is stored, laid out; ``size`` is that of its picture in points, None where it has none."""

    document: Document
    page: Page
    contents: Contents
    layout: PageLayout
    size: tuple[float, float] | None
    has_original: bool


def page_view(shown: Shown, wanted: Wanted, cited: Sequence[Citation] = ()) -> PageView:
    """Gather what is shown of a page; ``cited`` are the answer's citations of its paper."""
    document, page, contents, size = shown.document, shown.page, shown.contents, shown.size
    number, pages = page.number, contents.pages
    before = max((n for n in pages if n < number), default=None)
    after = min((n for n in pages if n > number), default=None)
    base = _address(document)
    on_picture = any(box.page == number for box in wanted.marks.boxes)
    exact = shown.layout.exact
    if size and on_picture:
        exact = wanted.marks.exact
    conversation = tuple((name, value) for name, value in wanted.asked if name in ("conversation", "turn"))
    return PageView(
        document=document,
        page=page,
        contents=contents,
        part=contents.part_of(number),
        before=_page_address(base, before, conversation) if before else "",
        after=_page_address(base, after, conversation) if after else "",
        heading=tuple(wanted.hit.heading) if wanted.hit else (),
        quote=wanted.quote,
        picture=_picture(document, number, size, wanted.marks.boxes) if size else None,
        layout=shown.layout,
        exact=exact,
        goes_on=tuple(
            Elsewhere(
                text("source.page_n", page=str(other)), f"{_page_address(base, other, wanted.asked)}#mark"
            )
            for other in sorted({box.page for box in wanted.marks.boxes} - {number})
        ),
        others=_others(cited, wanted, conversation),
        original=f"{base}/original" if shown.has_original else "",
        href=_page_address(base, number, wanted.asked),
    )


def _address(document: Document) -> str:
    return f"/documents/{percent_encode(document.id, safe='')}"


def _page_address(base: str, number: int, asked: Sequence[tuple[str, str]]) -> str:
    return f"{base}/pages/{number}" + (f"?{urlencode(asked)}" if asked else "")


def _picture(document: Document, number: int, size: tuple[float, float], boxes: Sequence[Box]) -> Picture:
    base = f"/v1{_address(document)}/pages/{number}.png"
    return Picture(
        width=round(size[0], 2),
        height=round(size[1], 2),
        addresses=tuple((width, f"{base}?width={width}") for width in WIDTHS),
        marks=tuple(
            Rect(
                round(box.x0 - _EDGE, 2),
                box.y0,
                round(box.x1 - box.x0 + 2 * _EDGE, 2),
                round(box.y1 - box.y0, 2),
            )
            for box in boxes
            if box.page == number
        ),
    )


def _others(
    cited: Sequence[Citation], wanted: Wanted, conversation: Sequence[tuple[str, str]]
) -> tuple[Elsewhere, ...]:
    """Return the citations of an answer that quote this paper, the present one too, if there are several."""
    if len(cited) < 2:
        return ()
    asked = dict(wanted.asked)
    return tuple(
        Elsewhere(
            _opening(citation.quote.exact, citation.page_start),
            in_conversation(citation_href(citation), *(value for _, value in conversation)),
            is_here=(citation.passage_id, str(citation.start))
            == (asked.get("passage"), asked.get("start", "")),
        )
        for citation in cited[:_MOST_OTHERS]
    )


def _opening(words: str, page: int) -> str:
    words = " ".join(words.split())
    short = words if len(words) <= 80 else f"{words[: words.rfind(' ', 0, 80)]} …"
    return text("source.other", words=short, pages=pages_of(page, page))


def in_conversation(href: str, conversation: str = "", turn: str = "") -> str:
    """Return the address of a page, with the answer that leads to it, so that its other citations are shown.

    >>> in_conversation("/documents/d/pages/1?passage=d-1#mark", "c", "1")
    '/documents/d/pages/1?passage=d-1&conversation=c&turn=1#mark'
    """
    if not (conversation and turn):
        return href
    address, _, fragment = href.partition("#")
    joined = "&" if "?" in address else "?"
    asked = urlencode({"conversation": conversation, "turn": turn})
    return f"{address}{joined}{asked}" + (f"#{fragment}" if fragment else "")
