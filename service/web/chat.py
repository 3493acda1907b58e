"""Asking: the page with the one field and the conversation, and the answer as a redirect or as events."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Header, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from ingest.errors import AgreedError
from retrieval.answering.answer import UnderstoodWords
from retrieval.library import Library
from service import events
from service.conversations import Turn, new_id, questions_of
from service.errors import logged_problem_of
from service.feedback import FeedbackStore
from service.history import History, no_conversation
from service.parts import parts_of
from service.web.asked import Asked
from service.web.browser import Browser, BrowserPart
from service.web.examples import Examples
from service.web.places import places_of
from service.web.problems import worded
from service.web.reading_now import is_reading
from service.web.rendering import render, respond
from service.web.turn_stream import turn_events, understood_event
from service.web.turns import TurnView, view
from service.web.verdicts import verdicts_of
from service.web.withdrawn import without_withdrawn

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

AskedForm = Annotated[Asked, Form()]


@dataclass(frozen=True, slots=True)
class Chat:
    """What the chat works with, for one browser."""

    library: Library
    history: History
    feedback: FeedbackStore
    browser: Browser
    examples: Examples
    folder: Path | None = None

    def identity_for(self, asked: Asked) -> str:
        """Return the conversation that the question belongs to: at need a new one, or a copy of another's."""
        owner = self.history.owner(asked.conversation_id) if asked.conversation_id else None
        if owner is None:
            return new_id()
        if owner != self.browser.id:
            return self.history.copied(asked.conversation_id, self.browser.id)
        return asked.conversation_id

    def answer(self, identity: str, asked: Asked) -> Turn:
        """Answer a question and keep the answer as the conversation's next turn.

        Asked again, a question leans on what was asked before it, as it did at first.
        """
        earlier, ignored = self._before(identity, asked)
        answer = self.library.ask(
            asked.question, history=earlier, filters=asked.filters, ignore=asked.ignored_keys
        )
        return self.history.add(self.browser.id, identity, answer, ignored=ignored, filters=asked.filters)

    def answer_events(self, identity: str, asked: Asked) -> Iterator[str]:
        """Yield what ``answer`` does as events, beginning with what was understood."""
        earlier, ignored = self._before(identity, asked)
        made = self.library.understand(
            asked.question, history=earlier, filters=asked.filters, ignore=asked.ignored_keys
        )
        if made is not None:
            yield understood_event(asked.question, made, asked.filters, ignored)
        yield from turn_events(view(self.answer(identity, asked)), identity)

    def _before(self, identity: str, asked: Asked) -> tuple[tuple[str, ...], tuple[UnderstoodWords, ...]]:
        """Return the questions that were asked before, and what is taken back of the turn asked anew."""
        turns = self.history.turns(identity)
        again = asked.asked_again(turns)
        earlier = tuple(turn for turn in turns if again is None or turn.number < again.number)
        return questions_of(earlier), _ignored(asked, again)

    def views(self, identity: str) -> list[TurnView]:
        """Return the conversation as its page shows it."""
        turns = without_withdrawn(self.history.turns(identity), self.library)
        verdicts = verdicts_of(self.feedback, identity)
        return [view(turn, said=verdicts.get(turn.number), is_cut=is_cut) for turn, is_cut in turns]


def _chat(request: Request, browser: BrowserPart) -> Chat:
    parts = parts_of(request)
    return Chat(parts.library, parts.history, parts.feedback, browser, parts.examples, parts.folder)


ChatPart = Annotated[Chat, Depends(_chat)]


@router.get("/")
def start(chat: ChatPart, question: str = "") -> Response:
    """Show the ask page; ``question`` fills the field, so that a question can be linked to."""
    return _page(chat, Asked(question=question))


@router.get("/c/{conversation_id}")
def conversation(conversation_id: str, chat: ChatPart, question: str = "") -> Response:
    """Show a conversation's turns, and the field for the next ``question``. Raises NotInStore."""
    turns = chat.history.turns(conversation_id)
    if not turns:
        raise no_conversation()
    limits = turns[-1].filters
    return _page(chat, Asked(conversation=conversation_id, question=question).limited_to(limits))


@router.post("/ask")
def ask(asked: AskedForm, chat: ChatPart, accept: Annotated[str | None, Header()] = None) -> Response:
    """Answer a question of the form: by a redirect to the conversation, or as events for ``ask.js``."""
    identity = chat.identity_for(asked)
    if events.is_wanted(accept):
        stream = StreamingResponse(
            _events(chat, identity, asked), media_type=events.MEDIA_TYPE, headers=events.HEADERS
        )
        chat.browser.remember(stream, days=chat.history.days)
        return stream
    try:
        turn = chat.answer(identity, asked)
    except AgreedError as error:
        return _page(chat, asked, error)
    answered = RedirectResponse(f"/c/{identity}#turn-{turn.number}", status_code=303)
    chat.browser.remember(answered, days=chat.history.days)
    return answered


def _page(chat: Chat, asked: Asked, error: AgreedError | None = None) -> Response:
    problem = worded(logged_problem_of(error), asked.question) if error else None
    identity = asked.conversation_id
    # A library that has just failed is not asked again for the sake of a count.
    is_well = problem is None or problem.status < 500
    turns = chat.views(identity) if identity and is_well else []
    return respond(
        "ask.html",
        problem.status if problem else 200,
        places=places_of(chat.library) if is_well else None,
        reading_now=is_reading(chat.folder),
        asked=asked,
        conversation=identity,
        is_own=not identity or chat.history.owner(identity) in (None, chat.browser.id),
        has_history=not chat.browser.is_new and bool(chat.history.listed(chat.browser.id)),
        turns=turns,
        examples=chat.examples.now() if is_well and not turns else (),
        problem=problem,
    )


def _events(chat: Chat, identity: str, asked: Asked) -> Iterator[str]:
    """Yield the events of a question (``turn_stream.py``)."""
    try:
        yield from chat.answer_events(identity, asked)
    except Exception as error:  # noqa: BLE001 - the headers are sent: any fault must be told in the stream
        problem = worded(logged_problem_of(error), asked.question)
        yield events.event("problem", {"html": render("_problem_summary.html", problem=problem)})


def _ignored(asked: Asked, again: Turn | None) -> tuple[UnderstoodWords, ...]:
    """Return what was taken back of the turn that is asked anew, in its own words."""
    known = {words.key: words for words in (*again.answer.understood, *again.ignored)} if again else {}
    return tuple(words for key, words in known.items() if key in asked.ignored_keys)
