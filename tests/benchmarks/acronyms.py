"""How many of the acronyms that papers define are found, and how many expansions are right.

``python -m tests.benchmarks.acronyms --data DIR``: DIR is a store that holds the judged papers.
``acronyms.jsonl`` holds, one JSON object a line: the file's name without ending, the page (from 1), the
acronym, its expansion, and whether a person found it right. Those with ``drawn`` "found" were drawn by
a seed from all pairs found. Those with "paper" are acronyms drawn by a seed from those that papers use,
whose definition a person found in the paper: what should be found.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from ingest.kinds.acronyms.definitions import find_acronyms
from ingest.store import Store

JUDGED = Path(__file__).with_suffix(".jsonl")


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that a person judged: whether the paper says that ``acronym`` stands for ``expansion``."""

    drawn: str
    file: str
    page: int
    acronym: str
    expansion: str
    right: bool


def read_judged(path: Path) -> list[Judged]:
    """Read a file of judged pairs, one JSON object a line."""
    return [Judged(**json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def pairs_in(store: Store) -> set[tuple[str, str, str]]:
    """Return (file, acronym, expansion in small letters) for each pair found in the store's passages."""
    return {
        (document.name, acronym, expansion.lower())
        for document in store.documents()
        for stored in store.passages_of(document.id)
        for acronym, expansion in find_acronyms(stored.passage.text)
    }


def main() -> None:
    """Print the share of the pairs found that are right, and the share of those to be found that are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="a store that holds the judged papers")
    parser.add_argument("--misses", action="store_true", help="print what is wrong and what is not found")
    arguments = parser.parse_args()
    found = pairs_in(Store(arguments.data))
    judged = read_judged(JUDGED)
    still = [one for one in judged if one.drawn == "found" and _key(one) in found]
    wrong = [one for one in still if not one.right]
    wanted = [one for one in judged if one.drawn == "paper"]
    missing = [one for one in wanted if _key(one) not in found]
    print(f"{len(found)} pairs found")
    print(f"right: {len(still) - len(wrong)} of {len(still)} = {1 - len(wrong) / max(len(still), 1):.3f}")
    print(f"found: {len(wanted) - len(missing)} of {len(wanted)} = {1 - len(missing) / len(wanted):.3f}")
    if arguments.misses:
        for word, some in (("wrong", wrong), ("not found", missing)):
            for one in some:
                print(f"{word}: {one.acronym} = {one.expansion} ({one.file}, p. {one.page})")


def _key(one: Judged) -> tuple[str, str, str]:
    return one.file, one.acronym, one.expansion.lower()


if __name__ == "__main__":
    main()
