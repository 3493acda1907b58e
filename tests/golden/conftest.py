"""The sample papers, ingested once with the real model."""

import pytest

from retrieval.library import Library


@pytest.fixture(scope="session")
def library(sample_library: Library) -> Library:
    return sample_library
