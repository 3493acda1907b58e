"""A Word file's automatic numbering: "6.4" and "(a)" are not in its text, but counted as Word counts.

Paragraphs refer to a list (``w:num``), which is an instance of a pattern (``w:abstractNum``) of up to nine
levels. Lists of one pattern count on together, unless a list overrides a level's start; a level begins
anew when one above it has counted (ECMA-376, part 1, 17.9).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.readers.list_labels import bare, in_words, letters, ordinal, roman
from ingest.readers.word.styles import Styles, W, number, switched, value
from ingest.readers.xml_tree import Element

_LEVELS = 9
_MOST_LISTS = 50_000
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``restart``: 0 never begins anew, n does when level n (from 1) counts."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False  # all numbers in figures
    style: str | None = None  # paragraphs of this style are numbered by this level


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: a printed number, or a list mark."""

    number: str | None
    mark: bool


@dataclass(slots=True)
class _List:
    pattern: str  # id of the pattern, whose counters it shares
    levels: dict[int, Level]
    restarts: dict[int, int]  # level → start, not yet used
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one file, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def label(self, list_id: str | None, level: int | None, style_id: str | None) -> Label | None:
        """Count one paragraph and return its label; None where it is in no list.

        ``list_id`` and ``level`` (from 0) are the paragraph's own; where it has none, its style's hold.
        """
        from_style, style_level = self._styles.numbering(style_id)
        if list_id is None:
            list_id = from_style
            known = self._lists.get(list_id or "")
            if level is None and known is not None:
                level = next(
                    (
                        index
                        for style in self._style_ids(style_id)
                        for index, each in known.levels.items()
                        if each.style == style
                    ),
                    style_level,
                )
        found = self._lists.get(list_id or "")
        if found is None:  # "0" says: in no list
            return None
        return self._count(found, min(_LEVELS - 1, max(0, level or 0)))

    def _style_ids(self, style_id: str | None) -> list[str]:
        ids: list[str] = []
        while style_id and style_id not in ids and len(ids) < _LEVELS:
            ids.append(style_id)
            style = self._styles.by_id.get(style_id)
            style_id = style.based_on if style else None
        return ids

    def _count(self, found: _List, level: int) -> Label | None:
        here = found.levels.get(level)
        if here is None:
            return None
        if here.form == "bullet":
            return Label(None, mark=True)
        counters = found.counters
        if level in found.restarts:
            counters[level] = found.restarts.pop(level)
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = here.start
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level + 1 <= restart:
                counters.pop(deeper, None)
        number = bare(self._written(found, here, counters))
        return Label(number, mark=False) if number else None

    @staticmethod
    def _written(found: _List, here: Level, counters: dict[int, int]) -> str:
        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            level = found.levels.get(index, Level())
            count = counters.get(index, level.start)
            return figure(count, "decimal" if here.legal and level.form != "none" else level.form)

        return _PLACE.sub(place, here.pattern)

    def _read(self, root: Element) -> None:
        patterns: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}  # pattern → the style that holds the real one
        for element in root.findall(f"{W}abstractNum"):
            pattern_id = element.get(f"{W}abstractNumId") or ""
            patterns[pattern_id] = _levels(element)
            if style := value(element, "numStyleLink"):
                linked[pattern_id] = style
        pattern_of = {
            element.get(f"{W}numId") or "": value(element, "abstractNumId") or ""
            for element in root.findall(f"{W}num")[:_MOST_LISTS]
        }
        for element in root.findall(f"{W}num")[:_MOST_LISTS]:
            list_id = element.get(f"{W}numId") or ""
            pattern_id = pattern_of[list_id]
            if pattern_id in linked:
                style_list, _ = self._styles.numbering(linked[pattern_id])
                pattern_id = pattern_of.get(style_list or "", pattern_id)
            levels = dict(patterns.get(pattern_id, {}))
            restarts: dict[int, int] = {}
            for override in element.findall(f"{W}lvlOverride"):
                index = number(override.get(f"{W}ilvl"))
                if index is None or not 0 <= index < _LEVELS:
                    continue
                if (own := override.find(f"{W}lvl")) is not None:
                    levels[index] = _level(own)
                if (start := number(value(override, "startOverride"))) is not None:
                    restarts[index] = start
            counters = self._counters.setdefault(pattern_id, {})
            self._lists[list_id] = _List(pattern_id, levels, restarts, counters)


def _levels(element: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for found in element.findall(f"{W}lvl"):
        index = number(found.get(f"{W}ilvl"))
        if index is not None and 0 <= index < _LEVELS:
            levels[index] = _level(found)
    return levels


def _level(element: Element) -> Level:
    start = number(value(element, "start"))
    form = value(element, "numFmt") or "decimal"
    # A list mark may also be given as a "number" that is only a sign, or a picture.
    pattern = value(element, "lvlText") or ""
    return Level(
        start=1 if start is None else start,
        form=form,
        pattern=pattern if form != "none" or "%" not in pattern else _PLACE.sub("", pattern),
        restart=number(value(element, "lvlRestart")),
        legal=bool(switched(element, "isLgl")),
        style=value(element, "pStyle"),
    )


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda count: letters(count).upper(),
    "decimalZero": lambda count: f"{count:02}",
    "ordinal": ordinal,
    "cardinalText": in_words,
    "ordinalText": lambda count: in_words(count, as_ordinal=True),
}


def figure(count: int, form: str) -> str:
    """Write a counter in one of Word's number formats; those of other scripts in figures."""
    return _FORMS.get(form, str)(count)
