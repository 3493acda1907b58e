"""Serving: one socket, one application, until the keyboard or a signal ends it."""

import contextlib
import errno
import socket
from collections.abc import Callable

import uvicorn

from ingest.errors import RequestInvalid
from service.app import create_app
from service.cli_output import print_remark
from service.settings import Settings

# An open stream of events would otherwise keep the server from stopping.
_SECONDS_TO_FINISH = 3


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve the web chat and the API; call ``announce`` with the address once it is ours.

    Returns when stopped with Ctrl-C. Raises RequestInvalid when the address cannot be had, and
    StoreError when the store cannot be opened; neither leaves an address announced.
    """
    with _listening(settings) as listener:
        port = listener.getsockname()[1]
        app = create_app(settings, port=port)
        if settings.needs_keys and not app.state.access.keys.has_keys():
            print_remark("Nobody can come in yet: make an access key with “agreed key create NAME”.")
        announce(_url(settings.host, port))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=_SECONDS_TO_FINISH)
        )
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _listening(settings: Settings) -> socket.socket:
    """Take the address before anything is loaded, so that a taken port is told at once."""
    host = settings.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, settings.port), family=family)
        # Inherited by connections: an answer's last piece otherwise waits 40 ms for the one before it.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        raise RequestInvalid(_refusal(error, settings), hint=_advice(settings)) from error


def _refusal(error: OSError, settings: Settings) -> str:
    where = f"Port {settings.port} on {settings.host}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is taken: another program, perhaps another Agreed, listens there."
    if error.errno == errno.EACCES:
        return f"{where} may not be used by this account."
    return f"{where} cannot be used: {error.strerror or error}."


def _advice(settings: Settings) -> str:
    other = settings.port + 1 if 1024 <= settings.port < 65535 else 8000
    return f"Stop that program, or choose another port: --port {other} (make run PORT={other})."


def _url(host: str, port: int) -> str:
    bare = host.strip("[]")
    return f"http://[{bare}]:{port}" if ":" in bare else f"http://{bare}:{port}"
