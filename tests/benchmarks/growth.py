"""How a store behaves as it grows: the same measures at each size.

Each size is a process of its own, over a store that ``grown_store`` made of the sample papers (or of those
in GROW_FROM). The stores are kept in build/grown, since a large one takes long to make.
"""

import argparse
import json
import os
import statistics
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from ingest.pipeline import ingest
from ingest.store import Store
from retrieval.evaluation.predictions import Case, read_questions
from retrieval.library import Library
from retrieval.vector_index import VectorIndex
from service.freed_memory import keep_what_is_loaded
from tests.benchmarks.grown_store import grow
from tests.benchmarks.timing import (
    Figures,
    count_processor_time,
    megabytes_on_disk,
    milliseconds_of,
    own_megabytes,
    peak_megabytes,
    seconds_of,
    spread,
)

_PAGES, _WORDS_A_PAGE = 20, 380
_NEAREST = 10
_HALF_PRECISION = 5e-4  # how far a cosine of half precision may be off
_AT_A_TIME = 1000  # papers whose vectors are compared at a time


def measured(source: Path, folder: Path, passages: int, questions: Path) -> Figures:
    """Return the figures at a size of ``passages``; their names begin with it."""
    if not folder.exists():
        grow(source, folder, passages)
    figures: Figures = {"papers on disk, MB": megabytes_on_disk(folder)}
    cases = read_questions(questions)
    # Made once, by whoever asks first after an ingest; a start finds it on disk.
    first = seconds_of(lambda: _opened(folder).close())
    if not (folder / "timed.json").exists():
        (folder / "timed.json").write_text(json.dumps({"index, made, s": first}), "utf-8")
    figures |= json.loads((folder / "timed.json").read_text("utf-8"))
    figures["index on disk, MB"] = megabytes_on_disk(folder / "index")
    with closing(Library.open(folder, answers_kept=0)) as library:
        library._encoder.encode(["ready"])
        figures["start, s"] = seconds_of(library.warm)
        # As a server does before long (service/app.py).
        library.take_apart()
        keep_what_is_loaded()
        asked = [library._encoder.encode([case.question])[0] for case in cases]
        library.search(cases[0].question)
        encode = milliseconds_of(cases, lambda case: library._encoder.encode_question(case.question))
        search = milliseconds_of(cases, lambda case: library.search(case.question, history=case.history))
        figures |= spread("search", search) | spread("ask", milliseconds_of(cases, _ask(library)))
        figures["a question encoded, median ms"] = statistics.median(encode)
        index = library._current().index
        figures |= spread("by meaning", milliseconds_of(asked, lambda vector: index.search(vector, 200)))
        figures["memory, own, MB"] = own_megabytes()
        figures["memory, with mapped files, MB"] = peak_megabytes()
        figures["recall@10"] = recall(library._store, index, np.stack(asked))
        figures |= adding(library, folder)
    return {f"{passages:.0e} {name}": value for name, value in figures.items()}


def _opened(folder: Path) -> Library:
    library = Library.open(folder, answers_kept=0)
    library.warm()
    return library


def _ask(library: Library) -> Callable[[Case], object]:
    return lambda case: library.ask(case.question, history=case.history)


def recall(store: Store, index: VectorIndex, asked: np.ndarray) -> float:
    """Return the share of ten hits that are as near as the true ten nearest, by comparing every vector.

    Told by the cosine and not by the passage: equal texts have equal vectors, and any of them will do.
    """
    best = np.full((len(asked), _NEAREST), -np.inf, np.float32)
    ids = sorted(store.written())
    for start in range(0, len(ids), _AT_A_TIME):
        vectors = np.concatenate([store.vectors_of(one)[1] for one in ids[start : start + _AT_A_TIME]])
        scores = np.concatenate([best, asked @ vectors.T], axis=1)
        best = -np.partition(-scores, _NEAREST - 1, axis=1)[:, :_NEAREST]
    tenth = best.min(axis=1)
    found = [index.search(vector, _NEAREST)[1] for vector in asked]
    return float(np.mean([np.mean(f >= t - _HALF_PRECISION) for f, t in zip(found, tenth, strict=True)]))


def adding(library: Library, folder: Path) -> Figures:
    """Return the seconds to take in one paper of twenty pages, and to be ready to answer from it."""
    file = folder.parent / "paper-of-20-pages.txt"
    file.write_text(_paper(library._store), "utf-8")
    try:
        taking_in = seconds_of(lambda: ingest([file], folder, encoder=library._encoder))
        refreshing = seconds_of(library._current)
        library.remove(next(d.id for d in library._store.documents() if d.name == file.stem))
        library._current()
    finally:
        file.unlink()
    return {
        "a 20-page paper taken in, s": taking_in,
        "ready after it, s": refreshing,
        "adding a 20-page paper, s": taking_in + refreshing,
    }


def _paper(store: Store) -> str:
    """Return a paper of other sentences than any has: the words of some passages in another order."""
    random = np.random.default_rng(11)
    words = [
        word
        for d in store.documents()[:20]
        for p in store.passages_of(d.id)
        for word in p.passage.text.split()
    ]
    pages = [" ".join(random.choice(words, _WORDS_A_PAGE)) for _ in range(_PAGES)]
    return "\n\n".join(f"{n}. Matters of page {n}\n\n{text}." for n, text in enumerate(pages, 1))


def main() -> None:
    """Measure one size, and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("passages", type=int)
    parser.add_argument("--questions", type=Path, default=Path("corpus/questions.jsonl"))
    parser.add_argument("--processor-time", action="store_true", help="for a machine that is busy otherwise")
    asked = parser.parse_args()
    if asked.processor_time:
        count_processor_time()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    print(json.dumps(measured(asked.source, asked.folder, asked.passages, asked.questions), indent=2))


if __name__ == "__main__":
    main()
