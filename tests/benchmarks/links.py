"""How many of the links between papers are found, and how many of those found are right.

``python -m tests.benchmarks.links --data DIR``: DIR is a store that holds the judged papers; it is only
read. ``links.jsonl`` holds, one JSON object a line, all links that a person found between them: the names
of the earlier and the later file without their endings, and what the later is to the earlier.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from ingest.linking import find_links
from ingest.store import Store

JUDGED = Path(__file__).with_suffix(".jsonl")
Pair = tuple[str, str, str]


def read_judged(path: Path) -> set[Pair]:
    """Read a file of links, one JSON object a line: (earlier, later, kind)."""
    lines = filter(str.strip, path.read_text("utf-8").splitlines())
    return {(one["earlier"], one["later"], one["kind"]) for one in map(json.loads, lines)}


def found_in(store: Store) -> set[Pair]:
    """Return the links that are found between the papers of ``store``."""
    names = {document.id: document.name for document in store.documents()}
    return {(names[link.earlier_id], names[link.document_id], link.kind.value) for link in find_links(store)}


def main() -> None:
    """Print recall and precision of every kind of link, and what is missed or wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="a store that holds the judged papers")
    judged, found = read_judged(JUDGED), found_in(Store(parser.parse_args().data))
    kinds: dict[str, list[set[Pair]]] = defaultdict(lambda: [set(), set()])
    for at, pairs in enumerate((judged, found)):
        for pair in pairs:
            kinds[pair[2]][at].add(pair)
    for kind, (wanted, got) in sorted(kinds.items()):
        print(f"{kind}: found {len(wanted & got)} of {len(wanted)}; right {len(wanted & got)} of {len(got)}")
    for word, pairs in (("missed", judged - found), ("wrong", found - judged)):
        for earlier, later, kind in sorted(pairs):
            print(f"{word}: “{later}” {kind} “{earlier}”")


if __name__ == "__main__":
    main()
