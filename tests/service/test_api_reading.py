"""What was read, over HTTP."""

import dataclasses

import pytest
from fastapi.testclient import TestClient

from ingest.errors import Outcome
from retrieval.readings import FailedFile
from tests.service.fake_library import DECISION, PLAN, REPORT, FakeLibrary

FAILED = (
    FailedFile("minutes.pdf", Outcome.PASSWORD, "minutes.pdf opens only with a password. Save a copy."),
    FailedFile("plan.pdf", Outcome.REFUSED, "plan.pdf is damaged. Fetch it again."),
)


@pytest.fixture
def reading(client: TestClient, library: FakeLibrary):
    """Ask for what was read, where two files failed."""
    totals = dataclasses.replace(REPORT.totals, failed=3, failed_unnamed=1, withheld=4, withheld_parts=5)
    library.report = dataclasses.replace(REPORT, totals=totals, failed=FAILED)

    def get(query: str = "") -> dict:
        response = client.get(f"/v1/reading{query}")
        assert response.status_code == 200
        assert "private" not in response.text, "no folder of this machine is told"
        return response.json()

    return get


def test_what_was_read_how_and_what_failed_and_why(reading):
    told = reading()
    assert told["totals"] == {
        "documents": 2,
        "text_pages": 2,
        "ocr_pages": 1,
        "blank_pages": 0,
        "table_rows": 3,
        "failed": 3,
        "failed_unnamed": 1,
        "withheld": 4,
        "withheld_parts": 5,
    }
    assert told["failed"][0] == {
        "file": "minutes.pdf",
        "outcome": "password",
        "reason": "minutes.pdf opens only with a password. Save a copy.",
    }
    assert told["documents"][0] == {
        "id": DECISION,
        "files": ["norfolk-decision-2021-28.pdf"],
        "title": "Secretariat role for the Women in the Criminal Justice System Strategy Group",
        "how": "text_and_ocr",
        "pages": 2,
        "text_pages": 1,
        "ocr_pages": 1,
        "blank_pages": 0,
        "ocr_confidence": 0.937,
        "table_rows": 0,
        "parts": 0,
        "withheld_parts": 0,
        "notes": ["Page 2 may be a scan."],
        "url": f"/documents/{DECISION}",
    }


@pytest.mark.parametrize(
    ("query", "failed", "documents"),
    [
        ("", ["minutes.pdf", "plan.pdf"], [DECISION, PLAN]),
        ("?outcome=password", ["minutes.pdf"], []),
        ("?outcome=password&outcome=read", ["minutes.pdf"], [DECISION, PLAN]),
        ("?how=text", [], [PLAN]),
        ("?how=text&how=text_and_ocr", [], [DECISION, PLAN]),
        ("?outcome=refused&how=ocr", [], []),
    ],
)
def test_files_are_chosen_by_outcome_and_how_and_the_totals_stay(reading, query, failed, documents):
    told = reading(query)
    assert [each["file"] for each in told["failed"]] == failed
    assert [each["id"] for each in told["documents"]] == documents
    assert told["totals"]["documents"] == 2


@pytest.mark.parametrize(("field", "value"), [("outcome", "changed"), ("how", "guessed")])
def test_an_outcome_or_way_that_there_is_none_of_is_told(client: TestClient, field: str, value: str):
    response = client.get("/v1/reading", params={field: value})
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert response.json()["errors"][0]["field"] == f"{field}.0"
    assert "Outcome." not in response.text, "in the words of the API, not of the code"


def test_an_empty_library_was_given_nothing(empty_client: TestClient):
    told = empty_client.get("/v1/reading").json()
    assert (told["failed"], told["documents"], set(told["totals"].values())) == ([], [], {0})
