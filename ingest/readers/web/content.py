"""What of a web page is the paper: its main part, without what only serves the site.

Menus, banners, forms and hidden parts go; so do the marks that refer to footnotes, whose words are
taken out of the text and kept as notes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.normalise import normalise
from ingest.readers.wording import Note
from ingest.readers.xml_tree import Element, take_out

_NEVER = frozenset(
    """
    script style noscript template nav form button input select textarea option datalist dialog iframe object
    embed applet audio video canvas svg map head menu
    """.split()
)
# Around the main part these serve the site; within an article they are its own.
_SURROUNDINGS = frozenset(("header", "footer", "aside"))
_WITHIN = frozenset(("main", "article", "section", "blockquote", "td", "th"))
_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar".split()
)
_SITE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:cookies?(?:-?(?:banner|bar|notice|consent|message|policy-banner))?|consent|breadcrumbs?|skip-?link"
    r"|visually-?hidden|sr-only|screen-reader-text|social-?share|share-?links|pagination|noprint)(?:$|[\s_-])",
    re.I,
)
_NOTES_CLASS = re.compile(r"(?:^|\s)(?:footnotes|endnotes)(?:$|\s)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_NOTE_STYLE = re.compile(r"mso-element\s*:\s*(?:foot|end)note(?:$|[^\w-])", re.I)
_NOTE_MARK = re.compile(r"^[\[(]?(?:\d{1,3}|[ivx]{1,5}|[a-z]|[*†‡§]{1,3})[\])]?$", re.I)
_NOTE_TARGET = re.compile(r"#_?(?:fn|ftn|edn|foot|end|note|cite_note)", re.I)
_LEADING_MARK = re.compile(r"^[\[(]?(\d{1,3}|[ivx]{1,5}|[*†‡§]{1,3})[\]).]?\s+")
_BACK = "↩↑⏎^︎"
_LONGEST_RUNNING = 500  # characters of a part of a header or footer
_MOST_RUNNING = 100  # parts of it
_LEAST_MAIN = 100  # characters: a main part with less is a shell that scripts fill


@dataclass(frozen=True, slots=True)
class Content:
    """The part of a page that is read, its notes, and what its headers and footers say."""

    root: Element
    notes: tuple[Note, ...]
    running: tuple[str, ...]


def content_of(page: Element) -> Content:
    """Return what of ``page`` is the paper.

    The tree is changed: what is not read is taken out, and tables that only arrange are made divisions.
    """
    main = _main(page)
    whole = main is page
    running: list[str] = []
    for element in list(main.iter()):
        if element is not main and _is_left_out(element, around=whole):
            if _is_running(element):
                parts = map(text_of, islice(element.iter(), _MOST_RUNNING))
                running += [text for text in parts if len(text) < _LONGEST_RUNNING]
            take_out(element)
    notes = tuple(_notes(main))
    for link in list(main.iter("a")):
        _take_note_mark_out(link)
    for table in reversed(list(main.iter("table"))):
        own = list(_own_parts(table))
        if _only_arranges(table, own):
            for element in (table, *own):
                element.tag = "div"
    return Content(main, notes, tuple(running))


def text_of(element: Element) -> str:
    """Return all text in ``element``, normalised, on one line."""
    return normalise(" ".join(_texts(element)))


def _main(page: Element) -> Element:
    """Return the main part that the page names; the whole page where it names none that holds text."""
    named = [
        element
        for element in page.iter()
        if element.tag == "main" or (element.get("role") or "").lower() == "main"
    ]
    longest = max(named, key=lambda element: len(text_of(element)), default=None)
    if longest is not None and len(text_of(longest)) >= _LEAST_MAIN:
        return longest
    articles = [
        element
        for element in page.iter("article")
        if not any(above.tag == "article" for above in element.iterancestors())
    ]
    if len(articles) == 1 and len(text_of(articles[0])) >= max(_LEAST_MAIN, len(text_of(page)) // 2):
        return articles[0]
    return page


def _is_left_out(element: Element, *, around: bool) -> bool:
    tag = element.tag
    if tag in _NEVER or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        # Forms on old pages and sign-in pages wrap all of the content; what they hold is text all the same.
        return not (tag == "form" and len(text_of(element)) > 2 * _LEAST_MAIN)
    if (element.get("role") or "").lower() in _ROLES or _HIDDEN.search(element.get("style") or ""):
        return True
    if tag not in ("body", "html") and _SITE_CLASS.search(
        f"{element.get('class') or ''} {element.get('id') or ''}"
    ):
        return True
    if _is_running(element) and tag == "div":
        return True
    if around and tag in _SURROUNDINGS:
        return not any(above.tag in _WITHIN for above in element.iterancestors())
    return False


def _is_running(element: Element) -> bool:
    """Whether an element is a header or footer: of the site, or of a paper that LibreOffice saved."""
    return element.tag in ("header", "footer") or (
        element.tag == "div" and (element.get("title") or "") in ("header", "footer")
    )


def _notes(root: Element) -> Iterator[Note]:
    """Take footnotes out of ``root`` and yield them."""
    for element in list(root.iter()):
        if not _is_note(element):
            continue
        mark = ""
        for link in list(element.iter("a")):
            text = text_of(link)
            if (link.get("href") or "").startswith("#") and (not text.strip(_BACK) or _NOTE_MARK.match(text)):
                mark = mark or text.strip(f"[]() {_BACK}")
                take_out(link)
        text = text_of(element).strip(f"{_BACK} ")
        if not mark and (match := _LEADING_MARK.match(text)):
            mark, text = match[1], text[match.end() :]
        mark = mark or _place_in_list(element)
        take_out(element)
        if text:
            yield Note(mark, text, last=True)


def _is_note(element: Element) -> bool:
    if (element.get("role") or "").lower() in ("doc-footnote", "doc-endnote"):
        return True
    if _NOTE_STYLE.search(element.get("style") or ""):
        return True
    return element.tag == "li" and any(
        _NOTES_CLASS.search(above.get("class") or "") or (above.get("role") or "").lower() == "doc-endnotes"
        for above in element.iterancestors()
    )


def _place_in_list(element: Element) -> str:
    """Return the mark of a note that is an item of a list: its number in it, those before being taken out."""
    value = element.get("value") or re.sub(r".*?(\d{1,3})$", r"\1", element.get("id") or "")
    return value if value.isdecimal() else ""


def _take_note_mark_out(link: Element) -> None:
    """Take out a link that only refers to a note, and the raised sign around it."""
    target = link.get("href") or ""
    if not target.startswith("#") or not _NOTE_MARK.match(text_of(link)):
        return
    parent = link.getparent()
    raised = parent is not None and parent.tag == "sup"
    refers = raised or (link.get("role") or "") == "doc-noteref" or bool(_NOTE_TARGET.match(target))
    raises = any(inner.tag == "sup" for inner in link)
    if refers or raises:
        alone = (
            parent is not None and raised and text_of(parent).strip("[]() ") == text_of(link).strip("[]() ")
        )
        take_out(parent if alone and parent is not None else link)


def _own_parts(table: Element) -> Iterator[Element]:
    """Yield the rows, cells and the like of ``table`` itself, not those of tables inside it."""
    for element in table.iter("caption", "thead", "tbody", "tfoot", "tr", "th", "td"):
        if next(above for above in element.iterancestors() if above.tag == "table") is table:
            yield element


def _only_arranges(table: Element, own: Sequence[Element]) -> bool:
    """Whether a table holds no data, but sets parts of the page side by side or frames them."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if any(element.tag in ("th", "caption") for element in own):
        return False
    cells = [sum(cell.tag == "td" and text_of(cell) != "" for cell in row) for row in own if row.tag == "tr"]
    holds_table = any(True for inner in table.iter("table") if inner is not table)
    return holds_table or len(cells) < 2 or max(cells, default=0) < 2


def _texts(element: Element) -> Iterable[str]:
    for each in element.iter():
        if each.text:
            yield each.text
        if each is not element and each.tail:
            yield each.tail
