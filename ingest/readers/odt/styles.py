"""An OpenDocument text's styles and list styles, automatic and named, with what they are based on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.xml_tree import Element

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_NAMESPACE}office:1.0}}"
STYLE = f"{{{_NAMESPACE}style:1.0}}"
TEXT = f"{{{_NAMESPACE}text:1.0}}"
TABLE = f"{{{_NAMESPACE}table:1.0}}"
DRAW = f"{{{_NAMESPACE}drawing:1.0}}"
FO = f"{{{_NAMESPACE}xsl-fo-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"

_DEEPEST = 30  # styles based on one another
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_LIST_LEVELS = (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style")


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says; None where it leaves that to its parent."""

    parent: str | None
    name: str = ""  # as a person sees it, in small letters
    strong: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    break_before: bool | None = None
    break_after: bool | None = None
    shaded: bool | None = None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is labelled; ``form`` is None for a list mark, "" for nothing."""

    form: str | None
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # how many levels are written, this one the last


@dataclass(slots=True)
class Styles:
    """All styles by (family, name), the levels of each list style, and those of numbered headings ("")."""

    by_name: dict[tuple[str, str], Style] = field(default_factory=dict)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)

    def chain(self, family: str, name: str | None) -> Iterator[Style]:
        """Yield a style and those above it."""
        for _ in range(_DEEPEST):
            style = self.by_name.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.parent

    def says(self, family: str, name: str | None, what: str) -> bool | None:
        """Return what a style says of ``what`` (a field of Style); None where it says nothing."""
        for style in self.chain(family, name):
            said: bool | None = getattr(style, what)
            if said is not None:
                return said
        return None

    def is_named(self, name: str | None, wanted: str) -> bool:
        """Whether a paragraph style is, or is based on, the one that people know as ``wanted``."""
        return any(style.name == wanted for style in self.chain("paragraph", name))

    def read(self, root: Element | None) -> None:
        """Add the styles that one part of the file holds."""
        if root is None:
            return
        for element in root.iter(f"{STYLE}style"):
            family = element.get(f"{STYLE}family") or ""
            self.by_name[family, element.get(f"{STYLE}name") or ""] = _style(element)
        for element in root.iter(f"{TEXT}list-style"):
            self.lists[element.get(f"{STYLE}name") or ""] = _levels(element)
        for element in root.iter(f"{TEXT}outline-style"):
            self.lists[""] = _levels(element)


def whole(text: str | None, default: int) -> int:
    """Return a whole number, zero or more, written in the file; ``default`` where it is none."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else default


def _style(element: Element) -> Style:
    name = element.get(f"{STYLE}name") or ""
    words = element.find(f"{STYLE}text-properties")
    paragraph = element.find(f"{STYLE}paragraph-properties")
    table = element.find(f"{STYLE}table-properties")
    cell = element.find(f"{STYLE}table-cell-properties")
    before = _breaks(paragraph, "before")
    before = _breaks(table, "before") if before is None else before
    # A style that names the kind of page to go on with begins a page of that kind.
    if element.get(f"{STYLE}master-page-name"):
        before = True
    return Style(
        parent=element.get(f"{STYLE}parent-style-name"),
        name=(element.get(f"{STYLE}display-name") or name).lower(),
        strong=_strong(words),
        struck=_line(words, "line-through"),
        hidden=_equals(words, f"{TEXT}display", "none"),
        break_before=before,
        break_after=_breaks(paragraph, "after"),
        shaded=_shaded(cell),
    )


def _strong(words: Element | None) -> bool | None:
    weight = words.get(f"{FO}font-weight") if words is not None else None
    underlined = _line(words, "underline")
    if weight is None:
        return underlined
    return weight in _BOLD or bool(underlined)


def _line(words: Element | None, which: str) -> bool | None:
    """Return whether words are underlined or struck through; None where nothing is said."""
    if words is None:
        return None
    said = [words.get(f"{STYLE}text-{which}-{what}") for what in ("style", "type")]
    return None if said == [None, None] else all(value != "none" for value in said if value is not None)


def _equals(properties: Element | None, attribute: str, wanted: str) -> bool | None:
    said = properties.get(attribute) if properties is not None else None
    return None if said is None else said == wanted


def _breaks(properties: Element | None, where: str) -> bool | None:
    return _equals(properties, f"{FO}break-{where}", "page")


def _shaded(cell: Element | None) -> bool | None:
    colour = cell.get(f"{FO}background-color") if cell is not None else None
    return None if colour is None else colour.lower() not in {"transparent", "#ffffff"}


def _levels(element: Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for each in element:
        level = whole(each.get(f"{TEXT}level"), 0) - 1
        if level < 0:
            continue
        if each.tag not in _LIST_LEVELS:
            levels[level] = ListLevel(form=None)
            continue
        levels[level] = ListLevel(
            form=each.get(f"{STYLE}num-format") or "",
            prefix=each.get(f"{STYLE}num-prefix") or "",
            suffix=each.get(f"{STYLE}num-suffix") or "",
            start=whole(each.get(f"{TEXT}start-value"), 1),
            shown=max(1, whole(each.get(f"{TEXT}display-levels"), 1)),
        )
    return levels
