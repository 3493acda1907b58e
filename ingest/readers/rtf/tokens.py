"""Rich text to tokens: groups, control words, characters by code, and runs of plain bytes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,9})? ?"
    rb"|\\'(?P<code>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>\r\n|.)"
    rb"|(?P<brace>[{}])"
    rb"|(?P<plain>[^\\{}\r\n]+)"
    rb"|(?P<space>[\r\n]+|\\)",
    re.S,
)


class Token(NamedTuple):
    """A piece of rich text. ``kind`` is "{", "}", "word", "sign" or "bytes".

    A word's name is its control word; its ``value`` is None where none is written. A sign's name is
    its one character. ``data`` are the bytes of text, in the code page of their font.
    """

    kind: str
    name: str = ""
    value: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of ``data``; pictures in binary are passed over."""
    position, end = 0, len(data)
    while position < end:
        match = _TOKEN.match(data, position)
        assert match is not None  # the last two alternatives match whatever is left
        position = match.end()
        kind = match.lastgroup
        if kind == "plain":
            yield Token("bytes", data=match[0])
        elif kind in ("word", "value"):
            name = match["word"].decode("ascii")
            value = int(match["value"]) if match["value"] else None
            if name == "bin":
                position += max(0, value or 0)
            else:
                yield Token("word", name, value)
        elif kind == "brace":
            yield Token(match[0].decode("ascii"))
        elif kind == "code":
            yield Token("bytes", data=bytes([int(match["code"], 16)]))
        elif kind == "sign":
            yield Token("sign", match["sign"].decode("latin-1"))
