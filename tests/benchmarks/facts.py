"""How many of the facts of hand-labelled papers are told right: kind, title, body, date, reference …

``PYTHONPATH=. python tests/benchmarks/facts.py [--misses] FOLDER...`` reads the papers of the folders that
``paper_facts.jsonl`` says something about, as an ingest does, and prints the share of each field that is
right. 65 papers were drawn by a fixed seed ("dev" and "held") and labelled before any rule was mended; the
rules were mended by "dev", measured on "held", then mended by that too and measured on the rest ("unseen").
Since then all three have been looked at: for a fresh measure, label papers that are not in the file.

A line of labels names the paper by its path under its folder, and gives for each field the answers that a
careful person would give, the best first; null says that the paper does not say.
"""

import argparse
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.fuzz import token_sort_ratio

from ingest.documents import DocumentFacts
from ingest.errors import PaperError
from ingest.pipeline import prepare
from ingest.readers import read
from ingest.readers.ocr.process import OcrProcess
from ingest.scanned_pages import fill

LABELS = Path(__file__).with_name("paper_facts.jsonl")
FIELDS = ("kind", "title", "body", "area", "date", "reference", "author", "version", "status", "marking")
# Titles are compared as words: a reader may join the lines of one with a dash or leave out its year.
_ALIKE = 80.0
_SHAPE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class PaperLabel:
    """What a person wrote down of one paper: for each field the answers that are right."""

    file: str
    split: str
    answers: Mapping[str, list[str | None]]


def read_labels(path: Path = LABELS) -> list[PaperLabel]:
    """Read a file of labels, one JSON object a line."""
    objects = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [
        PaperLabel(it["file"], it["split"], {name: it[name] for name in FIELDS if name in it})
        for it in objects
    ]


def told(facts: DocumentFacts, field: str) -> str | None:
    """Return a field of ``facts`` as labels write it: dates as ISO, kinds and the like by their value."""
    value = getattr(facts, field)
    return None if value is None else str(value)


def is_right(field: str, answer: str | None, right: Iterable[str | None]) -> bool:
    """Whether ``answer`` is one of ``right``, as far as words go: case, blanks and dashes do not count."""
    if answer is None:
        return None in right
    wanted = [_words(value) for value in right if value is not None]
    given = _words(answer)
    if field == "title":
        return any(token_sort_ratio(given, value) >= _ALIKE for value in wanted)
    if field == "author":  # labels give the name alone, papers often the office too
        return any(value in given for value in wanted)
    if field in ("reference", "version"):
        return given.replace(" ", "") in [value.replace(" ", "") for value in wanted]
    return given in wanted


def _words(value: str) -> str:
    return re.sub(r"^the ", "", _SHAPE.sub(" ", value.replace("&", " and ").casefold()).strip())


def facts_of(path: Path) -> DocumentFacts:
    """Return what an ingest tells of the paper at ``path``. Raises PaperError when it cannot be read."""
    paper = read(path)
    if paper.scanned:
        with OcrProcess() as reader:
            paper = fill(paper, path, reader, lambda number: None)
    return prepare(paper, "", path.name).facts


def measure(told_by_file: Mapping[str, DocumentFacts], *, misses: bool) -> None:
    """Print, split by split, the share of each field that is right; with ``misses`` each that is not."""
    labels = [label for label in read_labels() if label.file in told_by_file]
    for split in dict.fromkeys(label.split for label in labels):
        some = [label for label in labels if label.split == split]
        print(f"{split}: {len(some)} papers")
        for field in FIELDS:
            asked = [label for label in some if field in label.answers]
            wrong = [
                (label, answer)
                for label in asked
                if not is_right(field, answer := told(told_by_file[label.file], field), label.answers[field])
            ]
            right = len(asked) - len(wrong)
            print(f"  {field:9} {right:3} of {len(asked)}  {right / max(1, len(asked)):.3f}")
            if misses:
                for label, answer in wrong:
                    wanted = " | ".join(map(str, label.answers[field]))
                    print(f"      {label.file}\n          told {answer!r}, labelled {wanted}")


def main() -> None:
    """Read the labelled papers of some folders and print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--misses", action="store_true", help="print each field that was told wrong")
    arguments = parser.parse_args()
    found: dict[str, DocumentFacts] = {}
    for label in read_labels():
        path = next((p for folder in arguments.folders if (p := folder / label.file).is_file()), None)
        if path is None:
            print(f"not here: {label.file}")
            continue
        try:
            found[label.file] = facts_of(path)
        except PaperError as error:
            print(f"not read: {error}")
    measure(found, misses=arguments.misses)


if __name__ == "__main__":
    main()
