"""The conversations of the web chat, kept on disk so that their readers find them again.

A conversation belongs to the browser that began it, known by an unguessable id (``owner``). Whoever holds
the conversation's own id, which cannot be guessed either, may read it: that is the link to pass on. Only the
owner sees it listed, renames it and deletes it.
"""

import datetime
import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ingest.errors import NotInStore
from retrieval.answering.answer import Answer, Filters, UnderstoodWords
from retrieval.answering.wording import AnswerWording
from retrieval.evaluation.predictions import shown_text
from service.conversations import Turn, new_id
from service.kept import kept_or_in_memory
from service.strings import text

FILE_NAME = "conversations.sqlite3"
LONGEST_NAME = 120
# Without a file they are forgotten soon: memory is not the place for months of answers.
_DAYS_IN_MEMORY = 1


def _first_tables(db: sqlite3.Connection) -> None:
    db.execute(
        """CREATE TABLE conversations (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL,
            begun TEXT NOT NULL, used TEXT NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX conversations_by_owner ON conversations (owner, used)")
    db.execute(
        """CREATE TABLE turns (
            conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, answer TEXT NOT NULL, asked TEXT NOT NULL, words TEXT NOT NULL,
            PRIMARY KEY (conversation_id, number)
        ) STRICT, WITHOUT ROWID"""
    )


STEPS = (_first_tables,)


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """A conversation in a list: its name is that of its owner's choice, else the first question."""

    id: str
    name: str
    begun: datetime.datetime
    used: datetime.datetime
    turns: int


class History:
    """Conversations by owner, forgotten ``days`` after their last use; with 0 days only in memory."""

    def __init__(
        self,
        folder: Path | None,
        *,
        days: int,
        now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        self.days = days
        self._now = now
        self._file = kept_or_in_memory(folder / FILE_NAME if folder is not None and days else None, STEPS)
        self._forget_old()

    @property
    def is_kept(self) -> bool:
        """Whether conversations outlive this process."""
        return self._file.path is not None

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def owner(self, identity: str) -> str | None:
        """Return whose conversation it is; None where there is none."""
        rows = self._file.rows("SELECT owner FROM conversations WHERE id = ?", (identity,))
        return str(rows[0][0]) if rows else None

    def name(self, identity: str) -> str:
        """Return a conversation's name; "" where there is none."""
        rows = self._file.rows("SELECT name FROM conversations WHERE id = ?", (identity,))
        return str(rows[0][0]) if rows else ""

    def turns(self, identity: str) -> tuple[Turn, ...]:
        """Return the turns of a conversation, oldest first; empty when it is not kept.

        A turn that a later version can no longer read is left out.
        """
        rows = self._file.rows(
            "SELECT number, answer, asked FROM turns WHERE conversation_id = ? ORDER BY number", (identity,)
        )
        return tuple(turn for row in rows if (turn := _turn(row)) is not None)

    def add(
        self,
        owner: str,
        identity: str,
        answer: Answer,
        *,
        ignored: Sequence[UnderstoodWords] = (),
        filters: Filters | None = None,
    ) -> Turn:
        """Keep ``answer`` as the next turn of a conversation of ``owner``, and return that turn.

        A first turn names the conversation by its question.
        """
        self._forget_old()
        now = self._now().isoformat(timespec="seconds")
        filters = filters or Filters()
        asked = {
            "when": now,
            "ignored": [words.model_dump(mode="json") for words in ignored],
            "filters": filters.model_dump(mode="json", by_alias=True),
            # An answer that is written out does not hold it.
            "wording": answer.wording.model_dump(mode="json"),
        }
        with self._file.changing() as db:
            db.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET used = excluded.used",
                (identity, owner, _short(answer.question), now, now),
            )
            number = db.execute(
                "SELECT coalesce(max(number), 0) + 1 FROM turns WHERE conversation_id = ?", (identity,)
            ).fetchone()[0]
            db.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?)",
                (
                    identity,
                    number,
                    answer.model_dump_json(by_alias=True),
                    json.dumps(asked),
                    f"{answer.question}\n{shown_text(answer)}".casefold(),
                ),
            )
        return Turn(number, answer, tuple(ignored), filters, datetime.datetime.fromisoformat(now))

    def copied(self, identity: str, owner: str) -> str:
        """Return the id of a copy that belongs to ``owner``, to go on from: another's stays as it is."""
        copy, now = new_id(), self._now().isoformat(timespec="seconds")
        with self._file.changing() as db:
            db.execute(
                "INSERT INTO conversations SELECT ?, ?, name, begun, ? FROM conversations WHERE id = ?",
                (copy, owner, now, identity),
            )
            db.execute(
                "INSERT INTO turns SELECT ?, number, answer, asked, words FROM turns"
                " WHERE conversation_id = ?",
                (copy, identity),
            )
        return copy

    def listed(self, owner: str, words: str = "") -> tuple[KeptConversation, ...]:
        """Return the conversations of ``owner``, last used first: those that hold all ``words``."""
        rows = self._file.rows(
            """SELECT id, name, begun, used, count(number), group_concat(words, char(10))
               FROM conversations LEFT JOIN turns ON conversation_id = id
               WHERE owner = ? GROUP BY id ORDER BY used DESC, id""",
            (owner,),
        )
        wanted = words.casefold().split()
        return tuple(
            _kept(row[:5]) for row in rows if all(word in f"{row[1]}\n{row[5]}".casefold() for word in wanted)
        )

    def rename(self, owner: str, identity: str, name: str) -> None:
        """Give a conversation a name; an empty one gives back its first question. Raises NotInStore."""
        name = _short(name)
        if not name:
            turns = self.turns(identity)
            name = _short(turns[0].answer.question) if turns else ""
        self._changed("UPDATE conversations SET name = ? WHERE owner = ? AND id = ?", (name, owner, identity))

    def delete(self, owner: str, identity: str) -> None:
        """Forget a conversation. Raises NotInStore for one that is not the owner's."""
        self._changed("DELETE FROM conversations WHERE owner = ? AND id = ?", (owner, identity))

    def delete_all(self, owner: str) -> None:
        """Forget all conversations of an owner."""
        with self._file.changing() as db:
            db.execute("DELETE FROM conversations WHERE owner = ?", (owner,))

    def _changed(self, sql: str, values: tuple[str, ...]) -> None:
        with self._file.changing() as db:
            if db.execute(sql, values).rowcount == 0:
                raise no_conversation()

    def _forget_old(self) -> None:
        oldest = self._now() - datetime.timedelta(days=self.days or _DAYS_IN_MEMORY)
        with self._file.changing() as db:
            db.execute("DELETE FROM conversations WHERE used < ?", (oldest.isoformat(timespec="seconds"),))


def no_conversation() -> NotInStore:
    """Return the error that says that a conversation is not kept."""
    return NotInStore(text("problem.no_conversation"), hint=text("problem.no_conversation_hint"))


def _turn(row: tuple[object, ...]) -> Turn | None:
    number, answer, asked = row
    try:
        fields = json.loads(str(asked))
        wording = AnswerWording.model_validate(fields.get("wording", {}))
        return Turn(
            int(str(number)),
            Answer.model_validate_json(str(answer)).worded(wording),
            tuple(UnderstoodWords.model_validate(words) for words in fields["ignored"]),
            Filters.model_validate(fields["filters"]),
            datetime.datetime.fromisoformat(fields["when"]) if "when" in fields else None,
        )
    except ValidationError:
        return None


def _kept(row: tuple[object, ...]) -> KeptConversation:
    identity, name, begun, used, turns = row
    return KeptConversation(
        str(identity),
        str(name),
        datetime.datetime.fromisoformat(str(begun)),
        datetime.datetime.fromisoformat(str(used)),
        int(str(turns)),
    )


def _short(name: str) -> str:
    """Return a name on one line, cut between words where it is long."""
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"
