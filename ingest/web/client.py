"""One request over HTTP: to an address that was checked, within its time.

Built on httpx2 (URLs, headers, decoding) over httpcore2's pool, because the pool lets us open the
connection: a name is looked up once, its addresses are checked, and one of those very addresses is
connected to. A check before the request would leave the library to look the name up again, and a
hostile name may then lead elsewhere. TLS and the Host header still speak of the name.

The environment's proxies and ``.netrc`` are not used: with a proxy it is the proxy that connects, so
nothing here could be checked. An office that has one names it outright, and trusts it with that.
"""

import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore2
import httpx2

from ingest.errors import PaperRefused, PaperUnreachable, RequestInvalid
from ingest.web.addresses import Resolver, is_public, literal
from ingest.web.urls import host_of, port_of

# The longest that one step (connecting, or one piece of the answer) may take, in seconds.
STEP_SECONDS = 20.0

# What is decoded here, in pieces of at most 1 MB each, whatever a small answer would grow to.
_ENCODINGS = frozenset({"gzip", "deflate", "identity"})
_MOST_ADDRESSES = 4  # of a name that has many, these are tried


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: ``status``, headers by any case, and ``chunks`` of its decoded content."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


class WebClient:
    """Asks servers for things; for use by several threads at once.

    It keeps no cookies and follows no redirects.

    Args:
        user_agent: who asks.
        resolver: looks names up.
        clock: seconds, never going back.
        allow_private: reach addresses that are not public too.
        proxy: the URL of a proxy that makes all connections, and answers for where they lead.
        tls: whom to trust; the machine's own authorities when None.

    Raises RequestInvalid when ``proxy`` is no URL of a proxy.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        resolver: Resolver,
        clock: Callable[[], float],
        allow_private: bool = False,
        proxy: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._clock = clock
        self._may_reach_all = allow_private
        self._ends = threading.local()  # when each thread's request must be over, by the clock
        tls = tls or httpx2.create_ssl_context()
        if proxy is None:
            backend = _CheckedBackend(resolver, self._seconds_left, allow_private=allow_private)
            self._pool = httpcore2.ConnectionPool(ssl_context=tls, network_backend=backend)
        else:
            # Only the proxy is connected to, and it may well stand in the office's own network.
            backend = _CheckedBackend(resolver, self._seconds_left, allow_private=True)
            self._pool = _proxy_pool(proxy, tls, backend)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str], seconds: float) -> Iterator[Reply]:
        """Ask for a tidy URL, and give the reply while the context lasts.

        ``seconds`` bounds the whole of it, however slowly the server sends. Raises PaperRefused for
        an address that may not be reached, and PaperUnreachable when the server cannot be reached,
        breaks off, or does not keep to HTTP; so does reading ``chunks``.
        """
        host = host_of(url)
        self._check_literal(host)
        self._ends.at = self._clock() + seconds
        parsed = httpx2.URL(url)
        with (
            _told_as_ours(host),
            self._pool.stream(
                "GET",
                httpcore2.URL(
                    scheme=parsed.raw_scheme, host=parsed.raw_host, port=parsed.port, target=parsed.raw_path
                ),
                headers=[
                    ("Host", parsed.netloc.decode("ascii")),
                    ("User-Agent", self._user_agent),
                    ("Accept", "*/*"),
                    ("Accept-Encoding", "gzip, deflate"),
                    *headers.items(),
                ],
                extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), STEP_SECONDS)},
            ) as answer,
        ):
            response = httpx2.Response(answer.status, headers=answer.headers, content=answer.iter_stream())
            yield Reply(answer.status, response.headers, _decoded(response, host))

    def _seconds_left(self) -> float:
        """Return how long this thread's request may still take. Raises ReadTimeout when it is over."""
        left: float = self._ends.at - self._clock()
        if left <= 0:
            raise httpcore2.ReadTimeout("the request's time is over")
        return left

    def _check_literal(self, host: str) -> None:
        """Refuse a private address that the URL spells out; behind a proxy nothing else can be checked."""
        address = literal(host)
        if address is not None and not self._may_reach_all and not is_public(address):
            raise _refused_address(host, [address])


