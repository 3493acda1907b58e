"""One spelling a URL, and none that cannot be asked for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.errors import PaperRefused
from ingest.web.urls import host_of, joined, last_part, port_of, robots_of, shown, tidy


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org/a.pdf", "https://example.org/a.pdf"),
        ("  HTTPS://Example.ORG:443/A.pdf#page=3 ", "https://example.org/A.pdf"),
        ("http://example.org:80", "http://example.org/"),
        ("http://example.org:8080/a b.pdf", "http://example.org:8080/a%20b.pdf"),
        ("https://example.org/a%20b.pdf?id=1&x=y", "https://example.org/a%20b.pdf?id=1&x=y"),
        ("https://straße.example/ä.pdf", "https://xn--strae-oqa.example/%C3%A4.pdf"),
        ("http://[2001:DB8::1]:81/a", "http://[2001:db8::1]:81/a"),
    ],
)
def test_a_url_has_one_spelling(text, url):
    assert tidy(text) == url
    assert tidy(url) == url


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ftp://example.org/a.pdf", "ftp: addresses are not fetched."),
        ("file:///etc/passwd", "file: addresses are not fetched."),
        ("papers/minutes.pdf", "This is not a web address."),
        ("//example.org/a.pdf", "This is not a web address."),
        ("", "This is not a web address."),
        ("https://", "This web address names no host."),
        ("https:///a.pdf", "This web address names no host."),
        ("https://example.org:0/", "its host or port cannot be right"),
        ("https://me:secret@example.org/a.pdf", "holds a name or password"),
        ("https://me@example.org/a.pdf", "holds a name or password"),
        ("https://example.org:99999/", "This is not a web address"),
        ("http://0177.0.0.1/", "This is not a web address"),
        ("https://exa mple.org/", "This is not a web address"),
        ("https://example.org/\x00", "This is not a web address"),
        ("https://example.org/" + "a" * 5000, "The web address is too long"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_the_reason(text, reason):
    with pytest.raises(PaperRefused, match=reason) as refused:
        tidy(text)

    assert refused.value.hint
    assert "secret" not in str(refused.value)


@given(st.text(max_size=60).map(lambda text: "http://" + text) | st.text(max_size=60))
@example("http://[::1")
@example("http://xn--a.example/")
@example("http://a\u2488com/")  # one character that becomes "1."
def test_any_text_gives_a_url_in_its_one_spelling_or_our_refusal(text):
    try:
        url = tidy(text)
    except PaperRefused:
        return

    assert url.isascii()
    assert tidy(url) == url
    assert host_of(url)
    assert 0 < port_of(url) <= 65535
    assert robots_of(url).endswith("/robots.txt")
    last_part(url)


def test_a_redirect_is_read_from_where_it_was_met():
    assert joined("https://example.org/a/b.pdf?x=1", "../c.pdf") == "https://example.org/c.pdf"
    assert joined("https://example.org/a", "//other.example/d") == "https://other.example/d"
    with pytest.raises(PaperRefused, match="file: addresses"):
        joined("https://example.org/a", "file:///etc/passwd")


def test_the_parts_of_a_url():
    url = "https://example.org:8443/papers/Minutes%20of%20May.pdf?version=2"

    assert host_of(url) == "example.org"
    assert port_of(url) == 8443
    assert robots_of(url) == "https://example.org:8443/robots.txt"
    assert last_part(url) == "Minutes of May.pdf"
    assert last_part("https://example.org/decisions/2024/") == "2024"
    assert last_part("https://example.org/") == ""


def test_what_is_shown_of_a_bad_line_holds_no_password():
    assert shown("ftp://me:secret@example.org/a") == "ftp://example.org/a"
    assert shown("minutes.pdf") == "minutes.pdf"
    assert len(shown("x" * 1000)) == 300
