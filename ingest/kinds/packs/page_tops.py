"""What the top of a page says of the paper that may begin there.

The first page of a paper in a pack bears signs: "Agenda Item 7b" in a corner, "Report of the
Director", "Minutes of a meeting …" over a list of who was present, "Appendix 2", a decision's form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents import Block, BlockKind, Marking, Page
from ingest.kinds.markings import marking_of_page
from ingest.kinds.packs.agenda import PRINTED_NUMBER, item_number

_STAMP_BLOCKS, _STAMP_FOOT = 4, 2
_HEAD_BLOCKS = 10
_LABEL_BLOCKS = 3
_DECISION_BLOCKS = 6
_RESTART_BLOCKS = 4
_TOP_WORDS = 70

_STAMP = re.compile(
    rf"^(?P<agenda>agenda\s+)?(?:item\s*)?(?:no\.?\s*|number\s*)?[:.\-–—]*\s*{PRINTED_NUMBER}"
    r"(?P<rest>$|[.:]?\s+(?-i:[A-Z]).{0,200}$|\.$)",
    re.I,
)
_IS_STAMP = re.compile(r"^(?:agenda\s+(?:item|no|number)|item\b(?=\s*(?:no|number|:|\d)))", re.I)
_STAMP_AT_END = re.compile(rf"\bagenda\s+item\s+(?:no\.?\s*)?{PRINTED_NUMBER}$", re.I)
_APPENDIX = re.compile(
    r"^(?P<label>(?:appendix|annexe?|enclosure|attachment)\s+(?:\d{1,2}[a-z]?|[a-z]\d?|[ivx]{1,4}))\b"
    r"(?P<rest>.*)$",
    re.I,
)
_LABEL_AT_END = re.compile(
    r"^(?P<rest>(?-i:[A-Z\d])\S*(?: \S+){0,5}?) (?P<label>(?-i:APPENDIX|ANNEX) \w{1,2})$", re.I
)
# "Report of the Director" by itself or after the meeting's date; not "the annual report of the Director".
_REPORT_OF = re.compile(
    r"(?:^|\b\d{4}\W+|[–—:|]\s*)(?:joint\s+|information\s+)?report\s+(?:of|by|from)\s*:?\s+(?:the\s+)?"
    r"(?P<who>(?-i:[A-Z])[\w&,'’.() /-]{3,140})$",
    re.I,
)
_FORM_LABELS = re.compile(
    r"^(?:report (?:title|subject|to|author|for|of|by|from)|title of report|subject(?: matter)?|originator"
    r"|lead (?:officer|member)|author|submitted (?:by|to)|presented by|from|to|date|meeting(?: date)?"
    r"|classification|key decision|decision no|wards?(?: affected)?|by)\s*:",
    re.I,
)
_AUTHOR = re.compile(
    r"^(?:report (?:author|of|by|from)|originator|author|lead officer|submitted by|presented by|from|by)"
    r"\s*:\s*(?P<who>\S.{2,140})$",
    re.I,
)
_MINUTES = re.compile(
    r"^(?:(?:draft|printed|unconfirmed|public|open|confirmed)\s+)*"
    r"(?:minutes(?:\s+of\b|\s*[-–—:(]|$)|notes? of (?:a|the) meeting\b|at a meeting of\b)",
    re.I,
)
_PRESENT = re.compile(
    r"^(?:members\s+)?(?:present|in attendance|attendance|attendees|also in attendance|apologies)\b", re.I
)
_DECISION = re.compile(
    r"\brecord of (?:proposed |executive |officer )?decision\b|\b(?:delegated )?decision notice\b", re.I
)
_FIRST_SECTION = re.compile(r"^1(?:\.[01])?\.?(?:\s|$)")
_LEFT_BLANK = re.compile(r"\b(?:left|intentionally) blank\b", re.I)
_PRINTED = re.compile(r"^[-–—|\s]*page\s+(?P<number>\d{1,4})(?:\s+of\s+\d{1,4})?[-–—|\s]*$", re.I)


@dataclass(frozen=True, slots=True)
class PageTop:
    """The signs at the edges of one page.

    ``item`` is the number that is stamped on it, ``sure`` that the stamp says "Agenda". ``author`` is
    whose report it says to be. ``restarts`` says that sections are counted from 1 under a title.
    ``printed`` is a page number that stands among its text.
    """

    page: int
    words: str
    blank: bool = False
    item: str | None = None
    sure: bool = False
    appendix: str | None = None
    appendix_title: str = ""
    author: str | None = None
    is_report: bool = False
    is_minutes: bool = False
    is_decision: bool = False
    restarts: bool = False
    marking: Marking | None = None
    printed: int | None = None

    @property
    def heads_paper(self) -> bool:
        """Whether it looks like the head of a report, of minutes or of a decision."""
        return self.is_report or self.is_minutes or self.is_decision


def read_top(page: Page) -> PageTop:
    """Return the signs of one page."""
    blocks = [block for block in page.blocks if block.kind not in (BlockKind.STRUCK, BlockKind.FOOTNOTE)]
    texts = [text for text in map(_text, blocks) if text]
    if not texts or (len(texts) <= 3 and _LEFT_BLANK.search(" ".join(texts))):
        return PageTop(page.number, "", blank=True)
    item, sure = _stamp(blocks)
    body = [block for block in blocks if not is_stamp(block) and not _PRINTED.match(_text(block))]
    appendix, title = _appendix(body)
    head = list(_lines(body[:_HEAD_BLOCKS]))
    author = _author(head)
    labels = sum(_FORM_LABELS.match(line) is not None for line in head)
    return PageTop(
        page=page.number,
        words=" ".join(" ".join(_text(block) for block in body).split()[:_TOP_WORDS]),
        item=item,
        sure=sure,
        appendix=appendix,
        appendix_title=title,
        author=author,
        is_report=any(_is_report_of(line) for line in head) or labels >= 3,
        is_minutes=_is_minutes(body),
        is_decision=any(map(_is_decision_title, body[:_DECISION_BLOCKS])),
        restarts=_restarts(body),
        marking=marking_of_page(page),
        printed=_printed(texts),
    )


def is_stamp(block: Block) -> bool:
    """Whether a block is nothing but "Agenda Item 7b"."""
    match = _STAMP.match(block.text)
    return _IS_STAMP.match(block.text) is not None and match is not None and len(match["rest"]) <= 1


def is_paper_head(block: Block, after: Sequence[Block]) -> bool:
    """Whether a block, with those after it, begins a paper by itself: a report's "Report of …", minutes."""
    is_minutes = _MINUTES.match(block.text) is not None and _is_minutes([block, *after])
    return is_minutes or _is_report_of(block.text) or is_stamp(block)


