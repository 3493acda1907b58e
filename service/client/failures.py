"""What can go wrong between a client and the service, as errors of ours.

::

    the service cannot be reached, or does not answer in time   ServiceUnreachable
    a question that cannot be used                              QuestionInvalid
    no such paper, page, passage or address                     NotInStore
    another request that cannot be carried out                  RequestInvalid
    anything else that it says no to: a key, its own faults     ServiceRefused
"""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
from pydantic import BaseModel, ValidationError

from ingest.errors import AgreedError, NotInStore, QuestionInvalid, RequestInvalid


class ServiceUnreachable(AgreedError):
    """The service does not answer: it is not running, or elsewhere."""


class ServiceRefused(AgreedError):
    """The service said no; ``status`` is the HTTP status of its answer."""

    def __init__(self, message: str, *, hint: str = "", status: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class _Problem(BaseModel):
    """What is read of problem details (RFC 9457)."""

    type: str = ""
    title: str = ""
    detail: str = ""
    hint: str = ""


_QUESTION = "urn:agreed:problem:question-invalid"


def raise_refusal(response: httpx2.Response) -> None:
    """Raise what ``response`` says is wrong; return when nothing is."""
    if response.is_success:
        return
    problem = _problem_in(response)
    message = problem.detail or problem.title or f"The service answered with {response.status_code}."
    if problem.type == _QUESTION:
        raise QuestionInvalid(message, hint=problem.hint)
    if response.status_code == 404:
        raise NotInStore(message, hint=problem.hint)
    if response.status_code == 422:
        raise RequestInvalid(message, hint=problem.hint)
    raise ServiceRefused(message, hint=problem.hint, status=response.status_code)


@contextmanager
def told_as_ours(url: str) -> Iterator[None]:
    """Raise the HTTP library's own errors, and an answer of an unknown form, as errors of ours."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise ServiceUnreachable(
            f"{url} did not answer in time.", hint="Try again, or give the client a longer timeout."
        ) from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise ServiceUnreachable(
            f"{url} cannot be reached.", hint="Start the service there with “agreed serve”."
        ) from error
    except ValidationError as error:
        raise ServiceRefused(
            f"{url} answers in a form that this client does not know.",
            hint="Use a client of the same version as the service.",
        ) from error


def _problem_in(response: httpx2.Response) -> _Problem:
    try:
        return _Problem.model_validate_json(response.content)
    except ValidationError:
        return _Problem()
