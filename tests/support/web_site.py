"""A web site on this machine, for tests of fetching: pages by path, and a log of what was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext


@dataclass
class Page:
    """What the site answers; with ``etag``, a request that names it gets 304. ``send`` does as it likes."""

    body: bytes = b""
    content_type: str = "text/plain"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Site:
    """A running site: change ``pages`` at will; ``asked`` holds (host, path, headers) of each request."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "papers.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def running_site(tls: SSLContext | None = None) -> Iterator[Site]:
    """Run a site on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body are written apart: the second would wait

        def do_GET(self):
            site.asked.append(
                (
                    self.headers["Host"],
                    self.path,
                    {name.lower(): value for name, value in self.headers.items()},
                )
            )
            page = site.pages.get(self.path.partition("?")[0], Page(status=404))
            if page.send:
                self.close_connection = True
                page.send(self)
                return
            if page.etag and self.headers["If-None-Match"] == page.etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(page.status)
            if page.content_type:
                self.send_header("Content-Type", page.content_type)
            if page.etag:
                self.send_header("ETag", page.etag)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            pass  # a client that breaks off is what some tests are about

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
