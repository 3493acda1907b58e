"""How many sentences get the standing that a person gave them.

``python -m tests.benchmarks.standing --data DIR``: DIR is a store that holds the labelled papers.
``standing.jsonl`` holds the labels, one JSON object a line: the file's name without ending, the page
(from 1) on which the sentence's passage begins, the sentence's first words (eight at most), which of
the sentences that begin so (``nth``, from 0, where there are several), and its standing by
``docs/standing.md``, given before the rules were written. Rules are mended on the split "dev". The
"held" ones were drawn by another seed; they are only counted, and their misses are not looked at.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.kinds.standing.standings import ORDER, Standing
from ingest.store import Store
from retrieval.answering.decided import approved_notices
from retrieval.answering.evidence import Unit, units_of, with_standing
from retrieval.search import Found

LABELS = Path(__file__).with_suffix(".jsonl")
SPLITS = ("dev", "held")


@dataclass(frozen=True, slots=True)
class Label:
    """A sentence's standing, as a person sees it."""

    file: str
    page: int
    first: str
    standing: Standing
    split: str
    nth: int = 0


def read_labels(path: Path) -> list[Label]:
    """Read a file of labels, one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Label(**{**row, "standing": Standing(row["standing"])}) for row in rows]


def unit_of(label: Label, units: Sequence[Unit]) -> Unit | None:
    """Return the sentence that ``label`` means among ``units``, those of its paper."""
    begin = [
        unit
        for unit in units
        if unit.stored.passage.page_start == label.page
        and " ".join(unit.text.split()).startswith(label.first)
    ]
    # A list or a whole row begins where its first sentence does; the sentence comes first.
    starts = {(unit.stored.key, unit.start): unit for unit in reversed(begin)}
    places = sorted(starts)
    return starts[places[label.nth]] if label.nth < len(places) else None


def main() -> None:
    """Print the share right of each part of the labels, and what was taken for what."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="a store that holds the labelled papers")
    parser.add_argument("--split", choices=SPLITS, help="of this part of the labels only")
    parser.add_argument("--misses", action="store_true", help="print each sentence that got another standing")
    arguments = parser.parse_args()
    units_in = _units_by_file(Store(arguments.data))
    labels = [label for label in read_labels(LABELS) if arguments.split in (None, label.split)]
    found = [(label, unit_of(label, units_in(label.file))) for label in labels]
    for split in SPLITS:
        some = [(label, unit.standing) for label, unit in found if unit and label.split == split]
        if some:
            print_table(split, some)
    for label, unit in found:
        if unit is None:
            print(f"not found: {label.file}, p. {label.page}: {label.first}")
        elif arguments.misses and unit.standing is not label.standing:
            print(f"{label.split}: {label.standing} was taken for {unit.standing}: "
                  f"{label.file}, p. {label.page}, under “{' / '.join(unit.stored.passage.heading[-2:])}”\n"
                  f"    {unit.text}")  # fmt: skip


def print_table(split: str, some: Sequence[tuple[Label, Standing]]) -> None:
    """Print the share right, and a row for each standing: how many of it were taken for what."""
    taken = Counter((label.standing, standing) for label, standing in some)
    right = sum(taken[each, each] for each in ORDER)
    print(f"{split}: {right} of {len(some)} = {right / len(some):.3f}")
    print(" " * 14 + "".join(f"{f'→ {each}':>15}" for each in ORDER))
    for each in ORDER:
        print(f"  {each:12}" + "".join(f"{taken[each, other] or '':>15}" for other in ORDER))


def _units_by_file(store: Store) -> Callable[[str], list[Unit]]:
    """Return a function that gives the units of the paper of a file's name, approved as answers take it."""
    documents = {document.name: document for document in store.documents()}

    @cache
    def units_in(name: str) -> list[Unit]:
        if name not in documents:
            return []
        document = documents[name]
        found = [Found(stored, document, 1.0, 1.0) for stored in store.passages_of(document.id)]
        approved = document.id in approved_notices(found, store.passages_of)
        return [with_standing(unit) for one in found for unit in units_of(replace(one, approved=approved))]

    return units_in


if __name__ == "__main__":
    main()
