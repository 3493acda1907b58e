"""Plain text and Markdown: lines become headings, numbered paragraphs, list items and table rows.

Text papers are mostly exports of PDFs: tables arrive as tab-separated (or ``|``) lines, bullets as
dashes or dots, headings as Markdown, as numbered lines or as short lines standing alone, and
paragraphs are cut by page ends. A form feed begins a new page; without one a text has one page.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.documents import Block, BlockKind, Page, ReadPaper
from ingest.errors import PaperEmpty, PaperRefused
from ingest.normalise import BULLET
from ingest.readers.decoding import decode
from ingest.readers.headings import heading_level, in_capitals, is_heading_line, numbered
from ingest.readers.markup import clean_cell, clean_inline
from ingest.readers.tables import rows_to_blocks

MOST_BYTES = 64 * 1024 * 1024

_BULLET = re.compile(r"^\s*(?:[-*+•·▪◦‣–]|[\ue000-\uf8ff]|o(?=\s+[A-Z]))\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_TABLE_RULE = re.compile(r"^[\s|:\-+=]*-{2,}[\s|:\-+=]*$")
_QUOTE_MARK = re.compile(r"^\s*>\s?")
_HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD_LINE = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1:?\s*$")
_PAGE_MARK = re.compile(r"^\s*(?:-\s*)?page\s+\d{1,4}(?:\s+of\s+\d{1,4})?(?:\s*-)?\s*$", re.I)
_HTML_ITEM = re.compile(r"<li\b", re.I)
_PIPE = re.compile(r"(?<!\\)\|")
_LABELLED = re.compile(r"^[A-Z][\w /()'’-]{2,40}:\s*\S")

# A line that reaches this far was wrapped by its margin; a shorter one was ended by its author.
_WRAPPED_FROM = 60


def read_text(path: Path) -> ReadPaper:
    """Read a .txt or .md file. Raises PaperEmpty and PaperRefused."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise PaperRefused(
            f"{path.name}: {size / 2**20:.0f} MB of text is more than is read ({MOST_BYTES // 2**20} MB).",
            hint="Split it into papers.",
        )
    text = decode(path.read_bytes(), path.name).replace("\r\n", "\n").replace("\r", "\n")
    pages = tuple(
        Page(number=number, blocks=tuple(_blocks(page, number)))
        for number, page in enumerate(text.split("\f"), start=1)
    )
    # A form feed at the end closes the last page; it does not open another.
    while len(pages) > 1 and not pages[-1].blocks:
        pages = pages[:-1]
    paper = ReadPaper(pages=pages)
    if paper.is_empty:
        raise PaperEmpty(
            f"{path.name}: the file holds no text.", hint="Check that it was saved and copied whole."
        )
    return paper


def _blocks(text: str, page: int) -> Iterator[Block]:
    """Yield the blocks of one page, sentences that a page end or blank line cut put together again."""
    pending: Block | None = None
    for block in _raw_blocks(text, page):
        if pending is not None and _goes_on(pending, block):
            pending = replace(pending, text=f"{pending.text} {block.text}")
            continue
        if pending is not None:
            yield pending
        pending = block
    if pending is not None:
        yield pending


def _goes_on(before: Block, after: Block) -> bool:
    """Whether ``after`` is the rest of the sentence that ``before`` begins."""
    return (
        before.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and after.kind is BlockKind.PARAGRAPH
        and after.number is None
        and after.text[:1].islower()
        and not re.match(r"^(?:https?:|www\.|[a-z]\))", after.text)
        and before.text[-1:] not in '.!?:;”"'
        and len(before.text) > 40
    )


def _raw_blocks(text: str, page: int) -> Iterator[Block]:
    for group in _groups(text):
        if any(_is_row(line) for line in group):
            yield from rows_to_blocks([_cells(line) for line in group if not _TABLE_RULE.match(line)], page)
        else:
            yield from _prose(group, page)


