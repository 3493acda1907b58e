"""Pages of another site with <agreed-search> in them, and Agreed at an origin of its own."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retrieval.library import Library
from service.access_keys import KeyStore
from service.access_scopes import KeyScope
from tests.e2e.keyed import served_with

DEMO = Path(__file__).parents[2] / "docs" / "widget-demo.html"


@dataclass(frozen=True)
class Site:
    """Agreed at one origin, the demo page at two others: the one that its token is for, and a copy of it."""

    agreed: str
    page: str
    copy: str
    keys: KeyStore
    token_id: str


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def site_in(folder: Path, library: Library | None = None) -> Iterator[Site]:
    """Serve both, with the pages and the keys kept in ``folder``."""
    pages = folder / "pages"
    pages.mkdir()
    handler = functools.partial(Quiet, directory=str(pages))
    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    keys = KeyStore(folder)
    page = f"http://localhost:{other.server_port}"
    key, token = keys.create("demo", [KeyScope.ASK], origin=page)
    with served_with(keys, library) as agreed:
        html = (
            DEMO.read_text("utf-8")
            .replace('="TOKEN"', f'="{token}"')
            .replace("http://127.0.0.1:8000", agreed)
        )
        (pages / "demo.html").write_text(html, "utf-8")
        yield Site(agreed, page, page.replace("localhost", "127.0.0.1"), keys, key.id)
    other.shutdown()
    other.server_close()
    keys.close()
