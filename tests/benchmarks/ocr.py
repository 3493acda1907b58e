"""How many letters and words of scanned pages are read wrong: pages with text, made into scans.

    PYTHONPATH=. python tests/benchmarks/ocr.py FOLDER [--pages 20] [--seed 20] [--misses]

Pages of the PDFs in FOLDER are drawn by a fixed seed from the upright ones that are mostly prose. Each
is rendered at 150 dots an inch, turned by up to one degree, blurred, made noisy and saved as JPEG, as a
scanner in an office does it, and put into a PDF as its only picture. Our reading of it, from file to
blocks, is compared with the text that poppler's pdftotext finds in the original.

Letters: each line of the original is looked for where it fits best among what was read and no other
line has claimed (Sellers 1980: the fewest insertions, deletions and substitutions that turn it into a
part of the text). A line that fits nowhere, as one that pdftotext draws through two cells of a table,
is looked for word by word. So the order of columns and cells does not count, but every wrong letter
and blank does. What no line claims was read where nothing stands, and is wrong too.

Words: those of the original that were not read as often, or those read that the original lacks,
whichever are more. Capitals count.

Set aside: page numbers at the page's edge, the stop after a paragraph's number, the shapes of quotation
marks, dashes and bullets, and whether a word that a line end cuts keeps its hyphen.
"""

import argparse
import io
import random
import re
import subprocess
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from ingest.documents import Page
from ingest.readers.ocr.process import OcrProcess

DPI = 150
MOST_SKEW = 1.0  # degrees
BLUR = 0.5  # pixels
NOISE = 10.0  # one standard deviation, of 255
JPEG_QUALITY = 60

_FEWEST_WORDS = 150
_PROSE = 0.6  # of a page's words stand in long lines
_LONG_LINE = 7  # words
_FITS = 0.15  # of a line's letters may be wrong where it surely stands
_EDGE = 4  # lines from the top and from the bottom in which page numbers stand
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.I)
_SHAPES = str.maketrans("‘’`“”–—‐−", "'''\"\"----")
_BULLETS = re.compile("[•▪◦‣·●■□○♦◆►➢➤❖✓✔\ue000-\uf8ff\ufffd\u00ad]")
_WORD = re.compile(r"[^\W_]+(?:[.,'/@&:-]+[^\W_]+)*")
_ITEM = re.compile(r"^(?:o (?=\S)|(\d+(?:\.\d+)*)[.)](?= ))")  # "o" for a bullet, a number with its stop
_CUT = re.compile(r"(?<=[^\W\d_])-$")
_CLAIMED = "\0"


@dataclass(frozen=True)
class Score:
    """What stands on a page and what of it was read wrong; ``misses`` are the lines that do not fit."""

    letters: int
    letters_wrong: int
    words: int
    words_wrong: int
    misses: tuple[str, ...] = ()


# The pages


@cache
def pdftotext(path: Path) -> tuple[str, ...]:
    """Return the text of each page as poppler reads it."""
    done = subprocess.run(
        ["pdftotext", "-q", "-enc", "UTF-8", path, "-"], capture_output=True, check=False, timeout=120
    )
    pages = done.stdout.decode("utf-8", "replace").split("\f")
    return tuple(pages[:-1] if pages and not pages[-1].strip() else pages)


def is_prose(text: str) -> bool:
    """Whether a page has 150 words or more, most of them in lines of seven words or more."""
    lines = [len(line.split()) for line in text.splitlines()]
    words = sum(lines)
    return words >= _FEWEST_WORDS and sum(n for n in lines if n >= _LONG_LINE) >= _PROSE * words


def draw(folder: Path, pages: int, seed: int) -> Iterator[tuple[Path, int]]:
    """Yield (file, page from 1) drawn from all upright pages of prose of the PDFs in ``folder``."""
    pool: list[tuple[Path, int]] = []
    for path in sorted(folder.rglob("*.pdf")):
        try:
            with pypdfium2.PdfDocument(path) as document:
                sizes = [document.get_page_size(index) for index in range(len(document))]
        except pypdfium2.PdfiumError:
            continue
        pool += [(path, number) for number, (width, height) in enumerate(sizes, start=1) if width < height]
    random.Random(seed).shuffle(pool)
    count = 0
    for path, number in pool:
        texts = pdftotext(path)
        if number <= len(texts) and is_prose(texts[number - 1]):
            yield path, number
            count += 1
        if count == pages:
            return


def scan(path: Path, number: int, seed: int, target: Path) -> None:
    """Write page ``number`` (from 1) of ``path`` to ``target`` as a PDF that holds a scanner's picture."""
    chance = random.Random(f"{seed} {path.name} {number}")
    with pypdfium2.PdfDocument(path) as document:
        picture = document[number - 1].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    skew = chance.uniform(-MOST_SKEW, MOST_SKEW)
    picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(BLUR))
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, NOISE, (picture.height, picture.width))
    grey = np.clip(np.asarray(picture, np.float64) + noise, 0, 255).astype(np.uint8)
    jpeg = io.BytesIO()
    Image.fromarray(grey).save(jpeg, "JPEG", quality=JPEG_QUALITY)
    Image.open(jpeg).save(target, "PDF", resolution=DPI)


# The comparison


def plain(text: str) -> str:
    """Return ``text`` in one spelling of ligatures, quotation marks and dashes, without bullets."""
    text = unicodedata.normalize("NFKC", _BULLETS.sub(" ", text).translate(_SHAPES))
    return " ".join(text.split())


