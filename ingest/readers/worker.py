"""The process that reads for ``ingest.readers.child``, one request after another.

It is started by that module, never by hand. Requests come in on standard input, replies go out on
what was standard output; both are messages of a four-byte length and a pickle. It ends when its
input ends, even in the middle of a file, so it never outlives the process that started it.
"""

import os
import pickle
import queue
import signal
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from ingest.errors import AgreedError, PaperRefused

# Sent as soon as a request is taken up: a worker that dies before it did not die of that file.
STARTED = "started"
_LENGTH = struct.Struct(">I")


class Named(Protocol):
    """A request: what is to be read, with the name by which messages call it."""

    @property
    def name(self) -> str:
        """The name of a file, or of a part of it, with which a sentence may begin."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of one request. ``ends`` says that the worker stops now: it ran out of memory once."""

    result: Any
    error: AgreedError | None
    ends: bool = False


def send(stream: BinaryIO, message: object) -> None:
    """Write one message. Raises OSError when the other side is gone."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one message. Raises EOFError when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own process, over a pipe that nobody else holds


def limit_memory(most: int) -> None:
    """Cap this process's own memory at ``most`` bytes, where the platform can (Linux).

    Its own is what it may write to: files that are mapped, such as libraries, do not count.
    """
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def serve(read: Callable[[Any], object], memory: int) -> None:
    """Answer requests (``Named``) with ``read``, in at most ``memory`` bytes, until the input ends."""
    # Ctrl-C reaches every process of the terminal; the one that was started decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A library that prints would garble the replies, so they have a channel of their own.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_memory(memory)
    requests: queue.SimpleQueue[Named] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        request = requests.get()
        try:
            send(replies, STARTED)
            reply = _answer(read, request)
            send(replies, reply)
        except OSError:
            return
        if reply.ends:
            return


def _listen(stream: BinaryIO, requests: "queue.SimpleQueue[Named]") -> None:
    """Queue requests; leave at once when the input ends, though a file is being read."""
    try:
        while True:
            requests.put(receive(stream))
    except BaseException:  # noqa: BLE001 - whatever it is, nobody is there to hear of it
        os._exit(0)


def _answer(read: Callable[[Any], object], request: Named) -> Reply:
    try:
        return Reply(read(request), None)
    except AgreedError as error:
        # The memory that a half-read file took may be held by what is left of it: begin afresh.
        return Reply(None, error, ends=isinstance(error.__cause__, MemoryError))
    except MemoryError:
        refused = PaperRefused(
            f"{request.name} needs more memory than reading it may take.",
            hint="It may be damaged. Print it to a new PDF, or split it, and add that.",
        )
        return Reply(None, refused, ends=True)
    except Exception as found:  # noqa: BLE001 - one bad file must not stop the others
        detail = f"{type(found).__name__}: {found}"[:160]
        return Reply(
            None, PaperRefused(f"{request.name} could not be read ({detail}).", hint="It may be damaged.")
        )


def main(memory: int) -> None:
    """Serve with the readers of this package; requests are paths."""
    from ingest.readers import read  # noqa: PLC0415 - only the worker itself needs the readers

    serve(read, memory)
