"""Running headers, footers and page numbers: what stands on every page and belongs to none."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from ingest.readers.pdf.lines import Line, text_of

MARGIN = 0.14  # of the page's height, at the top and at the bottom
_DEEPEST = 4  # lines from the top or the bottom
_SAME_HEIGHT = 4.0  # points
_FEWEST_PAGES = 3
_REACH = 30  # em below a line that heads columns
_STACKED = 2.0  # em
_FEWEST_UNDER = 2  # pieces under each piece of such a line
PAGE_NUMBER = re.compile(
    r"^(?:[-–—|\s]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*)$", re.IGNORECASE
)
_PAGE_MARK = re.compile(r"(?<=\S)\s+page\s+(?:\d{1,4}|[ivxl]{1,6})(?:\s+of\s+\d{1,4})?$")
_HOLDS_PAGE = re.compile(r"\bpage\s+\d{1,4}\s+of\s+\d{1,4}\b", re.IGNORECASE)
_MARKING = re.compile(
    r"\b(?:restricted|confidential|exempt|official|not for publication|unclassified|protect(?:ed)?)\b",
    re.IGNORECASE,
)
_NUMBERED_PAGE = re.compile(r"^[-–—|\s]*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*$", re.IGNORECASE)


def furniture(pages: Sequence[tuple[Sequence[Line], float, float]]) -> list[set[int]]:
    """Return for each page the indexes of the lines that are page furniture.

    Each page is its lines with the lowest and highest point of the page. A line is furniture when it
    stands near the top or bottom edge and is a page number, or the same words (whatever their digits)
    at the same height on three or more pages. A protective marking stays on the first page that has it.
    """
    edges = [_edges(lines, bottom, top) for lines, bottom, top in pages]
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, (lines, _, _) in enumerate(pages):
        for index in {index for edge in edges[number] for index in edge}:
            seen[_pattern(lines[index])].append((number, lines[index].y))
    found: list[set[int]] = []
    for number, (lines, _, _) in enumerate(pages):
        gone: set[int] = set()
        for edge in edges[number]:
            # Furniture lies outside the body: what stands further in than a line of the body is body.
            gone.update(takewhile(partial(_falls_away, lines, seen, len(pages)), edge))
        gone -= column_heads(lines, edges[number][0])
        found.append({index for index in gone if not _first_marking(lines[index], seen, number)})
    return found


def column_heads(lines: Sequence[Line], first: Sequence[int]) -> set[int]:
    """Return those of the ``first`` lines of a page (from the top) that head columns of a table.

    They are printed again on each page, as running headers are, but stand over columns: each of their
    pieces is above figures, or begins where words of lines below begin. What stands close above such
    a line ("£000s") heads the columns too.
    """
    heads: set[int] = set()
    for index in reversed(first):
        line = lines[index]
        below = [other for other in lines if line.y - _REACH * line.size < other.y < line.y - 1]
        close = any(0 < line.y - lines[head].y < _STACKED * line.size for head in heads)
        if close or (len(line.pieces) > 2 and _over_columns(line, below)):
            heads.add(index)
    return heads


def _over_columns(line: Line, below: Sequence[Line]) -> bool:
    """Whether most pieces of ``line`` stand over figures, or begin where words of lines below begin."""
    pieces = [(len(other.pieces) > 1, piece) for other in below for piece in other.pieces]
    over = 0
    for piece in line.pieces:
        x0, x1 = piece[0].x0, max(run.x1 for run in piece)
        under = 0
        for is_cell, other in pieces:
            left, right = other[0].x0, max(run.x1 for run in other)
            figures = left < x1 and x0 < right and not any(map(str.isalpha, text_of(other)))
            under += figures or (is_cell and abs(left - x0) <= _SAME_HEIGHT)
        over += under >= _FEWEST_UNDER
    return over > 0.5 * len(line.pieces)


def _edges(lines: Sequence[Line], bottom: float, top: float) -> tuple[list[int], list[int]]:
    """Return the indexes of the lines near the top and near the bottom, the outermost first."""
    zone = (top - bottom) * MARGIN
    order = sorted(range(len(lines)), key=lambda index: -lines[index].y)
    first = [index for index in order[:_DEEPEST] if lines[index].y > top - zone]
    last = [index for index in order[: -_DEEPEST - 1 : -1] if lines[index].y < bottom + zone]
    return first, last


def _pattern(line: Line) -> str:
    # The first pages of a pack often have no number yet, so a page number is no part of the pattern.
    return re.sub(r"\d+", "#", _PAGE_MARK.sub("", line.text.lower())).strip()


def _first_marking(line: Line, seen: dict[str, list[tuple[int, float]]], number: int) -> bool:
    """Whether the line says who may see the paper, as the page before did not: that must not be lost."""
    marks = _MARKING.search(line.text) is not None
    return marks and all(page != number - 1 for page, _ in seen[_pattern(line)])


def _falls_away(
    lines: Sequence[Line], seen: dict[str, list[tuple[int, float]]], pages: int, index: int
) -> bool:
    return _is_furniture(lines[index], seen, pages)


def _is_furniture(line: Line, seen: dict[str, list[tuple[int, float]]], pages: int) -> bool:
    if _NUMBERED_PAGE.match(line.text):
        return True
    pattern = _pattern(line)
    if not any(map(str.isalpha, pattern)) and not PAGE_NUMBER.match(line.text):
        return False  # a row of figures repeats its pattern too
    at_same_height = {page for page, y in seen[pattern] if abs(y - line.y) <= _SAME_HEIGHT}
    if pages < _FEWEST_PAGES:
        if _HOLDS_PAGE.search(line.text) and len(at_same_height) == pages:
            return True
        return bool(PAGE_NUMBER.match(line.text)) and line.text.strip("-–—| ").isdigit()
    return len(at_same_height) >= min(_FEWEST_PAGES, pages)
