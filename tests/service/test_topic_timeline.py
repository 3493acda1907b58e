"""What was agreed on a topic, by date: lanes, points, numbers, and the same as a table."""

import datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from retrieval.answering.answer import Standing
from service.app import create_app
from service.web.topic_timeline import Event, events_of_answer, timeline_of
from tests.service.conftest import SETTINGS
from tests.service.fake_library import APPROVED, FakeLibrary, citation
from tests.support.recorded import GRANT, recorded_library

BROWSER = {"Accept": "text/html"}


def event(year: int, month: int, standing: Standing = Standing.AGREED, words: str = "Words.") -> Event:
    return Event(datetime.date(year, month, 1), standing, words, citation("d1-outcome", APPROVED, standing))


def test_events_are_numbered_by_date_and_lie_in_the_lane_of_their_standing():
    shown = timeline_of(
        [event(2021, 1), event(2019, 1), event(2020, 1, Standing.PLANNED), event(2019, 1, Standing.PLANNED)]
    )

    assert [(row.number, row.date, row.standing.value) for row in shown.rows] == [
        (1, "1 January 2019", "agreed"),
        (2, "1 January 2019", "planned"),
        (3, "1 January 2020", "planned"),
        (4, "1 January 2021", "agreed"),
    ]
    agreed, planned = shown.pictures[0].lanes
    assert [(point.label, point.x) for point in agreed.points] == [("1", 3.0), ("4", 97.0)]
    # 365 of 731 days, over the 94 hundredths between the ends: 3 + 94 * 365 / 731.
    assert [(point.label, point.x) for point in planned.points] == [("2", 3.0), ("3", 49.94)]
    assert agreed.y < planned.y


def test_the_picture_has_its_words():
    shown = timeline_of([event(2019, 1), event(2020, 1, Standing.PLANNED)])

    assert shown.text == "Agreed: 1 January 2019; Planned: 1 January 2020"


def test_of_many_days_the_words_say_how_many_and_from_when_to_when():
    shown = timeline_of([event(2019, 1, Standing.PLANNED), *(event(2010 + n, 1) for n in range(6))])

    assert shown.text == "Agreed: 6 entries, 1 January 2010 to 1 January 2015; Planned: 1 January 2019"


def test_a_single_day_is_no_picture():
    shown = timeline_of([event(2020, 1), event(2020, 1)])

    assert (len(shown.rows), shown.pictures) == (2, ())
    assert timeline_of([]).rows == ()


def test_an_answers_claims_are_of_their_papers_day_unless_they_say_another():
    events = events_of_answer(FakeLibrary().ask("What was agreed?"))

    assert {one.date for one in events} == {datetime.date(2021, 5, 19)}
    assert len(events) == 5


@pytest.fixture
def records_client(tmp_path: Path) -> TestClient:
    return TestClient(create_app(SETTINGS, recorded_library(tmp_path)))


def test_a_topics_decisions_are_listed_with_links_to_the_words(records_client: TestClient):
    page = records_client.get("/timeline?about=grant+women", headers=BROWSER).text

    assert "Decision" in page or "Agreed" in page
    assert GRANT.replace("'", "&#39;") in page
    assert "#mark" in page


def test_what_is_withheld_is_not_on_it(records_client: TestClient):
    page = records_client.get("/timeline?about=payment+informant", headers=BROWSER).text

    assert "informant." not in page
    assert "No dated decision" in page


def test_without_a_topic_it_says_what_to_write(records_client: TestClient):
    assert "Write a topic" in records_client.get("/timeline", headers=BROWSER).text
