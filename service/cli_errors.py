"""The one place that renders an error on the command line, and chooses the exit code.

====  =============================================================================
code  meaning
====  =============================================================================
0     the command did its work; "the papers do not answer this" is such work
1     it failed: an AgreedError that is not the caller's fault, or a defect
2     wrong use: an unknown option, a path that does not exist, an empty question
130   stopped from the keyboard
====  =============================================================================

A traceback is never shown. With ``--json``, the problem that the API would answer with stands on
standard output, in the error's own words, and the message on standard error all the same.
"""

import contextlib
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from ingest.errors import AgreedError, RequestError
from service.cli_output import print_json, print_remark
from service.rendering import words_line

DONE = 0
FAILED = 1
WRONG_USE = 2
STOPPED = 130


class ReportingGroup(TyperGroup):
    """A group of commands that tells every error in words and ends with an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named; what it raises ends here, but for Typer's own signals."""
        as_json = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            if as_json:
                print_json(_usage_problem(error))
            raise  # Typer shows its own errors with the command's usage, and exits with 2
        except (typer.Exit, typer.Abort):
            raise
        except KeyboardInterrupt:
            print_remark("Stopped. What was finished is kept.")
            raise typer.Exit(STOPPED) from None
        except BrokenPipeError:
            _discard_output()
            raise typer.Exit(DONE) from None  # the reader (head, less) has seen all it wanted
        except AgreedError as error:
            raise typer.Exit(_report(error, as_json=as_json)) from None
        except OSError as error:
            raise typer.Exit(_report_machine(error, as_json=as_json)) from None
        except Exception as error:  # noqa: BLE001 - the last handler before the user
            raise typer.Exit(_report_defect(error, as_json=as_json)) from None


def _report(error: AgreedError, *, as_json: bool) -> int:
    _tell(error, error.message, error.hint, as_json=as_json)
    return WRONG_USE if isinstance(error, RequestError) else FAILED


def _report_machine(error: OSError, *, as_json: bool) -> int:
    """Tell of a full disk, a forbidden folder and the like, which are nobody's defect."""
    hint = "Check that the disk has room and that this account may read and write there."
    _tell(error, f"{error} ({_where(error)}).", hint, as_json=as_json)
    return FAILED


def _report_defect(error: Exception, *, as_json: bool) -> int:
    words = f"{type(error).__name__}: {error} ({_where(error)})."
    hint = "This is a defect in Agreed: please report it with the line above."
    _tell(error, words, hint, as_json=as_json)
    return FAILED


def _tell(error: Exception, detail: str, hint: str, *, as_json: bool) -> None:
    """Say what happened and what to do next.

    Whoever types a command may know what their own machine says, paths and all; only over HTTP
    is that kept from strangers (``service.errors``).
    """
    print_remark(f"Error: {words_line(detail)}")
    if hint:
        print_remark(words_line(hint))
    if as_json:
        # Here, because only a failing command with --json should wait for the web framework to load.
        from service.errors import problem_of  # noqa: PLC0415

        print_json(problem_of(error).model_copy(update={"detail": detail, "hint": hint}).model_dump())


def _usage_problem(error: typer.TyperException) -> dict[str, Any]:
    return {
        "type": "urn:agreed:problem:request-invalid",
        "title": "The request cannot be carried out",
        "status": 422,
        "detail": error.format_message(),
        "hint": "See the command's --help.",
        "errors": [],
    }


def _where(error: Exception) -> str:
    """Return file and line of the innermost step, so that a report can be traced without a traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "unknown place"
    path = Path(frames[-1].filename)
    return f"{path.parent.name}/{path.name}:{frames[-1].lineno}"


def _discard_output() -> None:
    """Let the interpreter's own last flush go nowhere; it would complain about the closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
