"""``/mcp``: the Model Context Protocol over HTTP (“streamable HTTP”), begun when the first agent comes.

The protocol's library takes a second to load, which a server that no agent uses does without. Each request
stands for itself, answered with JSON: no session is kept that could grow, be stolen or be lost in a restart.
Names and origins are checked before this (``service.security``), as for every address.
"""

import asyncio
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from retrieval.library import Library
from service.errors import Problem, response_of

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH = "/mcp"


class McpDoor:
    """The ASGI application at ``/mcp``; ``close`` ends it with the server that it is part of."""

    def __init__(self, library: Library, *, version: str) -> None:
        self._library = library
        self._version = version
        self._running: asyncio.Task[None] | None = None
        self._manager: asyncio.Future[StreamableHTTPSessionManager]
        self._stop: asyncio.Event

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] != "POST":
            # A stream to listen on (GET) and a session to end (DELETE): there is neither.
            await response_of(_POST_ONLY, {"Allow": "POST"})(scope, receive, send)
            return
        if self._running is None:
            self._stop, self._manager = asyncio.Event(), asyncio.get_running_loop().create_future()
            self._running = asyncio.create_task(self._run())
        manager = await asyncio.shield(self._manager)
        await manager.handle_request(scope, receive, send)

    async def close(self) -> None:
        """Stop, where it ever began."""
        if self._running is not None:
            self._stop.set()
            await self._running

    async def _run(self) -> None:
        """Keep the library's tasks going until ``close``: they must end in the task that began them."""
        try:
            manager = await run_in_threadpool(self._made)
            async with manager.run():
                self._manager.set_result(manager)
                await self._stop.wait()
        except Exception as error:
            if self._manager.done():
                raise
            self._manager.set_exception(error)

    def _made(self) -> "StreamableHTTPSessionManager":
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415

        from service.doors.mcp_server import server_of  # noqa: PLC0415 - as the module says

        server = server_of(self._library, version=self._version, base="")
        return StreamableHTTPSessionManager(server, json_response=True, stateless=True)


_POST_ONLY = Problem(
    title="Method Not Allowed",
    status=405,
    detail="Agents send their requests with POST, and are answered at once.",
    hint="Give this address to a client of the Model Context Protocol (streamable HTTP).",
)
