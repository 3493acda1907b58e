"""The parts of a running service that a request may use, as FastAPI dependencies.

``service.app`` makes one ``Parts`` and puts it on the application; a route asks for what it
needs by type (``LibraryPart``, ``ConversationsPart``).
"""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from ingest.encoder import Encoder, open_encoder
from retrieval.library import Library
from service.conversations import Conversations
from service.feedback import FeedbackStore
from service.history import History
from service.web.examples import Examples


@dataclass(slots=True)
class Parts:
    """One library, the conversations about it and what was said of answers; is warming over, does it stop?

    ``encoder`` runs the model that the papers were read with; ``folder`` holds the store, None for a library
    that lives elsewhere.
    """

    library: Library
    encoder: Encoder = field(default_factory=open_encoder)
    conversations: Conversations = field(default_factory=Conversations)
    history: History = field(default_factory=lambda: History(None, days=0))
    feedback: FeedbackStore = field(default_factory=lambda: FeedbackStore(None))
    folder: Path | None = None
    examples: Examples = field(init=False)
    warmed: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Make the examples of this library."""
        self.examples = Examples(self.library)

    def close(self) -> None:
        """Close what people said; the library is its opener's to close."""
        self.history.close()
        self.feedback.close()


def parts_of(connection: HTTPConnection) -> Parts:
    """Return the parts of the application that serves this request."""
    return cast(Parts, connection.app.state.parts)


def _library(connection: HTTPConnection) -> Library:
    return parts_of(connection).library


def _encoder(connection: HTTPConnection) -> Encoder:
    return parts_of(connection).encoder


def _conversations(connection: HTTPConnection) -> Conversations:
    return parts_of(connection).conversations


def _history(connection: HTTPConnection) -> History:
    return parts_of(connection).history


def _feedback(connection: HTTPConnection) -> FeedbackStore:
    return parts_of(connection).feedback


LibraryPart = Annotated[Library, Depends(_library)]
EncoderPart = Annotated[Encoder, Depends(_encoder)]
ConversationsPart = Annotated[Conversations, Depends(_conversations)]
HistoryPart = Annotated[History, Depends(_history)]
FeedbackPart = Annotated[FeedbackStore, Depends(_feedback)]
