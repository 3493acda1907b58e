"""A key, how it is written down for its holder, and what is kept of it.

A key reads ``agreed_ID_SECRET``. The id names it in lists; the secret is 256 random bits, so one round of
SHA-256 is enough to keep it: there is no guessing that a slow hash would have to slow down.
"""

import datetime
import hashlib
import re
import secrets
from dataclasses import dataclass

from service.access_scopes import KeyScope

_ID_BYTES, _SECRET_BYTES = 4, 32
_KEY = re.compile(r"agreed_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_SECONDS_BETWEEN_USES = 60

# The columns of a key in their table, in the order that ``key_of`` reads.
COLUMNS = (
    "id",
    "name",
    "scopes",
    "origin",
    "per_minute",
    "largest_body",
    "made",
    "expires",
    "revoked",
    "last_used",
)


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
        since = None if self.last_used is None else (utc_now() - self.last_used).total_seconds()
        return since is None or since >= _SECONDS_BETWEEN_USES

    def is_good(self, now: datetime.datetime) -> bool:
        """Whether it opens anything at ``now``."""
        return self.revoked is None and (self.expires is None or now < self.expires)


def new_id_and_secret() -> tuple[str, str]:
    """Return an id and a secret that nobody has had before."""
    return secrets.token_hex(_ID_BYTES), new_secret()


def new_secret() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def written(key_id: str, secret: str) -> str:
    """Return a key as its holder is shown it."""
    return f"agreed_{key_id}_{secret}"


def read(text: str) -> tuple[str, str] | None:
    """Return the id and the secret in a key; None for what is no key.

    >>> read("agreed_0123abcd_" + "x" * 43)[0], read("agreed_1_x")
    ('0123abcd', None)
    """
    found = _KEY.fullmatch(text)
    return (found[1], found[2]) if found else None


def hash_of(secret: str) -> bytes:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()


def utc_now() -> datetime.datetime:
    """Return the time."""
    return datetime.datetime.now(datetime.UTC)


def key_of(row: tuple[object, ...]) -> Key:
    """Return the key in a row of ``COLUMNS``; what follows them in the row is not looked at."""
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


def _time(value: object) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(str(value)) if value else None
