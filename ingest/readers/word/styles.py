"""A Word file's styles: what a paragraph's or a run's style says, with what it is based on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.xml_tree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 30  # styles based on one another
_BODY_LEVEL = 9  # outline levels count from 0; 9 is running text
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says; None where it leaves that to the style that it is ``based_on``."""

    name: str
    based_on: str | None
    outline: int | None  # 0 to 8 for headings, 9 for running text
    list_id: str | None
    list_level: int | None
    strong: bool | None
    struck: bool | None
    hidden: bool | None
    page_break_before: bool | None
    names_first_row: bool = False  # of a table: it sets the first row off


@dataclass(slots=True)
class Styles:
    """All styles of a file by id; ``paragraph`` is the id of the one for paragraphs that name none."""

    by_id: dict[str, Style] = field(default_factory=dict)
    paragraph: str | None = None

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """Yield the style and those that it is based on."""
        for _ in range(_DEEPEST):
            style = self.by_id.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.based_on

    def name(self, style_id: str | None) -> str:
        """Return a style's name in small letters, "" where there is none."""
        return next((style.name for style in self.chain(style_id)), "")

    def outline(self, style_id: str | None) -> int:
        """Return the heading level, 1 to 9, that a style gives; 0 for running text."""
        for style in self.chain(style_id):
            if style.outline is not None:
                return heading_of(style.outline)
        return 0

    def numbering(self, style_id: str | None) -> tuple[str | None, int | None]:
        """Return the list and the level in it, from 0, that a style numbers its paragraphs by."""
        level: int | None = None
        for style in self.chain(style_id):
            level = style.list_level if level is None else level
            if style.list_id is not None:
                return style.list_id, level
        return None, level

    def says(self, style_id: str | None, what: str) -> bool:
        """Return a style's ``strong``, ``struck``, ``hidden`` or ``page_break_before``."""
        for style in self.chain(style_id):
            said: bool | None = getattr(style, what)
            if said is not None:
                return said
        return False


def read_styles(root: Element | None) -> Styles:
    """Return the styles of a file's styles part."""
    styles = Styles()
    for element in root.findall(f"{W}style") if root is not None else ():
        style_id = element.get(f"{W}styleId") or ""
        styles.by_id[style_id] = _style(element)
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}:
            styles.paragraph = style_id
    return styles


def heading_of(outline: int) -> int:
    """Return the heading level, from 1, of an outline level, from 0; 0 for running text."""
    return outline + 1 if 0 <= outline < _BODY_LEVEL else 0


def value(parent: Element | None, name: str) -> str | None:
    """Return the value of a property element (``<w:ilvl w:val="1"/>``); None where there is none."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found.get(f"{W}val") if found is not None else None


def number(text: str | None) -> int | None:
    """Return a whole number written in the file, None where it is none (or beyond all reason)."""
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None


def switched(properties: Element | None, *names: str) -> bool | None:
    """Return whether one of the properties ``names`` is on; None where none is said."""
    said: bool | None = None
    for name in names:
        found = properties.find(f"{W}{name}") if properties is not None else None
        if found is not None:
            said = bool(said) or (found.get(f"{W}val") or "1").lower() not in _OFF
    return said


def strong(run: Element | None) -> bool | None:
    """Return whether run properties set words off: bold or underlined."""
    return switched(run, "b", "u")


def struck(run: Element | None) -> bool | None:
    """Return whether run properties strike words out."""
    return switched(run, "strike", "dstrike")


def _style(element: Element) -> Style:
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    name = (value(element, "name") or "").lower()
    outline = number(value(paragraph, "outlineLvl"))
    if outline is None and name.startswith("heading ") and name[8:].isdigit():
        outline = int(name[8:9]) - 1
    if outline is None and name == "title":
        outline = 0
    listed = paragraph.find(f"{W}numPr") if paragraph is not None else None
    return Style(
        name=name,
        based_on=value(element, "basedOn"),
        outline=outline,
        list_id=value(listed, "numId"),
        list_level=number(value(listed, "ilvl")),
        strong=strong(run),
        struck=struck(run),
        hidden=switched(run, "vanish"),
        page_break_before=switched(paragraph, "pageBreakBefore"),
        names_first_row=any(
            part.get(f"{W}type") == "firstRow" and any(True for _ in part.iter(f"{W}b", f"{W}shd"))
            for part in element.findall(f"{W}tblStylePr")
        ),
    )
