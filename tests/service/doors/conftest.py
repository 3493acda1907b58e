"""A real server over the library in memory: what other programs' own clients connect to."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from retrieval.library import Library
from service.app import create_app
from service.settings import Settings
from tests.service.fake_library import FakeLibrary


@pytest.fixture(scope="module")
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture(scope="module")
def url(library: Library) -> Iterator[str]:
    """Serve ``library`` on a free port of this machine; the address has no slash at its end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            create_app(Settings(), library), log_level="error", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
