"""Are the words of a citation marked on its page, and no others? Judged by another tool (pdftotext -bbox).

    python -m tests.benchmarks.marks PAPERS [--data DATA] [--citations 100] [--seed 6] [--misses]

PAPERS is a folder of PDFs; DATA a store that holds them (without it they are ingested first). Citations are
drawn from the store's passages by a fixed seed: a sentence of a passage of prose, a row of one of rows; one
in five out of passages that run over a page end. Pages that were read by OCR hold no words for pdftotext
and are left out (``tests/ingest/readers/test_ocr_words.py`` looks at those).

The quoted words are looked for among the words that pdftotext finds on the passage's pages: the longest
runs of words that the passage and the page have in common are taken first, each word once, then single
words nearest to them. Names of columns, which a passage repeats before a cell, are not expected. A word is
marked when the middle of its box, as pdftotext gives it, lies in a box of ours.

Of the words expected the share that is marked must be 0.97 at least; of the words marked, the share that
was not quoted 0.03 at most.
"""

import argparse
import random
import re
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from xml.etree import ElementTree

from ingest.documents import Document, PassageKind
from ingest.pipeline import ingest
from ingest.sentences import split_sentences
from ingest.store import Store, StoredPassage
from retrieval.marks import column_names, column_words
from retrieval.page_sources import PageSources

LEAST_MARKED, MOST_WRONG = 0.97, 0.03
_OVER_PAGES = 5  # one citation in so many is of a passage that runs over a page end
_FEWEST_LETTERS = 12  # of a quote
_WORD = re.compile(r"\S+")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Citation:
    """The characters ``start`` to ``end`` of a passage."""

    document: Document
    stored: StoredPassage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.stored.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Word:
    """A word that pdftotext finds on ``page``; ``key`` are its letters and figures."""

    key: str
    page: int
    x: float
    y: float


def citations(store: Store, folder: Path, count: int, seed: int) -> list[Citation]:
    """Draw citations from the passages of the papers under ``folder``."""
    drawn = random.Random(seed)
    pools: tuple[list[Citation], list[Citation]] = ([], [])
    for document in store.documents():
        if not any(Path(p).is_relative_to(folder) and p.lower().endswith(".pdf") for p in document.paths):
            continue
        for stored in store.passages_of(document.id):
            passage = stored.passage
            if passage.confidence is None:
                pools[passage.page_end > passage.page_start].append(Citation(document, stored, 0, 0))
    found: list[Citation] = []
    while len(found) < count:
        pool = pools[len(found) % _OVER_PAGES == 0]
        taken = drawn.choice(pool)
        spans = _quotable(taken.stored)
        if spans:
            found.append(Citation(taken.document, taken.stored, *drawn.choice(spans)))
    return found


def _quotable(stored: StoredPassage) -> list[tuple[int, int]]:
    passage = stored.passage
    if passage.kind is PassageKind.TABLE_ROW:
        spans = [match.span() for match in re.finditer(r"[^\n]+", passage.text)]
    else:
        spans = [(sentence.start, sentence.end) for sentence in split_sentences(passage.text)]
    return [(a, b) for a, b in spans if sum(map(str.isalnum, passage.text[a:b])) >= _FEWEST_LETTERS]


def key_of(word: str) -> str:
    return _NOT_WORD.sub("", word).casefold()


