"""A real server over the library in memory: what other programs' own clients connect to."""

from collections.abc import Iterator

import pytest

from retrieval.library import Library
from service.app import create_app
from service.settings import Settings
from tests.service.fake_library import FakeLibrary
from tests.support.serving import served
from tests.support.stand_in_encoder import StandInEncoder


@pytest.fixture(scope="module")
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture(scope="module")
def url(library: Library) -> Iterator[str]:
    app = create_app(Settings(), library)
    app.state.parts.encoder = StandInEncoder()
    with served(app) as url:
        yield url
