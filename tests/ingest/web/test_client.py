"""One request: the address connected to is the one that was checked; the name stays in TLS and Host."""

import datetime
import gzip
import ssl
import time
import zlib

import httpcore2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest.errors import PaperRefused, PaperUnreachable, RequestInvalid
from ingest.web.client import WebClient
from tests.support.web_site import Page, running_site


@pytest.fixture
def client():
    """Make clients that end with the test; names lead to this machine."""
    made = []

    def make(resolver=lambda host, port: ["127.0.0.1"], **options):
        options = {"clock": time.monotonic, "allow_private": True, **options}
        made.append(WebClient("Agreed/1.0", resolver=resolver, **options))
        return made[-1]

    yield make
    for each in made:
        each.close()


def content(client, url, **headers):
    with client.get(url, headers, 30) as reply:
        return reply.status, b"".join(reply.chunks)


def test_a_request_says_who_asks_and_of_which_host(client, site):
    site.pages["/a.txt"] = Page(b"Agreed.")

    assert content(client(), site.url("/a.txt?x=1"), **{"If-None-Match": '"1"'}) == (200, b"Agreed.")

    host, path, headers = site.asked[0]
    assert (host, path) == (f"papers.example:{site.port}", "/a.txt?x=1")
    assert headers["user-agent"] == "Agreed/1.0"
    assert headers["if-none-match"] == '"1"'
    assert "cookie" not in headers


def test_connections_are_kept_and_cookies_are_not(client, site):
    site.pages["/a.txt"] = Page(b"Agreed.", headers={"Set-Cookie": "a=b"})
    looked_up = []

    def resolver(host, port):
        looked_up.append((host, port))
        return ["127.0.0.1"]

    one = client(resolver)
    content(one, site.url("/a.txt"))
    content(one, site.url("/a.txt"))

    assert looked_up == [("papers.example", site.port)]
    assert "cookie" not in site.asked[1][2]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "017700000001", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "papers.example"],
)
def test_a_private_address_is_not_asked(client, site, host):
    with (
        pytest.raises(PaperRefused, match="is not on the open internet, and was not asked"),
        client(allow_private=False).get(site.url("/", host), {}, 30),
    ):
        pass

    assert site.asked == []


@pytest.fixture
def connected(monkeypatch):
    """The addresses that are connected to; none of them answers."""
    addresses = []

    def refuse(self, host, port, *arguments):
        addresses.append(host)
        raise httpcore2.ConnectError("refused")

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", refuse)
    return addresses


def test_a_name_that_changes_between_look_ups_gains_nothing(client, connected):
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    one = client(lambda host, port: next(answers), allow_private=False)

    with pytest.raises(PaperUnreachable, match="could not be reached"):
        content(one, "http://rebinding.example/")
    assert connected == ["93.184.215.14"]  # it was looked up once, and that address was used

    with pytest.raises(PaperRefused, match=r"rebinding.example \(127.0.0.1\) is not on the open internet"):
        content(one, "http://rebinding.example/")
    assert connected == ["93.184.215.14"]


def test_of_many_addresses_the_public_ones_are_tried_in_order(client, connected):
    found = ["10.0.0.1", "2606:2800:21f::1", "::1", "93.184.215.14", "8.8.8.8", "8.8.4.4", "1.1.1.1"]
    one = client(lambda host, port: found, allow_private=False)

    with pytest.raises(PaperUnreachable):
        content(one, "http://many.example/")

    assert connected == ["2606:2800:21f::1", "93.184.215.14", "8.8.8.8", "8.8.4.4"]


def test_a_name_without_an_address(client):
    def resolver(host, port):
        raise OSError(2, "Name or service not known")

    with pytest.raises(
        PaperUnreachable, match=r"There is no host papers.example \(Name or service not known\)"
    ):
        content(client(resolver), "http://papers.example/")
    with pytest.raises(PaperUnreachable, match="could not be reached"):
        content(client(lambda host, port: []), "http://papers.example/")


def test_a_closed_port(client):
    with running_site() as site:
        port = site.port
    with pytest.raises(PaperUnreachable, match="could not be reached"):
        content(client(), f"http://papers.example:{port}/")


@pytest.mark.parametrize(
    "sent",
    [
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalf",
        b"",
    ],
)
def test_a_server_that_breaks_off_or_does_not_keep_to_http(client, site, sent):
    site.pages["/"] = Page(send=lambda handler: handler.wfile.write(sent))

    with pytest.raises(PaperUnreachable, match="broke off, or sent what could not be understood"):
        content(client(), site.url("/"))


