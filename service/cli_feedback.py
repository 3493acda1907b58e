"""``agreed feedback``: what readers said of answers, counted, and as a set for ``agreed evaluate``."""
# ruff: noqa: PLC0415 - so that --help does not wait for the libraries that search

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import RequestInvalid
from service.cli_options import AsJson, Data
from service.cli_output import print_json, print_text

if TYPE_CHECKING:
    from service.feedback import Feedback

feedback_app = typer.Typer(
    help="What readers said of answers in the web chat.", invoke_without_command=True, no_args_is_help=False
)


@feedback_app.callback(epilog="Example: agreed feedback --json")
def counts(context: typer.Context, data: Data = None, as_json: AsJson = False) -> None:
    """Count the answers that readers marked right and wrong, and list the comments."""
    if context.invoked_subcommand is not None:
        return
    from service.feedback import Verdict
    from service.rendering import columns, words_line

    given = _given(data)
    tally = Counter(each.verdict for each in given)
    if as_json:
        print_json(
            {
                **{verdict.value: tally[verdict] for verdict in Verdict},
                "comments": [
                    {"verdict": each.verdict.value, "question": each.answer.question, "comment": each.comment}
                    for each in given
                    if each.comment
                ],
            }
        )
        return
    lines = columns([(verdict.value.capitalize(), str(tally[verdict])) for verdict in Verdict])
    for each in given:
        if each.comment:
            lines += [
                "",
                f"{words_line(each.answer.question)} ({each.verdict.value})",
                f"  {words_line(each.comment)}",
            ]
    print_text("\n".join(lines))


@feedback_app.command(epilog="Example: agreed feedback export feedback.jsonl")
def export(
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT.jsonl", help="Where to write; else it is printed.")
    ] = None,
    data: Data = None,
) -> None:
    """Write the questions as a set that "agreed evaluate" reads, one JSON object a line.

    The quotes of answers marked right stand beside each question as its evidence.
    """
    from service.feedback import question_line

    lines = [
        json.dumps(question_line(number, each), ensure_ascii=False)
        for number, each in enumerate(_given(data), start=1)
    ]
    if out is None:
        print_text("\n".join(lines))
        return
    try:
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise RequestInvalid(
            f"{out} cannot be written: {error.strerror}.", hint="Name a file in a folder that exists."
        ) from error
    print_text(f"Wrote {len(lines)} question{'' if len(lines) == 1 else 's'} to {out}.")


def _given(data: Path | None) -> list["Feedback"]:
    """Return all verdicts in the data folder; none where nobody gave any."""
    from service.feedback import FILE_NAME, FeedbackStore
    from service.settings import Settings

    folder = Settings.from_environment(data).data
    # Looking must not make a file.
    store = FeedbackStore(folder if (folder / FILE_NAME).exists() else None)
    try:
        return store.every()
    finally:
        store.close()
