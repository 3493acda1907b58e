"""Where the server over a store is found by commands on this machine: a small file beside the store.

The file holds nothing secret, and lets nobody in: an access key is asked for as everywhere. It is believed
only where the server's process lives, and was started over this very store with the settings of whoever asks
(``address_of``); and the server must say that it is the one that wrote it (``service.running_server``).
"""

import json
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ingest.store import FILE_NAME as STORE_NAME
from service.settings import Settings

log = logging.getLogger(__name__)

FILE_NAME = "server.json"
# Where the server says which one it is.
INSTANCE_PATH = "/v1/instance"
# Raised whenever a command and a server of different age would not understand each other.
_PROTOCOL = 1
_OWNER_ONLY = 0o600
_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not listened on


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A running server: its process, where it listens on this machine, and what its answers depend on.

    ``instance`` is another with each start. ``store`` names the file that it opened, ``manner`` the program's
    version and the settings by which answers differ.
    """

    instance: str
    host: str
    port: int
    pid: int
    store: str
    manner: list[Any]
    protocol: int = _PROTOCOL


@contextmanager
def told_in_store(settings: Settings, port: int) -> Iterator[ServerAddress | None]:
    """Keep the address of this process's server beside its store; None where no file can be written."""
    path = settings.data / FILE_NAME
    try:
        address = ServerAddress(
            instance=secrets.token_urlsafe(16),
            host=_WILDCARDS.get(settings.host.strip("[]"), settings.host.strip("[]")),
            port=port,
            pid=os.getpid(),
            store=_store_of(settings),
            manner=_manner_of(settings),
        )
        _write(path, json.dumps(asdict(address)))
    except OSError as error:  # a folder that may not be written to: commands then open the store themselves
        log.debug("%s cannot be written: %s", path, error)
        yield None
        return
    try:
        yield address
    finally:
        # Another server over the same store may have told its own since.
        found = _read(path)
        if found is not None and found.instance == address.instance:
            with suppress(OSError):
                path.unlink()


def address_of(settings: Settings) -> ServerAddress | None:
    """Return the address of a server over the store of ``settings`` that would answer as this process does.

    None where no server has told one, or it is not to be believed: its process has ended, the store is
    another (a copy, or one made anew), its settings differ, or the file is not this account's.
    """
    found = _read(settings.data / FILE_NAME)
    if found is None:
        return None
    try:
        believed = (
            found.protocol == _PROTOCOL
            and found.store == _store_of(settings)
            and found.manner == _manner_of(settings)
            and _is_alive(found.pid)
        )
    except OSError:
        return None
    return found if believed else None


def _read(path: Path) -> ServerAddress | None:
    try:
        with path.open(encoding="utf-8") as file:
            if hasattr(os, "geteuid") and os.fstat(file.fileno()).st_uid != os.geteuid():
                return None  # whoever wrote it could have questions, and a key, sent to themselves
            found = ServerAddress(**json.load(file))
    except (OSError, ValueError, TypeError):
        return None
    sound = isinstance(found.host, str) and isinstance(found.port, int) and isinstance(found.pid, int)
    return found if sound else None


def _write(path: Path, text: str) -> None:
    """Write a file that only this account may read, whole or not at all."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    with suppress(OSError):
        new.unlink()
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def _store_of(settings: Settings) -> str:
    """Return what tells a store from its copies, and from one that has taken its place."""
    stat = (settings.data / STORE_NAME).stat()
    return f"{stat.st_dev}:{stat.st_ino}"


def _manner_of(settings: Settings) -> list[Any]:
    try:
        program = version("agreed")
    except PackageNotFoundError:
        program = "0"
    return [program, settings.model, settings.encoder, settings.show_restricted]


def _is_alive(pid: int) -> bool:
    """Whether a process lives. Where that cannot be asked without harm (Windows), it is taken to."""
    if os.name != "posix":
        return True
    if pid < 1:
        return False  # these name groups of processes
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
