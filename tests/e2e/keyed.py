"""A real server over the library in memory that asks for keys."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from service.access import Access
from service.access_keys import KeyStore
from service.app import create_app
from service.settings import Settings
from tests.service.fake_library import FakeLibrary


@contextmanager
def served_with(keys: KeyStore) -> Iterator[str]:
    """Serve on a free port of this machine, with these keys, and give the address."""
    app = create_app(Settings(), FakeLibrary())
    app.state.access = Access(keys)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listener.close()
