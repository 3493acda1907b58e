"""Whether a reader's table rows say what a person wrote down of a cell: its value, row and column.

White space, case, hyphens between letters, bullets and the shapes of dashes and quotation marks do
not count, for they differ between two good readings of one cell. Everything else does.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.documents import Block, BlockKind

_DASHES = re.compile("[‐‑‒–—−]")
_QUOTES = str.maketrans("‘’‛“”‟", "''''''", "•▪●◦\u00ad")
_APART = re.compile(r"(?<=\d)\s+(?=\d)")  # "1 2" is not "12"
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[£%+]")
# What a column's name may have more than the label: a unit or a footnote's mark.
_ASIDE = re.compile(r"[(*]*(?:£?(?:000)?'?s?|£?m|%|\d{1,2})[)*]*")


@dataclass(frozen=True, slots=True)
class Label:
    """One cell of a table as a person reads it.

    ``file`` is the paper's path under its folder without the ending, ``page`` (from 1) the one on
    which the row begins, ``table`` a running number. ``row`` are words that name the row, ``column``
    the names over the cell, the upper first; "" where the table has none for it.
    """

    file: str
    page: int
    table: int
    row: str
    column: str
    value: str


def read_labels(path: Path) -> list[Label]:
    """Read a file of labels, one JSON object a line."""
    return [Label(**json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def fault(label: Label, blocks: Iterable[Block]) -> str | None:
    """Return what is wrong with how ``blocks``, those of the label's page, give the cell; None if nothing."""
    rows = [block for block in blocks if block.kind is BlockKind.TABLE_ROW]
    named = [block for block in rows if _names_row(label.row, block.cells)]
    if not named:
        return f"no such row among {len(rows)} on the page"
    value = _key(label.value)
    headers: list[str] = []
    for block in named:
        names = [*block.header, *[""] * (len(block.cells) - len(block.header))]
        for column, cell in enumerate(block.cells):
            if _key(cell) == value:
                if names_column(label.column, names, column):
                    return None
                headers.append(names[column])
    if headers:
        return "under the column " + " or ".join(f"“{name}”" for name in dict.fromkeys(headers))
    return "in the row stands " + " | ".join(cell.replace("\n", " / ")[:60] for cell in named[0].cells)


def names_column(label: str, names: Sequence[str], column: int) -> bool:
    """Whether ``names[column]`` is the column's name that a person read.

    It may also hold what stands over other columns too (a caption, a section), a unit or a
    footnote's mark. Of a name on several levels the lower ones will do, if no other column has them.
    """
    wanted, have = _key(label), _key(names[column])
    others = [_key(name) for at, name in enumerate(names) if at != column and name]
    if not wanted:
        extra = [have]
    elif wanted in have:
        extra = have.split(wanted, 1)
    elif have and wanted.endswith(have):
        return have not in others
    else:
        missing = Counter(_tokens(label)) - Counter(_tokens(names[column]))
        if missing:
            return False
        extra = list(Counter(_tokens(names[column])) - Counter(_tokens(label)))
    return all(_ASIDE.fullmatch(piece) or _stands_over(piece, others) for piece in extra if piece)


def _stands_over(piece: str, others: Sequence[str]) -> bool:
    # Two columns run together would give one of them the name of just one other.
    return bool(others) and sum(piece in other for other in others) >= min(2, len(others))


def _names_row(words: str, cells: Sequence[str]) -> bool:
    have = {token for cell in cells for token in _tokens(cell)}
    key = _key(words)
    return have.issuperset(_tokens(words)) or (len(key) > 3 and key in "".join(map(_key, cells)))


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES)
    return _DASHES.sub("-", plain).casefold()


def _key(text: str) -> str:
    joined = re.sub(r"\s+", "", _APART.sub("_", _plain(text).strip()))
    return _HYPHEN.sub("", joined)


def _tokens(text: str) -> list[str]:
    joined = re.sub(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])", "", _plain(text))
    return _TOKEN.findall(joined)
