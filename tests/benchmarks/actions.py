"""How many labelled actions are found, with the right rating and state.

    python tests/benchmarks/actions.py FOLDER...

The labels name file, page and first words (at most eight), the rating and the state that are printed,
and whether the action was carried forward. They were typed from the papers' text before any rule was
written. ``form`` says what gives the action: a "tracker" rates it or says its state, a "plan" lists it,
a "list" is of lines in minutes. ``page`` is null for a text file, whose pages are our own.

An action counts as found where one that was read on that page begins with those words; each is taken
once, in reading order. Actions that no label is of count against precision in the labelled papers.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.records import Action
from tests.benchmarks.labelled_papers import records_of

LABELS = Path(__file__).with_name("actions.jsonl")


@dataclass(frozen=True, slots=True)
class Label:
    """One action as a person reads it."""

    file: str
    page: int | None
    first: str
    rating: str | None
    status: str | None
    carried_forward: bool
    form: str
    split: str


def read_labels(path: Path = LABELS) -> list[Label]:
    """Read a file of labels, one JSON object a line."""
    return [Label(**json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def match(labels: Sequence[Label], actions: Iterable[Action]) -> tuple[list[Action | None], list[Action]]:
    """Return the action that each label was found as, or None, and the actions that none was found as."""
    left = list(actions)
    found: list[Action | None] = []
    for label in labels:
        fits = (action for action in left if _is(label, action))
        action = next(fits, None)
        if action is not None:
            left.remove(action)
        found.append(action)
    return found, left


def faults(label: Label, action: Action | None) -> list[str]:
    """Return what is wrong with the action that was read for a label."""
    if action is None:
        return ["not found"]
    checks = {
        "rating": (label.rating, action.rating.value if action.rating else None),
        "status": (label.status, action.status),
        "carried forward": (label.carried_forward, action.carried_forward),
    }
    return [f"{name} is {read}, not {right}" for name, (right, read) in checks.items() if right != read]


def _is(label: Label, action: Action) -> bool:
    on_page = label.page is None or action.source.page_start <= label.page <= action.source.page_end
    return on_page and _words(action.action)[: len(_words(label.first))] == _words(label.first)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.replace("’", "'").lower())


def main() -> None:
    """Print, by half and form, how many actions were found and how many are wholly right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders that the labels' files are under")
    folders = parser.parse_args().folders
    by_file: dict[str, list[Label]] = defaultdict(list)
    for label in read_labels():
        by_file[label.file].append(label)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    extra = 0
    for file, labels in by_file.items():
        found, left = match(labels, records_of(folders, file, Action))
        extra += len(left)
        print(f"{file}: {sum(a is not None for a in found)} of {len(labels)} found, {len(left)} more")
        for label, action in zip(labels, found, strict=True):
            count = counts[label.split, label.form]
            wrong = faults(label, action)
            for at, one in enumerate((True, action is not None, not wrong)):
                count[at] += one
            if wrong:
                print(f"    {label.page} {label.first}: {'; '.join(wrong)}")
        for action in left:
            print(f"    more: {action.source.page_start} {action.action[:60]!r}")
    for (split, form), (labels_, found_, right) in sorted(counts.items()):
        shares = f"{found_ / labels_:.3f} found, {right / labels_:.3f} right"
        print(f"{split:5} {form:8} {labels_:4} labels: {shares}")
    print(f"{extra} actions more than labelled")


if __name__ == "__main__":
    main()
