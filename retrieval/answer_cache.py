"""Answers that were given lately: the same question of the same papers has the same answer."""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence, Set

from retrieval.answering.answer import Answer, Filters

# An answer takes some 20 KB.
MOST_KEPT = 256

# Revision of the store, day, question, history, filters, what is to be understood otherwise.
_Key = tuple[int, datetime.date, str, tuple[str, ...], str, frozenset[str]]


class AnswerCache:
    """The answers asked for most lately, for one library. Safe to use from many threads.

    An answer holds for a revision of the store and for a day: "last year" is another tomorrow.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._answers: OrderedDict[_Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def answer(
        self,
        make: Callable[[], Answer],
        revision: int,
        question: str,
        *,
        history: Sequence[str],
        filters: Filters,
        ignore: Set[str],
    ) -> Answer:
        """Return the answer that is kept, or what ``make`` returns; that is kept then."""
        if self._most < 1:
            return make()
        day = datetime.date.today()
        key = revision, day, question, tuple(history), filters.model_dump_json(), frozenset(ignore)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = make()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer
