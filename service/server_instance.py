"""``GET /v1/instance``: which server this is, for the command line of its own machine.

Whoever found the address beside the store (``service.server_address``) asks this first, so that no question
and no key goes to another program that has come to listen there since. It is no part of the API that others
use, and tells nothing but a number that is another with each start.
"""

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from service.parts import parts_of
from service.server_address import INSTANCE_PATH, ServerAddress

router = APIRouter()


class Instance(BaseModel):
    """One start of a server."""

    instance: str


@router.get(INSTANCE_PATH, include_in_schema=False)
def instance(request: Request) -> Instance:
    """Return which server this is, once it answers questions at once; 503 until then, 404 for one untold."""
    address: ServerAddress | None = getattr(request.app.state, "address", None)
    if address is None:
        raise HTTPException(404)
    if not parts_of(request).warmed.is_set():
        raise HTTPException(503, "The model and the index are being loaded.", {"Retry-After": "2"})
    return Instance(instance=address.instance)