def page_words(path: Path, pages: range, known: set[str]) -> list[list[Word]]:
    """Return the words of some pages in pdftotext's order; the parts of a word cut at a line end together."""
    command = ["pdftotext", "-bbox", "-cropbox", "-f", str(pages.start), "-l", str(pages[-1]), str(path), "-"]
    out = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    out = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out)
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", out))
    words: list[Word] = []
    for number, page in zip(pages, root.iter("{http://www.w3.org/1999/xhtml}page"), strict=False):
        for each in page:
            x0, y0, x1, y1 = (float(each.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax"))
            for part in (each.text or "").split():
                words.append(
                    Word(f"{key_of(part)}{'-' * part.endswith('-')}", number, (x0 + x1) / 2, (y0 + y1) / 2)
                )
    words = [word for word in words if word.key.strip("-")]
    joined: list[list[Word]] = []
    for word in words:
        last = joined[-1][-1] if joined else None
        whole = f"{last.key.strip('-')}{word.key.strip('-')}" if last else ""
        if last and last.key.endswith("-") and len(joined[-1]) == 1 and whole in known:
            joined[-1].append(word)
        else:
            joined.append([word])
    return joined


def whole_key(words: Sequence[Word]) -> str:
    return "".join(word.key.strip("-") for word in words)


def expected(
    citation: Citation, words: list[list[Word]], hidden: list[tuple[int, int]]
) -> tuple[list[Word], int]:
    """Return the words that the quote is made of, and how many of its words were not found."""
    passage = citation.stored.passage.text
    tokens: list[tuple[str, int]] = []
    for match in _WORD.finditer(passage):
        inside = any(a <= match.start() < b for a, b in hidden)
        if not inside and key_of(match[0]):
            tokens.append((key_of(match[0]), match.start()))
    keys = [key for key, _ in tokens]
    page = [whole_key(each) for each in words]
    place = _laid(keys, page, words)
    quoted = [at for at, (_, start) in enumerate(tokens) if citation.start <= start < citation.end]
    found = [part for at in quoted if place[at] >= 0 for part in words[place[at]]]
    return found, sum(place[at] < 0 for at in quoted)


def _laid(keys: list[str], page: list[str], words: list[list[Word]]) -> list[int]:
    """Return which of the page's words each key is: long common runs first, then what is nearest.

    A run that the page holds several times waits until its neighbours are laid.
    """
    place = [-1] * len(keys)
    free = list(page)
    left = list(keys)
    while True:
        match = SequenceMatcher(None, left, free, autojunk=False).find_longest_match()
        if match.size < 2:
            break
        run = keys[match.a : match.a + match.size]
        alone = sum(free[on : on + match.size] == run for on in range(len(free))) == 1
        for step in range(match.size):
            left[match.a + step] = f"\0{match.a + step}"
            if alone:
                place[match.a + step] = match.b + step
                free[match.b + step] = "\1"
    for at, key in sorted(enumerate(keys), key=lambda each: _to_laid(each[0], place)):
        near = [place[n] for n in sorted(range(len(keys)), key=lambda n: abs(n - at)) if place[n] >= 0][:2]
        here = [on for on, other in enumerate(free) if other == key]
        if place[at] < 0 and here and near:
            best = min(here, key=lambda on: min(_apart(words[on][0], words[other][0]) for other in near))
            if min(_apart(words[best][0], words[other][0]) for other in near) < 120:
                place[at] = best
                free[best] = "\1"
    return place


def _to_laid(at: int, place: list[int]) -> int:
    """Return how many words lie between a word and the nearest that is laid."""
    return min((abs(at - other) for other, on in enumerate(place) if on >= 0), default=0)


def _apart(word: Word, other: Word) -> float:
    return abs(word.page - other.page) * 1000 + abs(word.y - other.y) + abs(word.x - other.x) / 4


def measure(store: Store, folder: Path, count: int, seed: int, *, misses: bool) -> bool:
    """Print the shares over ``count`` citations; return whether both bars are kept."""
    asked = marked = right = unmatched = 0
    seconds: list[float] = []
    with closing(PageSources(store)) as sources:
        for citation in citations(store, folder, count, seed):
            passage = citation.stored.passage
            pages = range(passage.page_start, passage.page_end + 1)
            began = time.perf_counter()
            boxes = sources.marks(citation.stored, citation.document, citation.start, citation.end).boxes
            seconds.append(time.perf_counter() - began)
            known = {key_of(word) for word in citation.text.split()}
            words = page_words(sources.original(citation.document), pages, known)
            blocks = [block for n in pages for block in store.page(citation.document.id, n).blocks]
            due, lost = expected(citation, words, column_words(passage.text, column_names(blocks)))
            inside = [
                word
                for each in words
                for word in each
                if any(
                    b.page == word.page and b.x0 <= word.x <= b.x1 and b.y0 <= word.y <= b.y1 for b in boxes
                )
            ]
            of_due = {id(word) for word in due}
            hit = sum(id(word) in of_due for word in inside)
            asked, marked, right, unmatched = (
                asked + len(due), marked + len(inside), right + hit, unmatched + lost
            )  # fmt: skip
            if misses and (hit < len(due) or hit < len(inside) or lost):
                there = {id(word) for word in inside}
                file = Path(citation.document.paths[0]).name
                print(f"\n{file} pp. {pages.start}-{pages[-1]} {citation.stored.id}")
                print(f"  {citation.text!r}")
                print("  not marked:", [whole_key([w]) for w in due if id(w) not in there], "lost:", lost)
                print("  wrongly:", [whole_key([w]) for w in inside if id(w) not in of_due])
    share, wrong = right / max(asked, 1), (marked - right) / max(marked, 1)
    print(f"{count} citations, {asked} words expected ({unmatched} more are not words of pdftotext's)")
    print(f"marked: {share:.4f} of them (at least {LEAST_MARKED})")
    print(f"wrongly marked: {wrong:.4f} of {marked} words marked (at most {MOST_WRONG})")
    seconds.sort()
    print(f"time: median {seconds[len(seconds) // 2]:.3f} s, 95th {seconds[int(len(seconds) * 0.95)]:.3f} s")
    return share >= LEAST_MARKED and wrong <= MOST_WRONG


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--citations", type=int, default=100)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--misses", action="store_true", help="print each citation with a wrong word")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        data = asked.data or Path(made)
        if asked.data is None:
            ingest([asked.papers], data)
        with closing(Store(data)) as store:
            kept = measure(store, asked.papers.resolve(), asked.citations, asked.seed, misses=asked.misses)
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
