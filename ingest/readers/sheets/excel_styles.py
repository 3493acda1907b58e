"""A workbook's styles and strings: how cells show what they hold, and the texts that they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ingest.normalise import normalise
from ingest.readers.guard import damaged
from ingest.readers.ooxml import OfficePackage
from ingest.readers.sheets.number_formats import BUILT_IN
from ingest.readers.xml_tree import Element, iterate_xml

_MOST_TEXT = 64 * 1024 * 1024  # characters of all shared strings
_LONGEST = 32_767  # characters of a cell, as in Excel
_OFF = frozenset({"0", "false"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell shows what it holds; ``strong``: it stands out (bold, shaded)."""

    code: str = "General"
    strong: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text, normalised, and apart from it the words in it that are struck out."""

    live: str
    struck: str = ""


def local(element: Element) -> str:
    """Return an element's name without its namespace: a sheet's parts have two, old and strict."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Sequence[Element]:
    """Return the children of ``element`` that have this local name."""
    return element.findall(f"{{*}}{name}") if element is not None else []


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of ``element`` that has this local name."""
    return element.find(f"{{*}}{name}") if element is not None else None


def read_looks(root: Element | None) -> list[Look]:
    """Return the looks of a workbook's cells, by the number that cells refer to them by."""
    codes: Mapping[int, str] = {
        **BUILT_IN,
        **{
            _whole(each.get("numFmtId")): each.get("formatCode") or "General"
            for each in children(child(root, "numFmts"), "numFmt")
        },
    }
    fonts = [(_is_on(font, "b"), _is_on(font, "strike")) for font in children(child(root, "fonts"), "font")]
    fills = [_is_shaded(fill) for fill in children(child(root, "fills"), "fill")]
    looks: list[Look] = []
    for form in children(child(root, "cellXfs"), "xf"):
        bold, struck = _at(fonts, form.get("fontId"), (False, False))
        shaded = _at(fills, form.get("fillId"), False)
        looks.append(Look(codes.get(_whole(form.get("numFmtId")), "General"), bold or shaded, struck))
    return looks


def read_strings(package: OfficePackage, part: str | None) -> list[Words]:
    """Return the strings that cells share, by the number that they refer to them by."""
    strings: list[Words] = []
    if part is None or part not in package:
        return strings
    total = 0
    with package.stream(part) as stream:
        for element in iterate_xml(stream, ("{*}si",), package.name, package.what):
            words = words_of(element)
            total += len(words.live) + len(words.struck)
            if total > _MOST_TEXT:
                raise damaged(package.name, package.what, "it holds more text than a workbook may")
            strings.append(words)
    return strings


def words_of(element: Element) -> Words:
    """Return the words of a string: of its runs, without the readings that East Asian texts carry."""
    live: list[str] = []
    struck: list[str] = []
    for part in element:
        if local(part) == "t":
            live.append(part.text or "")
        elif local(part) == "r":
            text = "".join(each.text or "" for each in children(part, "t"))
            (struck if _is_on(child(part, "rPr"), "strike") else live).append(text)
    return Words(clipped("".join(live)), clipped(" ".join(struck)))


def clipped(text: str) -> str:
    """Return a cell's text, normalised line by line, at its greatest length."""
    lines = (normalise(line) for line in text[:_LONGEST].split("\n"))
    return "\n".join(line for line in lines if line)


def _is_on(properties: Element | None, name: str) -> bool:
    found = child(properties, name)
    return found is not None and (found.get("val") or "1").lower() not in _OFF


def _is_shaded(fill: Element) -> bool:
    pattern = child(fill, "patternFill")
    return pattern is not None and (pattern.get("patternType") or "none") not in ("none", "gray125")


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else 0


def _at(values: Sequence[T], index: str | None, default: T) -> T:
    place = _whole(index)
    return values[place] if place < len(values) else default
