"""The doors that are open over HTTP, put on an application."""

from fastapi import FastAPI
from starlette.routing import Route

from retrieval.library import Library
from service.doors import dify, openai_chat
from service.doors.mcp_http import PATH, McpDoor


def open_doors(app: FastAPI, library: Library) -> McpDoor:
    """Let chat clients, agents and Dify ask ``app``; what is returned is to be closed with it."""
    app.include_router(openai_chat.router)
    app.include_router(dify.router)
    agents = McpDoor(library, version=app.version)
    # As a route and not as a mounted application, so that the address is exactly this one.
    app.router.routes.append(Route(PATH, agents, include_in_schema=False))
    return agents
