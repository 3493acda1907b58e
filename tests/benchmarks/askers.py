"""Many who ask at once: answers a second of one asker and of sixteen, over one library as a server has it."""

import itertools
import threading
import time
from contextlib import closing
from pathlib import Path

from retrieval.evaluation.predictions import Case, read_questions
from retrieval.library import Library
from tests.benchmarks.timing import Figures, percentile_95

ASKERS = 16


def asking_at_once(folder: Path, questions: Path, seconds: float) -> Figures:
    """Return what one asker gets in a third of ``seconds``, and what sixteen get in the rest.

    No answer is kept, and errors are counted, not raised.
    """
    cases = read_questions(questions)
    with closing(Library.open(folder, answers_kept=0)) as library:
        library.warm()
        library.ask(cases[0].question)
        alone, _, _ = _asked(library, cases, 1, seconds / 3)
        together, waits, errors = _asked(library, cases, ASKERS, 2 * seconds / 3)
    return {
        "one asker, answers/s": alone,
        "16 askers, answers/s": together,
        "16 askers to one": together / alone,
        "16 askers, 95th ms": percentile_95(waits),
        "16 askers, errors": float(errors),
    }


def _asked(
    library: Library, cases: list[Case], askers: int, seconds: float
) -> tuple[float, list[float], int]:
    """Return the answers a second, the milliseconds of each, and how many questions failed."""
    waits: list[float] = []
    errors: list[Exception] = []
    until = time.perf_counter() + seconds

    def ask(first: int) -> None:
        for at in itertools.count(first):
            began = time.perf_counter()
            if began > until:
                return
            case = cases[at % len(cases)]
            try:
                library.ask(case.question, history=case.history)
            except Exception as error:  # noqa: BLE001 - counted
                errors.append(error)
            waits.append(1000 * (time.perf_counter() - began))

    began = time.perf_counter()
    threads = [threading.Thread(target=ask, args=(7 * n,)) for n in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(waits) / (time.perf_counter() - began), waits, len(errors)
