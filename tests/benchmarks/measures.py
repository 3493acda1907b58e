"""How many judged cells of tables are read as measures, with name, area, period, value and unit right.

    python tests/benchmarks/measures.py FOLDER...

A hundred measures were drawn by seed from all that were read of the tables of a folder of papers, at
most seven of one paper, and judged against the row's text as read. ``right`` says whether the measure
was right when it was drawn (97 were); where it was not, the label holds what is. ``name`` is its first
words, at most eight. ``page`` is null for a text file, whose pages are our own.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.records import Measure
from tests.benchmarks.labelled_papers import records_of

LABELS = Path(__file__).with_name("measures.jsonl")


@dataclass(frozen=True, slots=True)
class Label:
    """One cell as a person reads it."""

    file: str
    page: int | None
    name: str
    area: str | None
    period: str | None
    value: str
    unit: str | None
    right: bool


def read_labels(path: Path = LABELS) -> list[Label]:
    """Read a file of labels, one JSON object a line."""
    return [Label(**json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def is_read(label: Label, measures: Iterable[Measure]) -> bool:
    """Whether one of ``measures`` is the labelled cell in all that is judged."""
    return any(
        " ".join(measure.name.split()[:8]) == label.name
        and (measure.area, measure.period, measure.value, measure.unit)
        == (label.area, label.period, label.value, label.unit)
        and (label.page is None or measure.source.page_start <= label.page <= measure.source.page_end)
        for measure in measures
    )


def main() -> None:
    """Print the share of the judged cells that are read right, and those that are not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders that the labels' files are under")
    folders = parser.parse_args().folders
    by_file: dict[str, list[Label]] = defaultdict(list)
    for label in read_labels():
        by_file[label.file].append(label)
    right = total = 0
    for file, labels in by_file.items():
        measures = records_of(folders, file, Measure)
        for label in labels:
            total += 1
            if is_read(label, measures):
                right += 1
            else:
                print(f"{file}, page {label.page}: {label.name} = {label.value}")
    print(f"{right} of {total} cells right ({right / total:.2f})")


if __name__ == "__main__":
    main()