class _CheckedBackend(httpcore2.NetworkBackend):
    """Opens connections, to addresses that were checked."""

    def __init__(self, resolver: Resolver, seconds_left: Callable[[], float], *, allow_private: bool) -> None:
        self._resolver = resolver
        self._seconds_left = seconds_left
        self._allow_private = allow_private
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of ``host`` that may be reached and answers."""
        failure: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, _shorter(timeout, self._seconds_left()), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._seconds_left)
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = list(self._resolver(host, port))
        except OSError as error:
            raise PaperUnreachable(
                f"There is no host {host} ({error.strerror or error}).",
                hint="Check the spelling, and that this machine is on the network.",
            ) from error
        allowed = [address for address in found if self._allow_private or is_public(address)]
        if found and not allowed:
            raise _refused_address(host, found)
        return allowed[:_MOST_ADDRESSES]


class _TimedStream(httpcore2.NetworkStream):
    """A connection on which no step outlasts the request that it serves."""

    def __init__(self, stream: httpcore2.NetworkStream, seconds_left: Callable[[], float]) -> None:
        self._stream = stream
        self._seconds_left = seconds_left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _shorter(timeout, self._seconds_left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _shorter(timeout, self._seconds_left()))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _shorter(timeout, self._seconds_left()))
        return _TimedStream(stream, self._seconds_left)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _proxy_pool(proxy: str, tls: ssl.SSLContext, backend: httpcore2.NetworkBackend) -> httpcore2.HTTPProxy:
    try:
        parsed = httpx2.Proxy(proxy)
        if parsed.url.scheme not in ("http", "https") or not parsed.url.host:
            raise ValueError(proxy)
    except (httpx2.InvalidURL, ValueError) as error:
        raise RequestInvalid(
            "The proxy's address cannot be used.", hint="Write it as http://proxy.example.org:8080."
        ) from error
    return httpcore2.HTTPProxy(
        httpcore2.URL(
            scheme=parsed.url.raw_scheme,
            host=parsed.url.raw_host,
            port=parsed.url.port or port_of(str(parsed.url)),
            target=b"/",
        ),
        proxy_auth=parsed.raw_auth,
        ssl_context=tls,
        network_backend=backend,
    )


def _decoded(response: httpx2.Response, host: str) -> Iterator[bytes]:
    encodings = {part.strip().lower() for part in response.headers.get("content-encoding", "").split(",")}
    if not encodings <= _ENCODINGS | {""}:
        raise PaperRefused(
            f"{host} sent the paper in a compression that was not asked for.",
            hint="Fetch it with a browser and ingest the file.",
        )
    yield from response.iter_bytes()


@contextmanager
def _told_as_ours(host: str) -> Iterator[None]:
    """Turn the libraries' errors into ours."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise PaperUnreachable(
            f"{host} took too long to answer.", hint="The next ingest tries again."
        ) from error
    except httpcore2.NetworkError as error:
        raise _network_error(host, error) from error
    except httpcore2.ProxyError as error:
        raise PaperUnreachable(
            f"The proxy did not connect to {host} ({error}).", hint="Check the proxy's address and its rules."
        ) from error
    except (httpcore2.ProtocolError, httpx2.DecodingError) as error:
        raise PaperUnreachable(
            f"{host} broke off, or sent what could not be understood.",
            hint="The next ingest tries again. If it stays so, fetch the paper with a browser.",
        ) from error


def _network_error(host: str, error: Exception) -> PaperUnreachable:
    cause = error.args[0] if error.args else None  # httpcore2 wraps what the socket raised
    if isinstance(cause, ssl.SSLCertVerificationError):
        return PaperUnreachable(
            f"{host} cannot prove that it is {host} ({cause.verify_message}).",
            hint="Where the office's network inspects traffic, this machine must trust its authority.",
        )
    if isinstance(cause, ssl.SSLError):
        return PaperUnreachable(f"No safe connection to {host} could be made.", hint="Ask who runs the site.")
    return PaperUnreachable(
        f"{host} could not be reached ({error}).", hint="Check the network. The next ingest tries again."
    )


def _refused_address(host: str, addresses: list[str]) -> PaperRefused:
    where = host if addresses == [host] else f"{host} ({', '.join(addresses[:_MOST_ADDRESSES])})"
    return PaperRefused(
        f"{where} is not on the open internet, and was not asked.",
        hint="If the papers do lie in the office's own network, allow private addresses (--allow-private).",
    )


def _shorter(timeout: float | None, left: float) -> float:
    return left if timeout is None else min(timeout, left)
