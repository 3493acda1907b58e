"""``agreed mcp``: the Model Context Protocol over standard input and output, for an agent on this machine."""

import asyncio
import contextlib
from importlib.metadata import version

from mcp.server.stdio import stdio_server

from retrieval.library import Library
from service.doors.mcp_server import server_of


def serve(library: Library, *, base: str) -> None:
    """Answer requests until standard input ends, or Ctrl-C; links begin with ``base``."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(library, base))


async def _serve(library: Library, base: str) -> None:
    server = server_of(library, version=version("agreed"), base=base)
    async with stdio_server() as (received, sent):
        await server.run(received, sent, server.create_initialization_options())
