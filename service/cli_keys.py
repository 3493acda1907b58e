"""``agreed key``: make, list and revoke access keys."""
# ruff: noqa: PLC0415 - so that --help does not wait for the libraries that search

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from ingest.errors import RequestInvalid
from service.cli_options import AsJson, Data
from service.cli_output import print_json, print_remark, print_text

if TYPE_CHECKING:
    from service.access_key import Key
    from service.access_keys import KeyStore

key_app = typer.Typer(
    help="Access keys: needed as soon as one exists, or the server listens beyond this machine.",
    invoke_without_command=True,
    no_args_is_help=False,
)

_SPAN = re.compile(r"(\d{1,4})([dh])")
_SCOPES = ("read", "ask", "ingest", "admin")

Scopes = Annotated[
    list[str] | None,
    typer.Option(
        "--scope",
        metavar="SCOPE",
        help=f"What it is good for: {', '.join(_SCOPES)}. May be repeated. Otherwise ask (and read).",
        show_default=False,
    ),
]
Expires = Annotated[
    str | None,
    typer.Option("--expires", metavar="SPAN|DATE", help="After 90d or 12h, or on a day: 2030-01-31."),
]
Origin = Annotated[
    str | None,
    typer.Option(
        "--origin", metavar="URL", help="For a page of this web site only: https://www.example.org."
    ),
]
PerMinute = Annotated[int, typer.Option("--per-minute", min=1, max=100_000, help="Requests a minute.")]
LargestKb = Annotated[int, typer.Option("--largest-kb", min=1, help="The largest request, in KB.")]
KeyName = Annotated[str, typer.Argument(metavar="NAME", help="Who or what it is for.")]


@key_app.callback(epilog='Example: agreed key create "Intranet search" --scope read --expires 365d')
def keys(context: typer.Context, data: Data = None, as_json: AsJson = False) -> None:
    """Make, list and revoke access keys; without a further word, list them."""
    if context.invoked_subcommand is None:
        list_keys(data, as_json)


@key_app.command(epilog='Example: agreed key create "Intranet search" --scope read --expires 365d')
def create(
    name: KeyName,
    *,
    scopes: Scopes = None,
    expires: Expires = None,
    origin: Origin = None,
    per_minute: PerMinute = 600,
    largest_kb: LargestKb = 1024,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make a key and show it, this once: only its hash is kept.

    From the first key on, everything that the server gives needs one.
    """
    from service.access_scopes import KeyScope

    unknown = [scope for scope in scopes or () if scope not in _SCOPES]
    if unknown:
        raise RequestInvalid(f"“{unknown[0]}” is no scope.", hint=f"Choose of {', '.join(_SCOPES)}.")
    with _store(data) as store:
        key, text = store.create(
            name,
            [KeyScope(scope) for scope in scopes or ("ask",)],
            expires=_end(expires) if expires else None,
            origin=_origin(origin) if origin else None,
            per_minute=per_minute,
            largest_body=largest_kb * 1024,
        )
    if as_json:
        print_json({**_json(key), "key": text})
    else:
        print_text(text)
        print_remark(f"This is shown once. The key's id is {key.id}: “agreed key revoke {key.id}” ends it.")


@key_app.command("list", epilog="Example: agreed key list")
def list_keys(data: Data = None, as_json: AsJson = False) -> None:
    """List the keys: id, name, scopes, when each ends and was last used. The keys themselves are not kept."""
    from service.rendering import columns, words_line

    with _store(data) as store:
        every = store.every()
    if as_json:
        print_json({"keys": [_json(key) for key in every]})
    elif not every:
        print_text("There are no access keys. On this machine none is needed until there is one.")
    else:
        rows = [("id", "name", "scopes", "ends", "last used", "origin")]
        rows += [
            (
                key.id,
                words_line(key.name),
                " ".join(sorted(key.scopes)),
                f"revoked {_day(key.revoked)}" if key.revoked else _day(key.expires) or "never",
                _day(key.last_used) or "never",
                key.origin or "",
            )
            for key in every
        ]
        print_text("\n".join(columns(rows)))


@key_app.command(epilog="Example: agreed key revoke 9f2c41d0")
def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as “agreed key list” shows it.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """End a key at once, with every session that was begun with it. It cannot be brought back."""
    with _store(data) as store:
        revoked = store.revoke(key)
    if as_json:
        print_json(_json(revoked))
    else:
        print_text(f"Revoked {revoked.id} ({revoked.name}).")


@contextmanager
def _store(data: Path | None) -> Iterator["KeyStore"]:
    from service.access_keys import KeyStore
    from service.settings import Settings

    store = KeyStore(Settings.from_environment(data).data)
    try:
        yield store
    finally:
        store.close()


def _end(said: str) -> datetime.datetime:
    """Return the time that ``--expires`` names. Raises RequestInvalid for what is none, or is over."""
    now = datetime.datetime.now(datetime.UTC)
    if span := _SPAN.fullmatch(said):
        number = int(span[1])
        end = now + (datetime.timedelta(days=number) if span[2] == "d" else datetime.timedelta(hours=number))
    else:
        try:
            day = datetime.date.fromisoformat(said)
        except ValueError:
            raise RequestInvalid(
                f"“{said}” is neither a span nor a day.", hint="Say 90d, 12h or 2030-01-31."
            ) from None
        end = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    if end <= now:
        raise RequestInvalid(f"{said} is over already.", hint="Name a later day, or a span such as 90d.")
    return end


def _origin(said: str) -> str:
    """Return an origin as browsers write it. Raises RequestInvalid for anything but scheme and host."""
    parts = urlsplit(said.strip().rstrip("/"))
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.username
    ):
        raise RequestInvalid(
            f"“{said}” is no origin.",
            hint="Give the scheme and the name of the site: https://www.example.org.",
        )
    return f"{parts.scheme}://{parts.netloc}".lower()


def _day(time: datetime.datetime | None) -> str:
    return time.astimezone().strftime("%Y-%m-%d %H:%M") if time else ""


def _json(key: "Key") -> dict[str, Any]:
    def said(time: datetime.datetime | None) -> str | None:
        return time.isoformat(timespec="seconds") if time else None

    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "origin": key.origin,
        "per_minute": key.per_minute,
        "largest_body": key.largest_body,
        "made": said(key.made),
        "expires": said(key.expires),
        "revoked": said(key.revoked),
        "last_used": said(key.last_used),
    }
