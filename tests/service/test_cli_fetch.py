"""What is told of a fetch, to people and to programs."""

import json
from pathlib import Path

from ingest.web.report import FetchOutcome, FetchProgress, FetchReport, UrlReport
from service import cli_fetch
from service.cli_fetch import fetch_json, fetch_sources, fetch_step_text, fetch_text, has_fetch_failures

A, B = "https://example.org/a.pdf", "https://example.org/b.pdf"
FETCHED = UrlReport(A, FetchOutcome.FETCHED, file="downloads/x/a.pdf", bytes=7, seconds=0.5)
GONE = UrlReport(B, FetchOutcome.GONE, "Its server answered 404: it is not there any more.")
DOWN = UrlReport("https://down.example/\x1b[2J", FetchOutcome.UNREACHABLE, "down.example took\ntoo long.")


def report(*urls, notes=()):
    return FetchReport(Path("downloads/x"), urls, notes, 1.5)


def test_the_summary_counts_and_names_what_went_and_what_did_not_come():
    assert fetch_text(report(FETCHED, GONE, DOWN, notes=("The sitemap x was not read.",))) == (
        "Fetched      1\n"
        "Unchanged    0\n"
        "Gone         1\n"
        "Not fetched  1\n"
        "  https://example.org/b.pdf: Its server answered 404: it is not there any more.\n"
        "  https://down.example/\\x1b[2J: down.example took too long.\n"
        "The sitemap x was not read."
    )


def test_json_holds_all_of_it():
    shown = json.loads(json.dumps(fetch_json(report(FETCHED, GONE))))

    assert shown["folder"] == "downloads/x"
    assert shown["urls"][0] == {
        "url": A,
        "outcome": "fetched",
        "reason": "",
        "file": "downloads/x/a.pdf",
        "bytes": 7,
        "seconds": 0.5,
    }
    assert shown["counts"] == {
        "fetched": 1, "unchanged": 0, "gone": 1, "unlisted": 0, "refused": 0, "unreachable": 0,
    }  # fmt: skip


def test_what_is_gone_is_no_failure_and_what_did_not_come_is():
    assert not has_fetch_failures(report(FETCHED, GONE))
    assert has_fetch_failures(report(FETCHED, DOWN))
    assert has_fetch_failures(report(FETCHED, notes=("A sitemap was not read.",)))


def test_each_source_is_fetched_into_the_stores_folder(monkeypatch, capsys):
    asked = []

    def fake(source, downloads, *, allow_private, proxy, on_progress):
        asked.append((source, downloads, allow_private, proxy))
        on_progress(FetchProgress(1, 2, A))
        return report(FETCHED)

    monkeypatch.setattr(cli_fetch, "fetch_all", fake)

    reports = fetch_sources(["list.txt", A], Path("data"), allow_private=True, proxy="http://proxy:8080")

    assert reports == [report(FETCHED), report(FETCHED)]
    assert asked == [
        ("list.txt", Path("data/downloads"), True, "http://proxy:8080"),
        (A, Path("data/downloads"), True, "http://proxy:8080"),
    ]
    assert capsys.readouterr().err.startswith("1 of 2 addresses: fetching https://example.org/a.pdf\n")


def test_progress_names_the_url_on_one_line():
    assert (
        fetch_step_text(FetchProgress(1, 2, "https://e.example/\x1b")) == "fetching https://e.example/\\x1b"
    )