def original_lines(text: str) -> list[str]:
    """Return the lines of an original page, without page numbers at its edges."""
    lines = [_ITEM.sub(r"\1", line) for line in map(plain, text.splitlines()) if line]
    return [
        line
        for index, line in enumerate(lines)
        if not (min(index, len(lines) - 1 - index) < _EDGE and _PAGE_NUMBER.match(line))
    ]


def read_text(page: Page) -> str:
    """Return what was read of ``page``, a table's header once."""
    parts: list[str] = []
    header: tuple[str, ...] = ()
    for block in page.blocks:
        if block.header != header:
            header = block.header
            parts += header
        parts += [block.number or "", block.text, *block.cells]
    return plain(" ".join(parts))


def place_of(line: str, text: str) -> tuple[int, int, int]:
    """Return where ``line`` fits best in ``text`` (start, end) and the number of letters wrong there."""
    end, wrong = _best_end(line, text)
    length, _ = _best_end(line[::-1], text[:end][::-1])
    return end - length, end, wrong


def _best_end(line: str, text: str) -> tuple[int, int]:
    letters = np.array([ord(letter) for letter in text])
    steps = np.arange(len(text) + 1)
    costs = np.zeros(len(text) + 1, dtype=np.int64)
    for count, letter in enumerate(line, start=1):
        kept = costs[:-1] + (letters != ord(letter))
        without_insertions = np.concatenate(([count], np.minimum(kept, costs[1:] + 1)))
        costs = np.minimum.accumulate(without_insertions - steps) + steps
    end = int(costs.argmin())
    return end, int(costs[end])


def score(original: str, read: str) -> Score:
    """Compare an original page with what was read of it."""
    lines = original_lines(original)
    wrong, misses = _letters_wrong([_CUT.sub("", line) for line in lines], read)
    found = Counter(_WORD.findall(read))
    wanted = Counter(_whole_words(lines, found))
    words_wrong = max((wanted - found).total(), (found - wanted).total())
    return Score(sum(map(len, lines)), wrong, wanted.total(), words_wrong, tuple(misses))


def _letters_wrong(lines: Sequence[str], read: str) -> tuple[int, list[str]]:
    wrong, misses = 0, []
    pieces = [(line, _FITS) for line in sorted(lines, key=len, reverse=True)]
    for piece, most in pieces:  # which grows: the words of lines that fit nowhere come after all lines
        start, end, misfit = place_of(piece, read)
        if misfit > most * len(piece):
            pieces += [(word, 1.0) for word in piece.split()]
            continue
        if misfit:
            misses.append(f"{piece}\n     {read[start:end].replace(_CLAIMED, '')}")
        wrong += misfit
        read = read[:start] + _CLAIMED * (end - start) + read[end:]
    extra = " ".join(read.replace(_CLAIMED, " ").split())
    if extra:
        misses.append(f"(nothing)\n     {extra}")
    return wrong + len(extra.replace(" ", "")), misses


def _whole_words(lines: Sequence[str], found: Counter[str]) -> Iterator[str]:
    """Yield the words of ``lines``; of the spellings of a word that a line end cuts, one that was read."""
    cut = ""
    for line in lines:
        words = _WORD.findall(line)
        if cut and words:
            hyphened = f"{cut}-{words[0]}"
            words[0] = hyphened if found[hyphened] else cut + words[0]
        cut = words.pop() if words and _CUT.search(line) else ""
        yield from words
    if cut:
        yield cut


# The measure


@dataclass(frozen=True)
class Reading:
    """One page drawn: where it comes from, its score, the confidence told and the seconds it took."""

    path: Path
    page: int
    score: Score
    confidence: float
    seconds: float


def measure(folder: Path, pages: int, seed: int) -> tuple[list[Reading], float]:
    """Read the pages drawn; return what came of each, and the peak memory of the process in megabytes."""
    readings: list[Reading] = []
    with tempfile.TemporaryDirectory() as scratch, OcrProcess() as ocr:
        target = Path(scratch) / "scan.pdf"
        for path, number in draw(folder, pages, seed):
            scan(path, number, seed, target)
            began = time.perf_counter()
            read = ocr.read_page(target, 1)
            seconds = time.perf_counter() - began
            found = score(pdftotext(path)[number - 1], read_text(read))
            readings.append(Reading(path, number, found, read.confidence or 0.0, seconds))
        return readings, peak_megabytes(ocr.pid)


def peak_megabytes(pid: int | None) -> float:
    """Return the most memory that a process held, in megabytes; nan where the system does not say."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1000 if found else float("nan")


def main() -> None:
    """Measure, and print the shares of letters and words that are wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--misses", action="store_true", help="show the lines that were not read right")
    arguments = parser.parse_args()
    readings, peak = measure(arguments.folder, arguments.pages, arguments.seed)
    for reading in readings:
        place = f"{reading.path.name} p. {reading.page}"
        print(f"{_shares([reading.score])}; {reading.confidence:.1%} sure: {place}")
        if arguments.misses:
            print(*(f"   {miss}" for miss in reading.score.misses), sep="\n")
    seconds = sum(reading.seconds for reading in readings) / len(readings)
    shares = _shares([reading.score for reading in readings])
    print(f"{len(readings)} pages: {shares}; {seconds:.1f} s a page; {peak:.0f} MB at most")


def _shares(scores: Sequence[Score]) -> str:
    letters, words = sum(found.letters for found in scores), sum(found.words for found in scores)
    letters_wrong = sum(found.letters_wrong for found in scores) / letters
    words_wrong = sum(found.words_wrong for found in scores) / words
    return f"{letters_wrong:.2%} of {letters} letters, {words_wrong:.2%} of {words} words wrong"


if __name__ == "__main__":
    main()
