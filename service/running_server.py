"""Asking the server that runs over the same store, in place of loading the model and the index again.

It is a shortcut and never more: where the server is not to be had at once, wants another key, or has anything
to say but an answer, nothing is told, and the caller asks its own library, which tells its own errors.
"""

import http.client
import json
import logging
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from retrieval.answering.answer import Answer, Filters, SearchResult
from service.server_address import INSTANCE_PATH, ServerAddress, address_of
from service.settings import Settings

log = logging.getLogger(__name__)

# To say who it is, and to answer. A server that is busy for longer helps nobody by being waited for.
_SECONDS_TO_SAY = 1.0
_SECONDS_TO_ANSWER = 30.0
_LONGEST_SAYING = 1000  # bytes

ReplyT = TypeVar("ReplyT", bound=BaseModel)


def ask(settings: Settings, question: str, filters: Filters) -> Answer | None:
    """Return the answer of the running server; None where there is none, or it does not answer."""
    body = {"question": question, "filters": filters.model_dump(mode="json", by_alias=True)}
    return _asked(settings, "/v1/ask", body, Answer)


def search(settings: Settings, query: str, k: int, filters: Filters) -> SearchResult | None:
    """Return what the running server finds; None where there is none, or it does not answer."""
    body = {"query": query, "k": k, "filters": filters.model_dump(mode="json", by_alias=True)}
    return _asked(settings, "/v1/search", body, SearchResult)


def _asked(settings: Settings, path: str, body: dict[str, Any], reply: type[ReplyT]) -> ReplyT | None:
    address = address_of(settings)
    if address is None:
        return None
    try:
        return reply.model_validate_json(_reply(address, settings.key, path, body))
    except (OSError, http.client.HTTPException, ValidationError, ValueError) as error:
        log.debug("The server at %s:%d is not used: %s", address.host, address.port, error)
        return None


def _reply(address: ServerAddress, key: str, path: str, body: dict[str, Any]) -> bytes:
    """Return the body of the server's answer. Raises OSError, HTTPException and ValueError without one."""
    connection = http.client.HTTPConnection(address.host, address.port, timeout=_SECONDS_TO_SAY)
    try:
        connection.request("GET", INSTANCE_PATH)
        said = json.loads(_body(connection.getresponse(), most=_LONGEST_SAYING))
        if not isinstance(said, dict) or said.get("instance") != address.instance:
            raise ValueError("another program listens there")
        connection.sock.settimeout(_SECONDS_TO_ANSWER)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        connection.request("POST", path, json.dumps(body).encode(), headers)
        return _body(connection.getresponse())
    finally:
        connection.close()


def _body(response: http.client.HTTPResponse, *, most: int | None = None) -> bytes:
    body = response.read(most)
    if response.status != http.client.OK:
        raise ValueError(f"it answered {response.status}")
    return body
