"""Questions to begin with, made of what the papers at hand hold: their own topics, trackers and measures.

None is written down here but its form. A form is filled with a name out of the records, newest first; where
there are no records of a kind, with the title of a paper.
"""

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from ingest.documents import Rating
from ingest.records import Action, Decision, DecisionOutcome, Measure, RecordType, Resolution
from ingest.words import words_in
from retrieval.answering.answer import Status
from retrieval.library import Library
from retrieval.records import Catalogue
from service.strings import text

log = logging.getLogger(__name__)

_MOST, _MOST_TRIED = 3, 5
_SECONDS_BETWEEN = 60.0
_LEAST_WORDS, _MOST_WORDS, _MOST_WORDS_OF_TITLE = 2, 8, 12
_DECIDED = (DecisionOutcome.APPROVED, DecisionOutcome.AGREED, DecisionOutcome.CARRIED)
# Items that stand on every agenda: nobody asks what was agreed on them.
_ROUTINE = frozenset(
    "actions agenda apologies arising business chair dates forward introductions matters meetings minutes "
    "notes programme register report reports update updates welcome".split()
)
_NOT_GREEN = (Rating.RED, Rating.AMBER)
# What opens a topic in a title and says nothing of it.
_OPENING = re.compile(r"^(?:funding for|decision to|report on|update on)\s+", re.IGNORECASE)


class Examples:
    """The examples of a library, each tried out: none is shown that the papers do not answer.

    May be used from many threads.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: tuple[str, ...] = ()
        self._revision: int | None = None
        self._next = 0.0
        self._trying = threading.Lock()

    def now(self) -> tuple[str, ...]:
        """Return those tried out last; where papers came or went since, others are tried meanwhile."""
        is_old = self._revision != self._library.revision and time.monotonic() >= self._next
        if is_old and self._trying.acquire(blocking=False):
            threading.Thread(target=self._try_and_release, daemon=True).start()
        return self._kept

    def try_out(self) -> None:
        """Make the examples of the papers that are here now. Raises ModelError and StoreError."""
        revision = self._library.revision
        self._kept = answered_examples(self._library)
        self._revision = revision

    def _try_and_release(self) -> None:
        try:
            self.try_out()
        except Exception:  # examples are a courtesy: no fault of theirs may be felt
            log.warning("No examples could be made", exc_info=True)
        finally:
            # While papers stream in, each would be a reason to begin anew.
            self._next = time.monotonic() + _SECONDS_BETWEEN
            self._trying.release()


def answered_examples(library: Library) -> tuple[str, ...]:
    """Return up to three questions that the papers answer, at first each of another form."""
    catalogue = library.catalogue()
    forms = (_decided(catalogue), _rated(catalogue), _measured(catalogue), _titled(library))
    first = [question for form in forms for question in islice(_answered(form, library), 1)][:_MOST]
    rest = _answered(_titled(library), library) if len(first) < _MOST else iter(())
    return tuple(islice(dict.fromkeys(chain(first, rest)), _MOST))


def _answered(questions: Iterator[str], library: Library) -> Iterator[str]:
    """Yield those of a form's first few questions that are answered."""
    for question in islice(dict.fromkeys(questions), _MOST_TRIED):
        if library.ask(question).status is Status.ANSWERED:
            yield question


def _decided(catalogue: Catalogue) -> Iterator[str]:
    """Ask for what was resolved, or else decided, and is no routine of every meeting.

    Resolutions come first: they stand beside their topic, where a notice's title may be its only mention.
    """
    for kind in (RecordType.RESOLUTION, RecordType.DECISION):
        for entry in catalogue.entries(kind):
            record = entry.record
            if not isinstance(record, Decision | Resolution) or record.outcome not in _DECIDED:
                continue
            topic = _topic(record.title or "")
            if topic and not _ROUTINE.intersection(words_in(topic)):
                yield text("examples.decided", topic=topic)


def _rated(catalogue: Catalogue) -> Iterator[str]:
    """Ask for the theme with the most actions that are red or amber."""
    themes = Counter(
        (entry.record.theme, entry.rating)
        for entry in catalogue.entries(RecordType.ACTION)
        if isinstance(entry.record, Action)
        and entry.rating in _NOT_GREEN
        and _topic(entry.record.theme or "", least=1)
    )
    for (theme, rating), _ in themes.most_common(1):
        yield text("examples.rated", theme=theme, rating=rating.value if rating else "")


def _measured(catalogue: Catalogue) -> Iterator[str]:
    """Ask for a measure that was counted for a time, in words rather than in figures and signs."""
    for entry in catalogue.entries(RecordType.MEASURE):
        record = entry.record
        if isinstance(record, Measure) and record.period and not re.search(r"[\d%:|/]", record.name):
            topic = _topic(record.name)
            if topic:
                yield text("examples.measured", measure=topic, period=record.period)


def _titled(library: Library) -> Iterator[str]:
    for document in library.documents():
        if topic := _topic(document.facts.title, most=_MOST_WORDS_OF_TITLE):
            yield text("examples.titled", title=topic)


def _topic(title: str, *, least: int = _LEAST_WORDS, most: int = _MOST_WORDS) -> str:
    """Return a title as a topic within a question; "" for one too short or too long to read there."""
    topic = _OPENING.sub("", " ".join(title.split())).strip(" .:;–-")
    is_plain = topic.isprintable() and not re.search(r"[\d<>{}\[\]|_\\]", topic)
    return topic if is_plain and least <= len(words_in(topic)) <= most else ""
