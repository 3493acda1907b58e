"""The parts of a running service that a request may use, as FastAPI dependencies.

``service.app`` makes one ``Parts`` and puts it on the application; a route asks for what it
needs by type (``LibraryPart``, ``ConversationsPart``).
"""

import threading
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from retrieval.library import Library
from service.conversations import Conversations


@dataclass(slots=True)
class Parts:
    """One library, the conversations about it, and whether the first warming is over."""

    library: Library
    conversations: Conversations = field(default_factory=Conversations)
    warmed: threading.Event = field(default_factory=threading.Event)


def parts_of(connection: HTTPConnection) -> Parts:
    """Return the parts of the application that serves this request."""
    return cast(Parts, connection.app.state.parts)


def _library(connection: HTTPConnection) -> Library:
    return parts_of(connection).library


def _conversations(connection: HTTPConnection) -> Conversations:
    return parts_of(connection).conversations


LibraryPart = Annotated[Library, Depends(_library)]
ConversationsPart = Annotated[Conversations, Depends(_conversations)]
