"""The numbers of an OpenDocument text's lists and headings, counted as the program that shows it counts."""

from dataclasses import dataclass, field

from ingest.readers.list_labels import bare, numbered
from ingest.readers.odt.styles import TEXT, ListLevel, Styles, whole
from ingest.readers.xml_tree import Element

_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(slots=True)
class List:
    """A list under way: its style's name and how far each level, from 0, has counted."""

    style: str
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: a printed number, or a list mark."""

    number: str | None = None
    mark: bool = False


@dataclass(slots=True)
class Lists:
    """The lists of one file, as they are met."""

    styles: Styles
    _by_id: dict[str, List] = field(default_factory=dict)
    _last: dict[str, List] = field(default_factory=dict)  # by style
    _headings: List = field(default_factory=lambda: List(""))

    def open(self, element: Element, around: List | None) -> List:
        """Return the list of a list element: one within another, one that goes on, or a new one."""
        if around is not None:
            style = element.get(f"{TEXT}style-name")
            return around if style is None else List(style, around.counters)
        style = element.get(f"{TEXT}style-name") or ""
        earlier = self._by_id.get(element.get(f"{TEXT}continue-list") or "")
        if earlier is None and element.get(f"{TEXT}continue-numbering") == "true":
            earlier = self._last.get(style)
        opened = List(style, earlier.counters) if earlier is not None else List(style)
        if name := element.get(_ID):
            self._by_id[name] = opened
        self._last[style] = opened
        return opened

    def item(self, opened: List, level: int, start: str | None) -> Label:
        """Count an item on ``level``, from 0, and return its label; ``start`` is the number that it sets."""
        levels = self.styles.lists.get(opened.style, {})
        here = levels.get(level, ListLevel(form=None))
        _count(opened.counters, level, here, start)
        if here.form is None:
            return Label(mark=True)
        return Label(number=_written(opened.counters, levels, level))

    def heading(self, level: int, start: str | None) -> Label:
        """Count a heading on ``level``, from 0, and return its number where headings are numbered."""
        levels = self.styles.lists.get("", {})
        here = levels.get(level)
        if here is None or not here.form:
            return Label()
        _count(self._headings.counters, level, here, start)
        return Label(number=_written(self._headings.counters, levels, level))


def _count(counters: dict[int, int], level: int, here: ListLevel, start: str | None) -> None:
    if start is not None:
        counters[level] = whole(start, here.start)
    else:
        counters[level] = counters[level] + 1 if level in counters else here.start
    for deeper in [each for each in counters if each > level]:
        del counters[deeper]


def _written(counters: dict[int, int], levels: dict[int, ListLevel], level: int) -> str | None:
    here = levels[level]
    figures: list[str] = []
    for each in range(max(0, level + 1 - here.shown), level + 1):
        above = levels.get(each, ListLevel(form=None))
        if above.form:
            figures.append(numbered(counters.get(each, above.start), above.form))
    return bare(f"{here.prefix}{'.'.join(figures)}{here.suffix}")
