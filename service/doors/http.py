"""The doors that are open over HTTP, put on an application."""

from collections.abc import Mapping

from fastapi import FastAPI
from starlette.routing import Route

from retrieval.library import Library
from service.access_refusals import DoorRefusal
from service.doors import dify, openai_chat
from service.doors.mcp_http import PATH, McpDoor

# How those are told who are not let in, where not by problem details: by the beginning of the address.
REFUSALS: Mapping[str, DoorRefusal] = {
    "/v1/chat/": openai_chat.refusal,
    "/v1/models": openai_chat.refusal,
    "/retrieval": dify.refusal,
}


def open_doors(app: FastAPI, library: Library) -> McpDoor:
    """Let chat clients, agents and Dify ask ``app``; what is returned is to be closed with it."""
    app.include_router(openai_chat.router)
    app.include_router(dify.router)
    agents = McpDoor(library, version=app.version)
    # As a route and not as a mounted application, so that the address is exactly this one. In front of the
    # others, for looking through them all takes longer than many a call.
    app.router.routes.insert(0, Route(PATH, agents, include_in_schema=False))
    return agents
