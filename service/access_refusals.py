"""How those are told who are not let in: problems, and what raises them inside the gate."""

from collections.abc import Callable, Mapping

from starlette.responses import Response

from service.access_scopes import KeyScope
from service.errors import Problem

# Renders a problem in the form of one door's protocol; told the request's Authorization header, "" for none.
DoorRefusal = Callable[[Problem, str], Response]


class Refused(Exception):
    """A request that is not let in, with the headers of the answer."""

    def __init__(self, problem: Problem, headers: Mapping[str, str]) -> None:
        super().__init__(problem.title)
        self.problem = problem
        self.headers = dict(headers)


NO_KEY = Problem(
    type="urn:agreed:problem:key-needed",
    title="An access key is needed",
    status=401,
    detail="The request shows no access key, or one that is not valid (any more).",
    hint="Send it as “Authorization: Bearer KEY”. Whoever looks after this service can give you one.",
)
WRONG_ORIGIN = Problem(
    type="urn:agreed:problem:wrong-origin",
    title="Not from this page",
    status=403,
    detail="The access key belongs to the pages of one web site, and to searching and asking from there.",
    hint="Make a key for this site with “agreed key create --origin”.",
)
NOT_FOUND = Problem(title="Not Found", status=404, hint="Check the address.")


def wrong_scope(needed: KeyScope) -> Problem:
    """Return the problem of a key that lacks a scope."""
    return Problem(
        type="urn:agreed:problem:wrong-scope",
        title="The access key is not good for this",
        status=403,
        detail=f"This address needs a key with the scope “{needed}”.",
        hint="Ask whoever looks after this service for such a key.",
    )


def too_many(per_minute: int, wait: int) -> Problem:
    """Return the problem of a key that was used too often; ``wait`` is in seconds."""
    return Problem(
        type="urn:agreed:problem:too-many-requests",
        title="Too many requests",
        status=429,
        detail=f"The access key is good for {per_minute} requests a minute.",
        hint=f"Try again in {wait} second{'' if wait == 1 else 's'}.",
    )