def _groups(text: str) -> Iterator[list[str]]:
    """Yield runs of lines: the rows of one table (over blank lines too), or lines without a blank between."""
    group: list[str] = []
    blank = False
    for line in text.split("\n"):
        if not line.strip() or _PAGE_MARK.match(line):
            blank = True
            continue
        in_table = bool(group) and _is_row(group[-1])
        row = _is_row(line) or (in_table and bool(_TABLE_RULE.match(line)))
        same_table = in_table and row and (not blank or _width(line) == _width(group[-1]))
        if group and (not same_table if (in_table or row) else blank):
            yield group
            group = []
        group.append(line)
        blank = False
    if group:
        yield group


def _is_row(line: str) -> bool:
    return "\t" in line.strip("\n") or (line.lstrip().startswith("|") and line.count("|") > 2)


def _width(line: str) -> int:
    return len(_cells(line))


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [clean_cell(cell) for cell in line.split("\t")]
    return [clean_cell(cell) for cell in _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))]


def _prose(lines: list[str], page: int) -> Iterator[Block]:
    """Yield the blocks of lines that stand together, wrapped lines joined."""
    run: list[str] = []
    item = False

    def flush() -> Iterator[Block]:
        nonlocal item
        whole = " ".join(run)
        run.clear()
        for part in clean_cell(whole).split("\n") if _HTML_ITEM.search(whole) else [whole]:
            text = clean_inline(part)
            if text:
                kind = BlockKind.LIST_ITEM if item or part.startswith(BULLET) else BlockKind.PARAGRAPH
                number, rest = numbered(text)
                yield Block(BlockKind.PARAGRAPH if number else kind, rest, page, number=number)
        item = False

    for line in lines:
        if _RULE.match(line):
            yield from flush()
            continue
        marked = _marked_heading(line)
        if marked is not None:
            yield from flush()
            level, text = marked
            if text:
                yield Block(BlockKind.HEADING, text, page, level=level)
            continue
        bullet = _BULLET.match(line)
        body = _QUOTE_MARK.sub("", line[bullet.end() :] if bullet else line)
        if bullet or (run and not _wraps(run[-1], line)):
            yield from flush()
        alone = len(lines) == 1 or (line is lines[0] and _leads(line, lines[1]))
        if (
            not run
            and (not bullet or numbered(clean_inline(body))[0])
            and is_heading_line(clean_inline(body), alone=alone)
        ):
            text = clean_inline(body)
            yield Block(BlockKind.HEADING, text.rstrip(":"), page, level=heading_level(text))
            continue
        if not run:
            item = bool(bullet)
        run.append(body)
    yield from flush()


def _wraps(before: str, after: str) -> bool:
    """Whether ``after`` carries on the line ``before`` rather than beginning something of its own."""
    if (_LABELLED.match(after) and before.rstrip()[-1:] in ".:;") or (
        in_capitals(before) and not in_capitals(after)
    ):
        return False
    if numbered(after.strip("*_ "))[0] and before.rstrip()[-1:] != ",":
        return False
    return (len(before) >= _WRAPPED_FROM or after.lstrip()[:1].islower()) and before.rstrip()[-1:] != ":"


def _leads(line: str, following: str) -> bool:
    """Whether a first line stands over the lines below it, rather than among them (as in a list of names)."""
    if _wraps(line, following):
        return False
    text = clean_inline(line)
    over_text = len(following) >= _WRAPPED_FROM or bool(_BULLET.match(following))
    return in_capitals(text) or bool(numbered(text)[0]) or over_text


def _marked_heading(line: str) -> tuple[int, str] | None:
    """Return level and text of a line that is marked as a heading (``# x``, ``> **x**``, ``> x``)."""
    hashes = _HASHES.match(line)
    if hashes:
        return len(hashes[1]), clean_inline(hashes[2])
    quoted = _QUOTE_MARK.match(line)
    rest = line[quoted.end() :] if quoted else line
    text = clean_inline(rest).rstrip(":")
    short = len(text.split()) <= 14 and text[-1:] not in ".;,"
    if short and (_BOLD_LINE.match(rest.strip()) or quoted):
        return 4, text
    return None
