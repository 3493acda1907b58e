"""A folder for a store of its own in each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.prepared import PreparedPaper
from ingest.store import Store
from retrieval.library import Library
from tests.retrieval.made import library_of, store_of


@pytest.fixture
def make_store(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Make the test's one store of the papers given."""
    opened: list[Store] = []

    def make(*papers: PreparedPaper) -> Store:
        opened.append(store_of(tmp_path / "data", *papers))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """Make the test's one library of the papers given."""
    opened: list[Library] = []

    def make(*papers: PreparedPaper, show_restricted: bool = False) -> Library:
        opened.append(library_of(tmp_path / "data", *papers, show_restricted=show_restricted))
        return opened[-1]

    yield make
    for library in opened:
        library.close()
