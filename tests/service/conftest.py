"""A client of the application over the library in memory."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from tests.service.fake_library import FakeLibrary

SETTINGS = Settings(trusted_hosts=("testserver",))


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def client(library: FakeLibrary) -> Iterator[TestClient]:
    with TestClient(create_app(SETTINGS, library), follow_redirects=False) as client:
        yield client


@pytest.fixture
def empty_client() -> Iterator[TestClient]:
    with TestClient(create_app(SETTINGS, FakeLibrary(empty=True))) as client:
        yield client
