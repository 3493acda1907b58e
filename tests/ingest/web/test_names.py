"""File names: safe on every file system, whatever a server or an address says."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.web.names import MOST_BYTES, file_name, folded, named_by_server, safe_stem

URL = "https://example.org/a"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Minutes of 12 May.pdf", "Minutes of 12 May"),
        ("minutes 12.05.2021", "minutes 12.05.2021"),
        ("minutes 12.05.2021.PDF", "minutes 12.05.2021"),
        ("download.aspx", "download"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot"),
        (".bashrc", "bashrc"),
        ("--help.pdf", "help"),
        ("a:b*c?.pdf", "a_b_c_"),
        ("a\x00b\x1b[2J\n\u202efdp.pdf", "ab[2Jfdp"),
        ("report. . .", "report"),
        ("CON.pdf", "_CON"),
        ("com1", "_com1"),
        ("aux.minutes.pdf", "_aux.minutes"),
        ("console.pdf", "console"),
        ("Cafe\u0301.pdf", "Caf\u00e9"),
        ("", "paper"),
        ("...", "paper"),
        ("/", "paper"),
        ("é" * 100, "é" * 60),  # two bytes each
    ],
)
def test_a_name_is_made_fit_for_a_file(name, stem):
    assert safe_stem(name) == stem


_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"
}


@given(st.text(), st.text(), st.sampled_from([".pdf", ".html"]))
@example("con .tar.gz", "", ".pdf")
@example("\ud800", "", ".pdf")
@example("a/", "..", ".pdf")
@example("NUL" + "é" * 80, "", ".pdf")
def test_no_name_escapes_its_folder_or_upsets_a_file_system(name, other, ending):
    made = file_name([name, other], ending, URL, set())

    assert made.endswith(ending)
    assert len(made.encode("utf-8")) <= MOST_BYTES + len(ending)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', made)
    assert made[0] not in ".-~ "
    assert not made.removesuffix(ending).endswith((".", " "))
    assert made.partition(".")[0].strip().lower() not in _DEVICES
    assert unicodedata.normalize("NFC", made) == made


@given(st.lists(st.text(max_size=8), min_size=2, max_size=8))
@example(["minutes.pdf", "MINUTES.PDF", "ｍinutes"])
@example(["é", "e\u0301"])
@example(["x" * 200, "x" * 300])
def test_no_two_urls_share_a_name_even_where_case_does_not_count(names):
    taken: set[str] = set()
    made: list[str] = []
    for number, name in enumerate(names):
        made.append(file_name([name], ".pdf", f"{URL}{number}", taken))
        taken.add(folded(made[-1]))

    assert len({unicodedata.normalize("NFC", name.lower()) for name in made}) == len(names)


def test_a_name_that_is_taken_gets_a_mark_that_is_the_urls_own():
    made = file_name(["minutes.pdf"], ".pdf", URL, {"minutes.pdf"})

    assert re.fullmatch(r"minutes-[0-9a-f]{8}\.pdf", made)
    assert made == file_name(["minutes.pdf"], ".pdf", URL, {"minutes.pdf"})
    assert made != file_name(["minutes.pdf"], ".pdf", URL + "b", {"minutes.pdf"})
    # Somebody may have called a paper just so: then another mark is found.
    assert file_name(["minutes.pdf"], ".pdf", URL, {"minutes.pdf", made}) not in {"minutes.pdf", made}


def test_the_first_name_that_says_anything_is_taken():
    assert file_name(["", "...", "agenda.aspx", "x"], ".pdf", URL, set()) == "agenda.pdf"
    assert file_name([], ".pdf", URL, set()) == "paper.pdf"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="Minutes of May.pdf"', "Minutes of May.pdf"),
        ("inline; filename=minutes.pdf", "minutes.pdf"),
        ('attachment; filename="a;b.pdf"', "a;b.pdf"),
        ("attachment; filename*=UTF-8''Caf%C3%A9%20%E2%82%AC.pdf", "Café €.pdf"),
        ("attachment; filename*=no-such-charset''a%ff.pdf", None),
        ("attachment", ""),
        ("", ""),
    ],
)
def test_the_name_that_a_server_gives(header, name):
    found = named_by_server(header)

    assert isinstance(found, str) if name is None else found == name


@given(st.text())
@example("attachment; filename*=utf-8''%")
@example("attachment; filename*0*=x''a; filename*1=b")
@example("a; filename\r\n: b")
def test_any_header_gives_a_name_or_none(header):
    assert isinstance(named_by_server(header), str)
