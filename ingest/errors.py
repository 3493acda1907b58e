"""Every error that Agreed raises on purpose.

Each carries a message (what happened, to which file or field) and a hint (the next step).
Surfaces render them in one place each (``service.errors``); nothing else may escape to a user.

::

    AgreedError
    ├── PaperError                 one file was not read; the others go on
    │   ├── PaperRefused           damaged, too large, or not what its name says
    │   │   └── PaperUnreachable   it cannot be opened now; the next ingest tries again
    │   ├── PaperNeedsPassword     it opens only with a password
    │   └── PaperEmpty             it opens, but holds no text
    ├── RequestError               the caller asked for something that cannot be done
    │   ├── PathNotFound           a file or folder that does not exist
    │   ├── QuestionInvalid        an empty or far too long question
    │   ├── RequestInvalid         any other argument that is wrong
    │   └── NotInStore             no such document, page or passage
    ├── SourceUnreachable          a list of papers on the web cannot be fetched
    ├── ModelError
    │   ├── ModelUnavailable       the model's files are missing or damaged
    │   └── ModelMismatch          the store was made with another model
    └── StoreError
        ├── StoreUnusable          not a store, damaged, or not writable
        ├── StoreNewer             written by a later version of Agreed
        └── StoreBusy              another process is writing
"""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of one file in an ingest."""

    READ = "read"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    REMOVED = "removed"
    EMPTY = "empty"
    PASSWORD = "password"
    REFUSED = "refused"

    @property
    def is_failure(self) -> bool:
        """Whether no words were got out of the file."""
        return self in (Outcome.EMPTY, Outcome.PASSWORD, Outcome.REFUSED)


class AgreedError(Exception):
    """Base of all our errors: ``message`` says what happened, ``hint`` what to do next."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from the reading process to the ingest; the default pickling of an
        # exception passes positional arguments only and would lose the hint.
        return (_rebuild, (type(self), self.message, self.hint))

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def _rebuild(kind: type[AgreedError], message: str, hint: str) -> AgreedError:
    return kind(message, hint=hint)


class PaperError(AgreedError):
    """One file could not be read; ``outcome`` says how the summary counts it."""

    outcome = Outcome.REFUSED


class PaperRefused(PaperError):
    """The file is damaged, too large, or not what its name says."""


class PaperUnreachable(PaperRefused):
    """The file cannot be opened now, through no fault of what it holds: the next ingest tries again."""


class PaperNeedsPassword(PaperError):
    """The file opens only with a password."""

    outcome = Outcome.PASSWORD


class PaperEmpty(PaperError):
    """The file opens, but holds no text."""

    outcome = Outcome.EMPTY


class RequestError(AgreedError):
    """The caller asked for something that cannot be done as asked."""


class PathNotFound(RequestError):
    """A file or folder that does not exist."""


class QuestionInvalid(RequestError):
    """An empty or far too long question."""


class RequestInvalid(RequestError):
    """An argument that is wrong."""


class NotInStore(RequestError):
    """No such document, page or passage."""


class SourceUnreachable(AgreedError):
    """A list of papers on the web cannot be fetched."""


class ModelError(AgreedError):
    """The encoder cannot be used."""


class ModelUnavailable(ModelError):
    """The model's files are missing or damaged."""


class ModelMismatch(ModelError):
    """The store was made with another model."""


class StoreError(AgreedError):
    """The store cannot be used."""


class StoreUnusable(StoreError):
    """Not a store, damaged, or not writable."""


class StoreNewer(StoreError):
    """Written by a later version of Agreed."""


class StoreBusy(StoreError):
    """Another process is writing."""