def test_a_server_that_sends_drop_by_drop_is_cut_off(client, site):
    """Each drop is in time; the whole is not. The clock moves on by a minute whenever it is read."""
    now = iter(range(0, 100_000, 60))
    dropped = []

    def drip(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for number in range(1000):
            handler.wfile.write(b"x")
            dropped.append(number)
            time.sleep(0.001)

    site.pages["/"] = Page(send=drip)

    with (
        pytest.raises(PaperUnreachable, match="took too long to answer"),
        client(clock=lambda: next(now)).get(site.url("/"), {}, 600) as reply,
    ):
        b"".join(reply.chunks)


def test_content_is_unpacked_in_pieces_of_at_most_a_megabyte(client, site):
    bomb = gzip.compress(b"\x00" * 20_000_000)  # 20 MB in 20 KB
    site.pages["/"] = Page(bomb, headers={"Content-Encoding": "gzip"})

    with client().get(site.url("/"), {}, 30) as reply:
        pieces = [len(piece) for piece in reply.chunks]

    assert sum(pieces) == 20_000_000
    assert max(pieces) <= 2**20


def test_deflate_is_unpacked_and_what_was_not_asked_for_is_refused(client, site):
    site.pages["/deflate"] = Page(zlib.compress(b"Agreed."), headers={"Content-Encoding": "deflate"})
    site.pages["/br"] = Page(b"?", headers={"Content-Encoding": "br"})
    site.pages["/none"] = Page(b"Agreed.", headers={"Content-Encoding": "identity"})

    assert content(client(), site.url("/deflate"))[1] == b"Agreed."
    assert content(client(), site.url("/none"))[1] == b"Agreed."
    with pytest.raises(PaperRefused, match="in a compression that was not asked for"):
        content(client(), site.url("/br"))


def certificate(folder, name):
    """Write a certificate for ``name`` and its key; return their path."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_tls_is_made_with_the_name_not_the_address(client, tmp_path):
    path = certificate(tmp_path, "papers.example")
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(path)
    asked_for = []
    served.sni_callback = lambda connection, name, context: asked_for.append(name)
    with running_site(served) as site:
        site.pages["/a.txt"] = Page(b"Agreed.")
        one = client(tls=ssl.create_default_context(cafile=path))

        assert content(one, site.url("/a.txt", scheme="https")) == (200, b"Agreed.")
        assert asked_for == ["papers.example"]

        with pytest.raises(PaperUnreachable, match=r"other.example cannot prove that it is other.example"):
            content(one, site.url("/a.txt", "other.example", "https"))
        with pytest.raises(PaperUnreachable, match=r"cannot prove that it is papers\.example \(self-signed"):
            content(client(tls=ssl.create_default_context()), site.url("/a.txt", scheme="https"))
    with running_site() as plain, pytest.raises(PaperUnreachable, match="No safe connection"):
        content(one, plain.url("/a.txt", scheme="https"))


def test_a_proxy_that_is_named_makes_the_connections(client, site):
    """The site plays the proxy: it is asked for the whole URL, and nothing is looked up but itself."""
    site.pages["http://far.example/a.txt"] = Page(b"By proxy.")
    looked_up = []

    def resolver(host, port):
        looked_up.append(host)
        return ["127.0.0.1"]

    one = client(resolver, proxy=f"http://me:secret@proxy.example:{site.port}", allow_private=False)

    assert content(one, "http://far.example/a.txt") == (200, b"By proxy.")
    assert looked_up == ["proxy.example"]
    assert site.asked[0][2]["proxy-authorization"] == "Basic bWU6c2VjcmV0"
    for address in ("127.0.0.1", "2130706433", "[::1]"):
        with pytest.raises(PaperRefused, match="not on the open internet"):
            content(one, f"http://{address}/a.txt")


@pytest.mark.parametrize("proxy", ["proxy.example", "socks5://proxy.example", "http://", "ftp://x", ""])
def test_what_is_no_proxy_is_refused(client, proxy):
    with pytest.raises(RequestInvalid, match="The proxy's address cannot be used"):
        client(proxy=proxy)


def test_the_environments_proxy_is_not_used(client, site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.pages["/a.txt"] = Page(b"Agreed.")

    assert content(client(), site.url("/a.txt")) == (200, b"Agreed.")
