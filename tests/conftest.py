"""What tests of several folders share: the sample papers, ingested once with the real model."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from retrieval.library import Library

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Library]":
    # Here, so that a test of something small does not wait for what reads papers.
    from ingest.errors import Outcome
    from ingest.pipeline import ingest
    from retrieval.library import Library

    data = tmp_path_factory.mktemp("sample-papers")
    report = ingest(sorted(CORPUS.glob("*.pdf")), data)
    assert {file.outcome for file in report.files} == {Outcome.READ}
    opened = Library.open(data)
    yield opened
    opened.close()
