"""A measure over its periods."""

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.documents import Marking
from ingest.records import Measure, RecordType
from retrieval.library import Library
from retrieval.records import Entry
from service.app import create_app
from service.web.measure_trend import series_in, trend_of
from tests.retrieval.made import library_of, paper, row
from tests.service.conftest import SETTINGS
from tests.support.recorded import at, with_records

BROWSER = {"Accept": "text/html"}
TEXT = "Hubs open 3 7 -2"


def library(folder: Path, *values: tuple[str, float | None], marking: Marking = Marking.PUBLIC) -> Library:
    made = paper(row(TEXT), title="Figures", date=datetime.date(2021, 1, 1), marking=marking)
    measures = [
        Measure(source=at(0, TEXT), name="Hubs open", value=f"{n}", number=n, period=period, table="Hubs")
        for period, n in values
    ]
    other = Measure(
        source=at(0, TEXT), name="Hubs shut", value="9", number=9.0, period="2020-21", table="Hubs"
    )
    return library_of(folder, with_records(made, *measures, other))


def series(folder: Path, *values: tuple[str, float | None]) -> Sequence[Entry]:
    found = series_in(library(folder, *values).catalogue().entries(RecordType.MEASURE))
    return next(iter(found.values()), [])


def periods(entries: Sequence[Entry]) -> list[str | None]:
    return [entry.record.period for entry in entries if isinstance(entry.record, Measure)]


@pytest.mark.parametrize(
    ("said", "ordered"),
    [
        (["2021-22", "2019-20", "2020-21"], ["2019-20", "2020-21", "2021-22"]),
        (["20-21", "19-20"], ["19-20", "20-21"]),
        (["Q2 2020/21", "Q1 2020/21", "Q4 2019/20"], ["Q4 2019/20", "Q1 2020/21", "Q2 2020/21"]),
        (["March 2020", "January 2020"], ["January 2020", "March 2020"]),
        (["this year", "last year"], ["this year", "last year"]),
        (["2020 plan", "2020 actual"], ["2020 plan", "2020 actual"]),
    ],
)
def test_values_stand_in_order_of_time_where_the_periods_tell_it(tmp_path: Path, said: list, ordered: list):
    assert periods(series(tmp_path, *((period, 1.0) for period in said))) == ordered


def test_a_period_counts_once_and_one_period_is_no_series(tmp_path: Path):
    assert periods(series(tmp_path, ("2019", 1.0), ("2019", 2.0), ("2020", 3.0), ("2021", None))) == [
        "2019",
        "2020",
    ]
    assert series(tmp_path / "one", ("2019", 1.0)) == []


def test_columns_are_as_tall_as_their_values_and_hang_from_zero(tmp_path: Path):
    trend = trend_of(series(tmp_path, ("2019", 6.0), ("2020", 2.0), ("2021", -2.0)))

    assert trend is not None
    # 80 hundredths for the 8 between 6 and -2: 10 to each.
    assert [(c.y, c.height) for c in trend.columns] == [(10.0, 60.0), (50.0, 20.0), (70.0, 20.0)]
    assert trend.zero == 70.0
    assert [(c.x, c.width) for c in trend.columns] == [(5.0, 23.333), (38.333, 23.333), (71.667, 23.333)]
    assert trend.text == "2019: 6.0; 2020: 2.0; 2021: -2.0"


def test_the_list_of_measures_leads_to_the_page_and_the_page_to_the_words(tmp_path: Path):
    with TestClient(create_app(SETTINGS, library(tmp_path, ("2019", 3.0), ("2020", 7.0)))) as client:
        listed = client.get("/measures", headers=BROWSER).text
        addresses = re.findall(r'href="(/measures/[^"]+/over-time)"', listed)
        page = client.get(addresses[0], headers=BROWSER).text

    assert len(addresses) == 2, "the measure that has one value only has no page"
    assert "Hubs open" in page
    assert page.count('<th scope="row"') == 2
    assert page.count("#mark") == 2


@pytest.mark.parametrize("name", ["unknown", "0123456789abcdef-measure-0"])
def test_a_measure_that_is_not_here_is_not_found(tmp_path: Path, name: str):
    with TestClient(create_app(SETTINGS, library(tmp_path, ("2019", 3.0), ("2020", 7.0)))) as client:
        assert client.get(f"/measures/{name}/over-time", headers=BROWSER).status_code == 404


def test_a_withheld_papers_measure_is_not_found(tmp_path: Path):
    closed = library(tmp_path, ("2019", 3.0), ("2020", 7.0), marking=Marking.EXEMPT)
    stored = closed.catalogue().store.records(RecordType.MEASURE)
    with TestClient(create_app(SETTINGS, closed)) as client:
        assert client.get(f"/measures/{stored[0].id}/over-time", headers=BROWSER).status_code == 404
