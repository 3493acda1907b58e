"""What the command line writes, and where: results to standard output, remarks to standard error."""

import json
import shutil
import sys
from typing import Any

import typer

# Longer lines are hard to read on a wide terminal.
_WIDEST = 100


def text_width() -> int | None:
    """Return the columns to wrap at; ``None``, for one line a paragraph, when nobody is looking."""
    if not sys.stdout.isatty():
        return None
    return min(shutil.get_terminal_size().columns, _WIDEST)


def print_text(text: str) -> None:
    """Print a result for a person. Emphasis is left out where standard output is no terminal."""
    typer.echo(text)


def print_json(value: Any) -> None:
    """Print a result for a program: one JSON value, and the only thing on standard output."""
    typer.echo(_json(value, sys.stdout.encoding or "utf-8"))


def print_remark(text: str) -> None:
    """Print what is not the result (progress, advice, errors) on standard error."""
    typer.echo(text, err=True)


def _json(value: Any, encoding: str) -> str:
    readable = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        readable.encode(encoding)
    except UnicodeEncodeError:
        # An ASCII terminal, or a file name that is no text: JSON's own escapes are always safe.
        return json.dumps(value, ensure_ascii=True, indent=2)
    return readable
