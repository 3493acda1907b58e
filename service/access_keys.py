"""Access keys in a small SQLite file beside the store: never the keys themselves, only their hashes.

A key reads ``agreed_ID_SECRET``. The id names it in lists; the secret is 256 random bits, so one round of
SHA-256 is enough to keep it: there is no guessing that a slow hash would have to slow down. A key that was
revoked stays in the file, so that revoking the last one does not open the door.
"""

import datetime
import hashlib
import hmac
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import RequestInvalid, StoreUnusable
from service.access_scopes import KeyScope
from service.kept import KeptFile

FILE_NAME = "access.sqlite3"
DEFAULT_PER_MINUTE = 600
DEFAULT_LARGEST_BODY = 1024 * 1024
SESSION_HOURS = 12

_ID_BYTES, _SECRET_BYTES = 4, 32
_KEY = re.compile(r"agreed_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_SECONDS_BETWEEN_USES = 60


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept. Times are UTC.

    ``origin`` is the only origin whose pages may use it; None for a key that no page may use.
    ``per_minute`` requests are let through a minute, with bodies of at most ``largest_body`` bytes.
    """

    id: str
    name: str
    scopes: frozenset[KeyScope]
    origin: str | None
    per_minute: int
    largest_body: int
    made: datetime.datetime
    expires: datetime.datetime | None
    revoked: datetime.datetime | None
    last_used: datetime.datetime | None

    def is_use_to_be_noted(self) -> bool:
        """Whether its last use as it is known here is so long ago that it should be noted anew."""
        since = None if self.last_used is None else (_now() - self.last_used).total_seconds()
        return since is None or since >= _SECONDS_BETWEEN_USES

    def is_good(self, now: datetime.datetime) -> bool:
        """Whether it opens anything at ``now``."""
        return self.revoked is None and (self.expires is None or now < self.expires)


def _first_tables(db: sqlite3.Connection) -> None:
    db.execute(
        """CREATE TABLE keys (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL, scopes TEXT NOT NULL, origin TEXT,
            per_minute INTEGER NOT NULL, largest_body INTEGER NOT NULL, made TEXT NOT NULL, expires TEXT,
            revoked TEXT, last_used TEXT
        ) STRICT"""
    )
    db.execute(
        """CREATE TABLE sessions (
            hash BLOB PRIMARY KEY, key_id TEXT NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
            expires TEXT NOT NULL
        ) STRICT"""
    )


_STEPS = (_first_tables,)
_COLUMNS = "id, name, scopes, origin, per_minute, largest_body, made, expires, revoked, last_used"


class KeyStore:
    """The keys in a data folder: no file before the first of them. May be used from many threads."""

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / FILE_NAME
        self._file: KeptFile | None = None
        self._opening = threading.Lock()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def has_keys(self) -> bool:
        """Whether a key was ever made here, those that were revoked or have expired among them."""
        file = self._opened()
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
        key_id, secret = secrets.token_hex(_ID_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
        made = _now()
        key = Key(key_id, name, held, origin, per_minute, largest_body, made, expires, None, None)
        with self._made().changing() as db:
            db.execute(
                "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                (
                    *(key_id, name, _hash(secret), " ".join(sorted(held)), origin, per_minute, largest_body),
                    *(made.isoformat(), expires.isoformat() if expires else None),
                ),
            )
        return key, f"agreed_{key_id}_{secret}"

    def every(self) -> list[Key]:
        """Return all keys, oldest first."""
        file = self._opened()
        rows = file.rows(f"SELECT {_COLUMNS} FROM keys ORDER BY made, id") if file else []  # noqa: S608
        return [_key(row) for row in rows]

    def revoke(self, key_id: str) -> Key:
        """Make a key worthless at once, with the sessions that were begun with it. Raises RequestInvalid."""
        named = [key for key in self.every() if key.id == key_id]
        if not named:
            raise RequestInvalid(f"There is no key “{key_id}”.", hint="“agreed key list” shows their ids.")
        with self._made().changing() as db:
            db.execute(
                "UPDATE keys SET revoked = coalesce(revoked, ?) WHERE id = ?", (_now().isoformat(), key_id)
            )
            db.execute("DELETE FROM sessions WHERE key_id = ?", (key_id,))
        return next(key for key in self.every() if key.id == key_id)

    def found(self, text: str) -> Key | None:
        """Return the good key that ``text`` is; None for anything else, whatever is wrong with it."""
        file, parts = self._opened(), _KEY.fullmatch(text)
        if file is None or parts is None:
            return None
        rows = file.rows(f"SELECT {_COLUMNS}, hash FROM keys WHERE id = ?", (parts[1],))  # noqa: S608
        if not rows or not hmac.compare_digest(bytes(rows[0][-1]), _hash(parts[2])):  # type: ignore[call-overload]
            return None
        key = _key(rows[0])
        return key if key.is_good(_now()) else None

    def has_origin(self, origin: str) -> bool:
        """Whether a good key is bound to ``origin``."""
        now = _now()
        return any(key.origin == origin and key.is_good(now) for key in self.every())

    def note_use(self, key: Key) -> None:
        """Remember that ``key`` was used now: a write, so it waits for others that write."""
        with self._made().changing() as db:
            db.execute("UPDATE keys SET last_used = ? WHERE id = ?", (_now().isoformat(), key.id))

    def begin_session(self, key: Key) -> str:
        """Return the secret of a new session of ``key``: good for hours, to sign-out or revocation."""
        secret, now = secrets.token_urlsafe(_SECRET_BYTES), _now()
        expires = now + datetime.timedelta(hours=SESSION_HOURS)
        with self._made().changing() as db:
            db.execute("DELETE FROM sessions WHERE expires < ?", (now.isoformat(),))
            db.execute("INSERT INTO sessions VALUES (?, ?, ?)", (_hash(secret), key.id, expires.isoformat()))
        return secret

    def found_by_session(self, secret: str) -> Key | None:
        """Return the good key that a session was begun with; None when it is over."""
        file = self._opened()
        if file is None or not secret:
            return None
        now = _now()
        columns = ", ".join(f"keys.{name}" for name in _COLUMNS.split(", "))
        rows = file.rows(
            f"SELECT {columns} FROM sessions JOIN keys ON keys.id = key_id"  # noqa: S608
            " WHERE sessions.hash = ? AND sessions.expires > ?",
            (_hash(secret), now.isoformat()),
        )
        key = _key(rows[0]) if rows else None
        return key if key is not None and key.is_good(now) else None

    def end_session(self, secret: str) -> None:
        """End a session."""
        if self._opened() is not None:
            with self._made().changing() as db:
                db.execute("DELETE FROM sessions WHERE hash = ?", (_hash(secret),))

    def _opened(self) -> KeptFile | None:
        """Return the file; None as long as there is none (without a folder there is one in memory)."""
        if self._file is None and (self._path is None or not self._path.exists()):
            return None
        return self._made()

    def _made(self) -> KeptFile:
        with self._opening:
            if self._file is None:
                if self._path is not None:
                    _make_private(self._path)
                self._file = KeptFile(self._path, _STEPS)
            return self._file


def _make_private(path: Path) -> None:
    """Make an empty file that only this account may read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(
            f"{path} cannot be written: {error.strerror}.", hint="Choose another folder with --data."
        ) from error


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _time(value: object) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(str(value)) if value else None


def _key(row: tuple[object, ...]) -> Key:
    key_id, name, scopes, origin, per_minute, largest_body, made, expires, revoked, last_used = row[:10]
    return Key(
        id=str(key_id),
        name=str(name),
        scopes=frozenset(map(KeyScope, str(scopes).split())),
        origin=str(origin) if origin else None,
        per_minute=int(str(per_minute)),
        largest_body=int(str(largest_body)),
        made=datetime.datetime.fromisoformat(str(made)),
        expires=_time(expires),
        revoked=_time(revoked),
        last_used=_time(last_used),
    )
