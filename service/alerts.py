"""Saved searches: what was agreed on a topic in papers that were not there at the last look.

A paper that was there then is not news, however its words are found later: so it is the papers that are
remembered, not what was told of them.
"""

import datetime
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import RequestInvalid
from retrieval.library import Library
from service.feeds_agreed import Agreed, agreed_on
from service.kept import KeptFile

FILE_NAME = "alerts.sqlite3"
LONGEST_TOPIC = 200


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved search; ``number`` names it, ``looked`` is when it last ran, or was made."""

    number: int
    topic: str
    areas: tuple[str, ...]
    looked: datetime.datetime


def _first_tables(db: sqlite3.Connection) -> None:
    db.execute(
        """CREATE TABLE alerts (
            number INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, areas TEXT NOT NULL,
            looked TEXT NOT NULL
        ) STRICT"""
    )
    db.execute(
        """CREATE TABLE known (
            alert INTEGER NOT NULL REFERENCES alerts (number) ON DELETE CASCADE, document TEXT NOT NULL,
            PRIMARY KEY (alert, document)
        ) STRICT, WITHOUT ROWID"""
    )


class Alerts:
    """The saved searches in a data folder."""

    def __init__(self, folder: Path) -> None:
        self._file = KeptFile(folder / FILE_NAME, (_first_tables,))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def add(self, library: Library, topic: str, areas: Sequence[str] = ()) -> tuple[Alert, list[Agreed]]:
        """Save a search; return it, and what was agreed so far, which it will not tell of again."""
        topic = " ".join(topic.split())
        if not 0 < len(topic) <= LONGEST_TOPIC:
            raise RequestInvalid(
                f"A topic has 1 to {LONGEST_TOPIC} characters.", hint="Say it in a few words."
            )
        found = agreed_on(library, topic, areas=areas)
        with self._file.changing() as db:
            number = db.execute(
                "INSERT INTO alerts (topic, areas, looked) VALUES (?, ?, ?) RETURNING number",
                (topic, json.dumps(list(areas)), _now().isoformat()),
            ).fetchone()[0]
            _remember(db, number, library)
        return self._one(number), found

    def every(self) -> list[Alert]:
        """Return all saved searches, oldest first."""
        rows = self._file.rows("SELECT number, topic, areas, looked FROM alerts ORDER BY number")
        return [
            Alert(
                int(str(number)),
                str(topic),
                tuple(json.loads(str(areas))),
                datetime.datetime.fromisoformat(str(looked)),
            )
            for number, topic, areas, looked in rows
        ]

    def remove(self, number: int) -> Alert:
        """Remove a saved search and return it. Raises RequestInvalid."""
        alert = self._one(number)
        with self._file.changing() as db:
            db.execute("DELETE FROM alerts WHERE number = ?", (number,))
        return alert

    def news(self, library: Library, alert: Alert) -> list[Agreed]:
        """Return what was agreed in papers that came since the last look, newest first."""
        known = {
            row[0] for row in self._file.rows("SELECT document FROM known WHERE alert = ?", (alert.number,))
        }
        if all(paper.id in known for paper in library.documents()):
            return []  # nothing came: there is nothing to ask
        found = agreed_on(library, alert.topic, areas=alert.areas)
        return [one for one in found if one.citation.document.id not in known]

    def looked(self, library: Library, alert: Alert) -> None:
        """Remember which papers are there now; what ``news`` returned has been told."""
        with self._file.changing() as db:
            db.execute("UPDATE alerts SET looked = ? WHERE number = ?", (_now().isoformat(), alert.number))
            db.execute("DELETE FROM known WHERE alert = ?", (alert.number,))
            _remember(db, alert.number, library)

    def _one(self, number: int) -> Alert:
        for alert in self.every():
            if alert.number == number:
                return alert
        raise RequestInvalid(f"There is no saved search {number}.", hint="“agreed alerts” lists them.")


def _remember(db: sqlite3.Connection, number: int, library: Library) -> None:
    papers = [(number, paper.id) for paper in library.documents()]
    db.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", papers)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
