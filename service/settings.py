"""How this installation is set up: the only module that reads the environment.

==========================  =====================================================  ============
variable                    meaning                                                default
==========================  =====================================================  ============
``AGREED_DATA``             the folder that holds the store                        agreed-data
``AGREED_MODEL``            a sentence-transformers model, by name or folder       the default
``AGREED_ENCODER``          onnx, or torch: slower, but on a GPU where there is     onnx
                            one, and for a large first ingest then faster
``AGREED_CACHE``            the folder that keeps models as they were prepared for  the account's
                            onnx, for all stores                                    own
``AGREED_SHOW_RESTRICTED``  1 to answer from restricted and exempt text as well    0
``AGREED_OCR``              off to leave scanned pages unread                      on
``AGREED_ADD``              1 or 0: whether papers may be added on the page        1 on loopback
``AGREED_ORIGINALS``        off to keep no copies of the files that are ingested    on
``AGREED_KEEP_DAYS``        days that the web chat keeps a conversation after its  90
                            last use; 0 keeps none on disk
``AGREED_HOSTS``            names, with commas, under which this server is known    loopback
                            beside the loopback ones and its own address            only
``AGREED_ORIGINS``          origins, with commas, whose pages may use the API (CORS):  none
                            https://www.example.org
``AGREED_LICENCE``          the licence of the papers that do not name one,         unknown
                            as “agreed export” says it
``AGREED_KEY``              the access key that “agreed ask” and “agreed search”    none
                            show to a running server that asks for one
==========================  =====================================================  ============

What a caller passes (the command line's options) comes before the environment.
"""

import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import RequestInvalid

DEFAULT_DATA = Path("agreed-data")
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DEFAULT_KEEP_DAYS = 90
ENCODERS = ("onnx", "torch")

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:]+\](:[0-9]{1,5})?")
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store lives, which model reads it, and where the server listens.

    ``model`` is ``None`` for the default model. ``port`` 0 lets the machine choose a free one.
    ``trusted_hosts`` are names, beside the loopback ones, under which a request may address the
    server. ``ocr`` says whether scanned pages are read; ``keep_days`` how long the web chat
    keeps conversations on disk, 0 for not at all. ``originals`` says whether a copy of each file that is
    ingested is kept beside the store, to show its pages; ``add`` whether papers may be added on the page
    (None: only where ``host`` is loopback). ``encoder`` is what runs the model, one of ``ENCODERS``, and
    ``cache`` the folder that prepared models are kept in (None: the account's own). Raises
    RequestInvalid when ``host`` is empty or ``port`` is out of range. Beyond loopback an access key is always
    asked for (``needs_keys``). ``licence`` is that of papers that do not name one; "" where it is not known.
    ``origins`` are those whose pages may use the API. ``key`` is shown to a running server that asks for
    one; "" for none.
    """

    data: Path = DEFAULT_DATA
    model: str | None = None
    show_restricted: bool = False
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    trusted_hosts: tuple[str, ...] = ()
    ocr: bool = True
    keep_days: int = DEFAULT_KEEP_DAYS
    originals: bool = True
    add: bool | None = None
    encoder: str = ENCODERS[0]
    cache: Path | None = None
    licence: str = ""
    origins: tuple[str, ...] = ()
    key: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.host.strip("[] "):
            raise RequestInvalid(
                "The address to listen on is empty.",
                hint="Use 127.0.0.1 for this machine only, 0.0.0.0 for every network that it is in.",
            )
        if not 0 <= self.port <= 65535:
            raise RequestInvalid(
                f"{self.port} is not a port.", hint=f"Use a number from 1 to 65535, such as {DEFAULT_PORT}."
            )
        for origin in self.origins:
            if not _ORIGIN.fullmatch(origin):
                raise RequestInvalid(
                    f"“{origin}” in AGREED_ORIGINS is no origin.",
                    hint="Write it as a browser does: https://www.example.org, without a path or a slash.",
                )

    @property
    def needs_keys(self) -> bool:
        """Whether an access key is asked for in any case: others than this machine can reach the server."""
        return not _is_loopback(self.host)

    @property
    def may_add(self) -> bool:
        """Whether papers may be added in the web chat: as it is set, else on this machine alone."""
        return _is_loopback(self.host) if self.add is None else self.add

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
            originals=_flag(environ, "AGREED_ORIGINALS", default=True),
            add=_flag(environ, "AGREED_ADD") if environ.get("AGREED_ADD", "").strip() else None,
            keep_days=_days(environ, "AGREED_KEEP_DAYS", DEFAULT_KEEP_DAYS),
            encoder=_one_of(ENCODERS, environ, "AGREED_ENCODER"),
            cache=Path(environ["AGREED_CACHE"]) if environ.get("AGREED_CACHE") else None,
            trusted_hosts=_names(environ, "AGREED_HOSTS"),
            origins=_names(environ, "AGREED_ORIGINS"),
            licence=environ.get("AGREED_LICENCE", "").strip(),
            key=environ.get("AGREED_KEY", "").strip(),
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


def _names(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return what a setting names, with commas between."""
    return tuple(filter(None, map(str.strip, environ.get(name, "").split(","))))


def _one_of(choices: Sequence[str], environ: Mapping[str, str], name: str) -> str:
    """Return the choice that is made, the first by default."""
    value = environ.get(name, "").strip().lower() or choices[0]
    if value not in choices:
        raise RequestInvalid(
            f"{name} is {environ[name]!r}, which is not known.", hint=f"Set it to {' or '.join(choices)}."
        )
    return value


def _days(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) < 6):
        raise RequestInvalid(
            f"{name} is {environ[name]!r}, which is no number of days.", hint="Set it to 90, say."
        )
    return int(value)


def _is_loopback(host: str) -> bool:
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
