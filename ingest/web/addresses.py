"""Which network addresses papers may be fetched from: public ones only, unless told otherwise.

A list of URLs may come from anybody, and this machine may reach what they cannot: its own services,
the office's network, a cloud's metadata. The registries that are applied here are IANA's "Special-Purpose
Address" ones for IPv4 and IPv6; the tables stand here because ``ipaddress`` answers differently from
one version of Python to the next.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence

# A host and a port → the addresses to connect to, best first. Raises OSError for an unknown name.
Resolver = Callable[[str, int], Sequence[str]]

_NOT_PUBLIC_4 = tuple(
    map(
        ipaddress.IPv4Network,
        """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
        192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24
        224.0.0.0/4 240.0.0.0/4
        """.split(),
    )
)
# Unicast addresses that are handed out all lie in 2000::/3; of those, the ones that lead elsewhere:
# protocol assignments and Teredo, documentation, and 6to4, which wraps any IPv4 address.
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(map(ipaddress.IPv6Network, "2001::/23 2001:db8::/32 2002::/16 3fff::/20".split()))
# On a network without IPv4, these stand for the IPv4 address in their last 32 bits (RFC 6052).
_TRANSLATED_6 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses that this machine knows ``host`` by. Raises OSError when there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a part of the name is empty or over 63 characters
        raise OSError(f"{host[:80]!r} is not a host name") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether ``address`` belongs to the open internet. What is no plain address does not."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in network for network in _NOT_PUBLIC_4)
    if parsed.ipv4_mapped is not None:
        return is_public(str(parsed.ipv4_mapped))
    if parsed in _TRANSLATED_6:
        return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    return parsed in _GLOBAL_6 and not any(parsed in network for network in _NOT_PUBLIC_6)


def literal(host: str) -> str | None:
    """Return the address that ``host`` spells out, in any form that a resolver takes; None for a name.

    ``127.1``, ``0x7f000001`` and ``2130706433`` are all 127.0.0.1.
    """
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None
