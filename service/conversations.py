"""The conversations that the HTTP API remembers, so that a follow-up question has its context.

They live in memory only: a restart forgets them. Those of the web chat are kept (``service/history.py``).
"""

import datetime
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from retrieval.answering.answer import Answer, Filters, UnderstoodWords

ID_PATTERN = r"^[A-Za-z0-9_-]{8,64}$"

_MOST_CONVERSATIONS = 200
_MOST_TURNS = 20
_KEPT_SECONDS = 8 * 60 * 60.0


def new_id() -> str:
    """Return a fresh conversation id: 22 characters, 128 bits of chance, so it cannot be guessed."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer; ``number`` counts the conversation's turns from 1.

    ``ignored`` is what was not to be understood as it was, ``filters`` where it was to be looked for,
    ``when`` the moment of the question where that is known.
    """

    number: int
    answer: Answer
    ignored: tuple[UnderstoodWords, ...] = ()
    filters: Filters = field(default_factory=Filters)
    when: datetime.datetime | None = None


def questions_of(turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return the questions of turns, oldest first; one that was asked again at once is said once."""
    questions = [turn.answer.question for turn in turns]
    return tuple(q for at, q in enumerate(questions) if at == 0 or q != questions[at - 1])


@dataclass(slots=True)
class _Conversation:
    used: float
    turns: deque[Turn]
    asked: int = 0


class Conversations:
    """Answers by conversation, least recently used forgotten first. May be used from many threads.

    At most ``most`` conversations of ``most_turns`` turns each are kept, each for ``seconds``
    after its last use. ``clock`` gives seconds and only ever goes forward.
    """

    def __init__(
        self,
        *,
        most: int = _MOST_CONVERSATIONS,
        most_turns: int = _MOST_TURNS,
        seconds: float = _KEPT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._most_turns = most_turns
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Conversation] = OrderedDict()

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """Return the turns of a conversation, oldest first; empty when it is not remembered."""
        with self._lock:
            self._forget_old()
            conversation = self._kept.get(conversation_id)
            return tuple(conversation.turns) if conversation else ()

    def questions(self, conversation_id: str) -> tuple[str, ...]:
        """Return the questions of a conversation, oldest first: the ``history`` of the next one."""
        return tuple(turn.answer.question for turn in self.turns(conversation_id))

    def add(self, conversation_id: str, answer: Answer) -> Turn:
        """Remember ``answer`` as the next turn, and return that turn."""
        with self._lock:
            self._forget_old()
            conversation = self._kept.setdefault(
                conversation_id, _Conversation(self._clock(), deque(maxlen=self._most_turns))
            )
            conversation.used = self._clock()
            conversation.asked += 1
            turn = Turn(conversation.asked, answer)
            conversation.turns.append(turn)
            self._kept.move_to_end(conversation_id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return turn

    def _forget_old(self) -> None:
        oldest_allowed = self._clock() - self._seconds
        # In order of use, so the first that is young enough ends the search.
        while self._kept and next(iter(self._kept.values())).used < oldest_allowed:
            self._kept.popitem(last=False)
