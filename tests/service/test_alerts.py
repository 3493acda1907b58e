"""``agreed alerts``: what is told, when, and only once."""

import datetime
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.documents import DocumentKind
from ingest.errors import RequestInvalid
from retrieval.library import Library
from service import encoders
from service.alerts import Alerts
from service.cli import app
from tests.retrieval.made import library_of, paper, write

FIRST = "The Panel agreed a grant of £42,000 for the women's centre in Sedgeford."
LATER = "The Panel agreed to open a second women's centre in Wexby."
OTHER = "The Panel agreed to mend the bridge over the Wex."


def minutes(words: str, day: int):
    return paper(
        words,
        title=f"Minutes {day}",
        kind=DocumentKind.MINUTES,
        area="Fenshire",
        date=datetime.date(2021, 3, day),
    )


@pytest.fixture
def library(tmp_path: Path):
    library = library_of(tmp_path, minutes(FIRST, 1))
    yield library
    library.close()


@pytest.fixture
def alerts(tmp_path: Path):
    alerts = Alerts(tmp_path)
    yield alerts
    alerts.close()


def words(found) -> list[str]:
    return [one.words for one in found]


def test_only_what_comes_after_it_was_saved_is_told_and_only_once(library: Library, alerts: Alerts):
    alert, so_far = alerts.add(library, "women's centre")
    assert words(so_far) == [FIRST]
    assert alerts.news(library, alert) == []

    write(library._store, minutes(LATER, 2))
    assert words(alerts.news(library, alert)) == [LATER]
    # It was not said to be told: it is told again.
    assert words(alerts.news(library, alert)) == [LATER]

    alerts.looked(library, alert)
    assert alerts.news(library, alert) == []


def test_a_paper_on_something_else_is_no_news(library: Library, alerts: Alerts):
    alert, _ = alerts.add(library, "women's centre")
    write(library._store, minutes(OTHER, 2))
    assert alerts.news(library, alert) == []


def test_the_areas_are_kept(library: Library, alerts: Alerts):
    alert, so_far = alerts.add(library, "women's centre", ["Elsewhere"])
    assert so_far == []
    write(library._store, minutes(LATER, 2))
    assert alerts.news(library, alert) == []
    assert [each.areas for each in alerts.every()] == [("Elsewhere",)]


def test_a_removed_one_is_gone_and_an_unknown_one_is_told(library: Library, alerts: Alerts):
    alert, _ = alerts.add(library, "women's centre")
    alerts.remove(alert.number)
    assert alerts.every() == []
    with pytest.raises(RequestInvalid, match="no saved search 1"):
        alerts.remove(alert.number)


@pytest.mark.parametrize("topic", ["", "  ", "x" * 201])
def test_no_topic_is_refused(library: Library, alerts: Alerts, topic: str):
    with pytest.raises(RequestInvalid):
        alerts.add(library, topic)


def test_the_commands(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def agreed(*said: str) -> str:
        # The command closes its library.
        mine = Library(type(library._store)(tmp_path), library._encoder, library._cross_encoder)
        monkeypatch.setattr(encoders, "library_of", lambda settings: mine)
        result = CliRunner().invoke(app, ["alerts", *said, "--data", str(tmp_path)])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "no saved searches" in agreed()
    assert "So far agreed: 1." in agreed("add", "women's centre")
    assert agreed("run") == ""
    write(library._store, minutes(LATER, 2))
    told = agreed("run")
    assert LATER in told
    assert "2 March 2021, Minutes 2, page 1" in told
    assert agreed("run") == ""
    write(library._store, minutes("The Panel agreed a third women's centre.", 3))
    (alert,) = json.loads(agreed("run", "--json"))["alerts"]
    assert [new["words"] for new in alert["new"]] == ["The Panel agreed a third women's centre."]
    assert alert["new"][0]["citation"]["quote"]["exact"] == alert["new"][0]["words"]
    assert "women's centre" in agreed("list")
    assert "Removed 1" in agreed("remove", "1")