def _text(block: Block) -> str:
    return block.text or " ".join(filter(None, block.cells))


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield texts; of rows the cells, and each pair of neighbours as "label: value"."""
    for block in blocks:
        if not block.cells:
            yield block.text
            continue
        cells = [cell.split("\n")[0].strip() for cell in block.cells if cell.strip()]
        yield from cells
        if len(cells) == 2:
            yield f"{cells[0].rstrip(':')}: {cells[1]}"


def _stamp(blocks: Sequence[Block]) -> tuple[str | None, bool]:
    """Return the item number stamped at the top or foot of a page, and whether it is surely one."""
    edges = (*blocks[:_STAMP_BLOCKS], *blocks[_STAMP_BLOCKS:][-_STAMP_FOOT:])
    for position, line in enumerate(_lines(edges)):
        match = _STAMP.match(line) if _IS_STAMP.match(line) else None
        if match and (len(match["rest"]) <= 1 or (match["agenda"] and position < 2)):
            return item_number(match["main"], match["sub"]), bool(match["agenda"])
        end = _STAMP_AT_END.search(line)
        if end and len(line.split()) <= 14:
            return item_number(end["main"], end["sub"]), True
    return None, False


def _appendix(blocks: Sequence[Block]) -> tuple[str | None, str]:
    """Return the label of the appendix that begins at the top ("Appendix 2"), and its title.

    In a list of appendices nothing begins: there another label follows at once.
    """
    for position, block in enumerate(blocks[:_LABEL_BLOCKS]):
        match = _APPENDIX.match(block.text) or _LABEL_AT_END.match(block.text)
        if match is None or len(block.text.split()) > 25 or block.text.endswith((".", ",", ";")):
            continue
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        in_list = block.kind is BlockKind.LIST_ITEM or (following and _APPENDIX.match(_text(following)))
        goes_on = match["rest"][:2].strip()[:1].islower()
        if in_list or goes_on:
            return None, ""
        title = match["rest"].strip(" -–—:.")
        if not title:
            beside = following if position == 0 else blocks[0]
            title = beside.text if beside is not None and len(beside.text.split()) <= 20 else ""
        return " ".join(match["label"].split()).title(), title
    return None, ""


def _is_report_of(line: str) -> bool:
    return len(line.split()) <= 24 and _REPORT_OF.search(line) is not None


def _is_minutes(blocks: Sequence[Block]) -> bool:
    lines = [_text(block) for block in blocks[:14]]
    opens = any(_MINUTES.match(block.text) and block.number is None for block in blocks[:5])
    return opens and any(_PRESENT.match(line) for line in lines)


def _is_decision_title(block: Block) -> bool:
    text = _text(block)
    is_title = block.kind is BlockKind.HEADING or text.isupper()
    return is_title and len(text.split()) <= 10 and _DECISION.search(text) is not None


def _restarts(blocks: Sequence[Block]) -> bool:
    """Whether a page begins with a title, and its sections count from 1 below it."""
    if not blocks or blocks[0].kind is not BlockKind.HEADING or blocks[0].number or blocks[0].level > 1:
        return False
    below = (block.number or block.text for block in blocks[1:_RESTART_BLOCKS])
    return any(_FIRST_SECTION.match(text) for text in below)


def _author(lines: Sequence[str]) -> str | None:
    for line in lines:
        match = _REPORT_OF.search(line) if _is_report_of(line) else _AUTHOR.match(line)
        if match:
            return " ".join(match["who"].split()).strip(" .,;:") or None
    return None


def _printed(texts: Sequence[str]) -> int | None:
    for text in (*texts[:1], *texts[-1:]):
        match = _PRINTED.match(text)
        if match:
            return int(match["number"])
    return None
