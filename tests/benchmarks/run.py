"""``make bench``: how long everything takes and how it grows, as one table.

Written to build/bench.json, and compared with what stood there before. The figures belong to the
machine and the moment: nothing fails because of them. Every part runs in a process of its own.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.benchmarks import sample_papers
from tests.benchmarks.askers import asking_at_once
from tests.benchmarks.first_words import first_words_of
from tests.benchmarks.growth import measured
from tests.benchmarks.machine import limits
from tests.benchmarks.sample_papers import ROOT
from tests.benchmarks.timing import Figures

RESULT = ROOT / "build" / "bench.json"
DATA = ROOT / "build" / "bench-data"
GROWN = ROOT / "build" / "grown"
SIZES = (1_000, 10_000, 100_000)
# Ours, the peers' name for it, and what a ratio of ours to theirs says.
AGAINST = (
    ("source tokens/s", "source tokens/s", "more is faster"),
    ("search, median ms", "query ms", "less is faster"),
    ("search, 95th ms", "query p95 ms", "less is faster"),
    ("peak memory, MB", "peak MB", "less is lighter"),
    ("agreed ask, cold, s", "to first answer s", "theirs reads the papers first"),
)


def main() -> None:
    """Measure, print the table, and keep the figures for the next time."""
    asked = _arguments()
    before: Figures = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    questions = asked.questions
    figures: Figures = {}

    def measure(part: Callable[..., Figures], *given: object) -> None:
        print(f"{part.__name__} {' '.join(map(str, given))} ...", file=sys.stderr)
        # None finds a model loaded, or memory taken, by the one before.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            figures.update(process.submit(part, *given).result())

    measure(sample_papers.ingesting, asked.papers, DATA)
    measure(sample_papers.encoding, DATA)
    measure(sample_papers.asking, DATA, questions)
    measure(sample_papers.starting, DATA, questions)
    measure(limits, DATA)
    measure(asking_at_once, DATA, questions, asked.seconds)
    measure(first_words_of, DATA, questions)
    for size in asked.sizes:
        measure(measured, asked.grow_from or DATA, GROWN / str(size), size, questions)
    others = {}
    if asked.peers_python:
        others = sample_papers.peers(asked.peers_python, asked.peers, asked.papers, questions)
        tokens = max((one["source tokens"] for one in others.values()), default=0)
        figures["source tokens/s"] = tokens / figures["ingest, s"]
    RESULT.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    print(table(figures, before))
    if others:
        print("\n" + against(figures, others))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=Path, default=ROOT / "corpus")
    parser.add_argument("--questions", type=Path, default=ROOT / "corpus" / "questions.jsonl")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="passages of the grown stores")
    parser.add_argument("--grow-from", type=Path, help="a store to copy from, in place of the papers'")
    parser.add_argument("--seconds", type=float, default=30, help="for how long many ask at once")
    parser.add_argument("--peers-python", help="the Python in whose environment the peers are")
    parser.add_argument("--peers", help="the script that runs a peer, and prints its figures as JSON")
    return parser.parse_args()


def table(figures: Figures, before: Figures) -> str:
    """Return a row a figure: now, before where it is known, and the difference."""
    wide = max(map(len, figures))
    rows = [f"{'':{wide}}{'now':>12}{'before':>12}{'change':>9}"]
    for name, value in figures.items():
        row = f"{name:{wide}}{value:12,.3g}" if value < 10 else f"{name:{wide}}{value:12,.1f}"
        if before.get(name):
            row += f"{before[name]:12,.1f}{value / before[name] - 1:+9.0%}"
        rows.append(row)
    return "\n".join(rows)


def against(figures: Figures, others: Mapping[str, Figures]) -> str:
    """Return a row for each figure that others have too: ours, theirs, and the ratio of ours to each."""
    rows = [f"{'':22}{'Agreed':>10}" + "".join(f"{name:>20}" for name in others)]
    for ours, theirs, meaning in AGAINST:
        cells = "".join(
            f"{one[theirs]:12,.1f} {figures[ours] / one[theirs]:6.2f}×" for one in others.values()
        )
        rows.append(f"{ours:22}{figures[ours]:10,.1f}{cells}  {meaning}")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
