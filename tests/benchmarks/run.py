"""``make bench``: how long the sample papers take, from files to answers, as one table.

Written to build/bench.json, and compared with what stood there before. The figures belong to the
machine and the moment: nothing fails because of them.
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from ingest.encoder import SentenceTransformerEncoder
from ingest.pipeline import ingest
from ingest.store import Store
from retrieval.evaluation.predictions import Case, read_questions
from retrieval.library import Library

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
RESULT = ROOT / "build" / "bench.json"
DATA = ROOT / "build" / "bench-data"
COLD_QUESTION = "what was agreed on women offenders"

Figures = dict[str, float]


def main() -> None:
    """Measure, print the table, and keep the figures for the next time."""
    before: Figures = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    figures: Figures = {}
    # Each in a process of its own, so that none finds a model loaded by the one before.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        for part in (ingesting, encoding, asking, starting):
            figures |= processes.submit(part).result()
    RESULT.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    print(table(figures, before))


def ingesting() -> Figures:
    """Return the seconds of an ingest into nothing, and of a second one that finds nothing to do."""
    first = seconds_of(lambda: ingest([CORPUS], DATA))
    return {"ingest, s": first, "ingest again, s": seconds_of(lambda: ingest([CORPUS], DATA))}


def encoding() -> Figures:
    """Return the passages a second that the encoder takes, once it is loaded."""
    store = Store(DATA)
    try:
        texts = [stored.passage.text for stored in store.all_passages()]
    finally:
        store.close()
    encoder = SentenceTransformerEncoder(None)
    encoder.encode(texts[:1])
    return {"encoder, passages/s": len(texts) / seconds_of(lambda: encoder.encode(texts))}


def asking() -> Figures:
    """Return the milliseconds of searches and answers over the questions, and this process's memory.

    A server asks the same ``Library``, so this is about what one holds.
    """
    cases = read_questions(CORPUS / "questions.jsonl")
    library = Library.open(DATA)
    try:
        library.warm()
        searches = milliseconds_of(cases, lambda case: library.search(case.question, history=case.history))
        answers = milliseconds_of(cases, lambda case: library.ask(case.question, history=case.history))
    finally:
        library.close()
    return {
        "search, median ms": statistics.median(searches),
        "search, 95th ms": percentile_95(searches),
        "ask, median ms": statistics.median(answers),
        "ask, 95th ms": percentile_95(answers),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / peak_units_per_megabyte(),
    }


def starting() -> Figures:
    """Return the seconds of one question on the command line, all loading included."""
    command = [sys.executable, "-m", "service.cli", "ask", COLD_QUESTION, "--data", str(DATA)]
    seconds = seconds_of(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
    return {"agreed ask, cold, s": seconds}


def milliseconds_of(cases: Iterable[Case], do: Callable[[Case], object]) -> list[float]:
    """Return the milliseconds that ``do`` takes for each case."""
    return [1000 * seconds_of(lambda case=case: do(case)) for case in cases]


def seconds_of(do: Callable[[], object]) -> float:
    """Return the seconds that ``do`` takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def percentile_95(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def peak_units_per_megabyte() -> int:
    """Return what the system counts peak memory in: kilobytes, but bytes on a Mac."""
    return 1_000_000 if sys.platform == "darwin" else 1_000


def table(figures: Figures, before: Figures) -> str:
    """Return a row a figure: now, before where it is known, and the difference."""
    rows = [f"{'':22}{'now':>10}{'before':>10}{'change':>9}"]
    for name, value in figures.items():
        row = f"{name:22}{value:10,.1f}"
        if before.get(name):
            row += f"{before[name]:10,.1f}{value / before[name] - 1:+9.0%}"
        rows.append(row)
    return "\n".join(rows)


if __name__ == "__main__":
    main()
