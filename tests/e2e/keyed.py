"""A real server that asks for keys, over the library in memory or another."""

from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.library import Library
from service.access import Access
from service.access_keys import KeyStore
from service.app import create_app
from service.settings import Settings
from tests.service.fake_library import FakeLibrary
from tests.support.serving import served


@contextmanager
def served_with(keys: KeyStore, library: Library | None = None) -> Iterator[str]:
    """Serve on a free port of this machine, with these keys, and give the address."""
    app = create_app(Settings(), library or FakeLibrary())
    app.state.access = Access(keys)
    with served(app) as address:
        yield address
