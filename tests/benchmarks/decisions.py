"""How many of the labelled decisions and resolutions of a folder of papers are found, and read right.

``PYTHONPATH=. python tests/benchmarks/decisions.py [--data DIR] [--misses] FOLDER`` reads the papers of
FOLDER (or takes those that the store under DIR holds), and prints recall, precision and the share of
right fields, of the papers that the rules were written on (dev) and of those kept back (held). A label
marked optional, where careful readers would differ, counts neither as missed nor as found too much.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.errors import PaperError
from ingest.pipeline import prepare
from ingest.readers import read
from ingest.records import Decision, RecordType, Resolution
from ingest.store import Store

LABELS = Path(__file__).with_name("decisions.jsonl")
ENDINGS = (".pdf", ".txt", ".docx", ".html")
_WITHIN_WORDS = 24  # the words of the label stand among so many first words of what was read
Found = Decision | Resolution
Label = dict[str, Any]

_TYPES = (RecordType.DECISION, RecordType.RESOLUTION)


@dataclass(frozen=True)
class Match:
    """A label and what was read for it; either may be missing."""

    file: str
    label: Label | None
    found: Found | None


def main() -> None:
    """Read the papers of a folder or a store and print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--data", type=Path, help="a store that holds the papers")
    parser.add_argument("--misses", action="store_true", help="print what was missed, made up or misread")
    arguments = parser.parse_args()
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    records = dict(from_store(arguments.data) if arguments.data else from_folder(arguments.folder))
    matches = list(all_matches(labels, records))
    halves = {label["file"]: label["split"] for label in labels}
    for half in ("dev", "held", "unlabelled"):
        some = [match for match in matches if halves.get(match.file, "unlabelled") == half]
        print_shares(half, some, misses=arguments.misses)


def from_folder(folder: Path) -> Iterator[tuple[str, list[Found]]]:
    """Yield the papers of a folder by name, with the decisions and resolutions read from them."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS):
        try:
            paper = prepare(read(path), sha256(path.read_bytes()).hexdigest(), path.name)
        except PaperError as error:
            print(error)
        else:
            yield path.name, [record for record in paper.records if isinstance(record, Decision | Resolution)]


def from_store(data: Path) -> Iterator[tuple[str, list[Found]]]:
    """Yield the papers of a store by the names of their files, with their decisions and resolutions."""
    store = Store(data)
    for document in store.documents():
        records = [stored.record for stored in store.records(*_TYPES, document_id=document.id)]
        yield Path(document.paths[0]).name, [r for r in records if isinstance(r, Decision | Resolution)]


def all_matches(labels: Sequence[Label], records: dict[str, list[Found]]) -> Iterator[Match]:
    """Yield each label with its record, and each record that no label is for."""
    by_file: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_file[Path(label["file"]).name].append(label)
    for name in sorted(by_file.keys() | records.keys()):
        left = list(records.get(name, ()))
        file = by_file[name][0]["file"] if name in by_file else name
        for label in by_file.get(name, ()):
            found = next((record for record in left if is_for(label, record)), None)
            if found:
                left.remove(found)
            yield Match(file, label, found)
        for found in left:
            yield Match(file, None, found)


def is_for(label: Label, found: Found) -> bool:
    """Whether a record is of the labelled type, on the labelled page, and begins with the labelled words."""
    first = _words(label["first"])
    head = _words(found.wording)[: _WITHIN_WORDS + len(first)]
    same = any(head[at : at + len(first)] == first for at in range(len(head)))
    on_page = found.source.page_start <= label["page"] <= found.source.page_end
    return found.type.value == label["type"] and same and on_page


def wrong_fields(label: Label, found: Found) -> list[str]:
    """Return what is not as labelled, each as a sentence."""
    outcome = found.outcome.value if found.outcome else None
    date = found.date.isoformat() if found.date else None
    wrong = []
    if outcome not in label["outcome"]:
        wrong.append(f"outcome {outcome}, not {label['outcome']}")
    if date != label["date"]:
        wrong.append(f"date {date}, not {label['date']}")
    if isinstance(found, Decision) and found.reference != label["reference"]:
        wrong.append(f"reference {found.reference}, not {label['reference']}")
    amounts = {amount.value for amount in found.amounts}
    if amounts != {Decimal(value) for value in label["amounts"]}:
        wrong.append(f"amounts {sorted(amounts)}, not {label['amounts']}")
    return wrong


def print_shares(half: str, matches: Iterable[Match], *, misses: bool) -> None:
    """Print the shares of one half; with ``misses``, what went wrong too."""
    counts: Counter[str] = Counter()
    for file, label, found in ((m.file, m.label, m.found) for m in matches):
        kind = label["type"] if label else found.type.value if found else ""
        optional = bool(label and label.get("optional"))
        counts[f"{kind} labelled"] += label is not None and not optional
        counts[f"{kind} found"] += found is not None and not optional
        counts[f"{kind} both"] += label is not None and found is not None and not optional
        if misses and not optional and (label is None or found is None):
            text = label["first"] if label else found.wording[:120] if found else ""
            print(f"  {'missed' if found is None else 'made up'}: {file}: {kind}: {text}")
        if label and found and not optional:
            wrong = wrong_fields(label, found)
            counts[f"{kind} fields"] += 4 if kind == "decision" else 3
            counts[f"{kind} wrong"] += len(wrong)
            if misses and wrong:
                print(f"  misread: {file}: {label['first']}: {'; '.join(wrong)}")
    for kind in ("decision", "resolution"):
        labelled, found, both = (counts[f"{kind} {what}"] for what in ("labelled", "found", "both"))
        if labelled or found:
            fields = counts[f"{kind} fields"]
            right = fields - counts[f"{kind} wrong"]
            print(
                f"{half:10} {kind:10} labelled {labelled:3}  found {found:3}  recall {_share(both, labelled)}"
                f"  precision {_share(both, found)}  fields {_share(right, fields)}"
            )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  -  "


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


if __name__ == "__main__":
    main()
