"""The folder of copies: whole, named once, and known again."""

import hashlib
import os
import time

import pytest

from ingest.web.downloads import Downloads, Facts

URL = "https://example.org/minutes.pdf"


def keep(downloads, url=URL, body=b"first", *, names=("minutes.pdf",), ending=".pdf"):
    part = downloads.part()
    part.write_bytes(body)
    facts = Facts(
        url, url, '"1"', "", len(body), hashlib.sha256(body).hexdigest(), "2024-05-03T10:00:00+00:00"
    )
    return downloads.keep(part, facts, names=names, ending=ending)


def shown(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "downloads" / "list"


def test_a_copy_is_known_again_with_what_its_server_said(folder):
    assert keep(Downloads(folder))

    copy = Downloads(folder).copy_of(URL)
    assert copy.path == folder / "minutes.pdf"
    assert copy.path.read_bytes() == b"first"
    assert (copy.facts.etag, copy.facts.size, copy.intact) == ('"1"', 5, True)
    assert shown(folder) == ["minutes.pdf"]


def test_a_changed_paper_keeps_its_name_and_an_equal_one_its_time(folder):
    downloads = Downloads(folder)
    keep(downloads)
    os.utime(folder / "minutes.pdf", (1, 1))

    assert not keep(downloads, names=("other.pdf",))
    assert (folder / "minutes.pdf").stat().st_mtime == 1
    assert keep(downloads, body=b"second", names=("other.pdf",))
    assert (folder / "minutes.pdf").read_bytes() == b"second"
    assert shown(folder) == ["minutes.pdf"]


def test_a_paper_that_comes_in_another_form_replaces_the_old(folder):
    downloads = Downloads(folder)
    keep(downloads)
    keep(downloads, body=b"<p>", ending=".html")

    assert shown(folder) == ["minutes.html"]
    assert Downloads(folder).copy_of(URL).path.name == "minutes.html"


def test_papers_of_one_name_lie_side_by_side(folder):
    downloads = Downloads(folder)
    keep(downloads)
    keep(downloads, URL + "?v=2", names=("MINUTES.pdf",))

    assert len({name.lower() for name in shown(folder)}) == 2  # also where case does not count
    assert set(Downloads(folder).copies()) == {URL, URL + "?v=2"}


def test_a_paper_that_is_forgotten_leaves_nothing(folder):
    downloads = Downloads(folder)
    keep(downloads)
    downloads.forget(URL)
    downloads.forget(URL)

    assert list(folder.iterdir()) == []
    assert keep(downloads, URL + "?v=2")
    assert shown(folder) == ["minutes.pdf"]  # the name is free again


@pytest.mark.parametrize("harm", ["removed", "cut short"])
def test_a_copy_that_was_harmed_is_known_but_not_trusted(folder, harm):
    keep(Downloads(folder))
    if harm == "removed":
        (folder / "minutes.pdf").unlink()
    else:
        (folder / "minutes.pdf").write_bytes(b"fi")

    downloads = Downloads(folder)
    assert not downloads.copy_of(URL).intact
    assert keep(downloads)  # the same content, but it was not there
    assert (folder / "minutes.pdf").read_bytes() == b"first"


@pytest.mark.parametrize(
    "damaged", [b"", b"not json", b"[]", b'{"url": "x"}', b'{"url": 1, "size": "many"}', b"\xff\xfe\x00"]
)
def test_damaged_facts_mean_that_the_paper_is_fetched_anew(folder, damaged):
    keep(Downloads(folder))
    (folder / ".minutes.pdf.json").write_bytes(damaged)

    downloads = Downloads(folder)
    assert downloads.copies() == {}
    assert keep(downloads)
    assert shown(folder) == ["minutes.pdf"]


def test_what_a_stopped_fetch_left_is_swept_away_after_a_day(folder):
    downloads = Downloads(folder)
    old, new = downloads.part(), downloads.part()
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (two_days_ago, two_days_ago))

    Downloads(folder)

    assert not old.exists()
    assert new.exists()  # another fetch may be writing it
