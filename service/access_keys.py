"""Access keys in a small SQLite file beside the store: never the keys themselves, only their hashes.

A key that was revoked stays in the file, so that revoking the last one does not open the door.
"""

import datetime
import hmac
from collections.abc import Iterable
from pathlib import Path

from ingest.errors import RequestInvalid
from service.access_file import FILE_NAME as FILE_NAME  # noqa: PLC0414 - where keys lie is said with them
from service.access_file import AccessFile
from service.access_key import (
    COLUMNS,
    Key,
    hash_of,
    key_of,
    new_id_and_secret,
    new_secret,
    read,
    utc_now,
    written,
)
from service.access_scopes import KeyScope

DEFAULT_PER_MINUTE = 600
DEFAULT_LARGEST_BODY = 1024 * 1024
SESSION_HOURS = 12

_COLUMNS = ", ".join(COLUMNS)


class KeyStore:
    """The keys in a data folder, and the sessions of browsers. May be used from many threads."""

    def __init__(self, folder: Path | None) -> None:
        self._file = AccessFile(folder)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def has_keys(self) -> bool:
        """Whether a key was ever made here, those that were revoked or have expired among them."""
        file = self._file.opened()
        return file is not None and bool(file.rows("SELECT 1 FROM keys LIMIT 1"))

    def create(
        self,
        name: str,
        scopes: Iterable[KeyScope],
        *,
        origin: str | None = None,
        expires: datetime.datetime | None = None,
        per_minute: int = DEFAULT_PER_MINUTE,
        largest_body: int = DEFAULT_LARGEST_BODY,
    ) -> tuple[Key, str]:
        """Make a key; return what is kept of it and the key itself, which is shown this once."""
        held = frozenset(scopes)
        if not held:
            raise RequestInvalid("The key would be good for nothing.", hint="Give it a scope, such as ask.")
        if origin is not None and not held <= {KeyScope.READ, KeyScope.ASK}:
            raise RequestInvalid(
                "A key for a web page can be read by everybody who opens that page.",
                hint="Give it the scopes read and ask only.",
            )
        key_id, secret = new_id_and_secret()
        made = utc_now()
        key = Key(key_id, name, held, origin, per_minute, largest_body, made, expires, None, None)
        with self._file.made().changing() as db:
            db.execute(
                "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                (
                    *(
                        key_id,
                        name,
                        hash_of(secret),
                        " ".join(sorted(held)),
                        origin,
                        per_minute,
                        largest_body,
                    ),
                    *(made.isoformat(), expires.isoformat() if expires else None),
                ),
            )
        return key, written(key_id, secret)

    def every(self) -> list[Key]:
        """Return all keys, oldest first."""
        file = self._file.opened()
        rows = file.rows(f"SELECT {_COLUMNS} FROM keys ORDER BY made, id") if file else []  # noqa: S608
        return [key_of(row) for row in rows]

    def revoke(self, key_id: str) -> Key:
        """Make a key worthless at once, with the sessions that were begun with it. Raises RequestInvalid."""
        named = [key for key in self.every() if key.id == key_id]
        if not named:
            raise RequestInvalid(f"There is no key “{key_id}”.", hint="“agreed key list” shows their ids.")
        with self._file.made().changing() as db:
            db.execute(
                "UPDATE keys SET revoked = coalesce(revoked, ?) WHERE id = ?", (utc_now().isoformat(), key_id)
            )
            db.execute("DELETE FROM sessions WHERE key_id = ?", (key_id,))
        return next(key for key in self.every() if key.id == key_id)

    def found(self, text: str) -> Key | None:
        """Return the good key that ``text`` is; None for anything else, whatever is wrong with it."""
        file, parts = self._file.opened(), read(text)
        if file is None or parts is None:
            return None
        rows = file.rows(f"SELECT {_COLUMNS}, hash FROM keys WHERE id = ?", (parts[0],))  # noqa: S608
        if not rows or not hmac.compare_digest(bytes(rows[0][-1]), hash_of(parts[1])):  # type: ignore[call-overload]
            return None
        key = key_of(rows[0])
        return key if key.is_good(utc_now()) else None

    def has_origin(self, origin: str) -> bool:
        """Whether a good key is bound to ``origin``."""
        now = utc_now()
        return any(key.origin == origin and key.is_good(now) for key in self.every())

    def note_use(self, key: Key) -> None:
        """Remember that ``key`` was used now: a write, so it waits for others that write."""
        with self._file.made().changing() as db:
            db.execute("UPDATE keys SET last_used = ? WHERE id = ?", (utc_now().isoformat(), key.id))

    def begin_session(self, key: Key) -> str:
        """Return the secret of a new session of ``key``: good for hours, to sign-out or revocation."""
        secret, now = new_secret(), utc_now()
        expires = now + datetime.timedelta(hours=SESSION_HOURS)
        with self._file.made().changing() as db:
            db.execute("DELETE FROM sessions WHERE expires < ?", (now.isoformat(),))
            db.execute(
                "INSERT INTO sessions VALUES (?, ?, ?)", (hash_of(secret), key.id, expires.isoformat())
            )
        return secret

    def found_by_session(self, secret: str) -> Key | None:
        """Return the good key that a session was begun with; None when it is over."""
        file = self._file.opened()
        if file is None or not secret:
            return None
        now = utc_now()
        columns = ", ".join(f"keys.{name}" for name in COLUMNS)
        rows = file.rows(
            f"SELECT {columns} FROM sessions JOIN keys ON keys.id = key_id"  # noqa: S608
            " WHERE sessions.hash = ? AND sessions.expires > ?",
            (hash_of(secret), now.isoformat()),
        )
        key = key_of(rows[0]) if rows else None
        return key if key is not None and key.is_good(now) else None

    def end_session(self, secret: str) -> None:
        """End a session."""
        if self._file.opened() is not None:
            with self._file.made().changing() as db:
                db.execute("DELETE FROM sessions WHERE hash = ?", (hash_of(secret),))
