"""What readers said of answers, kept with what they were shown, so that Agreed can be held to it.

A verdict is a reader's own act, so it is kept even where conversations are not. It outlives the conversation:
deleting that leaves no link to its owner here.
"""

import datetime
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from retrieval.answering.answer import Answer, Status
from service.kept import kept_or_in_memory

FILE_NAME = "feedback.sqlite3"
LONGEST_COMMENT = 2000


class Verdict(StrEnum):
    """Whether an answer was right, as a reader said."""

    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict; ``about`` names the answer (conversation and turn), ``revision`` is the store's then."""

    about: str
    given: datetime.datetime
    verdict: Verdict
    comment: str
    history: tuple[str, ...]
    revision: int
    answer: Answer


def _first_tables(db: sqlite3.Connection) -> None:
    db.execute(
        """CREATE TABLE feedback (
            about TEXT PRIMARY KEY, given TEXT NOT NULL, verdict TEXT NOT NULL, comment TEXT NOT NULL,
            history TEXT NOT NULL, revision INTEGER NOT NULL, answer TEXT NOT NULL
        ) STRICT"""
    )


STEPS = (_first_tables,)


class FeedbackStore:
    """The verdicts in a data folder; without a folder they live in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._file = kept_or_in_memory(folder / FILE_NAME if folder is not None else None, STEPS)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def give(
        self,
        about: str,
        verdict: Verdict,
        comment: str,
        answer: Answer,
        *,
        history: Sequence[str] = (),
        revision: int = 0,
    ) -> None:
        """Keep a verdict; a later one on the same answer takes its place."""
        with self._file.changing() as db:
            db.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    about,
                    datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                    verdict.value,
                    comment.strip()[:LONGEST_COMMENT],
                    json.dumps(list(history), ensure_ascii=False),
                    revision,
                    answer.model_dump_json(by_alias=True),
                ),
            )

    def verdicts(self, about_prefix: str) -> dict[str, tuple[Verdict, str]]:
        """Return the verdicts and comments on the answers whose name begins so."""
        rows = self._file.rows(
            "SELECT about, verdict, comment FROM feedback WHERE substr(about, 1, ?) = ?",
            (len(about_prefix), about_prefix),
        )
        return {str(about): (Verdict(str(verdict)), str(comment)) for about, verdict, comment in rows}

    def every(self) -> list[Feedback]:
        """Return all verdicts, oldest first."""
        rows = self._file.rows(
            "SELECT about, given, verdict, comment, history, revision, answer FROM feedback"
            " ORDER BY given, about"
        )
        return [
            Feedback(
                about=str(about),
                given=datetime.datetime.fromisoformat(str(given)),
                verdict=Verdict(str(verdict)),
                comment=str(comment),
                history=tuple(json.loads(str(history))),
                revision=int(str(revision)),
                answer=Answer.model_validate_json(str(answer)),
            )
            for about, given, verdict, comment, history, revision, answer in rows
        ]


def question_line(number: int, given: Feedback) -> dict[str, Any]:
    """Return a verdict as a line of a question set that ``agreed evaluate`` reads; ``number`` counts from 1.

    The words that an answer marked right quoted are its evidence: each of them has to be found again. An
    answer marked right that said that the papers do not say makes a question that has to be refused. Of one
    marked wrong only the question is known, and the reader's comment.
    """
    answer = given.answer
    line: dict[str, Any] = {
        "id": f"F{number}",
        "kind": "feedback",
        "question": answer.question,
        "history": list(given.history),
        "verdict": given.verdict.value,
        "comment": given.comment,
        "given": given.given.isoformat(),
        "revision": given.revision,
    }
    if given.verdict is Verdict.WRONG:
        return line
    if answer.status in (Status.NOT_FOUND, Status.REFUSED):
        return {**line, "abstain": True, "documents": [], "evidence": [], "answer": []}
    quotes = list(dict.fromkeys(citation.quote.exact for citation in answer.citations))
    return {
        **line,
        "documents": sorted({citation.document.name for citation in answer.citations}),
        "evidence": [[quote] for quote in quotes],
        "answer": [[quote] for quote in quotes],
    }
