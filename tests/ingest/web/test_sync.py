"""A fetch and an ingest, one after the other: what a site publishes is what answers."""

import pytest

from ingest.errors import Outcome
from ingest.pipeline import ingest
from ingest.store import Store
from tests.support.papers import MINUTES
from tests.support.stand_in_encoder import StandInEncoder
from tests.support.web_site import Page

PLACES = ("Sedgeford", "Fenmouth", "Marham", "Ousby")


@pytest.fixture
def sync(fetch, site, tmp_path):
    """Fetch the four papers and ingest the folder; return what became of each, by file name."""
    for place in PLACES:
        site.pages[f"/{place}.md"] = Page(MINUTES.replace("Sedgeford", place).encode(), "text/markdown")

    def run():
        folder = fetch(*(site.url(f"/{place}.md") for place in PLACES)).folder
        report = ingest([folder], tmp_path / "data", encoder=StandInEncoder())
        return {file.path.rpartition("/")[2]: file.outcome for file in report.files}

    return run


def test_the_store_follows_the_site(sync, site, tmp_path):
    assert set(sync().values()) == {Outcome.READ}
    assert set(sync().values()) == {Outcome.UNCHANGED}

    site.pages["/Sedgeford.md"] = Page(status=410)
    site.pages["/Fenmouth.md"] = Page(status=500)
    site.pages["/Marham.md"] = Page(MINUTES.replace("Sedgeford", "West Marham").encode(), "text/markdown")

    assert sync() == {
        "Sedgeford.md": Outcome.REMOVED,  # its site says that it is gone
        "Fenmouth.md": Outcome.UNCHANGED,  # perhaps it is there tomorrow
        "Marham.md": Outcome.CHANGED,
        "Ousby.md": Outcome.UNCHANGED,
    }
    store = Store(tmp_path / "data")
    try:
        assert len(store.documents()) == 3
    finally:
        store.close()
