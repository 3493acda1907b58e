"""How this installation is set up: the only module that reads the environment.

==========================  =====================================================  ============
variable                    meaning                                                default
==========================  =====================================================  ============
``AGREED_DATA``             the folder that holds the store                        agreed-data
``AGREED_MODEL``            a sentence-transformers model, by name or folder       the default
``AGREED_SHOW_RESTRICTED``  1 to answer from restricted and exempt text as well    0
``AGREED_OCR``              off to leave scanned pages unread                      on
==========================  =====================================================  ============

What a caller passes (the command line's options) comes before the environment.
"""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import RequestInvalid

DEFAULT_DATA = Path("agreed-data")
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store lives, which model reads it, and where the server listens.

    ``model`` is ``None`` for the default model. ``port`` 0 lets the machine choose a free one.
    ``trusted_hosts`` are names, beside the loopback ones, under which a request may address the
    server. ``ocr`` says whether scanned pages are read. Raises RequestInvalid when ``host`` is not
    loopback or ``port`` is out of range.
    """

    data: Path = DEFAULT_DATA
    model: str | None = None
    show_restricted: bool = False
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    trusted_hosts: tuple[str, ...] = ()
    ocr: bool = True

    def __post_init__(self) -> None:
        if not _is_loopback(self.host):
            raise RequestInvalid(
                f"The server cannot listen on {self.host!r}.",
                hint="Access keys do not exist yet, so it listens on this machine only: use 127.0.0.1.",
            )
        if not 0 <= self.port <= 65535:
            raise RequestInvalid(
                f"{self.port} is not a port.", hint=f"Use a number from 1 to 65535, such as {DEFAULT_PORT}."
            )

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Names under which a request may address the server, lower case, without brackets or port."""
        names = (*_LOOPBACK_NAMES, self.host, *self.trusted_hosts)
        return frozenset(name.strip("[]").lower() for name in names)

    @classmethod
    def from_environment(
        cls,
        data: Path | str | None = None,
        *,
        model: str | None = None,
        show_restricted: bool | None = None,
        host: str | None = None,
        port: int | None = None,
        ocr: bool | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> "Settings":
        """Return the settings: what is passed here, else the environment, else the default.

        ``environ`` stands in for the process's environment in tests. Raises RequestInvalid for a
        value that cannot be used.
        """
        environ = os.environ if environ is None else environ
        return cls(
            data=Path(data or environ.get("AGREED_DATA") or DEFAULT_DATA),
            model=model or environ.get("AGREED_MODEL") or None,
            show_restricted=_flag(environ, "AGREED_SHOW_RESTRICTED")
            if show_restricted is None
            else show_restricted,
            host=DEFAULT_HOST if host is None else host,
            port=DEFAULT_PORT if port is None else port,
            ocr=_flag(environ, "AGREED_OCR", default=True) if ocr is None else ocr,
        )


def _flag(environ: Mapping[str, str], name: str, *, default: bool = False) -> bool:
    value = environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in _YES:
        return True
    if value in _NO:
        return False
    # Anything unclear is refused: such a flag decides whether restricted text is shown.
    raise RequestInvalid(
        f"{name} is {environ[name]!r}, which is neither yes nor no.", hint="Set it to 1 or 0."
    )


def _is_loopback(host: str) -> bool:
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
