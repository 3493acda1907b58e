"""URLs of papers: which can be asked for, in one spelling each."""

import re
from urllib.parse import unquote

import httpx2

from ingest.errors import PaperRefused

MOST_LENGTH = 4096
# A name in ASCII, or an IPv6 address. httpx2 lets more pass (an escaped blank, say), which leads nowhere.
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+", re.ASCII)
_PORTS = {"http": 80, "https": 443}


def is_web_address(text: str) -> bool:
    """Whether ``text`` begins as a URL of the web does, rather than naming a file."""
    return text.lower().startswith(("http://", "https://"))


def tidy(text: str) -> str:
    """Return the URL in ``text`` in its one spelling: host in lower case, escaped, without a fragment.

    Raises PaperRefused for what cannot be asked for: another scheme than http and https, no host,
    a name and password, or more than ``MOST_LENGTH`` characters.
    """
    try:
        url = httpx2.URL(text.strip())
        host, port = url.raw_host.decode("ascii").lower(), url.port
    except (httpx2.InvalidURL, ValueError) as error:
        raise PaperRefused(f"This is not a web address ({error}).", hint=_WRITE_ONE) from error
    if url.scheme not in _PORTS:
        found = f"{url.scheme}: addresses are not fetched." if url.scheme else "This is not a web address."
        raise PaperRefused(found, hint=_WRITE_ONE)
    if not host:
        raise PaperRefused("This web address names no host.", hint=_WRITE_ONE)
    if not _HOST.fullmatch(host) or (port is not None and not 0 < port <= 65535):
        raise PaperRefused("This is not a web address: its host or port cannot be right.", hint=_WRITE_ONE)
    if url.userinfo:
        # They would be kept in the list and in the folder of copies, and shown in reports.
        raise PaperRefused(
            "This web address holds a name or password, which is not sent.",
            hint="Fetch the paper by hand and ingest the file, or name an address that is open to all.",
        )
    authority = f"[{host}]" if ":" in host else host
    if port not in {None, _PORTS[url.scheme]}:
        authority += f":{port}"
    tidied = f"{url.scheme}://{authority}{url.raw_path.decode('ascii')}"
    if len(tidied) > MOST_LENGTH:
        raise PaperRefused(
            f"The web address is too long: {len(tidied)} characters of at most {MOST_LENGTH}.",
            hint="Check the list that names it.",
        )
    return tidied


def shown(text: str) -> str:
    """Return ``text`` as a report may show it: short, and without a password that it may hold."""
    text = text.strip()
    scheme, slashes, rest = text.partition("//")
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}"[:300]


def joined(base: str, location: str) -> str:
    """Return the URL that ``location`` means in an answer to ``base``. Raises PaperRefused as ``tidy``."""
    try:
        return tidy(str(httpx2.URL(base).join(location.strip())))
    except (httpx2.InvalidURL, ValueError) as error:
        raise PaperRefused(f"This is not a web address ({error}).", hint=_WRITE_ONE) from error


def host_of(url: str) -> str:
    """Return the host of a tidy URL, in ASCII."""
    return httpx2.URL(url).raw_host.decode("ascii")


def port_of(url: str) -> int:
    """Return the port of a tidy URL, the scheme's own where it names none."""
    parsed = httpx2.URL(url)
    return parsed.port or _PORTS[parsed.scheme]


def robots_of(url: str) -> str:
    """Return where the robots.txt lies that speaks for ``url``."""
    parsed = httpx2.URL(url)
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}/robots.txt"


def last_part(url: str) -> str:
    """Return the last part of the path of a tidy URL, unescaped; empty for a host's first page."""
    path = httpx2.URL(url).raw_path.decode("ascii").partition("?")[0]
    return unquote(path.rstrip("/").rpartition("/")[2], errors="replace")


_WRITE_ONE = "Write it whole, as https://example.org/papers/minutes.pdf."
