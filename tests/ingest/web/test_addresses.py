"""Which addresses may be reached, in all the ways in which one can be written."""

import socket

import pytest

from ingest.web.addresses import is_public, literal, resolve

PUBLIC = [
    "8.8.8.8",
    "93.184.215.14",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "100.63.255.255",
    "100.128.0.1",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "2a00:1450:4009:81f::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",  # 8.8.8.8 on a network without IPv4
]

NOT_PUBLIC = {
    "0.0.0.0": "unspecified",
    "0.1.2.3": "this network",
    "10.0.0.1": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "100.64.0.1": "shared by a carrier",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "169.254.169.254": "link-local: a cloud's metadata",
    "192.0.0.1": "protocol assignments",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4 relays",
    "198.18.0.1": "benchmarks",
    "198.51.100.1": "documentation",
    "203.0.113.1": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "broadcast",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "IPv4-compatible",
    "::ffff:127.0.0.1": "IPv4-mapped loopback",
    "::ffff:7f00:1": "the same in hexadecimal",
    "::ffff:169.254.169.254": "IPv4-mapped metadata",
    "64:ff9b::a9fe:a9fe": "the metadata's address, translated",
    "64:ff9b:1::1": "translation within a network",
    "100::1": "discard",
    "2001::1": "Teredo",
    "2001:db8::1": "documentation",
    "2002:7f00:1::1": "6to4 of 127.0.0.1",
    "3fff::1": "documentation",
    "fc00::1": "unique local",
    "fd00:ec2::254": "a cloud's metadata over IPv6",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local, on one interface",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "ff0e::1": "multicast, of global scope",
    "localhost": "no address",
    "127.1": "no plain address",
    "": "no address",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_open_internet(address):
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC, ids=lambda address: address or "empty")
def test_addresses_that_lead_elsewhere(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),  # 127 × 2**24 + 1
        ("0177.0.0.1", "127.0.0.1"),
        ("0x7f.0.0.1", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("2852039166", "169.254.169.254"),
        ("[::1]", "::1"),
        ("::ffff:7f00:1", "::ffff:7f00:1"),
        ("papers.example", None),
        ("127.0.0.1.nip.example", None),
        ("", None),
    ],
)
def test_an_address_is_known_however_it_is_spelt(host, address):
    assert literal(host) == address


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "localhost"])
def test_what_the_resolver_makes_of_odd_spellings_is_not_public(host):
    assert not any(is_public(address) for address in resolve(host, 80))


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example", "no-such-host.invalid"])
def test_what_is_no_name_raises_one_kind_of_error(host, monkeypatch):
    if host.endswith(".invalid"):
        monkeypatch.setattr(socket, "getaddrinfo", _unknown)

    with pytest.raises(OSError):  # noqa: PT011 - gaierror and our own are both OSError
        resolve(host, 80)


def _unknown(*arguments, **named):
    raise socket.gaierror(-2, "Name or service not known")
