"""``agreed mcp``: the Model Context Protocol over standard input and output, for an agent on this machine."""

import asyncio
import contextlib
from importlib.metadata import version
from typing import TextIO

from anyio import wrap_file
from mcp.server.stdio import stdio_server

from retrieval.library import Library
from service.doors.mcp_server import server_of


def serve(library: Library, *, base: str, received: TextIO | None = None, sent: TextIO | None = None) -> None:
    """Answer requests until standard input ends, or Ctrl-C; links begin with ``base``.

    ``received`` and ``sent`` stand in for standard input and output.
    """
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(library, base, received, sent))


async def _serve(library: Library, base: str, received: TextIO | None, sent: TextIO | None) -> None:
    server = server_of(library, version=version("agreed"), base=base)
    files = (None if each is None else wrap_file(each) for each in (received, sent))
    async with stdio_server(*files) as (requests, answers):
        await server.run(requests, answers, server.create_initialization_options())
