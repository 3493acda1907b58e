"""Questions that records answer: lists and counts of actions and decisions, who was at a meeting, votes.

A record answers exactly and completely where passages answer nearly: "which actions are still amber"
wants every one of them and no other. What is asked for is told by the form of the question, what it is
about by the question's own things. Where no record fits, passages answer.
"""

from retrieval.answering.answer import Filters
from retrieval.answering.from_actions import from_actions
from retrieval.answering.from_decisions import from_decisions
from retrieval.answering.from_meetings import from_meetings
from retrieval.answering.from_options import from_options
from retrieval.answering.from_votes import from_votes
from retrieval.answering.record_answer import RecordAnswer
from retrieval.query import Question
from retrieval.records import Catalogue, RecordFilters

# Tried in this order; the first that answers does.
_FORMS = (from_actions, from_options, from_meetings, from_votes, from_decisions)


def answer_from_records(
    question: Question, catalogue: Catalogue, filters: RecordFilters | None = None
) -> RecordAnswer | None:
    """Return the records that answer ``question``, or None where its form asks for none, or none fits."""
    if question.foreign_areas:
        return None  # of an area without papers there is no record
    kept = filters or RecordFilters()
    return next((answer for find in _FORMS if (answer := find(question, catalogue, kept))), None)


def record_filters(filters: Filters) -> RecordFilters:
    """Return the filters of a question as those of records."""
    return RecordFilters(
        areas=frozenset(filters.areas),
        documents=frozenset(filters.documents),
        kinds=frozenset(filters.kinds),
        date_from=filters.date_from,
        date_to=filters.date_to,
    )
