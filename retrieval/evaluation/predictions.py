"""Answering a file of questions, and saving what was answered for a scorer.

A question is one JSON object a line; ``id``, ``question`` and ``history`` (earlier questions of
the same conversation, oldest first) are read, and nothing else of the line: what the answer
should be may stand beside them. A prediction is one JSON object a line::

    {"id": ..., "answer": the text shown to a reader, "abstained": whether it was not answered,
     "citations": [{"document": file stem, "pages": [2, 3], "text": passage, "quote": its words}],
     "retrieved": [{"document": file stem, "text": passage}, ...], "seconds": of the answer alone}
"""

import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import PathNotFound, RequestError, RequestInvalid
from retrieval.answering.answer import Answer, Citation, Status
from retrieval.library import Library

_RETRIEVED = 10
_FORM = 'A line is like {"id": "Q1", "question": "what was agreed on women offenders"}.'
_ABSTAINED = frozenset({Status.NOT_FOUND, Status.REFUSED})


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a file; ``line`` is 1-based."""

    id: str
    question: str
    history: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was answered to one question; ``seconds`` is the time of the answer alone."""

    id: str
    status: Status
    answer: str
    citations: tuple[dict[str, Any], ...]
    retrieved: tuple[dict[str, str], ...]
    seconds: float

    @property
    def abstained(self) -> bool:
        """Whether the question was not answered, on purpose."""
        return self.status in _ABSTAINED

    def to_json(self) -> str:
        """Return the line that a scorer reads."""
        fields = {
            "id": self.id,
            "answer": self.answer,
            "abstained": self.abstained,
            "citations": self.citations,
            "retrieved": self.retrieved,
            "seconds": self.seconds,
        }
        return json.dumps(fields, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts by status, and medians: words over the answers given, milliseconds over all."""

    questions: int
    answered: int
    partly_answered: int
    not_found: int
    refused: int
    failed: int
    median_words: float
    median_milliseconds: float


def evaluate(
    library: Library,
    questions: Path,
    predictions: Path | None = None,
    *,
    on_progress: Callable[[int, int, str], object] = lambda _done, _total, _id: None,
) -> Summary:
    """Answer every question of a file, and write the predictions when a path is given.

    ``on_progress`` is told, before each answer, how many are done, how many there are, and the id
    of the next. The whole file is read first, so that a bad line is told before anything is answered or
    written. Raises PathNotFound, RequestInvalid (naming line and field), ModelError, StoreError.
    """
    cases = read_questions(questions)
    library.warm()  # so that the first question's time is like the others'
    answered = []
    with _written_lines(predictions) as write:
        for done, case in enumerate(cases):
            on_progress(done, len(cases), case.id)
            prediction = predict(library, case)
            write(prediction.to_json())
            answered.append(prediction)
    return summarise(answered)


def read_questions(path: Path) -> list[Case]:
    """Return the questions of a file, in order. Raises PathNotFound and RequestInvalid."""
    cases: dict[str, Case] = {}
    for number, line in _lines_of(path):
        case = _case(line, number, f"{path}, line {number}")
        if case.id in cases:
            raise RequestInvalid(
                f"{path}, line {number}: the id {case.id!r} stands on line {cases[case.id].line} already.",
                hint="Give each question its own id.",
            )
        cases[case.id] = case
    if not cases:
        raise RequestInvalid(f"{path} holds no question.", hint=_FORM)
    return list(cases.values())


def predict(library: Library, case: Case) -> Prediction:
    """Answer one question by the function that serves everyone, and search as that answer did."""
    started = time.perf_counter()
    try:
        answer = library.ask(case.question, history=case.history)
    except RequestError as error:
        raise RequestInvalid(
            f"Line {case.line}, field 'question': {error.message}", hint=error.hint
        ) from error
    seconds = time.perf_counter() - started
    found = library.search(case.question, k=_RETRIEVED, history=case.history)
    return Prediction(
        id=case.id,
        status=answer.status,
        answer=shown_text(answer),
        citations=tuple(_citation(citation) for citation in answer.citations),
        retrieved=tuple({"document": hit.document.name, "text": hit.text} for hit in found.hits),
        seconds=round(seconds, 6),
    )


def shown_text(answer: Answer) -> str:
    """Return an answer's words as a reader sees them: the headline, then the claims.

    A claim whose words are the headline's is not said twice.
    """
    headline = " ".join(answer.headline.split())
    claims = (claim.text for claim in answer.claims if " ".join(claim.text.split()) != headline)
    return "\n".join(text for text in (answer.headline, *claims) if text)


def summarise(predictions: Sequence[Prediction]) -> Summary:
    """Return the counts and medians over predictions; a median of nothing is 0."""
    counts = Counter(prediction.status for prediction in predictions)
    words = [len(each.answer.split()) for each in predictions if not each.abstained]
    milliseconds = [each.seconds * 1000 for each in predictions]
    return Summary(
        questions=len(predictions),
        answered=counts[Status.ANSWERED],
        partly_answered=counts[Status.PARTLY_ANSWERED],
        not_found=counts[Status.NOT_FOUND],
        refused=counts[Status.REFUSED],
        failed=counts[Status.FAILED],
        median_words=statistics.median(words or [0]),
        median_milliseconds=round(statistics.median(milliseconds or [0.0]), 1),
    )


def _lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their 1-based numbers."""
    try:
        # Not splitlines(), which would also cut at characters that JSON allows within a text.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise PathNotFound(f"There is no file {path}.", hint="Check the path.") from error
    except OSError as error:
        raise RequestInvalid(f"{path} cannot be read: {error.strerror}.", hint="Name a file.") from error
    except UnicodeDecodeError as error:
        raise RequestInvalid(f"{path} is not UTF-8 text.", hint=_FORM) from error
    yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _case(line: str, number: int, where: str) -> Case:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RequestInvalid(f"{where} is not JSON.", hint=_FORM) from error
    if not isinstance(fields, dict):
        raise RequestInvalid(f"{where} is not a JSON object.", hint=_FORM)
    for name in ("id", "question"):
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise RequestInvalid(f"{where}, field {name!r} must be a text that is not empty.", hint=_FORM)
    history = fields.get("history")
    if history is None:
        history = []
    if not isinstance(history, list) or not all(isinstance(earlier, str) for earlier in history):
        raise RequestInvalid(
            f"{where}, field 'history' must be a list of texts.",
            hint="Give the earlier questions, oldest first.",
        )
    return Case(fields["id"], fields["question"], tuple(history), number)


@contextmanager
def _written_lines(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Give a function that writes a line; a long run that is stopped leaves what it did."""
    if path is None:
        yield lambda _: None
        return
    try:
        # A file name that is no text may stand in a line: "backslashreplace" is JSON's own escape.
        file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise RequestInvalid(
            f"{path} cannot be written: {error.strerror}.", hint="Name a file in a folder that exists."
        ) from error
    with file:
        yield lambda line: file.write(line + "\n")


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "document": citation.document.name,
        "pages": list(range(citation.page_start, citation.page_end + 1)),
        "text": citation.passage,
        "quote": citation.quote.exact,
    }
