"""The sample papers, from files to answers."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from ingest.store import Store
from retrieval.evaluation.predictions import read_questions
from retrieval.library import Library
from tests.benchmarks.timing import (
    Figures,
    milliseconds_of,
    own_megabytes,
    peak_megabytes,
    seconds_of,
    spread,
)

ROOT = Path(__file__).parents[2]


def ingesting(papers: Path, data: Path) -> Figures:
    """Return the seconds of an ingest, from process start, and of a second one that finds nothing to do."""
    command = ["ingest", str(papers), "--data", str(data), "--no-ocr"]
    return {
        "ingest, s": seconds_of(lambda: agreed(*command)),
        "ingest again, s": seconds_of(lambda: agreed(*command)),
    }


def encoding(data: Path) -> Figures:
    """Return the passages a second that the encoder takes, once it is loaded."""
    with closing(Store(data)) as store:
        texts = [stored.passage.text for stored in store.all_passages()]
    with closing(Library.open(data)) as library:
        library._encoder.encode(texts[:1])
        return {"encoder, passages/s": len(texts) / seconds_of(lambda: library._encoder.encode(texts))}


def asking(data: Path, questions: Path) -> Figures:
    """Return the milliseconds of searches and answers, none of them kept, and this process's memory.

    A server asks the same ``Library``, so this is about what one holds.
    """
    cases = read_questions(questions)
    with closing(Library.open(data, answers_kept=0)) as library:
        library.warm()
        library.search(cases[0].question)
        figures = spread(
            "search",
            milliseconds_of(cases, lambda case: library.search(case.question, history=case.history)),
        )
        figures |= spread(
            "ask", milliseconds_of(cases, lambda case: library.ask(case.question, history=case.history))
        )
    return {**figures, "memory, own, MB": own_megabytes(), "peak memory, MB": peak_megabytes()}


def starting(data: Path, questions: Path) -> Figures:
    """Return the seconds of one question on the command line, all loading included."""
    question = read_questions(questions)[0].question
    return {"agreed ask, cold, s": seconds_of(lambda: agreed("ask", question, "--data", str(data)))}


def agreed(*arguments: str) -> str:
    """Run the command, and return what it printed."""
    command = [sys.executable, "-m", "service.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def peers(python: str, script: str, papers: Path, questions: Path) -> dict[str, Figures]:
    """Return what the usual libraries take over the same papers and questions, by their names."""
    found = {}
    for peer in ("langchain", "llamaindex", "txtai", "haystack"):
        command = [python, script, peer, "--corpus", str(papers), "--questions", str(questions)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            print(f"{peer} failed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            continue
        found[peer] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
