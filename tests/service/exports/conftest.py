"""Two answers as a briefing."""

import datetime

import pytest

from service.exports.briefing import Briefing
from service.exports.from_answers import Asked, briefing_of
from tests.service.exports.answers import answered, not_found


@pytest.fixture
def briefing() -> Briefing:
    """Two answers: one given on 4 May 2026, one not found."""
    return briefing_of(
        [Asked(answered(), datetime.datetime(2026, 5, 4, 9, 30)), Asked(not_found())],
        base="http://127.0.0.1:8000/",
        made=datetime.date(2026, 5, 5),
    )
