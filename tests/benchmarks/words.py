"""How many words of papers are read wrong, against poppler's pdftotext, on pages drawn by a fixed seed.

    PYTHONPATH=. python tests/benchmarks/words.py FOLDER [--pages 60] [--seed 60] [--misses]

Of each page drawn, the words that pdftotext gives are looked for among those that we read there. A word
is wrong when pdftotext has it and we have it not (as often): missing, broken or run together. Set aside
are headers and footers (lines near the top and bottom edge that stand on three pages or more, whatever
their digits, and page numbers) and words that a line end cuts in two: readers treat both in ways of
their own.
"""

import argparse
import random
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2

from ingest.documents import Block, Page
from ingest.errors import PaperError
from ingest.readers import read

_WORD = re.compile(r"[^\W_]+(?:[.,'’/@&:-]+[^\W_]+)*")
_EDGE = 4  # lines from the top and from the bottom in which headers and footers stand
_REPEATED = 3  # pages
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.I)
_FEWEST_WORDS = 20  # of a page that is drawn


@dataclass(frozen=True)
class Drawn:
    """A page drawn: the words that pdftotext gives, and those of them that we lack."""

    path: Path
    page: int
    words: int
    missing: Counter[str]


def words_in(text: str) -> list[str]:
    """Return the words of ``text`` in one spelling of signs and ligatures."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("’", "'").lower()
    return [word for word in _WORD.findall(text) if any(map(str.isalnum, word))]


@cache
def pdftotext(path: Path) -> tuple[str, ...]:
    """Return the text of each page as poppler reads it."""
    done = subprocess.run(
        ["pdftotext", "-q", "-enc", "UTF-8", path, "-"], capture_output=True, check=False, timeout=120
    )
    pages = done.stdout.decode("utf-8", "replace").split("\f")
    return tuple(pages[:-1] if pages and not pages[-1].strip() else pages)


def body_words(pages: Sequence[str], index: int) -> Counter[str]:
    """Return the words of a page without its headers, footers and words cut at a line end."""
    repeated = _repeated_lines(pages)
    lines = [line.strip() for line in pages[index].splitlines() if line.strip()]
    found: Counter[str] = Counter()
    cut = ""
    for position, line in enumerate(lines):
        at_edge = position < _EDGE or position >= len(lines) - _EDGE
        if at_edge and (_PAGE_NUMBER.match(line) or _pattern(line) in repeated):
            continue
        words = words_in(line)
        if cut and words:
            words = words[1:]
        cut = "cut" if line.endswith(("-", "\u2010", "\u00ad", "/")) and words else ""
        found.update(words[:-1] if cut else words)
    return found


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", line.lower())


@cache
def _repeated_lines(pages: tuple[str, ...]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        seen.update({_pattern(line) for line in [*lines[:_EDGE], *lines[-_EDGE:]]})
    return frozenset(pattern for pattern, count in seen.items() if count >= _REPEATED)


def read_words(page: Page) -> Counter[str]:
    """Return the words that we read on ``page``; a table's header counts once."""
    found: Counter[str] = Counter()
    headers: set[tuple[str, ...]] = set()
    for block in page.blocks:
        for text in _texts(block, headers):
            found.update(words_in(text))
    return found


def _texts(block: Block, headers: set[tuple[str, ...]]) -> Iterator[str]:
    yield f"{block.number or ''} {block.text}"
    yield from block.cells
    if block.header and block.header not in headers:
        headers.add(block.header)
        yield from block.header


def draw(folder: Path, pages: int, seed: int) -> Iterator[tuple[Path, int]]:
    """Yield (file, page from 1) drawn from all pages of the PDFs in ``folder`` that hold text."""
    pool: list[tuple[Path, int]] = []
    for path in sorted(folder.rglob("*.pdf")):
        try:
            with pypdfium2.PdfDocument(path) as document:
                pool += [(path, number) for number in range(1, len(document) + 1)]
        except pypdfium2.PdfiumError:
            continue
    random.Random(seed).shuffle(pool)
    count = 0
    for path, number in pool:
        texts = pdftotext(path)
        if number <= len(texts) and len(words_in(texts[number - 1])) >= _FEWEST_WORDS:
            yield path, number
            count += 1
        if count == pages:
            return


def measure(folder: Path, pages: int, seed: int) -> list[Drawn]:
    """Read the papers of the pages drawn, and compare."""
    papers: dict[Path, tuple[Page, ...]] = {}
    found: list[Drawn] = []
    for path, number in draw(folder, pages, seed):
        if path not in papers:
            try:
                papers[path] = read(path).pages
            except PaperError as error:
                print(error, file=sys.stderr)
                papers[path] = ()
        theirs = body_words(pdftotext(path), number - 1)
        ours = read_words(papers[path][number - 1]) if papers[path] else Counter[str]()
        found.append(Drawn(path, number, theirs.total(), _without_joined(theirs - ours, ours)))
    return found


def _without_joined(missing: Counter[str], ours: Counter[str]) -> Counter[str]:
    """Return ``missing`` without words of which one of us kept the hyphen at a line end and the other not."""
    plain = {re.sub(r"[-/]", "", word) for word in ours if "-" in word or "/" in word}
    return Counter({word: n for word, n in missing.items() if re.sub(r"[-/]", "", word) not in plain})


def main() -> None:
    """Measure, and print the share of words that are wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=60)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    drawn = measure(arguments.folder, arguments.pages, arguments.seed)
    total, missing = sum(page.words for page in drawn), sum(page.missing.total() for page in drawn)
    if arguments.misses:
        for page in sorted(drawn, key=lambda page: -page.missing.total()):
            if page.missing:
                words = " ".join(page.missing.elements())
                print(
                    f"{page.missing.total():4} of {page.words:4}"
                    f"  {page.path.name} p. {page.page}: {words[:300]}"
                )
    print(f"{missing} of {total} words of {len(drawn)} pages are wrong: {missing / max(1, total):.2%}")


if __name__ == "__main__":
    main()
