"""A draw of tables from a folder of PDFs, by means that share nothing with our reader.

A pool made by our reader would lack the very tables that it misses. So ruled tables are found by
pdfplumber (installed by hand for a draw, no dependency of this project), and unruled ones by the
gaps that ``pdftotext -layout`` (poppler) leaves between columns. Both find tables where there are
none: who labels skips those, and takes the next of the draw.
"""

import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SEED = 20
_FEWEST_LINES = 3
_FEWEST_COLUMNS = 3
_GAP = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """What may be a table: ``file`` is the stem relative to the folder, ``page`` counts from 1.

    ``ordinal`` counts the candidates of a page from 1, ruled ones first. ``words`` are its first
    few, so that a person finds it on the page.
    """

    file: str
    page: int
    ordinal: int
    kind: str  # "ruled" or "unruled"
    words: str


def draw(folder: Path, seed: int = SEED) -> list[Candidate]:
    """Return all candidates of the PDFs under ``folder``, shuffled by ``seed``."""
    pool = sorted(candidate for path in sorted(folder.rglob("*.pdf")) for candidate in _of_file(folder, path))
    random.Random(seed).shuffle(pool)
    return pool


def pick_cells(
    rows: int, columns: int, *, table: int, count: int = 6, seed: int = SEED
) -> list[tuple[int, int]]:
    """Return which cells of a table to label, as (row, column) from 1, in reading order.

    The first, the last and some at random, of ``rows`` rows under the header and of ``columns``
    columns beside the one that names the rows. For an empty cell, who labels takes the next that is
    filled and not taken yet, in reading order, the first following the last; and passes over a table
    that has not ``count`` filled cells.
    """
    cells = [(row, column) for row in range(1, rows + 1) for column in range(1, columns + 1)]
    inner = random.Random(f"{seed} {table}").sample(cells[1:-1], max(0, min(count, len(cells)) - 2))
    return sorted({cells[0], *inner, cells[-1]})


def _of_file(folder: Path, path: Path) -> Iterator[Candidate]:
    import pdfplumber  # needed for a draw only, so nobody else has to have it

    stem = path.relative_to(folder).with_suffix("").as_posix()
    laid_out = _laid_out(path)
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            ruled = [words for table in page.find_tables() if (words := _words(table.extract()))]
            inside = {word for words in ruled for word in words}
            lines = laid_out[page.page_number - 1] if page.page_number <= len(laid_out) else []
            unruled = [words for words in _gapped(lines) if _outside(words, inside)]
            page.close()
            found = [("ruled", words) for words in ruled] + [("unruled", words) for words in unruled]
            for ordinal, (kind, words) in enumerate(found, start=1):
                yield Candidate(stem, page.page_number, ordinal, kind, " ".join(words[:8]))


def _words(rows: Sequence[Sequence[str | None]]) -> list[str]:
    """Return the words of a ruled table; none where it has not two rows, and two columns, with text."""
    filled = [cells for row in rows if (cells := [cell for cell in row if cell and cell.strip()])]
    if len(filled) < 2 or max(map(len, filled)) < 2:
        return []
    return " ".join(cell for cells in filled for cell in cells).split()


def _laid_out(path: Path) -> list[list[str]]:
    """Return the lines of each page, with columns kept apart by blanks."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=False)
    return [page.splitlines() for page in done.stdout.decode("utf-8", "replace").split("\f")]


def _gapped(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words of each stretch of successive lines (blank ones aside) in three or more columns."""
    stretch: list[str] = []
    for line in [*filter(str.strip, lines), ""]:
        if len(_GAP.split(line.strip())) >= _FEWEST_COLUMNS:
            stretch.append(line)
        else:
            if len(stretch) >= _FEWEST_LINES:
                yield " ".join(stretch).split()
            stretch = []


def _outside(words: Sequence[str], ruled: set[str]) -> bool:
    """Whether most of ``words`` stand in no ruled table of the page."""
    return sum(word in ruled for word in words) < len(words) / 2
