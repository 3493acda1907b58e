"""The sample papers, ingested once with the real model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import Outcome
from ingest.pipeline import ingest
from retrieval.library import Library

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    data = tmp_path_factory.mktemp("golden")
    report = ingest(sorted(CORPUS.glob("*.pdf")), data)
    assert {file.outcome for file in report.files} == {Outcome.READ}
    opened = Library.open(data)
    yield opened
    opened.close()
